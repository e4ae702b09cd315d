"""Values as they are written, by what they are compared with."""

from typing import Any

import pytest

from tui_tcp.fields.field import Type
from tui_tcp.filters import FilterError
from tui_tcp.filters.literals import Constant, Wanted, constant, raw_bytes, share
from tui_tcp.filters.tokens import tokens

OURS = Wanted(Type.NUMBER, 64, is_ours=True)


def read(text: str, wanted: Wanted) -> Constant:
    (token,) = tokens(text)
    return constant(token, wanted)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("80", Type.NUMBER, 80),
        ("0x50", Type.NUMBER, 80),
        ("0120", Type.NUMBER, 80),
        ("0b1010000", Type.NUMBER, 80),
        ("'P'", Type.NUMBER, 80),
        ("True", Type.FLAG, 1),
        ("256", Type.FLAG, 1),
        ("0", Type.FLAG, 0),
        ("0.25", Type.TIME, 250_000_000),
        ("250ms", Type.TIME, 250_000_000),
        ("2min", Type.TIME, 120_000_000_000),
        ("GET", Type.TEXT, "GET"),
        ('"GET"', Type.TEXT, "GET"),
        ("10.0.0.1", Type.IPV4, 0x0A000001),
        ("::1", Type.IPV6, 1),
        ("02-00-00-00-00-01", Type.ETHER, 0x020000000001),
        ("0200.0000.0001", Type.ETHER, 0x020000000001),
        ("47:45:54", Type.BYTES, b"GET"),
        ("474554", Type.BYTES, b"GET"),
        (":474554", Type.BYTES, b"GET"),
        ("47.45", Type.BYTES, b"GE"),
        ("0x47", Type.BYTES, b"G"),
        ("d", Type.BYTES, b"\r"),
        ('"GET"', Type.BYTES, b"GET"),
        ('r"\\r"', Type.BYTES, b"\\r"),
        ("'G'", Type.BYTES, b"G"),
    ],
)
def test_a_value_is_read_as_its_type_asks(text: str, kind: Type, value: Any) -> None:
    assert read(text, Wanted(kind)).value == value


@pytest.mark.parametrize(("text", "value"), [("1MB", 10**6), ("1.5k", 1500), ("2KiB", 2048), ("7B", 7), ("0x10", 16)])
def test_our_numbers_take_units(text: str, value: int) -> None:
    assert read(text, OURS).value == value


def test_a_prefix_says_which_bits_count() -> None:
    assert read("10.0.0.0/8", Wanted(Type.IPV4)).mask == 0xFF000000
    assert read("10.0.0.0/0", Wanted(Type.IPV4)).mask == 0
    assert read("fe80::/10", Wanted(Type.IPV6)).mask == 0x3FF << 118


def test_names_stand_for_numbers() -> None:
    assert read("TCP", Wanted(Type.NUMBER, 8, {6: "TCP"})).value == 6
    assert read('"Not set"', Wanted(Type.FLAG, 1, {0: "Not set"})).value == 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("80.0", Type.NUMBER),
        ("08", Type.NUMBER),
        ("256", Type.NUMBER),
        ("true", Type.FLAG),
        ("1e3", Type.TIME),
        ("1.0000000001", Type.TIME),
        ("0x4745", Type.BYTES),
        ("GET", Type.BYTES),
        ("1", Type.LABEL),
        ("10.0.0.256", Type.IPV4),
    ],
)
def test_what_it_cannot_be_is_refused(text: str, kind: Type) -> None:
    with pytest.raises(FilterError):
        read(text, Wanted(kind, 8))


def test_a_percentage_is_told_from_a_number() -> None:
    assert [share(token) for token in tokens("2.5%")] == [2_500_000]
    assert [share(token) for token in tokens("2")] == [None]


def test_a_bare_word_has_no_bytes_of_its_own() -> None:
    assert [raw_bytes(token) for token in tokens("GET")] == [None]
