from tests.verdicts.captures import case
from tests.verdicts.test_breaking import fin_without_answer
from tests.views.builders import Timed, handshake, session_of, up
from tui_tcp.verdicts.tries import unanswered_tries
from tui_tcp.verdicts.verdict import case_of


def tries(frames: list[Timed]) -> list[int]:
    session = session_of(frames)
    return [int(place) for place in unanswered_tries(case_of(session, session.connections[0]))]


def test_what_was_sent_again_and_not_answered() -> None:
    assert unanswered_tries(case("verdicts/gave_up.client")).tolist() == [7, 8, 9, 10, 11]
    assert not len(unanswered_tries(case("close_client_first.client")))
    assert tries(handshake()) == []


def test_a_probe_of_what_was_acknowledged_is_no_try_beside_what_was_not() -> None:
    frames = [*fin_without_answer(4), up(20_000, "A", 0, 2, b"\0"), up(21_000, "A", 0, 2, b"\0")]
    assert tries(frames) == [5, 6, 7, 8]


def test_a_packet_that_was_captured_twice_is_one_try() -> None:
    assert tries([*handshake(), up(30, "FA", 1, 1), up(330, "FA", 1, 1), up(330.001, "FA", 1, 1)]) == [3, 4]
