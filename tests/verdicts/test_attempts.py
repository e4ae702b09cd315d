from tests.verdicts.captures import said
from tests.verdicts.derived import records, said_of, session_with
from tests.views.builders import CLIENT, SERVER, down, ethernet, handshake, ip, request, session_of, tcp_frame, up
from tui_tcp.verdicts.catalogue import Severity


def test_a_syn_at_the_very_end_proves_nothing() -> None:
    claim = said_of(session_with(records("close_client_first.client")[:1]))["unanswered"]
    assert claim.severity is Severity.INFO
    assert "the capture ends with it" in claim.text


def test_a_clock_that_was_put_back_ends_no_capture_before_its_syn() -> None:
    (time, syn), *_ = records("close_client_first.client")
    claim = said_of(session_with([(time, syn), (time - 10_000_000_000, syn)]))["unanswered"]
    assert "the capture ends with it" in claim.text


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


def test_a_reset_after_a_syn_ack_ends_the_attempt_whatever_comes_after() -> None:
    frames = [*handshake()[:2], up(21, "R", 1, 0), up(40, "A", 0, 9_000_000, b"x" * 20)]
    found = said_of(session_of(frames))
    assert "the client reset at once (#3)" in found["abandoned_open"].text
    assert not {"opened", "open_at_end"} & set(found)


def test_an_open_port_that_is_asked_again_with_nonsense_was_still_abandoned() -> None:
    frames = [*handshake()[:2], up(21, "R", 1, 0), up(40, "SF", 0, 0)]
    assert "the client reset at once (#3)" in said_of(session_of(frames))["abandoned_open"].text


def test_an_attempt_that_succeeds_was_not_abandoned() -> None:
    assert "abandoned_open" not in said_of(session_of(request()))


def test_where_only_one_direction_is_captured_silence_proves_nothing() -> None:
    halves = [
        (number * 100.0 + ms, tcp_frame(((CLIENT[0], 4000 + number), SERVER), flags, (seq, ack)))
        for number in range(4)
        for ms, flags, seq, ack in ((0, "S", 0, 0), (20, "A", 1, 901), (40, "A", 1, 1001))
    ]
    syns = [(1000.0 * number, tcp_frame((CLIENT, SERVER), "S", (1000, 0))) for number in (1, 2)]
    claim = said_of(session_of([*halves, *syns]), 4)["unanswered"]
    assert claim.severity is Severity.INFO
    assert "No answer to 2 SYNs in 1.0 s (#13 and #14) was captured; but of most other connections" in claim.text


def test_an_icmp_error_that_is_no_refusal_is_told() -> None:
    syn = up(0, "S", 0, 0)
    error = b"\x0b\x00" + bytes(6) + syn[1][14:42]
    expired = (10.0, ethernet(ip("10.0.0.77", CLIENT[0], 1, error)))
    text = said_of(session_of([syn, expired, up(2000, "S", 0, 0)]))["unanswered"].text
    assert (
        "No answer to 2 SYNs in 2.0 s (#1 and #3) but an ICMP error of 10.0.0.77: time exceeded: in transit (#2)."
        in text
    )


def test_a_capture_that_ends_within_the_handshake_tells_nothing_of_the_client() -> None:
    claim = said_of(session_of(handshake()[:2]))["unfinished_open"]
    assert claim.severity is Severity.INFO
    told = "no acknowledgment of that was captured, but the capture ends with it."
    assert claim.text == f"The server answered the SYN (#2); {told}"
    assert "unfinished_open" not in said_of(session_of(handshake()))


def test_an_answer_that_nobody_asked_for_is_reset() -> None:
    text = said_of(session_of([down(0, "SA", 0, 1), up(1, "R", 1, 0)]))["abandoned_open"].text
    assert text.startswith("A SYN,ACK (#1) to a SYN that was not captured, and was reset (#2)")
