"""DNS messages."""

import struct

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import check, labelled, names, values


def frame(message: bytes) -> bytes:
    return b.ip(b.udp(message, (53, 40000)), 17)


def test_an_answer_is_taken_apart() -> None:
    data = frame(b.dns_answer())
    layers = dissect(data, 228)
    check(layers, data)
    assert layers[2].title == "Domain Name System, response"
    assert labelled(layers, "Question") == ["example.org A IN"]
    assert labelled(layers, "Answer") == [
        "example.org A 192.0.2.1",
        "example.org HTTPS 000100",
        "www.example.org CNAME example.org",
    ]
    assert values(layers, "dns.flags.rcode") == ["0 (no error)"]
    first = next(field for field in layers[2].fields if field.label == "Answer").children[-1]
    assert (first.name, data[first.start : first.start + first.size]) == ("dns.a", bytes((192, 0, 2, 1)))


def test_over_tcp_a_length_comes_first() -> None:
    message = b.dns_answer()
    layers = dissect(b.ip(b.tcp(struct.pack(">H", len(message)) + message, ports=(53, 40000))), 228)
    assert values(layers, "dns.length") == [str(len(message))]
    assert len(labelled(layers, "Answer")) == 3


def test_an_acknowledgment_from_port_53_lacks_nothing() -> None:
    assert names(dissect(b.ip(b.tcp(ports=(53, 40000))), 228)) == ["ip", "tcp"]


def test_a_pointer_forwards_is_malformed() -> None:
    message = struct.pack(">HHHHHH", 1, 0, 1, 0, 0, 0) + b"\xc0\x20\0\1\0\1"
    layers = dissect(frame(message), 228)
    assert labelled(layers, "Malformed") == ["name that cannot be decoded"]


def test_more_records_than_are_there() -> None:
    message = struct.pack(">HHHHHH", 1, 0, 1, 9, 0, 0) + b"\0\0\1\0\1"
    layers = dissect(frame(message), 228)
    assert labelled(layers, "Question") == ["<root> A IN"]
    assert len(labelled(layers, "Malformed")) == 1


def test_hostile_names_are_harmless() -> None:
    message = struct.pack(">HHHHHH", 1, 0, 1, 0, 0, 0) + b"\x05\x1b[2Jx\0\0\1\0\1"
    assert labelled(dissect(frame(message), 228), "Question") == [r"\x1b[2Jx A IN"]


def test_a_chain_of_pointers_is_refused() -> None:
    chain = b"\0\0" + b"".join(struct.pack(">H", 0xC000 | (23 + 2 * i)) for i in range(2000))
    message = struct.pack(">HHHHHH", 1, 0x8000, 0, 2, 0, 0) + b"\0" + struct.pack(">HHIH", 99, 1, 0, len(chain)) + chain
    message += struct.pack(">H", 0xC000 | (23 + 2 * 2000)) + struct.pack(">HHIH", 1, 1, 0, 4) + bytes(4)
    assert labelled(dissect(frame(message), 228), "Malformed") == ["name that does not end"]


def test_record_data_of_every_kind() -> None:
    cases = {15: (b"\0\x05\xc0\x0c", "example.org"), 16: (b"\2ab\3c\nd", r"ab c\nd"), 33: (bytes(6) + b"\1x\0", "x")}
    question = b"\7example\3org\0" + struct.pack(">HH", 1, 1)
    for kind, (raw, printed) in cases.items():
        record = b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 0, len(raw)) + raw
        message = struct.pack(">HHHHHH", 1, 0x8000, 1, 1, 0, 0) + question + record
        answer = labelled(dissect(frame(message), 228), "Answer")
        assert answer[0].endswith(f" {printed}")


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.binary(max_size=80), st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_random_records_never_raise(body: bytes, counts: list[int]) -> None:
    data = frame(struct.pack(">HHHHHH", 1, 0x8000, *counts) + body)
    check(dissect(data, 228), data)
