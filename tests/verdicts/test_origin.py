from tests.verdicts.derived import records, said_of, session_with
from tests.views.builders import SERVER, SYN_OPTIONS, Timed, session_of, tcp_frame
from tui_tcp.model.session import Session
from tui_tcp.verdicts.origin import ended_at_once, final_reset, is_own
from tui_tcp.verdicts.verdict import case_of


def numbered(frame: Timed, number: int, ttl: int = 64) -> Timed:
    """The same with an IP identification and a TTL."""
    ms, data = frame
    return ms, data[:18] + number.to_bytes(2, "big") + data[20:22] + bytes([ttl]) + data[23:]


def test_another_start_of_the_ttl_is_no_other_host() -> None:
    frames = records("verdicts/foreign_reset.client")
    time, reset = frames[-1]
    near = [*frames[:-1], (time, reset[:22] + bytes([254]) + reset[23:])]  # as far from 255 as 63 from 64
    assert "foreign_reset" not in said_of(session_with(near))


def several(flags: str, *ends: float) -> Session:
    """Connections of one host, opened one after the other, each reset by it at a time."""
    frames: list[Timed] = []
    for at, end in enumerate(ends):
        client, begin = ("10.0.0.1", 50_000 + at), 100.0 * at
        up, down = (client, SERVER), (SERVER, client)
        frames += [
            (begin, tcp_frame(up, "S", (1000, 0), options=SYN_OPTIONS)),
            (begin + 1, tcp_frame(down, "SA", (5000, 1001), options=SYN_OPTIONS)),
            (begin + 2, tcp_frame(up, "PA", (1001, 5001), b"x" * 20)),
            (begin + 3, tcp_frame(down, "PA", (5001, 1021), b"y" * 20)),
            (end, tcp_frame(up, flags, (1021, 5021))),
        ]
    return session_of([numbered(frame, at) for at, frame in enumerate(sorted(frames), 1)])


def test_resets_of_one_host_at_once_are_one_event() -> None:
    session = several("RA", 5000, 5000.5, 5001, 7000)
    found = case_of(session, session.connections[0])
    assert ended_at_once(found, final_reset(found)) == [17, 18]
    text = said_of(session)["aborted"].text
    assert "(#17) and 2 other connections within 1.00 ms: its program ended, or its system closed them" in text
    alone = case_of(session, session.connections[3])
    assert ended_at_once(alone, final_reset(alone)) == []
    assert "and" not in said_of(session, 3)["reset_unread"].text.split(")")[0]


def test_resets_that_acknowledge_nothing_are_none_of_a_program() -> None:
    session = several("R", 5000, 5000.5)
    found = case_of(session, session.connections[0])
    assert ended_at_once(found, final_reset(found)) == []


def test_a_reset_that_follows_in_the_numbers_is_the_host_s_own() -> None:
    session = several("RA", 5000)
    found = case_of(session, session.connections[0])
    assert is_own(found, final_reset(found))
    other = case_of(session_with(records("verdicts/foreign_reset.client")), session.connections[0])
    assert not is_own(other, other.track.size - 1)
