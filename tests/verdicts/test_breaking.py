import struct
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


def test_padding_that_a_fin_counts_as_data_was_nothing_to_read() -> None:
    def line(number: int, client: bool, flags: int, seq: int, ack: int, payload: bytes = b"") -> tuple[int, bytes]:
        ports = (40000, 80) if client else (80, 40000)
        hosts = (b"\x0a\0\0\1", b"\x0a\0\0\2") if client else (b"\x0a\0\0\2", b"\x0a\0\0\1")
        tcp = struct.pack("!HHIIBBHHH", *ports, seq, ack, 0x50, flags, 512, 0, 0) + payload
        ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), number, 0, 64, 6, 0, *hosts)
        return number * 10_000, bytes(12) + b"\x08\0" + ip + tcp

    opening = [line(1, True, 2, 0, 0), line(2, False, 0x12, 0, 1), line(3, True, 0x10, 1, 1)]
    closing = [line(4, True, 0x11, 1, 1), line(5, False, 0x11, 1, 2, bytes(6)), line(6, True, 0x14, 2, 2)]
    assert "never read" not in said_of(session_with([*opening, *closing]))["reset_after_close"].text
    closing[1] = line(5, False, 0x19, 1, 2, bytes(6))
    assert "never read" in said_of(session_with([*opening, *closing]))["reset_after_close"].text
