import struct
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.builders import CLIENT_ISS, Line, ack, back, data, late, syn, syn_ack
from tests.dissect import builders as b
from tests.model.captures import turned
from tests.verdicts.captures import reasons
from tests.verdicts.derived import Record, records, session_with
from tests.verdicts.test_twice import crossed
from tests.views.builders import Timed, down, handshake, session_of, up
from tui_tcp.model.session import Session
from tui_tcp.verdicts.why import why


@pytest.mark.parametrize(
    ("capture", "frame", "finding", "words"),
    [
        ("three_losses.client", 31, "retransmission", "Bytes 5793 to 7240 had been sent"),
        ("three_losses.client", 31, "fast_retransmission", "#30 had SACKed 11585 to 14480, 7241 to 8688"),
        ("fast_retransmit_nosack.client", 31, "fast_retransmission", "3 duplicate ACKs so far (last #30)"),
        ("rto_tail_loss.client", 24, "retransmission", "copy 2 of 2"),
        ("rto_tail_loss.client", 24, "timeout_retransmission", "The timer ran out 468 ms after #23"),
        ("tail_loss_probe.client", 23, "tail_loss_probe", "repeated once, 248 ms after #13"),
        ("syn_blackhole.client", 3, "syn_retransmission", "Try number 3, 2.0 s after #2"),
        (
            "verdicts/mtu_found.client",
            10,
            "path_mtu_retransmission",
            "An ICMP error (#9) had said 59 µs before that a segment was too large",
        ),
        ("last_ack_lost.client", 12, "spurious_retransmission", "The FIN had been acknowledged 214 ms before (#11)"),
        ("spurious_retransmission.client", 6, "spurious_retransmission", "by D-SACK that it had come twice (#7"),
        ("last_ack_lost.server", 11, "spurious_retransmission", "echoes the timestamp of an earlier copy"),
        ("verdicts/syn_ack_lost.server", 5, "answer_to_repeated_syn", "after the SYN came again (#4)"),
    ],
)
def test_reasons(capture: str, frame: int, finding: str, words: str) -> None:
    assert words in reasons(capture, frame)[finding]


def told(session: Session, frame: int) -> dict[str, str]:
    return {reason.finding: reason.text for reason in why(session, frame - 1)}


def test_too_soon_for_any_timer() -> None:
    frames = records("duplicated.server")
    time, frame = frames[23]
    renumbered = [*frames[:23], (time, frame[:18] + b"\x12\x34" + frame[20:]), *frames[24:]]
    reasons_of = told(session_with(renumbered), 24)
    assert reasons_of["retransmission"].endswith("so soon no timer rings, unless somebody set it lower.")
    assert "timeout_retransmission" not in reasons_of


def test_without_the_handshake_nobody_knows_whether_it_was_a_probe() -> None:
    reasons_of = told(session_with(records("tail_loss_probe.client")[3:]), 20)
    assert "a timer rang, for a tail-loss probe or for a retransmission" in reasons_of["timer_retransmission"]
    assert "tail_loss_probe" not in reasons_of


def test_a_time_that_does_not_fit() -> None:
    frames = records("tail_loss_probe.client")
    turned = [*frames[:22], (frames[21][0] - 5_000, frames[22][1]), *frames[23:]]
    assert "Its time does not fit" in told(session_with(turned), 23)["retransmission"]


def framed(lines: Sequence[Line]) -> list[Record]:
    """A conversation's lines as frames with SACK options."""
    found, time = [], 0
    for number, line in enumerate(lines, 1):
        options = b"\1\1\4\2" * line.sack_permitted
        edges = [edge + CLIENT_ISS for block in line.sack for edge in block]
        if edges:
            options += struct.pack(f">4B{len(edges)}I", 1, 1, 5, 2 + 4 * len(edges), *edges)
        ports = (80, 40_000) if line.from_server else (40_000, 80)
        bits = (5 + len(options) // 4) << 12 | line.flags
        head = struct.pack(">HHIIHHHH", *ports, line.seq_raw, line.ack_raw, bits, line.window, 0, 0) + options
        packet = b.ip(head + bytes([number]) * line.length)
        packet = packet[:4] + number.to_bytes(2, "big") + packet[6:]
        time += int(1000 * line.after_ms)
        found.append((time, b.ether(turned(packet) if line.from_server else packet)))
    return found


FLIGHT = [data(1 + 100 * number, 100) for number in range(5)]
SACKING = [replace(syn(), sack_permitted=1), replace(late(syn_ack(), 10), sack_permitted=1), ack(), *FLIGHT]
REFUSED = [replace(syn(), sack_permitted=1), late(syn_ack(), 10), ack(), *FLIGHT]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            [
                *SACKING,
                replace(back(ack(1, 101)), sack=((301, 401),)),
                FLIGHT[1],
                late(back(ack(1, 201)), 10),
                FLIGHT[4],
            ],
            "#11 acknowledged #10, which had been sent after this (RFC 8985): so the sender knew",
        ),
        (
            [*REFUSED, *[back(ack(1, 1))] * 3, FLIGHT[0], back(ack(1, 201)), FLIGHT[2]],
            "#13 acknowledged a part of what was lost: so the sender knew",
        ),
        (
            [
                *REFUSED,
                back(ack(1, 101)),
                *[replace(back(ack(1, 101)), window=900 - less) for less in range(3)],
                FLIGHT[1],
            ],
            "3 ACKs asked for the same number once more (last #12): so the sender knew",
        ),
    ],
)
def test_what_showed_a_loss(lines: list[Line], words: str) -> None:
    assert words in told(session_with(framed(lines)), len(lines))["fast_retransmission"]


def test_a_timer_of_which_the_time_does_not_tell() -> None:
    reasons_of = told(session_with(framed([*SACKING, late(FLIGHT[4], 3000)])), 9)
    assert reasons_of["timer_retransmission"].endswith("the time does not tell which.")


def all_of(frames: list[Timed], frame: int) -> str:
    return " ".join(reason.text for reason in why(session_of(frames), frame - 1))


def test_a_fin_in_an_acknowledgment_was_no_timer_s() -> None:
    for ms in (41, 131):
        text = all_of(crossed(2, ms), 6)
        assert "It is the acknowledgment of the other end's FIN (#5), into which BSD puts the own one again." in text
        assert "timer rings" not in text and "a timer rang" not in text
    assert "into which BSD" not in all_of(crossed(1), 6)


def test_a_fin_where_data_had_been() -> None:
    frames = [*handshake(), up(30, "PA", 1, 1, b"x" * 60), up(60, "FA", 1, 1), down(81, "A", 1, 2)]
    assert "The FIN has a number that data had before (#4): its sender went back." in all_of(frames, 5)


def test_a_timer_that_was_not_set_anew() -> None:
    frames = [*handshake(), up(30, "PA", 1, 1, b"x" * 10), up(1200, "FA", 11, 1), up(1210, "FPA", 1, 1, b"x" * 10)]
    assert "probably a timer rang that nothing sent in between had set anew" in all_of(frames, 6)
    soon = [*frames[:4], up(40, "FA", 11, 1), up(55, "FPA", 1, 1, b"x" * 10)]
    assert "probably a timer rang" not in all_of(soon, 6)
