"""Why a port was silent, by what else was answered: three SYNs at 0, 1 and 3 s, and another connection."""

import pytest

from tests.verdicts.derived import said_of
from tests.views.builders import CLIENT, SERVER, Host, Timed, session_of, tcp_frame
from tui_tcp.model.addresses import socket_text

OTHER_PORT, OTHER_HOST = (CLIENT[0], 50001), ("10.0.0.9", 50001)


def opened(ms: float, client: Host, until: float = 0) -> list[Timed]:
    """A handshake, and what the server says as late as `until`."""
    frames = [
        (ms, tcp_frame((client, SERVER), "S", (100, 0))),
        (ms + 20, tcp_frame((SERVER, client), "SA", (900, 101))),
        (ms + 21, tcp_frame((client, SERVER), "A", (101, 901))),
    ]
    return [*frames, (until, tcp_frame((SERVER, client), "A", (901, 101), b"x"))] if until else frames


def silent(*others: Timed, tries: tuple[float, ...] = (0, 1000, 3000)) -> str:
    syns = [(ms, tcp_frame((CLIENT, SERVER), "S", (1000, 0))) for ms in tries]
    session = session_of(sorted([*syns, *others]))
    number = next(c.number for c in session.connections if socket_text(session.sockets(c)[0]) == "10.0.0.1:50000")
    return said_of(session, number)["unanswered"].text


def test_without_other_answers_every_cause_is_possible() -> None:
    assert "a filter drops them, the host is down, or the answer goes another way" in silent()


def test_another_client_was_answered_meanwhile() -> None:
    text = silent(*opened(1500, OTHER_HOST))
    assert "queue of connections to accept may be full, or a filter drops this client" in text


def test_the_client_itself_was_answered_meanwhile() -> None:
    text = silent(*opened(1500, OTHER_PORT))
    assert "answered this client meanwhile (connection 1), so that the host is up and no filter" in text
    assert "queue" not in text


def test_the_client_was_answered_before_and_meanwhile() -> None:
    text = silent(*opened(-1000, OTHER_PORT, until=2000))
    assert "went on answering this client (connection 0), so that the host is up" in text
    assert "the queue of connections to accept may be full" in text


def test_the_client_was_answered_only_before() -> None:
    text = silent(*opened(-1000, OTHER_PORT))
    assert "had answered this client before (connection 0), so that no filter drops all that it sends" in text


def test_the_client_was_answered_later() -> None:
    text = silent(*opened(15_000, OTHER_PORT))
    assert "; but the same port answered this client 12.0 s later (connection 1): what dropped them" in text


@pytest.mark.parametrize(("tries", "it"), [((0,), "a filter drops it,"), ((0, 1000), "a filter drops them,")])
def test_one_syn_is_it_and_several_are_them(tries: tuple[float, ...], it: str) -> None:
    other = (4000.0, tcp_frame((OTHER_HOST, ("10.0.0.8", 80)), "S", (1, 0)))
    assert it in silent(other, tries=tries)
