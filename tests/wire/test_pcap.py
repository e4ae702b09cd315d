"""Records of the classic format and its variants."""

import pytest

from tests.wire.files import MICRO, MODIFIED, NANO, PACKET, frame_all, pcap_header, record

SIZE = len(PACKET)


@pytest.mark.parametrize("order", ["<", ">"], ids=["little", "big"])
@pytest.mark.parametrize(("magic", "time"), [(MICRO, 1_000_002_000), (NANO, 1_000_000_002)], ids=["us", "ns"])
def test_byte_orders_and_clocks(order: str, magic: int, time: int) -> None:
    rows, framer = frame_all(pcap_header(order, magic) + record(order=order) * 2)
    assert [row.time for row in rows] == [time, time]
    assert [row.offset for row in rows] == [40, 40 + 16 + SIZE]
    assert framer.links == [1]


def test_the_modified_format_has_longer_records() -> None:
    longer = record()[:16] + bytes(8) + PACKET
    rows, _ = frame_all(pcap_header(magic=MODIFIED) + longer * 2)
    assert [row.offset for row in rows] == [48, 48 + 24 + SIZE]


@pytest.mark.parametrize("version", [(2, 0), (2, 2), (543, 0)], ids=str)
def test_old_versions_have_the_wire_length_first(version: tuple[int, int]) -> None:
    rows, _ = frame_all(pcap_header(version=version) + record(lengths=(SIZE + 9, SIZE)))
    assert [(row.captured, row.length) for row in rows] == [(SIZE, SIZE + 9)]


def test_version_2_3_was_written_in_both_ways() -> None:
    both = record(lengths=(SIZE + 9, SIZE)) + record(lengths=(SIZE, SIZE + 9))
    rows, _ = frame_all(pcap_header(version=(2, 3)) + both)
    assert [(row.captured, row.length) for row in rows] == [(SIZE, SIZE + 9)] * 2


@pytest.mark.parametrize("version", [(2, 5), (3, 0), (9, 9)], ids=str)
def test_odd_versions_are_read_as_the_usual_one(version: tuple[int, int]) -> None:
    assert len(frame_all(pcap_header(version=version) + record() * 3)[0]) == 3


def test_ixias_header_is_longer() -> None:
    rows, _ = frame_all(pcap_header(magic=0x1C0001AC) + bytes(4) + record())
    assert [row.offset for row in rows] == [44]


@pytest.mark.parametrize("snaplen", [0, 10, 0xFFFFFFFF])
def test_the_snaplen_is_not_believed(snaplen: int) -> None:
    assert len(frame_all(pcap_header(snaplen=snaplen) + record())[0]) == 1


def test_the_links_upper_bits_are_no_link() -> None:
    assert frame_all(pcap_header(link=0x5400_0065))[1].links == [101]


def test_a_length_beyond_belief_is_damage_and_what_came_before_is_kept() -> None:
    rows, framer = frame_all(pcap_header() + record() + record(lengths=(0xFFFFFFFF, 60)))
    assert len(rows) == 1
    assert framer.damage == "a record claims 4294967295 bytes (at byte 94)"


@pytest.mark.parametrize("piece", [1, 7, 16, 70, 71, 100])
def test_the_readers_buffer_changes_nothing(piece: int) -> None:
    data = pcap_header() + b"".join(record(PACKET[:size]) for size in range(0, 54, 5))
    assert frame_all(data, piece)[0] == frame_all(data)[0]


def test_rows_stop_at_the_limit_and_go_on() -> None:
    assert len(frame_all(pcap_header() + record() * 40, limit=3)[0]) == 40


@pytest.mark.parametrize("size", range(24, 24 + 16 + SIZE))
def test_cut_anywhere_the_record_is_not_there_yet(size: int) -> None:
    rows, framer = frame_all((pcap_header() + record())[:size])
    assert not rows
    assert not framer.damage
