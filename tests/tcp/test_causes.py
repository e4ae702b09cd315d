"""Why a segment was sent again, by small stories; the captures with the kernels' counters judge the rest."""

from dataclasses import replace

import pytest

from tests.builders import Line, ack, back, data, established, fin, late, see, syn, syn_ack
from tui_tcp.segment import LINKED, PARTIAL, TOO_BIG
from tui_tcp.tcp.flags import ACK, SYN

OPEN = established()
SACKING = [replace(syn(), sack_permitted=1), replace(late(syn_ack(), 10), sack_permitted=1), ack()]
REFUSED = [replace(syn(), sack_permitted=1), late(syn_ack(), 10), ack()]
MIDSTREAM = [data(1, 100), back(ack(1, 101))]
FLIGHT = [data(1 + 100 * number, 100) for number in range(4)]
DUPLICATES = [back(ack(1, 101))] * 3
OF_THE_FIRST = [back(ack(1, 1))] * 3
AGAIN = "retransmission"
TIMEOUT, PROBE = [AGAIN, "timeout_retransmission"], [AGAIN, "tail_loss_probe"]
TIMER = [AGAIN, "timer_retransmission"]
FAST, NARROWED = [AGAIN, "fast_retransmission"], [AGAIN, "path_mtu_retransmission"]


def sacking(*blocks: tuple[int, int]) -> Line:
    return replace(back(ack(1, 101)), sack=blocks)


def offering(window: int, number: int = 101) -> Line:
    return back(replace(ack(1, number), window=window))


def too_big(mtu: int) -> Line:
    """An ICMP error that quotes a segment of the client's."""
    return Line(ACK, 101, form=LINKED | TOO_BIG, mss=mtu)


UNLISTED = replace(fin(1), form=PARTIAL)  # no segment of Wireshark's list of what is under way

STORIES = {
    "too soon after a copy, neither of which Wireshark lists": (
        [*OPEN, UNLISTED, late(UNLISTED, 300), late(UNLISTED, 1)],
        [AGAIN],
    ),
    "too soon for any timer": ([*OPEN, data(1, 10), late(data(1, 10), 5)], [AGAIN]),
    "too soon, though something was heard": (
        [*OPEN, *FLIGHT, back(ack(1, 101)), late(FLIGHT[1], 2)],
        [AGAIN],
    ),
    "sooner than the way there and back": (
        [syn(), late(syn_ack(), 100), ack(), *FLIGHT, late(FLIGHT[0], 60)],
        [AGAIN],
    ),
    "again too soon in the course of a timeout": (
        [*OPEN, *FLIGHT, late(FLIGHT[0], 300), late(FLIGHT[0], 5)],
        [AGAIN],
    ),
    "in the course of a timeout": (
        [*OPEN, *FLIGHT, late(FLIGHT[0], 300), back(ack(1, 101)), FLIGHT[1]],
        TIMEOUT,
    ),
    "a probe on a short way": (
        [*SACKING[:1], replace(SACKING[1], after_ms=1), ack(), *FLIGHT, late(FLIGHT[-1], 6)],
        PROBE,
    ),
    "sooner than a probe": ([*SACKING, *FLIGHT, late(FLIGHT[-1], 15)], [AGAIN]),
    "a probe": ([*SACKING, *FLIGHT, late(FLIGHT[-1], 230)], PROBE),
    "later than any probe, but not what a timeout begins with": ([*SACKING, *FLIGHT, late(FLIGHT[-1], 3000)], TIMER),
    "the only segment, as late as Linux's probe": ([*SACKING, data(1, 100), late(data(1, 100), 222)], PROBE),
    "the only segment, sooner than a probe": ([*SACKING, data(1, 100), late(data(1, 100), 50)], TIMER),
    "the only segment, a little later than a probe": ([*SACKING, data(1, 100), late(data(1, 100), 320)], TIMER),
    "the only segment, much later than a probe": ([*SACKING, data(1, 100), late(data(1, 100), 700)], TIMEOUT),
    "the only segment, whose ACK was on its way": (
        [*SACKING, data(1, 100), late(back(ack(1, 101)), 180), late(data(1, 100), 42)],
        [*PROBE, "spurious_retransmission"],
    ),
    "a probe on a long way": (
        [*SACKING[:1], late(SACKING[1], 900), ack(), *FLIGHT, late(FLIGHT[-1], 2000)],
        PROBE,
    ),
    "no probe without SACK": ([*REFUSED, *FLIGHT, late(FLIGHT[-1], 230)], TIMEOUT),
    "nobody knows whether there is SACK": ([*MIDSTREAM, data(101, 100), late(data(101, 100), 230)], TIMER),
    "nobody knows, but so late it is no probe": ([*MIDSTREAM, data(101, 100), late(data(101, 100), 3000)], TIMEOUT),
    "a block shows that there is SACK": (
        [*MIDSTREAM, *FLIGHT[1:], sacking((301, 401)), back(ack(1, 401)), data(401, 9), late(data(401, 9), 230)],
        PROBE,
    ),
    "three duplicates without a block": (
        [*MIDSTREAM, *FLIGHT[1:], *[back(ack(1, 101))] * 3, FLIGHT[1]],
        FAST,
    ),
    "a partial acknowledgment, and the next one gives leave": (
        [*REFUSED, *FLIGHT, *OF_THE_FIRST, FLIGHT[0], back(ack(1, 201)), back(ack(1, 201)), FLIGHT[2]],
        FAST,
    ),
    "once more in the same recovery": (
        [*REFUSED, *FLIGHT, *OF_THE_FIRST, FLIGHT[0], *OF_THE_FIRST[:2], late(FLIGHT[0], 300)],
        TIMEOUT,
    ),
    "a duplicate by Linux's rule, as its window shrank": (
        [*REFUSED, *FLIGHT, back(ack(1, 101)), *[offering(900)] * 3, FLIGHT[1]],
        FAST,
    ),
    "no duplicate, as its window grew": (
        [*REFUSED, *FLIGHT, offering(900), *[offering(2000)] * 3, FLIGHT[1]],
        [AGAIN],
    ),
    "duplicates with an overtaken ACK between them": (
        [*REFUSED, *FLIGHT, back(ack(1, 101)), *DUPLICATES[:2], offering(900, number=1), DUPLICATES[2], FLIGHT[1]],
        FAST,
    ),
    "what was sent before a copy that arrived": (
        [
            *SACKING,
            *FLIGHT,
            data(401, 100),
            sacking((301, 401)),
            FLIGHT[1],
            late(back(ack(1, 201)), 10),
            data(401, 100),
        ],
        FAST,
    ),
    "what was sent before a copy whose ACK came too soon to be the copy's": (
        [*SACKING, *FLIGHT, data(401, 100), sacking((301, 401)), FLIGHT[1], late(back(ack(1, 201)), 1), data(401, 100)],
        [AGAIN],
    ),
    "RACK waits a round trip for what is only late": (
        [*SACKING, *FLIGHT, sacking((301, 401)), late(FLIGHT[1], 16)],
        FAST,
    ),
    "later than RACK waits": ([*SACKING, *FLIGHT, sacking((301, 401)), late(FLIGHT[1], 300)], TIMEOUT),
    "what the SYN,ACK did not take of the SYN": (
        [Line(SYN, 0, length=50), late(syn_ack(), 200), data(1, 50)],
        [AGAIN],
    ),
    "just when something new was acknowledged": (
        [*OPEN, data(1, 100), data(101, 100), late(back(ack(1, 101)), 30), late(data(101, 100), 1.5)],
        [AGAIN],
    ),
    "cut for a narrow way": ([*OPEN, data(1, 100), data(101, 1400), too_big(1000), data(101, 900)], NARROWED),
    "cut for a narrow way, later": (
        [*OPEN, data(1, 100), data(101, 1400), too_big(1000), data(101, 900), late(data(1001, 500), 50)],
        NARROWED,
    ),
    "at once after the router's word, which names no size": (
        [*OPEN, data(101, 1400), too_big(0), data(101, 900)],
        NARROWED,
    ),
    "as large as before: its sender has not heard of it": (
        [*OPEN, data(101, 1400), too_big(1000), late(data(101, 1400), 300)],
        TIMEOUT,
    ),
    "acknowledged meanwhile": (
        [*OPEN, data(1, 1400), back(ack(1, 1401)), too_big(1000), data(1401, 9), late(data(1401, 9), 300)],
        TIMEOUT,
    ),
}


@pytest.mark.parametrize(("lines", "findings"), STORIES.values(), ids=STORIES.keys())
def test_the_last_segment_has_its_cause(lines: list[Line], findings: list[str]) -> None:
    assert see(lines).findings[-1] == findings
