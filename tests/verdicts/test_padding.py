from tests.views.builders import down, handshake, session_of, up
from tui_tcp.verdicts.verdict import case_of, judge

TAGGED, LEAST = bytes(2), bytes(6)  # what fills an IPv4 packet up to 42 and to 46 bytes


def numbered(frame: tuple[float, bytes], number: int) -> tuple[float, bytes]:
    """The same with an IP identification."""
    return frame[0], frame[1][:18] + number.to_bytes(2, "big") + frame[1][20:]


def test_a_few_zeros_that_fill_the_least_frame_are_padding() -> None:
    payloads = [LEAST, TAGGED, b"\0\0\0\0\0\1", bytes(5)]
    frames = [*handshake(), *(up(30 + at, "A", 1, 1, payload) for at, payload in enumerate(payloads))]
    session = session_of([*frames, up(40, "PA", 1, 1, LEAST)])
    assert case_of(session, session.connections[0]).track.length.tolist() == [0, 0, 0, 0, 0, 6, 5, 6]


def test_of_very_many_a_sample_speaks_for_all() -> None:
    filled = [up(30 + at, "A", 1, 1, LEAST) for at in range(1100)]
    session = session_of([*handshake(), *filled])
    assert not case_of(session, session.connections[0]).track.length.any()
    session = session_of([*handshake(), up(25, "A", 1, 1, b"\0\0\0\0\0\1"), *filled])
    assert case_of(session, session.connections[0]).track.length.sum() == 6


def test_padding_is_neither_sent_again_nor_crossed_by_a_fin() -> None:
    frames = [*handshake(), up(30, "A", 1, 1, TAGGED), up(330, "A", 1, 1, TAGGED), up(340, "FA", 1, 1, TAGGED)]
    closing = [down(360, "FA", 1, 2, LEAST), up(361, "A", 2, 2, TAGGED)]
    session = session_of([numbered(frame, at) for at, frame in enumerate([*frames, *closing], 1)])
    found = {claim.name: claim.text for claim in judge(case_of(session, session.connections[0])).claims}
    assert "three segments" in found["closed"]
    assert not {"unexplained_repeats", "simultaneous_close", "loss_after_tap"} & set(found)
