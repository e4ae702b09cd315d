import numpy as np

from tests.verdicts.captures import case, said
from tests.verdicts.derived import said_of
from tests.views.builders import Timed, down, handshake, session_of, up
from tui_tcp.verdicts.misfits import before_syn, is_far_unless_scaled, is_too_far, largest_window, strays
from tui_tcp.verdicts.verdict import case_of

PIECE = b"x" * 100
MS = 1_000_000
KNOWN = handshake()
UNKNOWN = [up(10, "PA", 1, 1, b"x"), down(31, "A", 1, 2)]


def jump(opening: list[Timed], far: int) -> list[Timed]:
    """A segment that begins far ahead, and after it the one that belongs there."""
    return [
        *opening,
        up(40, "PA", 2, 1, PIECE),
        down(61, "A", 1, 102),
        up(62, "PA", 102 + far, 1, PIECE),
        up(63, "PA", 102, 1, PIECE),
        down(84, "A", 1, 202),
    ]


def test_a_jump_beyond_every_window_is_no_hole() -> None:
    found = said_of(session_of(jump(KNOWN, 400_000_000)))
    assert found["stray_numbers"].text == (
        "#6 begins 400 MB beyond all that the client had sent, more than the server's window ever allowed (128 kB at"
        " most): a damaged number, or one of another connection; nothing is said of holes in what it sent."
    )
    assert not {"loss_before_tap", "came_late", "reordered", "capture_incomplete"} & set(found)


def test_a_jump_within_the_window_is_a_hole() -> None:
    found = said_of(session_of(jump(KNOWN, 1000)))
    assert "stray_numbers" not in found
    assert {"loss_before_tap", "came_late", "reordered"} & set(found)
    for capture, number in (("three_losses.server", 0), ("verdicts/half_open_recovery.client", 1)):
        assert "stray_numbers" not in said(capture, number)


def test_a_window_whose_scale_is_not_known_may_be_larger() -> None:
    session = session_of(jump(UNKNOWN, 1000))
    one = case_of(session, session.connections[0])
    assert largest_window(one, 0) == 1000 << 14
    assert not strays(one, 0)
    jumps, ns = np.array([1000, 2_000_000, 400_000_000, 400_000_000]), np.array([0, 0, 0, 1000 * MS])
    assert is_far_unless_scaled(one, 0, jumps, ns).tolist() == [False, True, True, True]
    assert is_too_far(one, 0, jumps, ns).tolist() == [False, False, True, False]


def test_a_hole_that_needs_a_scaled_window_is_doubtful() -> None:
    frames = [*UNKNOWN, up(40, "PA", 2_000_000, 1, PIECE), down(61, "A", 1, 2_000_100)]
    text = said_of(session_of(frames))["capture_incomplete"].text
    assert text.endswith("So many need a scaled window; if it is not, a number is damaged, perhaps that of #3.")
    assert case("three_losses.server").least[0] > 0


def test_numbers_from_before_the_syn() -> None:
    opening = [up(0, "S", 500_000, 0), down(20, "SA", 0, 500_001), up(21, "A", 500_001, 1)]
    older = [up(30, "PA", 1, 1, PIECE), up(31, "PA", 101, 1, PIECE), down(51, "A", 1, 500_001)]
    found = said_of(session_of([*opening, *older]))
    assert found["stray_numbers"].text == (
        "2 segments of the client (#4 and #5) bear numbers from before its SYN: of another connection, or changed on"
        " the way; nothing is said of holes in what it sent."
    )
    assert not {"loss_before_tap", "came_late", "reordered"} & set(found)
    session = session_of([*opening, up(30, "PA", 500_001, 1, PIECE)])
    assert not len(before_syn(case_of(session, session.connections[0]), 0))


def test_a_fin_whose_sender_goes_on_closed_nothing() -> None:
    frames = [*KNOWN, up(30, "FA", 1, 1), down(51, "A", 1, 1), up(60, "PA", 1, 1, PIECE), down(81, "A", 1, 101)]
    found = said_of(session_of(frames))
    assert found["stray_numbers"].text == (
        "A FIN in the client's name (#4) closed nothing: the client went on (#6), and that was taken; a damaged header,"
        " or somebody else's."
    )
    assert found["open_at_end"].text.startswith("Still open when the capture ended")
    assert not {"needless_retransmission", "loss_after_tap", "unexplained_repeats"} & set(found)
    assert "stray_numbers" not in said("half_close.client")
