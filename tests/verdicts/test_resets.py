import struct
from collections.abc import Callable

from tests.verdicts.captures import said
from tests.verdicts.derived import Record, records, said_of, session_with
from tests.views.builders import Timed, down, handshake, session_of, up
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim

FAREWELL = bytes.fromhex("150303001a") + bytes(range(26))  # an encrypted alert of TLS


def test_a_stray_segment_is_answered_by_a_bare_reset() -> None:
    assert (
        "in answer to #8: it had no such connection, or no longer" in said("verdicts/idle_reset.client")["aborted"].text
    )


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


def after_close(*frames: Timed) -> Claim:
    return said_of(session_of([*handshake(), *frames]))["reset_after_close"]


def fins_cross(payload: bytes) -> list[Timed]:
    """Both close, the server before the client's last bytes reach it: it resets, though it sent a FIN."""
    fin = 1 + len(payload)
    return [
        up(30, "PA", 1, 1, payload),
        up(30.1, "FA", fin, 1),
        down(30.2, "FA", 1, 1),
        up(30.3, "A", fin + 1, 2),
        down(50, "R", 2, 0),
    ]


def test_a_reset_after_both_fins_took_no_fin_s_place() -> None:
    lost = after_close(*fins_cross(b"x" * 40))
    assert lost.text == (
        "Both closed (#5 and #6), and the server reset the connection (#8) when data of the client still came (#4): it"
        " had closed for good, and its program never read these 40 B."
    )
    assert lost.severity is Severity.PROBLEM
    farewell = after_close(*fins_cross(FAREWELL))
    assert "when a last TLS record of the client still came (#4, 31 B): probably its farewell" in farewell.text
    assert farewell.severity is Severity.INFO


def test_a_reset_in_a_fin_s_place() -> None:
    farewell = after_close(up(30, "PA", 1, 1, FAREWELL), up(30.1, "FA", 32, 1), down(50, "RA", 1, 1))
    assert "answered by a reset (#6) instead of a FIN; only the 31 B of a last TLS record were" in farewell.text
    assert farewell.severity is Severity.INFO
    byte = after_close(up(30, "PA", 1, 1, b"x"), up(30.1, "FA", 2, 1), down(50, "RA", 1, 1))
    assert byte.text.endswith("instead of a FIN: 1 B of the client was never acknowledged and may not have been read.")


def test_what_came_after_the_own_fin_and_was_acknowledged_was_not_refused() -> None:
    frames = [up(30, "FA", 1, 1), down(50, "A", 1, 2), down(60, "PA", 1, 2, b"x" * 50), up(61, "A", 2, 51)]
    text = after_close(*frames, up(70, "RA", 2, 51)).text
    assert text.endswith("later (#8); all data had been acknowledged.")
    assert "never read these 50 B" in after_close(*frames[:3], up(70, "RA", 2, 1)).text


def test_what_an_older_connection_acknowledged_counts_for_nothing() -> None:
    opening = [up(0, "S", 0, 0), down(1, "A", 5000, 900_000_000), up(2, "R", 900_000_000, 0)]
    frames = [*opening, up(1000, "S", 0, 0), down(1001, "SA", 0, 1), up(1002, "A", 1, 1), down(1010, "FA", 1, 1)]
    late = [up(1011, "A", 1, 2), up(1020, "PA", 1, 2, b"x" * 64), down(1040, "R", 2, 0)]
    found = said_of(session_of([*frames, *late]))
    assert "never read these 64 B" in found["reset_after_close"].text


def test_of_what_came_after_the_reset_nothing_was_under_way() -> None:
    opening = [*handshake(), down(30, "PA", 1, 1, b"x" * 10), up(31, "A", 1, 11)]
    found = said_of(session_of([*opening, down(40, "RA", 11, 1), down(41, "PA", 11, 1, b"x" * 70)]))
    assert "under way" not in found["aborted"].text
    found = said_of(session_of([*opening, down(39, "PA", 11, 1, b"x"), down(40, "RA", 12, 1)]))
    assert found["aborted"].text.endswith("; of its own 1 B was still under way.")


def test_a_client_that_closes_first_wants_no_more() -> None:
    talk = [*handshake(), up(30, "PA", 1, 1, b"x" * 10), down(50, "A", 1, 11)]
    mine = said_of(session_of([*talk, up(60, "FA", 11, 1), down(70, "PA", 1, 12, b"y" * 300), up(71, "R", 12, 0)]))
    assert mine["reset_after_close"].severity is Severity.NOTE
    theirs = said_of(session_of([*talk, down(60, "FA", 1, 11), up(70, "PA", 11, 2, b"y" * 300), down(71, "R", 2, 0)]))
    assert theirs["reset_after_close"].severity is Severity.PROBLEM
