"""Frames as a pcapng file."""

import os
from pathlib import Path
from struct import pack, unpack

import pytest

from tests.export.written import frames_of, session_with, written
from tests.wire.files import (
    BEGINNING,
    ENHANCED,
    NAMES,
    NANO,
    OBSOLETE,
    PACKET,
    STATISTICS,
    block,
    enhanced,
    interface,
    option,
    pcap_header,
    record,
    section,
    simple,
)
from tui_tcp import __version__
from tui_tcp.errors import CaptureError
from tui_tcp.export.pcapng_file import write_pcapng

END = option(0, b"")
BESIDE = [
    block(NAMES, option(1, b"\x0a\x00\x00\x01gate\x00") + END),
    block(10, pack("<II", 0x544C534B, 4) + b"keys"),
    block(STATISTICS, pack("<III", 0, 0, 0) + option(5, pack("<Q", 3))),
]
SECOND = section(">", options=option(1, b"two", ">")) + interface(">", options=option(2, b"be0", ">"))


def test_a_pcapng_comes_back_byte_for_byte(tmp_path: Path) -> None:
    noted = enhanced(options=option(1, b"one") + option(2, bytes(4)) + option(0x8001, b"theirs") + END)
    content = b"".join([BEGINNING, *BESIDE, noted, simple(), SECOND, enhanced(PACKET[:7], ">"), simple(order=">")])
    content += block(0xBAD, pack(">I", 9) + b"hers", ">") + block(9, b"A=b\n", ">")
    assert written(session_with(tmp_path, content), write_pcapng) == (content, [])


def test_blocks_beside_packets_are_kept_whatever_packets_are(tmp_path: Path) -> None:
    content = BEGINNING + enhanced(options=option(1, b"x" * 9000)) + BESIDE[0] + simple() + SECOND + enhanced(order=">")
    session = session_with(tmp_path, content)
    assert written(session, write_pcapng, [])[0] == BEGINNING + BESIDE[0] + SECOND
    assert written(session, write_pcapng, [1])[0] == BEGINNING + BESIDE[0] + simple() + SECOND


def test_unknown_blocks_are_left_out(tmp_path: Path) -> None:
    session = session_with(tmp_path, BEGINNING + block(0x77, b"whatever") + enhanced())
    assert written(session, write_pcapng)[0] == BEGINNING + enhanced()


def test_a_section_does_not_say_how_long_it_was(tmp_path: Path) -> None:
    long = block(0x0A0D0D0A, pack("<IHHq", 0x1A2B3C4D, 1, 0, 4711))
    assert written(session_with(tmp_path, long + interface()), write_pcapng)[0] == BEGINNING


@pytest.mark.parametrize("order", ["<", ">"], ids=["little", "big"])
@pytest.mark.parametrize("options", [b"", "flags"], ids=["bare", "with options"])
def test_obsolete_packets_become_enhanced_ones(order: str, options: bytes | str, tmp_path: Path) -> None:
    kept = option(2, pack(order + "I", 1), order) + END if options else END
    head = pack(order + "HHIIII", 0, 7, 0, 5, 54, 60)
    old = block(OBSOLETE, head + PACKET + bytes(2) + (kept if options else b""), order)
    start = section(order) + interface(order)
    content = written(session_with(tmp_path, start + old), write_pcapng)[0]
    head = pack(order + "IIIII", 0, 0, 5, 54, 60)
    dropped = option(4, pack(order + "Q", 7), order)
    assert content == start + block(ENHANCED, head + PACKET + bytes(2) + dropped + kept, order)


def test_lengths_that_are_no_multiple_of_four_are_mended(tmp_path: Path) -> None:
    body = pack("<IIIII", 0, 0, 5, 54, 54) + PACKET
    unpadded = block(ENHANCED, body, size=12 + len(body))
    unpadded = unpadded[:-4] + unpadded[4:8]
    assert written(session_with(tmp_path, BEGINNING + unpadded), write_pcapng)[0] == BEGINNING + enhanced()


def test_a_pcap_becomes_one_section_with_one_interface(tmp_path: Path) -> None:
    session = session_with(tmp_path, pcap_header(snaplen=96, link=101) + record() + record(PACKET[:7], lengths=(7, 90)))
    content, _ = written(session, write_pcapng)
    named = option(4, f"tcptui {__version__}".encode()) + END
    assert content.startswith(section(options=named) + interface(link=101, snaplen=96))
    assert frames_of(session_with(tmp_path, content)) == [
        (1_000_002_000, 54, PACKET),
        (1_000_002_000, 90, PACKET[:7]),
    ]


def test_a_pcaps_nanoseconds_are_kept(tmp_path: Path) -> None:
    session = session_with(tmp_path, pcap_header(magic=NANO) + record(at=(1, 123456789)))
    again = session_with(tmp_path, written(session, write_pcapng)[0])
    assert frames_of(again) == frames_of(session) == [(1_123_456_789, 54, PACKET)]
    assert again.interfaces[0].ticks_per_second == 1_000_000_000


def test_a_capture_that_was_cut_meanwhile_is_told(tmp_path: Path) -> None:
    session = session_with(tmp_path, BEGINNING + enhanced() + BESIDE[0])
    for size in (len(BEGINNING + enhanced()) + 20, len(BEGINNING + enhanced()) + 4, 60):
        os.truncate(tmp_path / "read-0", size)
        with pytest.raises(CaptureError, match="changed while it was read"):
            written(session, write_pcapng)


def test_sizes_agree(tmp_path: Path) -> None:
    content, _ = written(
        session_with(tmp_path, pcap_header() + b"".join(record(PACKET[:n]) for n in range(9))), write_pcapng
    )
    at, blocks = 0, 0
    while at < len(content):
        (size,) = unpack("<I", content[at + 4 : at + 8])
        assert content[at + size - 4 : at + size] == content[at + 4 : at + 8]
        at, blocks = at + size, blocks + 1
    assert blocks == 11
