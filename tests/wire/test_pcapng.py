"""Blocks of a pcapng file: what is a frame, what is said beside them, and what is damage."""

from struct import pack

import pytest

from tests.wire.files import (
    BEGINNING,
    ENHANCED,
    INTERFACE,
    NAMES,
    PACKET,
    SECTION,
    STATISTICS,
    block,
    enhanced,
    frame_all,
    interface,
    obsolete,
    option,
    section,
    simple,
)

SIZE = len(PACKET)


@pytest.mark.parametrize("order", ["<", ">"], ids=["little", "big"])
def test_the_three_blocks_of_packets(order: str) -> None:
    packets = enhanced(order=order) + obsolete(order=order) + simple(order=order)
    rows, framer = frame_all(section(order) + interface(order) + packets)
    assert [row.time for row in rows] == [5000, 5000, 0]
    assert {(row.captured, row.length, row.interface) for row in rows} == {(SIZE, SIZE, 0)}
    assert len(framer.interfaces) == 1


def test_sections_have_their_own_byte_order_and_interfaces() -> None:
    data = (
        section(">") + interface(">", 101) + enhanced(order=">") + BEGINNING + interface(link=276) + enhanced(number=1)
    )
    rows, framer = frame_all(data)
    assert framer.links == [101, 1, 276]
    assert [row.interface for row in rows] == [0, 2]


@pytest.mark.parametrize(
    ("options", "time"),
    [
        (b"", 5000),
        (option(9, b"\x09"), 5),
        (option(9, b"\x00"), 5_000_000_000),
        (option(9, b"\x8a"), 4_882_812),
        (option(9, b"\x0c"), 0),
        (option(14, pack("<q", 3)), 3_000_005_000),
        (option(14, pack("<q", -2)) + option(9, b"\x00"), 3_000_000_000),
        (option(9, b"\x09") + option(9, b"\x03"), 5),
        (pack("<HH", 9, 200) + b"\x09", 5000),
    ],
    ids=["microseconds", "nano", "seconds", "2^-10", "pico", "offset", "negative", "the first counts", "overrun"],
)
def test_clocks(options: bytes, time: int) -> None:
    rows, _ = frame_all(section() + interface(options=options) + enhanced())
    assert [row.time for row in rows] == [time]


def test_ticks_beyond_the_clock_do_no_harm() -> None:
    rows, _ = frame_all(BEGINNING + enhanced(ticks=0xFFFFFFFFFFFFFFFF))
    assert 0 <= rows[0].time < 1 << 63


def test_an_interface_has_names() -> None:
    named = interface(snaplen=96, options=option(2, b"eth0") + option(3, b"uplink \xff"))
    _, framer = frame_all(section() + named)
    assert (framer.interfaces[0].name, framer.interfaces[0].description) == ("eth0", "uplink \ufffd")
    assert framer.interfaces[0].snaplen == 96


def test_a_simple_packet_is_no_longer_than_the_snaplen_and_its_block() -> None:
    rows, _ = frame_all(section() + interface(snaplen=20) + simple(PACKET[:20], length=SIZE) + simple(length=9999))
    assert [(row.captured, row.length) for row in rows] == [(20, SIZE), (20, 9999)]


def test_comments_of_packets_and_sections_are_kept() -> None:
    first = section(options=option(1, b"about it all") + option(0, b""))
    packets = enhanced() + enhanced(options=option(2, bytes(4)) + option(1, b"look here") + option(0, b""))
    _, framer = frame_all(first + interface() + packets)
    assert framer.notes.comments == {1: ("look here",)}
    assert framer.notes.section_comments == ["about it all"]


def test_names_statistics_and_losses_are_kept() -> None:
    names = block(NAMES, option(1, b"\x0a\x00\x00\x01gate\x00") + option(0, b""))
    statistics = block(STATISTICS, pack("<III", 0, 0, 0) + option(5, pack("<Q", 3)))
    _, framer = frame_all(BEGINNING + names + statistics + enhanced(options=option(4, pack("<Q", 2))))
    assert framer.notes.names == [(b"\x0a\x00\x00\x01", "gate")]
    assert framer.notes.drops == {0: 5}


def test_an_obsolete_packet_says_how_many_were_lost_before_it() -> None:
    _, framer = frame_all(BEGINNING + obsolete() + obsolete())
    assert framer.notes.drops == {0: 14}


def test_where_the_blocks_beside_packets_lie_is_kept() -> None:
    secrets = block(10, pack("<II", 0x544C534B, 4) + b"keys")
    _, framer = frame_all(BEGINNING + enhanced() + block(0x77, b"whatever") + secrets)
    begin = len(BEGINNING + enhanced() + block(0x77, b"whatever"))
    assert {kind: list(found) for kind, found in framer.notes.blocks.items()} == {
        SECTION: [0],
        INTERFACE: [len(section())],
        10: [begin],
    }


def test_what_has_no_time_is_known() -> None:
    assert not frame_all(BEGINNING + enhanced(ticks=0))[1].notes.has_timeless
    assert frame_all(BEGINNING + simple())[1].notes.has_timeless
    assert frame_all(BEGINNING + block(0xBAD, pack("<I", 9)))[1].notes.has_timeless


def test_interfaces_are_numbered_within_their_section() -> None:
    _, framer = frame_all(BEGINNING + BEGINNING + interface())
    assert [found.number for found in framer.interfaces] == [0, 0, 1]


def test_unknown_blocks_are_skipped() -> None:
    rows, framer = frame_all(BEGINNING + block(0x77, b"whatever") + block(0x80000001, b"") + enhanced())
    assert len(rows) == 1
    assert not framer.damage


def test_custom_and_journal_blocks_count_as_frames_but_are_not_read() -> None:
    blocks = block(0xBAD, pack("<I", 9) + b"hers") + block(0x40000BAD, pack("<I", 9)) + block(9, b"A=b\n")
    rows, _ = frame_all(BEGINNING + blocks + enhanced())
    assert [row.interface for row in rows] == [0xFFFF, 0xFFFF, 0xFFFF, 0]
    assert [row.captured for row in rows] == [4, 0, 4, SIZE]


def test_a_length_that_is_no_multiple_of_four_is_padded() -> None:
    body = pack("<IIIII", 0, 0, 5, SIZE, SIZE) + PACKET
    rows, _ = frame_all(BEGINNING + block(ENHANCED, body, size=12 + len(body)) + enhanced())
    assert len(rows) == 2


DAMAGE = {
    "no magic": (block(0x0A0D0D0A, bytes(16)), "a section header has no byte-order magic"),
    "a version": (section(version=(2, 0)), "a section of version 2.0, which is not known"),
    "a short section": (block(0x0A0D0D0A, pack("<IHH", 0x1A2B3C4D, 1, 0)), "a section header of 20 bytes is too short"),
    "a short interface": (block(1, bytes(4)), "an interface description of 16 bytes is too short"),
    "a size of 0": (block(7, b"", size=0), "a block claims 0 bytes"),
    "a size of 8": (block(7, b"", size=8), "a block claims 8 bytes"),
    "a huge size": (block(7, b"", size=0x7FFFFFF0), "a block claims 2147483632 bytes"),
    "two sizes": (block(7, b"", again=16), "a block of 12 bytes says 16 at its end"),
    "a short packet": (block(ENHANCED, bytes(8)), "a packet block of 20 bytes is too short"),
    "too much data": (enhanced(captured=1000), "a packet claims 1000 bytes in a block of 88"),
    "no interface": (enhanced(number=3), "a packet of interface 3, which is not described"),
    "no interface yet": (section() + simple(), "a packet of interface 0, which is not described"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named_with_its_place_and_ends_the_file(name: str) -> None:
    damaged, what = DAMAGE[name]
    rows, framer = frame_all(BEGINNING + enhanced() + damaged + enhanced())
    assert len(rows) == 1
    place = len(BEGINNING + enhanced()) + (len(section()) if name == "no interface yet" else 0)
    assert framer.damage == f"{what} (at byte {place})"


@pytest.mark.parametrize("piece", [1, 12, 33, 100, 130])
def test_the_readers_buffer_changes_nothing(piece: int) -> None:
    data = BEGINNING + enhanced() + block(0x77, bytes(300)) + obsolete() + simple() + section(">") + interface(">")
    data += enhanced(order=">") * 20
    assert frame_all(data, piece, 3)[0] == frame_all(data)[0]


@pytest.mark.parametrize("size", range(60, len(BEGINNING + enhanced())))
def test_cut_anywhere_the_packet_is_not_there_yet(size: int) -> None:
    rows, framer = frame_all((BEGINNING + enhanced())[:size])
    assert not rows
    assert not framer.damage
