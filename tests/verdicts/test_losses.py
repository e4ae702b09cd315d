from tests.verdicts.captures import case, said
from tests.verdicts.derived import records, said_of, session_with
from tests.views.builders import Timed, down, handshake, session_of, up
from tui_tcp.verdicts.losses import first_copies_of, is_bad, sent_by

PIECE = b"x" * 100
MS = 1_000_000


def test_copies_of_one_segment_are_one_segment() -> None:
    one = case("rto_tail_loss.client")
    assert first_copies_of(one, one.copies(0)).tolist() == [12, 12]
    assert said("rto_tail_loss.client")["loss_after_tap"].text == (
        "A segment of the client, 1 of 10, had to be sent again twice, the last time 717 ms later (#23 and #24 repeat"
        " #13): it, or the acknowledgments of it, were lost between the capture point and the server; noticed by the"
        " retransmission timer."
    )


def pair_again(tries: int) -> list[Timed]:
    """Two segments, both sent again so often, and answered at last."""
    frames = [*handshake(), *(up(25 + n, "A", 1 + 100 * n, 1, PIECE) for n in range(4)), down(46, "A", 1, 201)]
    for number in range(tries):
        frames += [up(400 * 2**number + n, "A", 201 + 100 * n, 1, PIECE) for n in range(2)]
    return [*frames, down(frames[-1][0] + 21, "A", 1, 401)]


def test_segments_are_counted_not_copies() -> None:
    assert "2 of 4 segments of the client (50 %) had to be sent again, 6 times in all, up to 1.6 s later" in (
        said_of(session_of(pair_again(3)))["loss_after_tap"].text
    )
    assert "2 of 4 segments of the client (50 %) had to be sent again, up to 373 ms later" in (
        said_of(session_of(pair_again(1)))["loss_after_tap"].text
    )


def test_what_was_sent() -> None:
    assert sent_by(case("three_losses.client"), 0) == 30
    assert sent_by(case("three_losses.client"), 1) == 1


def test_much_or_slow_is_bad() -> None:
    assert is_bad(1, 1000, 600 * MS) and is_bad(3, 30, MS)
    assert not is_bad(2, 2, MS) and not is_bad(3, 1000, MS)


def test_before_2013_no_sender_probed() -> None:
    frames = records("tail_loss_probe.client")
    long_ago = [(time - frames[0][0] + 1_330_000_000_000_000, frame) for time, frame in frames]
    found = said_of(session_with(long_ago))
    assert "ran out once" in found["timeouts"].text
    assert "timeouts" not in said("tail_loss_probe.client")
    assert not any("probe" in claim.text for claim in found.values())


def test_what_was_never_acknowledged_is_told_though_the_other_end_went_on() -> None:
    frames = [*handshake(), up(30, "PA", 1, 1, PIECE)]
    frames += [up(30 + 300 * 2**number, "PA", 1, 1, PIECE) for number in range(5)]
    found = said_of(session_of([*frames, down(20_000, "FA", 1, 1)]))
    assert found["loss_after_tap"].text == (
        "A segment of the client, 1 of 1, had to be sent again 5 times, the last time 4.8 s later (#5, #6, #7 and 2"
        " more repeat #4), and nothing ever acknowledged it: noticed by the retransmission timer."
    )
    assert "gave_up" not in found
    assert "loss_after_tap" not in said("verdicts/gave_up.client")
