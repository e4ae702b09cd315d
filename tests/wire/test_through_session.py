"""What decoding and framing tell the floors above, through a whole session and the fields people see."""

from pathlib import Path
from struct import pack

from tests.wire.files import BEGINNING, block, enhanced, option, pcap_header, record
from tests.wire.packets import ether, ip4, tcp
from tui_tcp.capture.source import open_source
from tui_tcp.fields.table import frame_fields
from tui_tcp.model.rows import Rows
from tui_tcp.model.session import Session

SEGMENT = tcp(bytes(range(40)))


def session_of(path: Path, data: bytes) -> Session:
    path.write_bytes(data)
    session = Session(open_source(str(path)))
    session.read()
    return session


def printed(session: Session, field: str) -> list[object]:
    import numpy as np

    return list(frame_fields([field])[0].read(Rows(session, np.arange(session.frame_count))))


def frames(*packets: bytes) -> bytes:
    return pcap_header() + b"".join(record(ether(packet)) for packet in packets)


def icmp(quoted: bytes) -> bytes:
    return ip4(pack(">BBHI", 3, 4, 0, 0) + quoted, 1)


def test_errors_are_linked_to_the_connection_they_speak_of_and_are_no_segments(tmp_path: Path) -> None:
    long, short = icmp(ip4(SEGMENT)), icmp(ip4(SEGMENT[:8], total=80))
    session = session_of(tmp_path / "a", frames(ip4(SEGMENT), long, short, icmp(ip4(b"", 17))))
    assert session.quoting == {1: 0, 2: 0}
    assert printed(session, "tcp.stream") == [0, 0, None, None]
    assert printed(session, "tcp.len") == [40, None, None, None]
    assert session.connections[0].first.packets == 1


def test_an_error_about_a_connection_never_seen_takes_a_number(tmp_path: Path) -> None:
    session = session_of(tmp_path / "a", frames(icmp(ip4(SEGMENT)), ip4(tcp(ports=(9, 9)))))
    assert printed(session, "tcp.stream") == [0, 1]


def test_a_fragmented_segment_can_be_read_again(tmp_path: Path) -> None:
    first, second = ip4(SEGMENT[:24], place=0x2000), ip4(SEGMENT[24:], place=3)
    session = session_of(tmp_path / "a", frames(second, first))
    assert printed(session, "tcp.stream") == [None, 0]
    assert session.datagram(1) == SEGMENT
    assert session.datagram(0) is None


def test_a_segment_whose_length_is_unknown_shows_its_numbers_as_sent(tmp_path: Path) -> None:
    session = session_of(tmp_path / "a", frames(ip4(tcp()), ip4(tcp(b"", words=8))))
    assert printed(session, "tcp.seq") == [1, 1000]
    assert printed(session, "tcp.len") == [5, None]


def test_behind_a_header_length_that_cannot_be_nothing_is_shown(tmp_path: Path) -> None:
    session = session_of(tmp_path / "a", frames(ip4(tcp(words=0))))
    assert printed(session, "tcp.seq_raw") == [1000]
    assert printed(session, "tcp.flags") == printed(session, "tcp.ack_raw") == [None]


def test_what_a_file_says_beside_its_packets_is_there(tmp_path: Path) -> None:
    data = BEGINNING + enhanced(options=option(1, b"look")) + block(0xBAD, pack("<I", 1) + b"hers")
    session = session_of(tmp_path / "a", data)
    assert session.notes.comments == {0: ("look",)}
    assert [session.link_type(row) for row in range(2)] == [1, -1]


def test_one_line_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    assert session_of(tmp_path / "a", pcap_header(link=195) + record()).warnings == [
        "1 frame of link type 195 (IEEE 802.15.4), not known here"
    ]
    assert session_of(tmp_path / "b", pcap_header() + record() + b"x").warnings == [
        "cut short in the middle of a packet (at byte 94); the frame before it is kept"
    ]
