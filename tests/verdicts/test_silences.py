from tests.verdicts.captures import case
from tui_tcp.verdicts.silences import CLIENT, NETWORK, SERVER, TIMER, silences


def test_whose_turn_it_was() -> None:
    turns = [(silence.before, silence.turn) for silence in silences(case("verdicts/slow_answer.client"))]
    assert turns == [(4, SERVER), (8, SERVER)]
    assert {silence.turn for silence in silences(case("verdicts/gave_up.client"))} == {TIMER}
    assert [silence.turn for silence in silences(case("verdicts/silent_server.client"))] == [CLIENT]


def test_what_was_lost_before_the_capture_point_is_no_program_s_silence() -> None:
    assert [silence.turn for silence in silences(case("rto_tail_loss.server"))] == [NETWORK]


def test_nothing_is_silent_where_all_goes_on() -> None:
    assert silences(case("close_client_first.client")) == []
