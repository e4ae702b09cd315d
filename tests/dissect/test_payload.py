"""Bytes nobody dissects."""

from tui_tcp.dissect.draft import Span
from tui_tcp.dissect.payload import data, fragment, trailer


def test_data_is_shown_escaped_with_its_length() -> None:
    layer = data(Span(b"..a\nb", 2, 5, 5)).layer
    assert layer.title == "Data, 3 bytes"
    assert [(field.name, field.value, field.start, field.size) for field in layer.fields] == [
        ("data.data", r"a\nb", 2, 3),
        ("data.len", "3 bytes", 2, 0),
    ]


def test_a_long_preview_is_cut() -> None:
    assert len(data(Span(b"x" * 5000, 0, 5000, 5000)).layer.fields[0].value) == 256


def test_a_fragment_says_what_it_is() -> None:
    assert fragment(Span(b"abc", 0, 3, 3)).layer.title == "Fragment of an IP packet, 3 bytes"


def test_what_trails() -> None:
    frame = Span(bytes(100) + b"abcd", 0, 104, 104)
    assert trailer("eth", frame, 90, 100).name == "eth.padding"
    assert trailer("eth", frame, 90, 104).name == "eth.trailer"
    assert trailer("sll", frame, 90, 104).title == "Trailing bytes, 14"
