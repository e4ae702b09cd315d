import pytest

from tests.verdicts.captures import reasons
from tests.views.builders import down, handshake, session_of
from tui_tcp.verdicts.why import why


def test_a_window_that_changes() -> None:
    session = session_of([*handshake(), down(40, "A", 1, 1, window=2000)])
    assert "the window goes from 1,000 (#2) to 256,000 bytes" in why(session, 3)[0].text


@pytest.mark.parametrize(
    ("capture", "frame", "finding", "words"),
    [
        ("out_of_order.server", 18, "out_of_order", "it was sent before what overtook it"),
        ("three_losses.server", 38, "out_of_order", "the first copy was lost before the capture point"),
        (
            "three_losses.server",
            12,
            "lost_segment",
            "It begins at 7241, 1.45 kB beyond what had been captured; #38 fills",
        ),
        ("fast_retransmit_nosack.client", 27, "duplicate_ack", "Duplicate number 2: it asks for 5793 as #23 did"),
        ("zero_window.client", 8, "window_full", "It ends at 7241: #2 allowed 7,240 bytes from 1 on"),
        ("zero_window.client", 15, "zero_window", "it opens 2.4 s later (#22)"),
        ("duplicated.server", 24, "duplicate_frame", "The same packet as #14, 2.05 ms later"),
        ("held_up.server", 42, "out_of_order", "its first copy came after it"),
        ("held_up.server", 44, "late_original", "Its copy #42 was captured 48.0 ms sooner, but by its IP"),
        ("keepalive.client", 8, "keep_alive", "One number back after 1.0 s of silence"),
        ("keepalive.client", 9, "keep_alive_ack", "It answers #8."),
        ("verdicts/ignored_reset.client", 9, "challenge_ack", "It answers the reset in #8"),
        ("verdicts/ignored_reset.client", 8, "ignored_reset", "the other end waited for"),
        ("refused.client", 2, "reset", "It acknowledges the SYN (#1)"),
        ("rst_after_close.client", 11, "reset", "It acknowledges nothing"),
        ("port_reuse.client", 12, "port_reused", "Connection 0 had the same addresses and ports"),
    ],
)
def test_reasons(capture: str, frame: int, finding: str, words: str) -> None:
    assert words in reasons(capture, frame)[finding]
