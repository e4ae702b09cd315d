from collections.abc import Callable

from tests.verdicts.captures import said
from tests.verdicts.derived import Record, records, said_of, session_with
from tui_tcp.verdicts.catalogue import Severity


def test_a_stray_segment_is_answered_by_a_bare_reset() -> None:
    assert (
        "in answer to #8: it had no such connection, or no longer" in said("verdicts/idle_reset.client")["aborted"].text
    )


def test_another_start_of_the_ttl_is_no_other_host() -> None:
    frames = records("verdicts/foreign_reset.client")
    time, reset = frames[-1]
    near = [*frames[:-1], (time, reset[:22] + bytes([254]) + reset[23:])]  # as far from 255 as 63 from 64
    assert "foreign_reset" not in said_of(session_with(near))


def test_a_reset_before_the_handshake_does_not_end_it() -> None:
    found = said("verdicts/half_open_recovery.client", 1)
    assert "aborted" not in found and "closed" in found


def turned(frames: list[Record]) -> list[Record]:
    """The same with the ends' flags of opening exchanged, so that who was the server is the client."""
    flags = {1: 0x02, 2: 0x12}
    frames = [frames[1], frames[0], *frames[2:]]
    swapped = []
    for number, (_, frame) in enumerate(frames, 1):
        bits = flags.get(number, frame[47])
        ack = b"\0\0\0\0" if number == 1 else frame[42:46]
        if number == 2:
            ack = (int.from_bytes(frames[0][1][38:42], "big") + 1).to_bytes(4, "big")
        swapped.append((frames[0][0] + 1000 * number, frame[:42] + ack + frame[46:47] + bytes([bits]) + frame[48:]))
    return swapped


def test_a_client_that_resets_when_all_is_said_is_only_worth_a_note() -> None:
    assert said("rst_linger0.client")["aborted"].severity is Severity.PROBLEM
    assert said_of(session_with(turned(records("rst_linger0.client"))))["aborted"].severity is Severity.NOTE


def test_fewer_than_three_tries_are_no_giving_up() -> None:
    assert "gave_up" not in said_of(session_with(records("verdicts/gave_up.client")[:9]))


def closes_and_resets(capture: str, left_out: Callable[[int], bool]) -> str:
    """What is said when a reset takes the place of the last frame, which comes after both FINs."""
    frames = records(capture)
    time, last = frames[-1]
    reset = (time, last[:47] + b"\x14" + last[48:])
    kept = [frame for number, frame in enumerate([*frames[:-1], reset], 1) if not left_out(number)]
    return said_of(session_with(kept))["reset_after_close"].text


def test_what_a_reset_after_the_own_fin_cost() -> None:
    text = closes_and_resets("teardown_3seg.client", lambda number: False)
    assert text.endswith("after the other end had closed, too: no data was lost.")
    text = closes_and_resets("teardown_3seg.client", lambda number: number in (9, 11))
    assert text.endswith("; 18 B of its own had not been acknowledged by then.")
    text = closes_and_resets("teardown_3seg.client", lambda number: number in (2, 5, 6, 9, 11))
    assert text.endswith("later (#7).")
