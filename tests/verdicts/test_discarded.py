from tests.verdicts.captures import case, said
from tests.verdicts.derived import said_of
from tests.verdicts.test_arrived import stamps
from tests.views.builders import SYN_OPTIONS, Timed, down, session_of, up
from tui_tcp.verdicts.discarded import discarded_before
from tui_tcp.verdicts.verdict import case_of

PIECE = b"x" * 100


def stamped(own: int) -> list[Timed]:
    """A segment with this timestamp after the server has echoed 130; its copy comes with a newer one."""
    offer = SYN_OPTIONS + b"\1\1"
    return [
        up(0, "S", 0, 0, options=offer + stamps(100, 0)[2:] + b"\0\0"),
        down(20, "SA", 0, 1, options=offer + stamps(900, 100)[2:] + b"\0\0"),
        up(21, "A", 1, 1, options=stamps(121, 900)),
        up(30, "PA", 1, 1, PIECE, options=stamps(130, 900)),
        down(51, "A", 1, 101, options=stamps(931, 130)),
        up(60, "PA", 101, 1, PIECE, options=stamps(own, 931)),
        down(81, "A", 1, 101, options=stamps(961, 130)),
        up(560, "PA", 101, 1, PIECE, options=stamps(660, 931)),
        down(581, "A", 1, 201, options=stamps(1461, 660)),
    ]


def test_an_older_timestamp_than_was_echoed_is_discarded() -> None:
    found = said_of(session_of(stamped(40)))
    assert found["stale_timestamps"].text == (
        "The server discarded 1 segment of the client (#6), though nothing was lost: its timestamp was older than what"
        " it had seen (40 in #6, after it had echoed 130 in #5; RFC 7323 section 5). A clock was put back, or several"
        " hosts share the address."
    )
    assert "loss_after_tap" not in found
    assert "loss_limited" not in found


def test_a_newer_timestamp_was_lost() -> None:
    found = said_of(session_of(stamped(160)))
    assert "stale_timestamps" not in found and "loss_after_tap" in found
    assert "stale_timestamps" not in said("three_losses.client")


def test_which_copy_repeats_what_was_discarded() -> None:
    session = session_of(stamped(40))
    one = case_of(session, session.connections[0])
    told = discarded_before(one, one.copies(0))
    assert {copy: (it.place, it.stamp, it.echoed_at, it.echo) for copy, it in told.items()} == {7: (5, 40, 4, 130)}
    other = case("three_losses.client")
    assert not discarded_before(other, other.copies(0))
