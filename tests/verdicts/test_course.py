from tests.verdicts.captures import said
from tests.verdicts.derived import records, said_of, session_with
from tui_tcp.verdicts.catalogue import Severity


def test_a_full_receiver_in_words() -> None:
    assert said("zero_window.client")["receiver_full"].text == (
        "The server's window was 0 for 2.4 s (#15 to #22): its program did not read, and the client, which had more to"
        " send, probed 3 times."
    )


def test_a_window_that_stays_shut() -> None:
    shut = said_of(session_with(records("zero_window.client")[:20]))["receiver_full"]
    assert "it stayed so to the end" in shut.text
    assert shut.severity is Severity.PROBLEM


def test_an_upload_needs_no_answer() -> None:
    assert "server_silent" not in said("verdicts/small_window.client")


def test_keep_alives_are_not_silences() -> None:
    assert said("keepalive.client")["waited"].text == ("Waited 452 ms for the client's program to go on (#13 to #14).")


def test_a_doubled_packet_rings_no_timer() -> None:
    assert "timeouts" not in said("duplicated.server")
