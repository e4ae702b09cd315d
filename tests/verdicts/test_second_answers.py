"""A SYN,ACK twice after one SYN, before its timer rings."""

import struct

import pytest

from tests.verdicts.derived import said_of
from tests.views.builders import Timed, down, session_of, up
from tui_tcp.verdicts.why import why


def stamp(value: int) -> bytes:
    return bytes((1, 1, 8, 10)) + struct.pack(">II", value, 7)


def with_number(frame: Timed, number: int) -> Timed:
    ms, data = frame
    return ms, data[:18] + number.to_bytes(2, "big") + data[20:]


def twice(*answers: Timed) -> tuple[str, str]:
    """What is said of it, and of the second SYN,ACK."""
    session = session_of([up(0, "S", 0, 0, options=stamp(7)), answers[0], up(20.5, "A", 1, 1), *answers[1:]])
    claim = said_of(session).get("unexplained_repeats")
    return claim.text if claim else "", " ".join(reason.text for reason in why(session, 3))


def answer(ms: float, value: int) -> Timed:
    return down(ms, "SA", 0, 1, options=stamp(value))


def test_two_timestamps_are_two_packets() -> None:
    for text in twice(answer(20, 100), answer(21.5, 112)):
        assert "they are two packets, so that the server answered twice" in text


def test_two_numbers_are_two_packets() -> None:
    text, _ = twice(with_number(answer(20, 100), 5), with_number(answer(21.5, 100), 6))
    assert "they are two packets" in text


def test_the_same_timestamp_or_at_once_may_be_one_that_was_doubled() -> None:
    for text in (*twice(answer(20, 100), answer(40, 100)), *twice(down(20, "SA", 0, 1), plain(20.9))):
        assert "was doubled between the capture point and the server" in text


def plain(ms: float) -> Timed:
    """A SYN,ACK without options that is not byte for byte the first."""
    return down(ms, "SA", 0, 1, window=999)


@pytest.mark.parametrize("apart", [10, 29, 65])
def test_far_apart_they_were_not_doubled(apart: float) -> None:
    text, reason = twice(down(20, "SA", 0, 1), down(21 + apart, "SA", 0, 1))
    assert "so far apart they are probably two" in text
    assert "doubled" not in text + reason


def test_a_single_answer_is_nothing_to_tell() -> None:
    assert twice(answer(20, 100), down(40, "A", 1, 1))[0] == ""


def test_two_answers_with_different_numbers() -> None:
    frames = [up(0, "S", 0, 0), down(20, "SA", 0, 1), down(21, "SA", 70_000, 1), up(22, "A", 1, 1)]
    found = said_of(session_of(frames))
    assert found["two_answers"].text == (
        "Two different SYN,ACKs answered the SYN (#2 and #3, with different sequence numbers): of two hosts behind the"
        " address, or of a device on the way that answers, too; the client took the first."
    )
    again = said_of(session_of([up(0, "S", 0, 0), up(1, "S", 0, 0), *frames[1:]]))["two_answers"].text
    assert "or a server that keeps nothing of a SYN answers each anew" in again
    assert "two_answers" not in said_of(session_of([*frames[:2], down(21, "SA", 0, 1), frames[3]]))
