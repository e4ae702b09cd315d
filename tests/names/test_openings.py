"""What each end sends first, put together from its segments."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.model.captures import session_of, session_with
from tests.names.packets import CLIENT, SERVER, address_of, segment
from tests.wire.files import pcap_header, record
from tui_tcp import sample
from tui_tcp.names import openings as module
from tui_tcp.names.openings import Openings

SAMPLE = Path(sample.__file__).parent / "classic_lesson.pcap"

SYN, SYN_ACK = segment(flags=0x02, seq=0), segment(flags=0x12, seq=0, back=True)
HELLO = b.client_hello(b"www.example.org")


def openings(folder: Path, frames: Sequence[bytes], pieces: int = 100) -> Openings:
    """Take in frames, so many at a time."""
    session = session_with(folder, frames)
    found = Openings(session)
    for start in range(0, session.frame_count, pieces):
        found.take_in(start, min(start + pieces, session.frame_count))
    return found


def learned(found: Openings) -> tuple[str, str]:
    return found.applications.get(0, ""), found.names.get(0, "")


@pytest.mark.parametrize("pieces", [1, 2, 100])
def test_a_hello_in_one_segment(pieces: int, tmp_path: Path) -> None:
    assert learned(openings(tmp_path, [SYN, SYN_ACK, segment(HELLO)], pieces)) == ("tls", "www.example.org")


@pytest.mark.parametrize("pieces", [1, 2, 100])
@pytest.mark.parametrize("cut", [1, 5, 60, 90])
def test_a_hello_in_several_segments_one_of_them_twice(cut: int, pieces: int, tmp_path: Path) -> None:
    first, second = segment(HELLO[:cut]), segment(HELLO[cut:], 1 + cut)
    between = segment(b"nothing known", back=True)
    frames = [SYN, first, first, between, second]
    assert learned(openings(tmp_path, frames, pieces)) == ("tls", "www.example.org")


def test_the_clients_word_counts_more_than_the_servers(tmp_path: Path) -> None:
    frames = [SYN, segment(b"SSH-2.0-a\r\n", back=True), segment(HELLO)]
    assert learned(openings(tmp_path, frames)) == ("tls", "www.example.org")


def test_only_what_the_client_sends_names_the_server(tmp_path: Path) -> None:
    request = b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"
    frames = [segment(flags=2, seq=0, port=80), segment(request, port=80)]
    assert learned(openings(tmp_path, frames)) == ("http", "example.org")
    frames = [segment(flags=2, seq=0, port=80), segment(request, port=80, back=True)]
    assert learned(openings(tmp_path, frames)) == ("http", "")


def test_a_server_that_speaks_first(tmp_path: Path) -> None:
    frames = [segment(flags=2, seq=0, port=2525), segment(b"220 a ESMTP\r\n", port=2525, back=True)]
    assert learned(openings(tmp_path, [*frames, segment(b"nothing known", port=2525)])) == ("smtp", "")


def test_what_begins_in_its_middle_is_known_a_little_later(tmp_path: Path) -> None:
    middle = [segment(b"xyz", 1 + 3 * number) for number in range(3)]
    assert learned(openings(tmp_path, [*middle, segment(b"GET / HTTP/1.1\r\n\r\n", 10)])) == ("", "")


def test_a_frame_that_was_cut_gives_what_it_has(tmp_path: Path) -> None:
    frame = segment(HELLO)
    kept = frame[: frame.index(b"www.example.org") + 20]
    path = tmp_path / "cut.pcap"
    path.write_bytes(pcap_header() + record(kept, lengths=(len(kept), len(frame))))
    found = Openings(session_of(path))
    found.take_in(0, 1)
    assert learned(found) == ("tls", "www.example.org")


def test_dns_over_tcp_is_handed_on_when_it_is_whole(tmp_path: Path) -> None:
    message = address_of("a.example")
    sent = len(message).to_bytes(2, "big") + message
    query = segment(sent, port=53)
    frames = [segment(flags=2, seq=0, port=53), query, segment(sent[:20], back=True, port=53)]
    found = openings(tmp_path, [*frames, segment(sent[20:], 21, back=True, port=53)])
    assert found.applications == {0: "dns"}
    assert found.dns_messages == [(3, CLIENT, message)]
    assert SERVER in message


@pytest.mark.parametrize("piece", [1, 2, 256])
def test_between_pieces_others_have_their_turn(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PIECE", piece)
    session = session_of(SAMPLE)
    turns: list[None] = []
    found, whole = Openings(session), Openings(session)
    found.take_in(0, session.frame_count, lambda: turns.append(None))
    whole.take_in(0, session.frame_count)
    assert found.applications and (found.applications, found.names) == (whole.applications, whole.names)
    assert len(turns) >= len(session.connections) // piece
