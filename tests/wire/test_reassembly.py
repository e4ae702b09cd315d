"""Fragments in any order, doubled, overlapping, missing, and too many."""

from itertools import permutations

import pytest

from tests.wire.packets import IP6, VLAN, Decoded, decode_all, ether, ip4, ip6, tcp
from tui_tcp.wire.frames import Kind
from tui_tcp.wire.reassembly import MAX_BYTES, MAX_DATAGRAMS, Datagram, Reassembly

SEGMENT = tcp(bytes(range(40)))  # 60 bytes
MORE = 0x2000


def fragment(start: int, stop: int, number: int = 7) -> bytes:
    is_last = stop >= len(SEGMENT)
    return ether(ip4(SEGMENT[start:stop], place=start // 8 | (0 if is_last else MORE), number=number))


def fragment6(start: int, stop: int) -> bytes:
    is_last = stop >= len(SEGMENT)
    header = bytes([6, 0]) + (start | (not is_last)).to_bytes(2, "big") + b"\x00\x00\x00\x09"
    return ether(ip6(header + SEGMENT[start:stop], 44), IP6)


PARTS = [(0, 24), (24, 48), (48, 60)]


def last(frames: list[bytes]) -> Decoded:
    """What the last of the frames is, none before it being a segment."""
    *before, end = decode_all(frames)
    assert all(decoded.kind is Kind.FRAGMENT for decoded in before)
    return end


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
@pytest.mark.parametrize("make", [fragment, fragment6], ids=["IPv4", "IPv6"])
def test_the_segment_stands_at_the_frame_that_completes_it(make: object, order: tuple[int, ...]) -> None:
    assert callable(make)
    decoded = last([make(*PARTS[at]) for at in order])
    assert decoded.kind in (Kind.TCP4, Kind.TCP6)
    assert (decoded.ports, decoded.payload, decoded.length) == ((1025, 80), 40, 40)


def test_a_copy_changes_nothing() -> None:
    assert last([fragment(0, 24), fragment(0, 24), fragment(24, 60)]).payload == 40


def test_a_hole_stays_a_hole() -> None:
    assert last([fragment(0, 24), fragment(48, 60)]).kind is Kind.FRAGMENT


def test_datagrams_are_told_apart_by_number() -> None:
    assert last([fragment(0, 24), fragment(24, 60, number=8)]).kind is Kind.FRAGMENT


def test_datagrams_are_told_apart_by_vlan() -> None:
    tagged = [b"\x02" * 12 + b"\x81\x00\x00" + bytes([vlan]) + fragment(0, 24)[12:] for vlan in (5, 6)]
    assert VLAN == 0x8100
    assert last([*tagged, tagged[0][:18] + fragment(24, 60)[14:]]).payload == 40


def test_a_lone_first_fragment_that_was_cut_shows_its_header() -> None:
    decoded = decode_all([fragment(0, 48)[:60]], wire=82)[0]
    assert (decoded.kind, decoded.ports) == (Kind.PARTIAL, (1025, 80))


def test_an_atomic_fragment_is_whole() -> None:
    assert last([fragment6(0, 60)]).kind is Kind.TCP6


def add(datagram: Datagram, offset: int, data: bytes, is_last: bool = False) -> Datagram:
    datagram.add(offset, 1000 + offset, data, is_last)
    return datagram


def test_where_fragments_overlap_the_lower_offset_wins_then_the_earlier() -> None:
    datagram = add(add(add(Datagram(), 8, b"B" * 16), 0, b"A" * 16), 0, b"C" * 8)
    add(datagram, 16, b"D" * 16, is_last=True)
    assert datagram.is_whole
    assert datagram.joined() == b"A" * 16 + b"B" * 8 + b"D" * 8


def test_a_datagram_tells_where_its_bytes_lie() -> None:
    datagram = add(add(Datagram(), 0, b"A" * 16), 8, b"B" * 16, is_last=True)
    assert memoryview(datagram.places()).cast("q").tolist() == [1000, 16, 1016, 8]


def test_the_first_last_fragment_settles_the_length() -> None:
    datagram = add(add(Datagram(), 0, b"A" * 24), 8, b"B" * 8, is_last=True)
    assert datagram.joined() == b"A" * 16


def test_too_many_datagrams_push_out_the_oldest() -> None:
    reassembly = Reassembly()
    for number in range(MAX_DATAGRAMS + 1):
        assert reassembly.add((number,), 0, 0, b"x" * 8, False) is None
    assert reassembly.given_up == 1
    assert reassembly.add((0,), 8, 0, b"y", True) is None
    assert reassembly.add((MAX_DATAGRAMS,), 8, 0, b"y", True) is not None


def test_memory_is_bounded() -> None:
    reassembly = Reassembly()
    for number in range(600):
        reassembly.add((number,), 0, 0, bytes(65_000), False)
    assert reassembly.given_up >= 600 - MAX_BYTES // 65_000


def test_copies_without_end_are_dropped() -> None:
    datagram = Datagram()
    for _ in range(10_000):
        datagram.add(0, 0, b"x" * 8, False)
    assert len(datagram.pieces) == 8192
