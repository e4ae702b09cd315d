from tests.verdicts.captures import said
from tests.verdicts.derived import records, said_of, said_without, session_with
from tests.verdicts.test_origin import numbered
from tests.views.builders import Timed, down, handshake, session_of, up
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim

FINS = (8, 10)  # of close_client_first


def test_one_loss_in_words() -> None:
    assert said("fast_retransmit_sack.client")["loss_after_tap"].text == (
        "A segment of the client, 1 of 30, had to be sent again, 12.5 ms later (#31 repeats #8): it was lost behind the"
        " capture point on the way to the server; noticed by SACK or duplicate ACKs."
    )


def test_a_fin_alone() -> None:
    assert said("fin_lost.client")["loss_after_tap"].text.startswith("The client's FIN had to be sent again, 213 ms")


def test_what_was_repaired_slowly_or_often_is_a_problem() -> None:
    assert said("three_losses.client")["loss_after_tap"].severity is Severity.PROBLEM
    assert said("fast_retransmit_sack.client")["loss_after_tap"].severity is Severity.NOTE


def test_a_needless_copy_is_no_loss() -> None:
    for capture in ("spurious_retransmission.client", "duplicated.server"):
        assert "loss_after_tap" not in said(capture)


def test_cut_smaller_for_a_narrow_path_is_no_loss() -> None:
    assert not {"loss_after_tap", "timeouts"} & set(said("verdicts/mtu_found.client"))


def test_what_was_acknowledged_and_not_captured_was_not_lost_by_the_network() -> None:
    without = said_without("http_ipv4.client", lambda number: number == 8)
    assert "were acknowledged" in without["capture_incomplete"].text
    assert not {"loss_after_tap", "loss_before_tap"} & set(without)
    assert "capture_incomplete" not in said("http_ipv4.client")


def test_a_fin_that_was_not_captured_is_no_byte() -> None:
    first = said_without("close_client_first.client", lambda number: number == FINS[0])
    assert "acknowledges one number more than was captured of the client: probably its FIN" in (
        first["capture_incomplete"].text
    )
    assert ", and so had the client (" in first["open_at_end"].text
    both = said_without("close_client_first.client", lambda number: number in FINS)
    assert " of the client, or its FIN, was acknowledged" in both["capture_incomplete"].text
    assert both["open_at_end"].text.startswith("Still open")


def test_where_nothing_tells_both_causes_are_named() -> None:
    frames = records("three_losses.server")
    # Without its number and timestamps nothing tells when a segment was sent.
    bare = [
        (time, frame[:18] + b"\0\0" + frame[20:54] + b"\1" * (frame[46] // 4 - 20) + frame[54 + frame[46] // 4 - 20 :])
        for time, frame in frames
    ]
    late = said_of(session_with(bare))
    assert "overtaken on the way, or lost and repaired before the capture point" in late["came_late"].text
    assert "came_late" not in said("three_losses.server")


def test_twice_at_once_and_no_reason() -> None:
    frames = records("duplicated.server")
    time, frame = frames[23]
    renumbered = [*frames[:23], (time, frame[:18] + b"\x12\x34" + frame[20:]), *frames[24:]]
    found = said_of(session_with(renumbered))
    assert "neither a timer nor an acknowledgment explains it" in found["unexplained_repeats"].text
    assert "each copy has an IP identification of its own" in found["unexplained_repeats"].text
    assert not {"loss_after_tap", "doubled_frames"} & set(found)
    assert "unexplained_repeats" not in said("duplicated.server")


def test_a_syn_ack_that_comes_again_too_soon_for_its_timer() -> None:
    frames = records("http_ipv4.client")
    syn_ack = next(at for at, (_, frame) in enumerate(frames) if frame[47] & 0x12 == 0x12)
    again = (frames[syn_ack][0] + 20_000, frames[syn_ack][1])
    at = next(at for at, (time, _) in enumerate(frames) if at > syn_ack + 1 and time > again[0])
    found = said_of(session_with([*frames[:at], again, *frames[at:]]))
    assert "too soon for its timer: the SYN, or the answer to it, was doubled" in found["unexplained_repeats"].text
    assert "half_open_server" not in found
    assert "unexplained_repeats" not in said("http_ipv4.client")


def test_a_clock_that_runs_back_silences_what_depends_on_it() -> None:
    frames = records("rto_tail_loss.client")
    turned = [(time - (5_000_000 if number > 15 else 0), frame) for number, (time, frame) in enumerate(frames)]
    found = said_of(session_with(turned))
    assert "ran back by" in found["out_of_time"].text
    assert not {"loss_after_tap", "timeouts", "closed"} & set(found)
    assert "out_of_time" not in said("rto_tail_loss.client")


def test_what_was_sent_beyond_the_window_was_not_lost() -> None:
    assert "loss_after_tap" in said("fast_retransmit_sack.client")
    frames = records("fast_retransmit_sack.client")
    narrow = [(time, shut(frame) if frame[26:30] == SERVER else frame) for time, frame in frames]
    assert "loss_after_tap" not in said_of(session_with(narrow))


SERVER = bytes((10, 9, 0, 2))


def shut(frame: bytes) -> bytes:
    """The same frame with a window of 1, scaled or not."""
    return frame[:48] + b"\0\1" + frame[50:]


def test_a_repair_whose_first_copy_came_before_the_capture() -> None:
    found = said_of(session_with(records("fast_retransmit_sack.client")[8:]))
    assert found["came_late"].text.startswith("1 segment of the client (#23), for which SACK or duplicate ACKs")
    assert "nothing sent again" not in found["transferred"].text
    assert not {"came_late"} & set(said("fast_retransmit_sack.client"))


def test_what_came_after_its_own_copy_was_not_lost() -> None:
    found = said("held_up.server")
    assert not {"loss_before_tap", "came_late", "doubled_frames"} & set(found)
    assert "nothing sent again" not in found["transferred"].text
    copies = said_of(session_with([record for at, record in enumerate(records("held_up.server")) if at != 43]))
    assert "the hole before #14 was filled by #42" in copies["loss_before_tap"].text


def test_several_that_came_after_their_own_copies() -> None:
    frames = records("three_losses.client")
    originals = [frames.pop(at) for at in (10, 9, 7)][::-1]
    time = frames[54][0]
    found = said_of(session_with([*frames[:55], *((time, frame) for _, frame in originals), *frames[55:]]))
    assert "3 segments of the client came after their own copies (first #56 after #28)" in found["reordered"].text
    assert "loss_before_tap" not in found


def test_one_is_not_up_to() -> None:
    assert "1 segment of the client came 23 µs late (#18" in said("out_of_order.server")["reordered"].text


def test_hosts_take_what_is_as_small_as_this() -> None:
    assert "vanish" in said_of(session_of(stuck(1400)))["mtu_hole"].text
    assert "mtu_hole" not in said_of(session_of(stuck(332)))


def stuck(size: int) -> list[Timed]:
    """A segment of 60 bytes that passes, and one of so many that does not, though the server still speaks."""
    frames = [*handshake(), up(30, "PA", 1, 1, b"x" * 60), down(51, "A", 1, 61)]
    frames += [up(60 + 300 * 2**number, "PA", 61, 1, b"x" * size) for number in range(5)]
    return [*frames, down(6000, "PA", 1, 61, b"hello"), down(6500, "PA", 6, 61, b"hello")]


def test_numbers_after_many_holes_are_not_called_damaged() -> None:
    frames = [up(10, "PA", 1, 1, b"x"), down(31, "A", 1, 2)]
    for number in range(1, 4):
        frames += [
            up(100 * number, "PA", 2_000_000 * number, 1, b"x"),
            down(100 * number + 20, "A", 1, 2_000_000 * number + 1),
        ]
    assert said_of(session_of(frames))["capture_incomplete"].text.endswith("So many need a scaled window.")


def test_no_more_was_lost_than_was_sent() -> None:
    frames = [*handshake(), up(30, "PA", 101, 1, b"x" * 50), down(51, "A", 1, 1), down(52, "A", 1, 1)]
    found = said_of(session_of([*frames, up(900, "PA", 1, 1, b"x" * 50), up(901, "PA", 51, 1, b"x" * 50)]))
    assert not any("(200 %)" in claim.text for claim in found.values())


def test_a_little_disorder_harms_nobody() -> None:
    def late(ms: float) -> Claim:
        frames = [numbered(frame, at) for at, frame in enumerate(handshake(), 1)]
        frames += [numbered(up(30, "PA", 101, 1, b"x" * 100), 5), numbered(up(30 + ms, "PA", 1, 1, b"x" * 100), 4)]
        return said_of(session_of([*frames, down(51, "A", 1, 201)]))["reordered"]

    assert late(0.03).severity is Severity.INFO
    assert late(2).severity is Severity.NOTE
