from tests.verdicts.captures import said
from tests.verdicts.derived import records, said_of, said_without, session_with


def test_the_way_on_which_the_syn_or_its_answer_was_lost() -> None:
    there = said("verdicts/syn_lost.client")["slow_open"].text
    back = said("verdicts/syn_ack_lost.server")["slow_open"].text
    assert "it was lost on its way to the server, or the answer before it came to the capture point" in there
    assert "its answer (#2) passed the capture point and was lost or late on the way to the client" in back


def test_the_handshake_is_timed_from_the_first_syn() -> None:
    assert said("verdicts/syn_lost.client")["opened"].text.startswith("Opened in 1.0 s (#1, #3 and #4)")


def test_without_a_syn_the_capture_begins_late() -> None:
    said_late = said_without("http_ipv4.client", lambda number: number < 5)
    assert "The capture begins after the connection did (#1)" in said_late["joined_late"].text
    assert "opened" not in said_late
    assert "joined_late" not in said("http_ipv4.client")


def test_one_direction_alone() -> None:
    of_client = (1, 3, 4, 7, 8, 11)
    half = said_without("close_client_first.client", lambda number: number not in of_client)
    assert "Only what the client sent was captured" in half["one_sided"].text
    assert not {"unanswered", "gave_up", "loss_after_tap"} & set(half)
    assert "one_sided" not in said("syn_blackhole.client")


def test_a_repeated_syn_after_a_reset_is_no_lost_one() -> None:
    assert "slow_open" not in said("verdicts/half_open_recovery.client", 1)


def test_an_older_connection_that_was_not_captured_need_not_be_the_client_s() -> None:
    assert said("verdicts/half_open_recovery.client", 1)["half_open_recovery"].text.startswith(
        "The client had forgotten connection 0 on these ports, by a restart or a reset that was lost: the server"
    )
    alone = said_of(session_with(records("verdicts/half_open_recovery.client")[7:]))["half_open_recovery"].text
    assert "(the client's, from before a restart or a reset that was lost, or another host's behind the same" in alone
