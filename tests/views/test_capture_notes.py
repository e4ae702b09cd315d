"""What a capture says beside its packets, as lines."""

from pathlib import Path
from struct import pack

from tests.export.written import session_with
from tests.wire.files import NAMES, STATISTICS, block, enhanced, interface, option, pcap_header, record, section
from tui_tcp.views.capture_notes import capture_lines, losses, noted_fields
from tui_tcp.views.pieces import STYLES, text_of

HEAD = section(options=option(1, b"made \x1b[31m by hand"))
TWO = interface(options=option(2, b"eth0") + option(3, b"up\x07link")) + interface(link=276, options=option(9, b"\x09"))
LOST = block(STATISTICS, pack("<III", 0, 0, 0) + option(5, pack("<Q", 1200)))
ALSO_LOST = block(STATISTICS, pack("<III", 1, 0, 0) + option(5, pack("<Q", 1)))
BESIDE = block(NAMES, option(1, b"\x0a\x00\x00\x01gate\x1b\x00")) + block(10, pack("<II", 0x544C534B, 4) + b"keys")
PACKETS = enhanced(options=option(1, b"look\nhere") + option(1, b"twice")) + enhanced(number=1) + enhanced(number=1)


def lines(folder: Path, content: bytes) -> list[str]:
    found = capture_lines(session_with(folder, content))
    assert {style for line in found for _, style in line} <= set(STYLES)
    return [text_of(line) for line in found]


def test_all_that_is_said(tmp_path: Path) -> None:
    assert lines(tmp_path, HEAD + TWO + BESIDE + PACKETS + LOST) == [
        "Interfaces",
        "  0  eth0  Ethernet · microseconds · 1 frame · 1,200 packets lost  up\\x07link",
        "  1  interface 1  Linux cooked v2 · nanoseconds · 2 frames",
        "Comments on the capture",
        "  made \\x1b[31m by hand",
        "Comments on frames",
        "  #1  look\\nhere",
        "  #1  twice",
        "Names",
        "  10.0.0.1  gate\\x1b",
        "Decryption secrets",
        "  1 block, kept on export",
    ]


def test_a_pcap_says_only_its_link_type(tmp_path: Path) -> None:
    assert lines(tmp_path, pcap_header(link=147) + record()) == ["Interfaces", "  0  link type 147 · 1 frame"]


def test_many_names_are_counted(tmp_path: Path) -> None:
    names = block(NAMES, option(1, b"\x0a\x00\x00\x01" + b"a\x00" * 1500))
    found = lines(tmp_path, HEAD + names)
    assert (len(found), found[-1]) == (2 + 1 + 1000 + 1, "  and 500 more")


def test_losses_are_told_in_a_sentence(tmp_path: Path) -> None:
    assert losses(session_with(tmp_path, HEAD + TWO + PACKETS)) == ""
    assert losses(session_with(tmp_path, HEAD + TWO + LOST)) == "1,200 packets were lost at capture at eth0"
    assert losses(session_with(tmp_path, HEAD + TWO + ALSO_LOST)) == "1 packet was lost at capture at interface 1"
    both = "1,201 packets were lost at capture: 1,200 at eth0, 1 at interface 1"
    assert losses(session_with(tmp_path, HEAD + TWO + LOST + ALSO_LOST)) == both


def test_losses_at_an_interface_that_is_not_there_are_not_believed(tmp_path: Path) -> None:
    wild = block(STATISTICS, pack("<III", 70_000, 0, 0) + option(5, pack("<Q", 9)))
    assert losses(session_with(tmp_path, HEAD + TWO + wild)) == ""


def test_a_frame_has_its_interface_and_comments(tmp_path: Path) -> None:
    session = session_with(tmp_path, HEAD + TWO + PACKETS + block(0xBAD, pack("<I", 9)))
    said = [[(field.name, field.value) for field in noted_fields(session, row)] for row in (0, 1, 3)]
    assert said == [
        [
            ("frame.interface_id", "0"),
            ("frame.interface_name", "eth0"),
            ("frame.interface_description", "up\\x07link"),
            ("frame.comment", "look\\nhere"),
            ("frame.comment", "twice"),
        ],
        [("frame.interface_id", "1")],
        [],
    ]


def test_frames_of_a_pcap_have_none(tmp_path: Path) -> None:
    assert noted_fields(session_with(tmp_path, pcap_header() + record()), 0) == ()
