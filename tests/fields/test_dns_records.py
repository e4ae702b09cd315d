"""DNS messages."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tcp.fields.dns_records import records

NAME = b"\x03www\x07example\x00"
QUESTION = NAME + struct.pack(">HH", 1, 1)
POINTER = b"\xc0\x0c"


def record(kind: int, data: bytes) -> bytes:
    return POINTER + struct.pack(">HHIH", kind, 1, 60, len(data)) + data


def message(*answers: bytes) -> bytes:
    return struct.pack(">HHHHHH", 1, 0x8180, 1, len(answers), 0, 0) + QUESTION + b"".join(answers)


def test_a_question() -> None:
    found = records(message())
    assert found["qry.name"] == ["www.example"]
    assert (found["qry.type"], found["qry.class"], found["count.labels"], found["qry.name.len"]) == (
        [1],
        [1],
        [2],
        [11],
    )


@pytest.mark.parametrize(
    ("kind", "data", "name", "value"),
    [
        (1, b"\x0a\0\0\x01", "a", 0x0A000001),
        (28, bytes(15) + b"\x01", "aaaa", bytes(15) + b"\x01"),
        (5, POINTER, "cname", "www.example"),
        (2, b"\x02ns" + POINTER, "ns", "ns.www.example"),
        (12, POINTER, "ptr.domain_name", "www.example"),
        (15, b"\0\x05" + POINTER, "mx.mail_exchange", "www.example"),
        (33, b"\0\x01\0\x02\0\x50" + POINTER, "srv.port", 80),
        (6, POINTER + b"\0" + bytes(20), "soa.rname", "<Root>"),
        (16, b"\x02hi", "txt", "hi"),
    ],
)
def test_a_record_of_each_type(kind: int, data: bytes, name: str, value: object) -> None:
    found = records(message(record(kind, data)))
    assert found[name][0] == value
    assert found["resp.name"] == ["www.example"]


def test_names_that_go_round_end() -> None:
    looping = struct.pack(">HHHHHH", 1, 0, 1, 0, 0, 0) + POINTER + bytes(4)
    assert "qry.name" not in records(looping)


@given(st.binary(max_size=80))
def test_any_bytes_are_read(data: bytes) -> None:
    records(data)
    records(message(data))
