from tests.verdicts.captures import said
from tests.verdicts.derived import said_of
from tests.views.builders import SYN_OPTIONS, Timed, down, session_of, up

PIECE = b"x" * 1400


def unscaled(at_once: int) -> list[Timed]:
    """140 kB of the client to a server that does not scale windows, so many segments acknowledged together."""
    mss = SYN_OPTIONS[:4]
    frames = [up(0, "S", 0, 0, options=SYN_OPTIONS), down(20, "SA", 0, 1, options=mss), up(21, "A", 1, 1)]
    for at in range(100):
        frames.append(up(30 + 30 * (at // at_once), "A", 1 + 1400 * at, 1, PIECE))
        if at % at_once == at_once - 1:
            frames.append(down(50 + 30 * (at // at_once), "A", 1, 1401 + 1400 * at, window=65_535))
    return frames


def test_a_window_that_is_never_filled_is_not_missed() -> None:
    assert "does not scale windows (#1 and #2)" in said_of(session_of(unscaled(25)))["option_refused"].text
    assert "option_refused" not in said_of(session_of(unscaled(2)))


def test_sack_is_missed_where_something_was_lost() -> None:
    assert "does not do SACK" in said("verdicts/no_sack.client")["option_refused"].text
    assert "option_refused" not in said("three_losses.client")
