"""The best name of a connection and of an address."""

import gc
from collections.abc import Sequence
from pathlib import Path
from struct import pack
from weakref import ref

import pytest

from tests.dissect import builders as b
from tests.model.captures import bounded_session, session_of, session_with
from tests.names.packets import CLIENT, RESOLVER, SERVER, address_of, answer, message, name, record, segment
from tests.wire.files import BEGINNING, NAMES, block, enhanced, option
from tui_tcp.model.session import Session
from tui_tcp.names.names import Names, keep_names, names_of

SYN = segment(flags=0x02, seq=0)
REVERSE = message("2.0.9.10.in-addr.arpa", [record("2.0.9.10.in-addr.arpa", 12, name("reverse.a"))])


def name_of(folder: Path, frames: Sequence[bytes]) -> str:
    session = session_with(folder, frames)
    return names_of(session).of(session.connections[0])


@pytest.mark.parametrize(
    ("frames", "expected"),
    [
        ([SYN], ""),
        ([answer(address_of("dns.a")), SYN, segment(b.client_hello(b"sni.a"))], "sni.a"),
        ([answer(address_of("dns.a")), SYN], "dns.a"),
        ([SYN, answer(address_of("dns.a"))], "dns.a"),
        ([answer(address_of("old.a")), answer(address_of("new.a")), SYN, answer(address_of("late.a"))], "new.a"),
        ([answer(address_of("theirs.a"), to=RESOLVER), answer(address_of("mine.a")), SYN], "mine.a"),
        ([answer(address_of("mine.a")), answer(address_of("theirs.a"), to=RESOLVER), SYN], "mine.a"),
        ([answer(address_of("theirs.a"), to=RESOLVER), SYN], "theirs.a"),
        ([answer(address_of("b.local"), 5353, b"\xe0\x00\x00\xfb"), SYN], "b.local"),
        ([answer(REVERSE), SYN], "reverse.a"),
        ([answer(REVERSE), answer(address_of("dns.a")), SYN], "dns.a"),
    ],
    ids=[
        "none",
        "SNI",
        "DNS",
        "late",
        "the latest before",
        "own",
        "own is first",
        "another's",
        "mDNS",
        "reverse",
        "both",
    ],
)
def test_the_best_name_counts(frames: list[bytes], expected: str, tmp_path: Path) -> None:
    assert name_of(tmp_path, frames) == expected


def test_names_in_a_pcapng_are_the_last_resort(tmp_path: Path) -> None:
    listed = block(NAMES, option(1, SERVER + b"listed\x1b.a\x00second\x00") + option(0, b""))
    path = tmp_path / "named.pcapng"
    path.write_bytes(BEGINNING + listed + enhanced(SYN))
    session = session_of(path)
    assert names_of(session).of(session.connections[0]) == "listed\\x1b.a"
    assert names_of(session).of_address(CLIENT) == ""


def test_applications_by_bytes_and_by_port(tmp_path: Path) -> None:
    session = session_with(tmp_path, [SYN, segment(b"SSH-2.0-a\r\n")])
    assert names_of(session).application(session.connections[0]) == "ssh"
    session = session_with(tmp_path, [SYN])
    assert names_of(session).application(session.connections[0]) == "tls"


def test_names_come_as_the_capture_grows(tmp_path: Path) -> None:
    session = session_with(tmp_path, [answer(address_of("dns.a")), SYN, segment(b.client_hello(b"sni.a"))])
    names = Names(session)
    count, session.columns.count = session.columns.count, 2
    names.update()
    assert names.of(session.connections[0]) == "dns.a"
    session.columns.count = count
    names.update()
    assert names.of(session.connections[0]) == "sni.a"


def test_names_outlive_the_frames_that_told_them(tmp_path: Path) -> None:
    head = [answer(address_of("dns.a")), SYN, segment(b.client_hello(b"sni.a"))]
    session = bounded_session(tmp_path, head, [segment(seq=900)], names_of)
    (connection,) = session.connections
    assert names_of(session).of(connection) == "sni.a"
    assert names_of(session).of_address(SERVER) == "dns.a"


def test_names_are_of_what_is_left_where_nobody_asked_before(tmp_path: Path) -> None:
    tail = [answer(address_of("new.a")), segment(b"?", seq=900)]
    session = bounded_session(tmp_path, [answer(address_of("old.a")), SYN], tail)
    (connection,) = session.connections
    assert names_of(session).of(connection) == "new.a"
    assert names_of(session).application(connection) == "tls"


def test_a_session_has_its_names_once_and_is_not_kept_by_them(tmp_path: Path) -> None:
    session = session_with(tmp_path, [SYN])
    assert names_of(session) is names_of(session)
    gone = ref(session)
    del session
    gc.collect()
    assert gone() is None


def test_a_hostile_capture_does_no_harm(tmp_path: Path) -> None:
    messages = [pack(">HHHHHH", 7, 0x8180, 65535, 65535, 9, 9) + b"\xc0\x0c" * 90, b"\x00" * 30, b"\xff" * 300]
    assert name_of(tmp_path, [SYN, *map(answer, messages), segment(b"\x16\x03\x01\xff\xff\x01" + b"\xff" * 900)]) == ""


NAMED = [answer(address_of("dns.a")), SYN, segment(b.client_hello(b"sni.a"))]


def test_names_of_frames_that_went_from_memory_are_not_known(tmp_path: Path) -> None:
    session = bounded_session(tmp_path, NAMED, [])
    assert session.columns.first > len(NAMED)
    assert names_of(session).of(session.connections[0]) == ""


def test_names_are_kept_where_they_will_be_asked_for(tmp_path: Path) -> None:
    def keep(session: Session) -> None:
        if session.before_loss is None:
            keep_names(session)

    session = bounded_session(tmp_path, NAMED, [], keep)
    assert session.columns.first > len(NAMED)
    names = names_of(session)
    assert names.of(session.connections[0]) == "sni.a"
    assert names.of_address(SERVER) == "dns.a"
    assert names.application(session.connections[0]) == "tls"
