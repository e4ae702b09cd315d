"""Pairs of values, parts of them, sums of them."""

import numpy as np
import pytest

from tests.filters.asking import EVERY, SEGMENTS, matching
from tui_tcp.fields.field import Type
from tui_tcp.fields.found import Found, Words, words_of
from tui_tcp.filters.values import as_bytes, occurrences_a_layer, pairs
from tui_tcp.model.session import Session


def test_every_two_values_of_a_row_are_a_pair() -> None:
    left = Found(np.array([0, 0, 2]), np.array([1, 2, 3]))
    right = Found(np.array([0, 2, 2]), np.array([7, 8, 9]))
    rows, one, other = pairs(left, right, 3)
    assert rows is not None
    assert list(zip(rows.tolist(), one.tolist(), other.tolist(), strict=True)) == [
        (0, 1, 7),
        (0, 2, 7),
        (2, 3, 8),
        (2, 3, 9),
    ]


def test_one_in_every_row_goes_with_any() -> None:
    rows, one, other = pairs(Found(None, np.array([5, 6])), Found(np.array([1]), words_of([b"x"])), 2)
    assert rows is not None
    assert (rows.tolist(), one.tolist(), other.listed()) == ([1], [6], [b"x"])
    rows, one, other = pairs(Found(np.array([1]), words_of([b"x"])), Found(None, np.array([5, 6])), 2)
    assert rows is not None
    assert (rows.tolist(), one.listed(), other.tolist()) == ([1], [b"x"], [6])


@pytest.mark.parametrize(
    ("found", "kind", "raw"),
    [
        (Found(None, np.array([0x0A000001])), Type.IPV4, b"\x0a\0\0\x01"),
        (Found(None, np.array([0x020000000001])), Type.ETHER, b"\x02\0\0\0\0\x01"),
        (Found(None, words_of(["é"])), Type.TEXT, "é".encode()),
        (Found(None, words_of([b"x"])), Type.BYTES, b"x"),
    ],
)
def test_values_as_bytes(found: Found, kind: Type, raw: bytes) -> None:
    values = as_bytes(found, kind).values
    assert isinstance(values, Words) and values.listed() == [raw]


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("tcp.len + 1 == 1", [1, 2, 3, 5, 6, 9]),
        ("-frame.number < -8", [9]),
        ("frame.number * 4294967295 > 4294967295", []),
        ("ip.src[0,3] == 0a:02", [2, 5]),
        ("ip.src[9] == 00", []),
        ("ip.src[0:2][1] == 09 and vlan", [9]),
        ("tcp.payload[0:1000] == 00", []),
        ("eth.dst & ff:00:00:00:00:00 == ff:00:00:00:00:00", [8]),
        ("frame.time_relative + 1 > 1.007", [9]),
        ("tcp.srcport == tcp.port", SEGMENTS),
        ("ip.src == ip.dst", []),
        ("frame.len == frame.cap_len", EVERY),
    ],
)
def test_parts_and_sums(text: str, frames: list[int], mixed: Session) -> None:
    assert matching(mixed, text) == frames


def test_source_and_destination_share_a_layer() -> None:
    assert [occurrences_a_layer(name) for name in ("ip.addr", "tcp.port", "ip.src", "tcp.flags.ack")] == [2, 2, 1, 1]
