"""What follows the last whole record of a file is cut off, wherever it was torn."""

import os
import struct
from pathlib import Path

import pytest

from tui_tcp.capture.dump import interface, packet_block, section
from tui_tcp.capture.records import BLOCKS, Layout, cut_torn, pcap_layout

PCAP_LITTLE = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
LITTLE = pcap_layout(PCAP_LITTLE[:4])
RECORD = struct.pack("<IIII", 1, 2, 5, 9) + b"12345"


def size_after(path: Path, data: bytes, start: int, layout: Layout, count: int | None = None) -> int:
    path.write_bytes(data)
    descriptor = os.open(path, os.O_RDWR)
    try:
        size, counted = cut_torn(descriptor, start, layout)
        assert size == path.stat().st_size and count in (None, counted)
    finally:
        os.close(descriptor)
    return path.stat().st_size


@pytest.mark.parametrize("torn", range(len(RECORD)))
def test_a_torn_packet_of_pcap_goes(torn: int, tmp_path: Path) -> None:
    whole = PCAP_LITTLE + 3 * RECORD
    assert size_after(tmp_path / "a", whole + RECORD[:torn], 24, pcap_layout(whole[:4]), 3) == len(whole)


def test_whole_packets_all_stay(tmp_path: Path) -> None:
    assert size_after(tmp_path / "a", PCAP_LITTLE + 3 * RECORD, 24 + len(RECORD), LITTLE, 2) == 87


@pytest.mark.parametrize("magic", [0xA1B2C3D4, 0xA1B23C4D])
def test_the_other_order_of_bytes_is_known(magic: int, tmp_path: Path) -> None:
    whole = struct.pack(">IHHiIII", magic, 2, 4, 0, 0, 65535, 1) + struct.pack(">IIII", 1, 2, 5, 9) + b"12345"
    assert size_after(tmp_path / "a", whole + b"1234", 24, pcap_layout(whole[:4])) == len(whole)


@pytest.mark.parametrize("torn", [1, 15, 16, 30])
def test_a_torn_block_of_pcapng_goes(torn: int, tmp_path: Path) -> None:
    whole = section() + interface("eth0", 1, 100)
    block = packet_block((5, 7, 0, 3, 9, b"abc"))
    assert size_after(tmp_path / "a", whole + block + block[:torn], len(whole), BLOCKS, 1) == len(whole + block)


def test_a_block_without_a_length_ends_it(tmp_path: Path) -> None:
    assert size_after(tmp_path / "a", section() + bytes(40), 28, BLOCKS) == 28


def test_a_file_that_is_too_short_for_a_record_stays(tmp_path: Path) -> None:
    assert size_after(tmp_path / "a", PCAP_LITTLE[:10], 24, LITTLE, 0) == 10
