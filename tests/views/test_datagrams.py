"""The quick way says of a datagram what the dissection says, or nothing."""

from pathlib import Path

import pytest

from tests.views.builders import ethernet, ip, session_of, udp_frame
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session
from tui_tcp.views.datagrams import plain_datagram
from tui_tcp.views.other_frames import dissected
from tui_tcp.wire.frames import Kind

ENDS = ("10.0.0.1", 4000), ("10.0.0.9", 4001)


def test_a_plain_datagram_is_told_in_full() -> None:
    plain = plain_datagram(session_of([(0, udp_frame(*ENDS, b"hello"))]), 0)
    assert plain == ("10.0.0.1", "10.0.0.9", "4000 → 4001, len 5")


@pytest.mark.parametrize(
    "frame",
    [
        udp_frame(("10.0.0.1", 4000), ("10.0.0.9", 53), b"hello"),
        udp_frame(("10.0.0.1", 5353), ("10.0.0.9", 4001), b"hello"),
        udp_frame(*ENDS, b"hello")[:-1],
        ethernet(ip("10.0.0.1", "10.0.0.9", 17, bytes((1, 2, 3, 4, 0, 7, 0, 0)))),
        b"\x01\x02",
    ],
    ids=["dns", "from mdns", "cut", "length too small", "no header"],
)
def test_what_needs_a_closer_look_is_left_to_the_dissection(frame: bytes) -> None:
    assert plain_datagram(session_of([(0, frame)]), 0) is None


def test_it_says_what_the_dissection_says(fixtures: Path) -> None:
    for path in sorted(fixtures.rglob("*.pcap*")):
        session = Session(open_source(str(path)))
        session.run(lambda: False)
        for row in range(min(session.frame_count, 500)):
            plain = plain_datagram(session, row) if session.columns.value("kind", row) == Kind.UDP else None
            if plain:
                assert (plain.source, plain.destination, "UDP", plain.info) == dissected(session, row, "")
