import pytest

from tests.verdicts.captures import path
from tests.verdicts.derived import records, session_with
from tests.views.builders import CLIENT, SERVER, Timed, down, read, session_of, tcp_frame, up
from tui_tcp.verdicts import surroundings as module
from tui_tcp.verdicts.surroundings import Surroundings, is_half


def test_who_else_was_answered() -> None:
    session = read(path("verdicts/accept_queue_full.client"))
    around = Surroundings(session)
    zero, one, two = session.connections
    assert around.answered_client(two) == (one, None)
    assert around.answered_client(zero) == (None, one)
    assert around.answered_others(two) == -1
    assert around.heard_of(session.connections[2]) == 0


def test_who_failed_before() -> None:
    session = read(path("verdicts/refused_again.client"))
    around = Surroundings(session)
    assert [[c.number for c in around.failed_before(one)] for one in session.connections] == [[], [0], [0, 1]]


def test_the_same_ports() -> None:
    session = read(path("port_reuse.client"))
    one, two = session.connections
    around = Surroundings(session)
    assert (around.same_sockets_before(two), around.same_sockets_after(one)) == (one, two)
    assert (around.same_sockets_before(one), around.same_sockets_after(two)) == (None, None)


def test_a_capture_put_behind_another_does_not_prolong_it() -> None:
    frames = records("syn_blackhole.client")
    later = [(time + 10**12, frame) for time, frame in records("refused.client")]
    session = session_with([*frames, *later])
    assert Surroundings(session).end_after(session.connections[0]) == frames[-1][0] * 1000


def test_half_a_connection() -> None:
    assert not is_half(read(path("syn_blackhole.client")).connections[0])
    only = [record for number, record in enumerate(records("close_client_first.client"), 1) if number in (1, 3, 4, 7)]
    session = session_with(only * 1)
    assert is_half(session.connections[0])
    assert not Surroundings(session).is_one_sided


def test_a_connection_that_grew_since_the_look_ends_with_the_capture_at_the_earliest() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    whole, connection = session.columns.count, session.connections[-1]
    around = Surroundings(session)
    session.columns.count = 20
    try:
        assert around.end_after(connection) == connection.last_time
    finally:
        session.columns.count = whole


def test_the_same_sockets_turned_round() -> None:
    session = session_of(
        [
            up(0, "S", 0, 0),
            down(1, "A", 0, 1),
            down(2, "S", 700, 0),
            up(3, "SA", 0, 701),
        ]
    )
    one, two = session.connections
    assert Surroundings(session).turned_round_after(one) is two
    assert Surroundings(session).turned_round_after(two) is None


def test_tries_that_began_together_and_failed_are_all_counted() -> None:
    def syns(port: int, *times: float) -> list[Timed]:
        return [(ms, tcp_frame(((CLIENT[0], port), SERVER), "S", (1, 0))) for ms in times]

    frames = sorted([*syns(1, 0, 1000, 3000), *syns(2, 10, 1010, 3010), *syns(3, 9000), *syns(4, 9100)])
    around = Surroundings(session := session_of(frames))
    one, two, three, four = session.connections
    assert [around.failed_before(c) for c in (one, two, three)] == [[], [], [one, two]]
    assert around.failed_before(four) == [one, two]
    assert around.tries_since(one, four) == 4


def test_an_end_that_heard_nothing_is_no_half() -> None:
    again = session_of([up(ms, "PA", 1, 1, b"data") for ms in (0, 300, 900)])
    alone = session_of([down(0, "SA", 0, 1)])
    heard = session_of([up(0, "A", 1, 1), up(40, "A", 1, 101)])
    opened = session_of([up(0, "S", 0, 0), up(40, "A", 1, 1)])
    assert [is_half(session.connections[0]) for session in (again, alone, heard, opened)] == [False, False, True, True]


def test_worked_out_beforehand_all_is_known_and_others_had_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PIECE", 1)
    session = read(path("verdicts/refused_again.client"))
    turns: list[None] = []
    around = Surroundings(session)
    around.work_out(lambda: turns.append(None))
    had = len(turns)
    assert had >= 5 * len(session.connections)
    assert [[c.number for c in around.failed_before(one)] for one in session.connections] == [[], [0], [0, 1]]
    for one in session.connections:
        around.end_after(one), around.answered_client(one), around.answered_others(one), around.heard_of(one)
    assert not around.is_one_sided and not around.quotes
    assert len(turns) == had
