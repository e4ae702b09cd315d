from tests.verdicts.captures import case
from tests.views.builders import Timed, down, handshake, session_of, up
from tui_tcp.verdicts.silences import CLIENT, NETWORK, NOBODY, SERVER, TIMER, silences
from tui_tcp.verdicts.verdict import case_of


def test_whose_turn_it_was() -> None:
    turns = [(silence.before, silence.turn) for silence in silences(case("verdicts/slow_answer.client"))]
    assert turns == [(4, SERVER), (8, SERVER)]
    assert {silence.turn for silence in silences(case("verdicts/gave_up.client"))} == {TIMER}
    assert [silence.turn for silence in silences(case("verdicts/silent_server.client"))] == [CLIENT]


def test_what_was_lost_before_the_capture_point_is_no_program_s_silence() -> None:
    assert [silence.turn for silence in silences(case("rto_tail_loss.server"))] == [NETWORK]


def test_nothing_is_silent_where_all_goes_on() -> None:
    assert silences(case("close_client_first.client")) == []


def turns(*frames: Timed) -> list[str]:
    session = session_of([*handshake(), *frames])
    return [silence.turn for silence in silences(case_of(session, session.connections[0]))]


def test_a_reset_is_nobody_s_turn_unless_an_answer_was_owed() -> None:
    asked = [up(30, "PA", 1, 1, b"x" * 10), down(40, "A", 1, 11)]
    answered = [*asked, down(50, "PA", 1, 11, b"y" * 10), up(51, "A", 11, 11)]
    assert turns(*asked, down(5000, "RA", 1, 11)) == [SERVER]
    assert turns(*answered, down(5000, "RA", 11, 11)) == [NOBODY]
    assert turns(*answered, up(5000, "RA", 11, 11)) == [NOBODY]
    assert turns(*answered, up(5000, "FA", 11, 11)) == [CLIENT]


def test_what_a_reset_answers_broke_the_silence() -> None:
    answered = [up(30, "PA", 1, 1, b"x" * 10), down(40, "PA", 1, 11, b"y" * 10), up(41, "A", 11, 11)]
    assert turns(*answered, up(5000, "A", 11, 11), down(5001, "R", 11, 0)) == [CLIENT]
