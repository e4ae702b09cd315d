"""What a pcapng capture says beside its packets, as fields."""

from pathlib import Path
from struct import pack

import pytest

from tests.model.captures import datagram, session_of, session_with, values
from tests.wire.files import block, enhanced, interface, option, section, simple
from tui_tcp.fields.field import Value
from tui_tcp.fields.note_fields import NOTE_FIELDS

FIRST = section() + interface(options=option(2, b"eth0") + option(3, b"up")) + interface()
PACKETS = enhanced(datagram(), options=option(1, b"one") + option(1, b"two, three")) + enhanced(datagram(), number=1)
SECOND = section(">") + interface(">", options=option(2, b"lo", ">")) + simple(datagram(), ">")
RECORD = block(0xBAD, pack("<I", 9), ">")

EXPECTED: dict[str, list[Value]] = {
    "frame.interface_id": [0, 1, 0, None],
    "frame.interface_name": ["eth0", "unknown", "lo", None],
    "frame.interface_description": ["up", None, None, None],
    "frame.comment": [("one", "two, three"), None, None, None],
    "frame.section_number": [1, 1, 2, 2],
    "frame.encap_type": [1, 1, 1, None],
    "frame.time_epoch": [5000, 5000, None, None],
    "frame.time_relative": [0, 0, None, None],
    "frame.time_delta": [0, 0, None, None],
    "frame.offset_shift": [0, 0, None, None],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_notes_of_every_frame(name: str, tmp_path: Path) -> None:
    path = tmp_path / "written.pcapng"
    path.write_bytes(FIRST + PACKETS + SECOND + RECORD)
    assert values(session_of(path), name) == EXPECTED[name]


@pytest.mark.parametrize("name", sorted({field.name for field in NOTE_FIELDS} - {"frame.encap_type"}))
def test_a_pcap_says_nothing_of_interfaces(name: str, tmp_path: Path) -> None:
    assert values(session_with(tmp_path, [datagram()]), name) == [None]


@pytest.mark.parametrize(("link_type", "number"), [(1, 1), (101, 7), (276, 210), (147, None)])
def test_what_frames_begin_with_goes_by_wiresharks_numbers(link_type: int, number: int | None, tmp_path: Path) -> None:
    path = tmp_path / "linked.pcap"
    head = pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, link_type)
    path.write_bytes(head + pack("<IIII", 1, 0, 40, 40) + bytes(40))
    assert values(session_of(path), "frame.encap_type") == [number]
