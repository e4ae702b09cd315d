import numpy as np

from tests.verdicts.captures import said
from tui_tcp.verdicts.limits import _find_step

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
        " more); 8.69 kB a round trip of 43.2 ms are 1.61 Mbit/s: a larger receive buffer would help."
    )


def test_a_far_sender_may_wait_for_what_the_capture_has_seen() -> None:
    assert "sender_limited" in said("ecn.client")
    assert not {"sender_limited"} & {*said("ecn.server"), *said("verdicts/latency_step.server")}


def test_a_conversation_is_not_limited_by_its_sender() -> None:
    assert "sender_limited" not in said("http_ipv6.client")
