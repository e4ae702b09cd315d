"""What DNS answers say of addresses."""

import struct

import pytest

from tests.dissect.builders import dns_answer
from tests.names.packets import SERVER, address_of, message, name, record
from tui_tcp.names.answers import Answer, answers, reversed_address

SIX = bytes(15) + b"\x01"


def test_addresses_of_both_families() -> None:
    assert answers(address_of("a.example")) == [Answer(SERVER, "a.example", False)]
    assert answers(address_of("a.example", SIX)) == [Answer(SIX, "a.example", False)]


def test_an_alias_leads_to_the_name_that_was_asked_for() -> None:
    chain = [record("www.a", 5, name("cdn.b")), record("cdn.b", 5, name("x.c")), record("x.c", 1, SERVER)]
    assert answers(message("www.a", chain)) == [Answer(SERVER, "www.a", False)]


def test_another_name_than_asked_for_keeps_its_own() -> None:
    records = [record("mail.a", 1, SERVER)]
    assert answers(message("a", records)) == answers(message("", records)) == [Answer(SERVER, "mail.a", False)]


def test_an_address_that_was_asked_for_has_its_answer() -> None:
    asked = "2.0.9.10.in-addr.arpa"
    assert answers(message(asked, [record(asked, 12, name("host.a"))])) == [Answer(SERVER, "host.a", True)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(12),
        message("a", [record("a", 1, SERVER)], flags=0x0100),
        message("a", [record("a", 1, SERVER)], flags=0x8183),
        message("a", []),
        message("a", [record("a", 1, b"\x01")]),
        message("a", [record("a", 16, b"\x01x")]),
        struct.pack(">HHHHHH", 7, 0x8180, 0, 1, 0, 0) + b"\xc0\x0c",
    ],
    ids=["nothing", "zeros", "a query", "no such name", "no answer", "a short address", "text", "a name of itself"],
)
def test_what_says_nothing(data: bytes) -> None:
    assert answers(data) == []


def test_cut_anywhere_it_says_what_is_there() -> None:
    whole = message("a", [record("a", 1, SERVER), record("a", 1, b"\x0a\x09\x00\x09")])
    assert [len(answers(whole[:size])) for size in range(len(whole) + 1)] == sorted(
        len(answers(whole[:size])) for size in range(len(whole) + 1)
    )
    assert len(answers(whole)) == 2


def test_compressed_names() -> None:
    assert answers(dns_answer()) == [Answer(bytes((192, 0, 2, 1)), "example.org", False)]


def test_names_are_escaped() -> None:
    assert answers(address_of("a\x1b[2J"))[0].name == "a\\x1b[2J"


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("2.0.9.10.IN-ADDR.ARPA", SERVER),
        ("1." + "0." * 31 + "ip6.arpa", SIX),
        ("0.9.10.in-addr.arpa", b""),
        ("x.y.z.w.in-addr.arpa", b""),
        ("1.ip6.arpa", b""),
        ("zz." + "0." * 30 + "ip6.arpa", b""),
        ("example.org", b""),
    ],
)
def test_reversed_names(asked: str, address: bytes) -> None:
    assert reversed_address(asked) == address
