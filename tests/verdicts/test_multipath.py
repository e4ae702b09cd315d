from hashlib import sha1, sha256
from typing import Any

import pytest

from tests.verdicts.derived import said_of
from tests.views.builders import SERVER, Timed, down, session_of, tcp_frame, up
from tui_tcp.model.session import Session
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.multipath import meant
from tui_tcp.verdicts.verdict import case_of

KEY = bytes(range(8))
REMOVE_ADDRESS = bytes((30, 4, 0x40, 1))
FAST_CLOSE = bytes((30, 12, 0x70, 0)) + KEY
DATA_ACK = bytes((30, 8, 0x20, 1)) + bytes(4)


def capable(version: int) -> bytes:
    return bytes((30, 12, version, 0x81)) + KEY


def opening(version: int = 1) -> list[Timed]:
    options = capable(version)
    return [up(0, "S", 0, 0, options=options), down(1, "SA", 0, 1, options=options), up(2, "A", 1, 1)]


def exchange() -> list[Timed]:
    return [up(10, "PA", 1, 1, b"x" * 10), down(11, "PA", 1, 11, b"y" * 10), up(12, "A", 11, 11)]


def ended(*frames: Timed) -> Session:
    return session_of([*opening(), *exchange(), *frames])


def test_the_whole_connection_closed_at_once() -> None:
    for options in (FAST_CLOSE, DATA_ACK + FAST_CLOSE):
        found = said_of(ended(up(4000, "A", 11, 11, options=options), down(4000.1, "RA", 11, 11)))
        assert found["aborted"].text == (
            "The client ended the whole Multipath TCP connection at once (MP_FASTCLOSE, #7), and the server confirmed"
            " it by a reset (#8)."
        )
        assert found["aborted"].severity is Severity.NOTE
        assert "Waited 4.0 s for the client's program" in found["waited"].text
    found = said_of(ended(up(4000, "RA", 11, 11, options=FAST_CLOSE)))
    assert found["aborted"].text.endswith("connection at once (MP_FASTCLOSE, #7).")
    assert "MP_FASTCLOSE" not in said_of(ended(up(4000, "A", 11, 11), down(4000.1, "RA", 11, 11)))["aborted"].text


@pytest.mark.parametrize(
    ("flags", "why", "words"),
    [
        (0, 0, "(#7) for no reason that it told (MP_TCPRST 0)."),
        (1, 1, "(#7) for an error of Multipath TCP (MP_TCPRST 1); it may be opened again."),
        (0, 6, "as a device on its path interfered (MP_TCPRST 6)."),
        (0, 99, "for a reason that has no name yet (MP_TCPRST 99)."),
    ],
)
def test_the_reason_that_a_reset_tells(flags: int, why: int, words: str) -> None:
    found = said_of(ended(down(20, "RA", 11, 11, options=bytes((30, 4, 0x80 | flags, why)))))
    assert found["aborted"].text.endswith(words)


def joined(version: int, token: bytes, until: float = 100) -> Session:
    """A subflow that is reset at 50 ms, and another connection that names a token and goes on."""
    ends = ("10.0.1.1", 50_001), SERVER
    join = bytes((30, 12, 0x10, 1)) + token + bytes(4)
    other = [
        (20, tcp_frame(ends, "S", (1, 0), options=join)),
        (21, tcp_frame(ends[::-1], "SA", (7, 2))),
        (22, tcp_frame(ends, "A", (2, 8))),
        (until - 1, tcp_frame(ends[::-1], "A", (8, 2), options=REMOVE_ADDRESS)),
        (until, tcp_frame(ends, "A", (2, 8))),
    ]
    return session_of(sorted([*opening(version), *exchange(), *other, (50, up(50, "RA", 11, 11)[1])]))


@pytest.mark.parametrize(("version", "digest"), [(0, sha1(KEY)), (1, sha256(KEY))], ids=["0", "1"])
def test_one_subflow_ends_and_another_goes_on(version: int, digest: Any) -> None:
    token = digest.digest()[:4]
    text = said_of(joined(version, token))["aborted"].text
    assert text.startswith("The client reset this subflow of Multipath TCP (#10); connection 1, another of its sub")
    withdrawn = joined(version, token, 50.5)
    assert "after the server had withdrawn an address (REMOVE_ADDR, #10);" in said_of(withdrawn)["aborted"].text


def test_a_connection_of_another_key_or_one_that_ended_before_is_no_other_subflow() -> None:
    token = sha256(KEY).digest()[:4]
    for session in (joined(1, b"abcd"), joined(1, token, 30)):
        assert "Multipath" not in said_of(session)["reset_unread"].text
        found = case_of(session, session.connections[0])
        assert meant(found, found.track.size - 1) is None
