from tests.verdicts.captures import said
from tests.verdicts.derived import records, said_of, session_with
from tests.verdicts.test_arrived import repeated
from tests.views.builders import Timed, down, handshake, session_of, up
from tui_tcp.verdicts.verdict import case_of, judge

PIECE = b"x" * 100


def test_each_end_has_its_own_sentence() -> None:
    frames = [
        *handshake(),
        up(30, "PA", 1, 1, PIECE),
        down(51, "PA", 1, 101, PIECE),
        up(330, "PA", 1, 1, PIECE),
        down(351, "PA", 1, 101, PIECE),
        up(351.1, "A", 101, 101),
    ]
    session = session_of(frames)
    claims = judge(case_of(session, session.connections[0])).claims
    told = [claim.text[:20] for claim in claims if claim.name == "needless_retransmission"]
    assert told == ["The client sent 1 se", "The server sent 1 se"]


def test_most_were_needless_though_nothing_tells_which() -> None:
    assert said_of(session_of(repeated(15)))["needless_retransmission"].text == (
        "The client sent 8 segments again, most of it needlessly (first #5): 16 segments, with 8 copies among them,"
        " drew 15 acknowledgments, so that at most 1 of them can have been lost; its timer is too short, or segments"
        " were reordered."
    )
    assert "needless_retransmission" not in said_of(session_of(repeated(8)))


def one_needless() -> list[Timed]:
    return [
        *handshake(),
        up(30, "PA", 1, 1, PIECE),
        up(330, "PA", 1, 1, PIECE),
        up(930, "PA", 1, 1, PIECE),
        down(934, "A", 1, 101),
    ]


def test_one_segment_again_and_again() -> None:
    text = said_of(session_of(one_needless()))["needless_retransmission"].text
    assert text.startswith("The client sent 1 segment again that had arrived (#6): ")


def test_packets_that_came_more_than_twice() -> None:
    frames = records("http_ipv4.client")
    tripled = [record for number, record in enumerate(frames) for _ in range(3 if number in (5, 7) else 1)]
    assert said_of(session_with(tripled))["doubled_frames"].text.startswith(
        "2 segments captured 3 times as the same packet (#6 and #7, the first of them), at the same time: "
    )
    mixed = [record for number, record in enumerate(frames) for _ in range({5: 4, 7: 2}.get(number, 1))]
    text = said_of(session_with(mixed))["doubled_frames"].text
    assert text.startswith("2 segments captured up to 4 times (1 of them) as the same packet")
    assert "doubled_frames" not in said("http_ipv4.client")


def test_an_acknowledgment_s_twin_is_the_same_acknowledgment() -> None:
    frames = records("three_losses.client")
    later = [*frames[:18], (frames[17][0] + 1, frames[16][1]), *frames[18:]]
    assert "1 segment captured twice as the same packet (#17 and #19), " in (
        said_of(session_with(later))["doubled_frames"].text
    )


def test_copies_after_the_last_answer_are_not_called_needless() -> None:
    frames = [*handshake(), up(30, "PA", 1, 1, PIECE), down(51, "A", 1, 101), down(52, "PA", 1, 101, PIECE)]
    frames += [up(60 + 300 * 2**tries, "PA", 101, 101, PIECE) for tries in range(7)]
    found = said_of(session_of([*frames, down(60_000, "FA", 101, 101)]))
    assert "needless_retransmission" not in found
    assert "had to be sent again 6 times" in found["loss_after_tap"].text


def crossed(ack: int, ms: float = 41) -> list[Timed]:
    """Two FINs that cross, and the client's once more after the server's."""
    return [
        *handshake(),
        up(30, "FA", 1, 1),
        down(40, "FA", 1, 1),
        up(ms, "FA", 1, ack),
        down(51, "A", 2, 2),
    ]


def test_a_fin_within_the_acknowledgment_of_the_other_s() -> None:
    found = said_of(session_of(crossed(2)))
    assert found["needless_retransmission"].text == (
        "The client put its FIN into the acknowledgment of the server's once more (#6 repeats #4), as BSD and macOS do"
        " when FINs cross: nothing was lost."
    )
    assert not {"unexplained_repeats", "loss_after_tap", "last_ack_lost"} & set(found)
    assert "as BSD and macOS do" not in str(said_of(session_of(crossed(1))))
    assert "as BSD and macOS do" not in str(said("simultaneous_close.client"))


def test_a_copy_with_a_header_of_its_own_was_made_by_its_sender() -> None:
    same = [*handshake(), up(30, "PA", 1, 1, PIECE), up(34, "PA", 1, 1, PIECE), down(51, "A", 1, 101)]
    other = [*same[:4], up(34, "A", 1, 1, PIECE), *same[5:]]
    assert "a device or the capture" in said_of(session_of(same))["unexplained_repeats"].text
    assert "each copy has a TCP header of its own" in said_of(session_of(other))["unexplained_repeats"].text
