"""Frames as a pcap file."""

from pathlib import Path
from struct import pack, unpack

import pytest

from tests.export.written import frames_of, session_with, written
from tests.wire.files import (
    BEGINNING,
    MODIFIED,
    NAMES,
    NANO,
    PACKET,
    block,
    enhanced,
    interface,
    option,
    pcap_header,
    record,
    section,
    simple,
)
from tui_tcp.errors import UsageError
from tui_tcp.export.pcap_file import LARGEST, write_pcap

CUT = record(PACKET[:20], lengths=(20, 54), at=(3, 4))


def test_a_plain_pcap_comes_back_byte_for_byte(tmp_path: Path) -> None:
    content = pcap_header() + record() + CUT
    assert written(session_with(tmp_path, content), write_pcap) == (content, [])


def test_the_rows_asked_for_are_written(tmp_path: Path) -> None:
    content = pcap_header() + record() + CUT + record(at=(9, 9))
    assert written(session_with(tmp_path, content), write_pcap, [0, 2])[0] == pcap_header() + record() + record(
        at=(9, 9)
    )


def test_no_rows_make_a_file_of_no_frames(tmp_path: Path) -> None:
    assert written(session_with(tmp_path, pcap_header() + record()), write_pcap, [])[0] == pcap_header()


@pytest.mark.parametrize(
    ("head", "frame"),
    [
        (pcap_header(">"), record(order=">")),
        (pcap_header(version=(2, 2)), record()),
        (pcap_header(magic=MODIFIED), pack("<IIIIIHBB", 1, 2, 54, 54, 0, 0, 0, 0) + PACKET),
    ],
    ids=["big-endian", "an old version", "modified"],
)
def test_every_variant_becomes_the_one_that_all_read(head: bytes, frame: bytes, tmp_path: Path) -> None:
    assert written(session_with(tmp_path, head + frame), write_pcap)[0] == pcap_header() + record()


def test_nanoseconds_are_kept(tmp_path: Path) -> None:
    content = pcap_header(magic=NANO) + record(at=(1, 123456789))
    assert written(session_with(tmp_path, content), write_pcap)[0] == content


def test_what_a_header_says_of_checksums_is_kept(tmp_path: Path) -> None:
    content = pcap_header(link=0x24000001) + record()
    assert written(session_with(tmp_path, content), write_pcap)[0] == content


@pytest.mark.parametrize(("given", "kept"), [(0, LARGEST), (20, 54), (96, 96)], ids=["none", "too small", "right"])
def test_no_frame_is_longer_than_the_snaplen(given: int, kept: int, tmp_path: Path) -> None:
    content = written(session_with(tmp_path, pcap_header(snaplen=given) + record()), write_pcap)[0]
    assert unpack("<I", content[16:20]) == (kept,)


def test_a_pcapng_keeps_its_link_type_clock_and_snaplen(tmp_path: Path) -> None:
    head = section() + interface(link=276) + interface(link=101, snaplen=80, options=option(9, b"\x09"))
    session = session_with(tmp_path, head + enhanced(number=1, ticks=3_000_000_007))
    content, said = written(session, write_pcap)
    assert content == pcap_header(magic=NANO, link=101, snaplen=80) + record(at=(3, 7))
    assert not said


def test_several_link_types_are_refused_by_name(tmp_path: Path) -> None:
    session = session_with(tmp_path, BEGINNING + interface(link=276) + enhanced() + enhanced(number=1))
    with pytest.raises(
        UsageError, match=r"several link types, 1 \(Ethernet\), 276 \(Linux cooked v2\), and a pcap file"
    ):
        written(session, write_pcap)
    assert len(written(session, write_pcap, [1])[0]) == len(pcap_header() + record())


def test_what_a_pcap_cannot_say_is_refused(tmp_path: Path) -> None:
    session = session_with(tmp_path, BEGINNING + enhanced() + enhanced(ticks=(1 << 32) * 1_000_000))
    with pytest.raises(UsageError, match="frame 2 was captured after the year 2106"):
        written(session, write_pcap)
    session = session_with(tmp_path, BEGINNING + enhanced(bytes(LARGEST + 1)))
    with pytest.raises(UsageError, match="frame 1 has more than 262144 bytes"):
        written(session, write_pcap)


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    head = section(options=option(1, b"all")) + interface() + block(NAMES, option(1, b"\x0a\x00\x00\x01a\x00b\x00"))
    packets = block(10, bytes(8)) + enhanced(options=option(1, b"look")) + enhanced() + block(0xBAD, pack("<I", 9))
    session = session_with(tmp_path, head + packets)
    content, said = written(session, write_pcap)
    assert len(content) == len(pcap_header() + record() * 2)
    left = "1 record that is no packet, 1 frame's comment, 1 comment on the capture, 2 names"
    left += ", 1 block of decryption secrets"
    assert said == [f"a pcap file has no place for {left}: left out"]


def test_frames_without_a_time_are_written_at_its_beginning(tmp_path: Path) -> None:
    session = session_with(tmp_path, BEGINNING + simple())
    again = session_with(tmp_path, written(session, write_pcap)[0])
    assert frames_of(again) == [(0, 54, PACKET)]
