from tests.verdicts.captures import said
from tests.verdicts.derived import records, said_of, session_with
from tui_tcp.verdicts.catalogue import Severity


def test_a_syn_at_the_very_end_proves_nothing() -> None:
    claim = said_of(session_with(records("close_client_first.client")[:1]))["unanswered"]
    assert claim.severity is Severity.INFO
    assert "the capture ends 0 ns later" in claim.text


def test_a_host_that_answers_elsewhere_is_up() -> None:
    frames = [*records("refused.client"), *records("syn_blackhole.client")]
    assert "the host is up (it answered on connection 0)" in said_of(session_with(frames), 1)["unanswered"].text


def test_a_server_that_goes_on_is_less_of_a_problem() -> None:
    claim = said("handshake_ack_lost.client")["half_open_server"]
    assert claim.severity is Severity.NOTE
    assert "it went on 1.0 s after the ACK (#6)" in claim.text


def test_a_syn_ack_that_crossed_the_ack_proves_nothing() -> None:
    assert "half_open_server" not in said("verdicts/syn_ack_lost.client")


def test_what_the_client_acknowledged_is_not_unfinished() -> None:
    assert "unfinished_open" not in said("verdicts/ack_never_arrives.client")


def test_an_answer_that_is_not_repeated_is_no_proof_of_an_unfinished_open() -> None:
    frames = records("verdicts/ack_never_arrives.server")
    lone = [frames[0], frames[1]]
    other = [(time + 60_000_000, frame[:34] + b"\x77\x77" + frame[36:]) for time, frame in frames[:1]]
    found = said_of(session_with([*lone, *other]))["unfinished_open"]
    assert "not even its answer again: the rest was left out of the capture" in found.text
    assert found.severity is Severity.NOTE
