from tests.verdicts.captures import case, said
from tests.verdicts.derived import records, said_of, said_without, session_with
from tests.views.builders import Timed, down, handshake, session_of, up
from tui_tcp.verdicts.claim import Claim
from tui_tcp.verdicts.closing import acknowledged, first_fins, outstanding
from tui_tcp.verdicts.verdict import case_of


def test_four_segments_in_words() -> None:
    assert said("close_client_first.client")["closed"].text == (
        "The client closed first (#8), the server 113 ms later (#10): four segments; the client holds TIME-WAIT"
        " (60 s on Linux)."
    )


def test_an_acknowledgment_that_is_missing() -> None:
    without = said_without("close_client_first.client", lambda number: number == 11)
    assert "the client's acknowledgment of it was not captured" in without["closed"].text


def test_the_places_of_closing() -> None:
    closing = case("close_client_first.client")
    fins = first_fins(closing)
    assert fins == [7, 9]
    assert [acknowledged(closing, fin) for fin in fins] == [8, 10]
    assert not len(outstanding(closing, 0))


def test_a_connection_that_goes_on_is_open() -> None:
    short = said_without("http_ipv4.client", lambda number: number > 10)
    assert short["open_at_end"].text.startswith("Still open when the capture ended; the last segment was the")


def test_a_reset_when_all_was_over_is_told() -> None:
    frames = records("close_client_first.client")
    time, last = frames[-1]
    reset = last[:47] + b"\x04" + last[48:]  # the last ACK's numbers
    text = said_of(session_with([*frames, (time + 500, reset)]))["closed"].text
    assert f"the client then sent a reset (#{len(frames) + 1}), which harmed nothing" in text
    assert "then sent a reset" not in said("close_client_first.client")["closed"].text


def after_fin(*frames: Timed) -> dict[str, Claim]:
    """The client closes after an exchange, and the server acknowledges that."""
    opening = [*handshake(), down(30, "PA", 1, 1, b"x" * 10), up(31, "A", 1, 11)]
    return said_of(session_of([*opening, up(40, "FA", 1, 11), down(60, "A", 11, 2), *frames]))


def test_what_had_come_before_is_no_data_after_a_fin() -> None:
    closing = [down(2000, "FA", 11, 2), up(2001, "A", 2, 12)]
    assert "half_closed" not in after_fin(down(1000, "A", 10, 2, b"x"), *closing)
    assert "10 B of the server came" in after_fin(down(1000, "PA", 11, 2, b"y" * 10))["half_closed"].text


def test_time_wait_is_told_of_who_acknowledged_the_other_fin() -> None:
    assert after_fin(down(70, "FA", 11, 2), up(71, "A", 2, 12))["closed"].text.endswith("TIME-WAIT (60 s on Linux).")
    assert "TIME-WAIT" not in after_fin(down(70, "FA", 11, 2))["closed"].text


def test_what_was_sent_twice_is_outstanding_once() -> None:
    copies = [up(30 + 300 * at, "PA", 1, 1, b"x" * 10) for at in range(3)]
    session = session_of([*handshake(), *copies])
    assert outstanding(case_of(session, session.connections[0]), 0).tolist() == [3]


def test_what_came_after_both_had_closed_belongs_to_neither() -> None:
    closing = [down(70, "FA", 11, 2), up(71, "A", 2, 12)]
    assert "half_closed" not in after_fin(*closing, down(5000, "PA", 700_000, 2, b"y" * 10))
