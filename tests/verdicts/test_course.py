from tests.verdicts.captures import said
from tests.verdicts.derived import records, said_of, session_with
from tests.views.builders import down, handshake, request, session_of, up
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim
from tui_tcp.verdicts.verdict import case_of, judge


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


def test_the_timer_rings_once_for_a_flight() -> None:
    found = said("flight_lost.client")
    assert found["timeouts"].text == "The client's retransmission timer ran out once; it waited 246 ms (#19)."
    assert "noticed by the retransmission timer" in found["loss_after_tap"].text


def test_each_timer_is_of_its_own_end() -> None:
    lost_twice = [up(at, "PA", 1, 1, b"question") for at in (30, 330, 930)]
    lost_once = [down(at, "PA", 1, 9, b"answer") for at in (1000, 1400)]
    frames = [*handshake(), *lost_twice, down(950, "A", 1, 9), *lost_once, up(1401, "A", 9, 7)]
    session = session_of(frames)
    texts = [claim.text for claim in judge(case_of(session, session.connections[0])).claims]
    assert "The client's retransmission timer ran out twice; it waited 300 ms, 600 ms (#5 and #6)." in texts
    assert "The server's retransmission timer ran out once; it waited 400 ms (#9)." in texts


def test_what_was_captured_twice_was_sent_once() -> None:
    assert "nothing sent again" in said("duplicated.server")["transferred"].text
    assert "nothing sent again" not in said("three_losses.client")["transferred"].text


def test_one_probe_in_words() -> None:
    frames = [*request(), down(51, "A", 1, 19)]
    probe, answer = up(5000, "A", 18, 1), down(5021, "A", 1, 19)
    asked, both = said_of(session_of([*frames, probe])), said_of(session_of([*frames, probe, answer]))
    assert asked["keep_alives"].text.endswith("by the client with 1 probe (#6), not answered.")
    assert both["keep_alives"].text.endswith("by the client with 1 probe (#6), answered.")


def delayed(length: int, offered: int) -> dict[str, Claim]:
    """Segments of the server that each wait for a delayed acknowledgment, and the MSS that it offers itself."""
    options = [bytes((2, 4)) + mss.to_bytes(2, "big") for mss in (1460, offered)]
    frames = [up(0, "S", 0, 0, options=options[0]), down(1, "SA", 0, 1, options=options[1]), up(2, "A", 1, 1)]
    for at in range(8):
        seq = 1 + length * at
        frames += [down(100 + 50 * at, "A", seq, 1, b"x" * length), up(149.9 + 50 * at, "A", 1, seq + length)]
    return said_of(session_of(frames))


def test_nagle_never_holds_a_full_segment() -> None:
    assert "nagle_delay" in delayed(100, 1360)
    assert "nagle_delay" not in delayed(1360, 1360)
    assert "nagle_delay" in delayed(1000, 1460)


def test_a_server_s_reset_in_the_place_of_an_answer() -> None:
    asked = [*handshake(), up(30, "PA", 1, 1, b"x" * 10), down(50, "A", 1, 11)]
    text = said_of(session_of([*asked, down(5050, "RA", 1, 11)]))["waited"].text
    assert text.startswith("Waited 5.0 s for the server's program to answer, and got its reset (#5 to #6)")


def test_an_acknowledgment_at_once_delays_nobody() -> None:
    """Writes that are a round trip apart, as each waits for the other end's program."""
    frames = [up(0, "S", 0, 0), down(40, "SA", 0, 1), up(40.1, "A", 1, 1)]
    for at in range(8):
        frames += [down(100 + 50 * at, "PA", 1 + 10 * at, 1, b"x" * 10), up(100.1 + 50 * at, "A", 1, 11 + 10 * at)]
    assert "nagle_delay" not in said_of(session_of(frames))
    assert "nagle_delay" in said("verdicts/nagle_delayed_ack.client")


def test_where_much_was_not_captured_nobody_knows_what_was_sent_again() -> None:
    frames = [*request(), down(60, "A", 1001, 19, b"x" * 100), up(61, "A", 19, 1101)]
    assert said_of(session_of(frames))["transferred"].text == "18 B from the client, 100 B from the server."


def test_a_clock_that_was_set_waited_for_nobody() -> None:
    asked = [*handshake(), up(30, "PA", 1, 1, b"x" * 10), down(50, "A", 1, 11)]
    day = 86_400_000.0
    assert "1 d" in said_of(session_of([*asked, down(day, "PA", 1, 11, b"y")]))["waited"].text
    assert "waited" not in said_of(session_of([*asked, down(9_000 * day, "PA", 1, 11, b"y")]))


def test_silences_of_the_capture_are_nobody_s() -> None:
    def answered(missing: int) -> dict[str, Claim]:
        frames = [*request(), down(50, "A", 1, 19), down(1050, "PA", 1 + missing, 19, b"x" * 100)]
        return said_of(session_of([*frames, up(1051, "A", 19, 101 + missing)]))

    assert "waited" in answered(0) and "waited" in answered(50)
    assert "waited" not in answered(5000)
