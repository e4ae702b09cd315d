import numpy as np

from tests.verdicts.captures import case, said
from tests.views.builders import Timed, down, session_of, up
from tui_tcp.verdicts.limits import _find_step, most_at
from tui_tcp.verdicts.verdict import case_of

MS = 1_000_000


def test_a_step_lies_where_the_level_changes() -> None:
    assert _find_step(np.array([10 * MS] * 15 + [40 * MS] * 20)) == 15
    assert _find_step(np.array([40 * MS] * 12 + [10 * MS] * 11)) == 12


def test_noise_is_no_step() -> None:
    assert _find_step(np.array([10 * MS, 40 * MS] * 20)) is None
    assert _find_step(np.array([10 * MS] * 30)) is None


def test_a_window_in_words() -> None:
    assert said("verdicts/small_window.client")["window_limited"].text == (
        "Limited by the server's window: the client filled it 6 times and waited 246 ms of 249 ms (#8, #17, #25 and 3"
        " more); 8.69 kB a round trip of 41.6 ms are 1.67 Mbit/s: a larger receive buffer would help."
    )


def test_a_far_sender_may_wait_for_what_the_capture_has_seen() -> None:
    assert "sender_limited" in said("ecn.client")
    assert not {"sender_limited"} & {*said("ecn.server"), *said("verdicts/latency_step.server")}


def test_a_conversation_is_not_limited_by_its_sender() -> None:
    assert "sender_limited" not in said("http_ipv6.client")


def test_losses_are_counted_by_segments() -> None:
    text = said("verdicts/lossy_upload.client")["loss_limited"].text
    assert "at 5 different times, " in text
    assert " of 1" in text or " of 2" in text


def unscaled(gap_ms: float) -> list[Timed]:
    """A handshake that took 100 ms, and data that is acknowledged after 1 ms, a piece in so many milliseconds."""
    frames = [up(0, "S", 0, 0), down(100, "SA", 0, 1), up(100.1, "A", 1, 1)]
    for number in range(100):
        at = 101 + gap_ms * number
        frames += [up(at, "A", 1 + 1000 * number, 1, b"x" * 1000), down(at + 1, "A", 1, 1001 + 1000 * number)]
    return frames


def test_a_bound_is_that_of_the_data_and_never_below_what_was_sent() -> None:
    session = session_of(unscaled(2))
    one = case_of(session, session.connections[0])
    assert most_at(one, 0, 65_535) == "1.10 ms are 477 Mbit/s"
    assert most_at(one, 0, 500) == ""
    assert most_at(case("refused.client"), 0, 65_535) == ""
