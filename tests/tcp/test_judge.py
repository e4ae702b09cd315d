"""What really happened to a segment, by small stories; the captures with the kernels' counters judge the rest."""

from dataclasses import replace

import pytest

from tests.builders import Line, ack, back, data, established, fin, late, rst, see, syn, syn_ack
from tui_tcp.tcp.flags import ACK, RST

OPEN = established()
SACKING = [replace(syn(), sack_permitted=1), replace(syn_ack(), sack_permitted=1), ack()]
FLIGHT = [data(1 + 100 * number, 100) for number in range(6)]


def asks_again(*blocks: tuple[int, int]) -> Line:
    return replace(back(ack(1, 101)), sack=blocks)


HOLES = [asks_again((201, 301)), asks_again((201, 401)), asks_again((201, 501))]
NUMBERED = [replace(data(1 + 10 * at, 10), number=7 + at) for at in range(3)]


def numbered(line: Line, number: int) -> Line:
    return replace(line, number=number)


COUNTED = [*OPEN, numbered(back(ack(1, 1)), 5), data(1, 10), data(11, 10), numbered(back(ack(1, 1)), 6)]
STORIES = {
    "an original in order": ([*OPEN, data(1, 10)], []),
    "a pure acknowledgment": ([*OPEN, data(1, 10), back(ack(1, 11))], []),
    "the timer ran out": ([*OPEN, data(1, 10), late(data(1, 10), 300)], ["retransmission", "timeout_retransmission"]),
    "SACK showed the hole": (
        [*SACKING, *FLIGHT, back(ack(1, 101)), *HOLES, data(101, 100)],
        ["retransmission", "fast_retransmission"],
    ),
    "the last segment again, early": (
        [*SACKING, *FLIGHT, back(ack(1, 501)), late(FLIGHT[-1], 40)],
        ["retransmission", "timer_retransmission"],
    ),
    "the SYN,ACK a round trip after the SYN came again": (
        [syn(), late(syn_ack(), 50), late(syn(), 10), ack(), late(syn_ack(), 50)],
        ["retransmission", "answer_to_repeated_syn", "spurious_retransmission"],
    ),
    "the SYN,ACK as late as its timer, a round trip after the SYN came again": (
        [syn(), late(syn_ack(), 50), late(syn(), 950), late(syn_ack(), 50)],
        ["retransmission"],
    ),
    "the SYN,ACK sooner than any timer": (
        [syn(), late(syn_ack(), 50), ack(), late(syn_ack(), 30)],
        ["retransmission", "spurious_retransmission"],
    ),
    "the SYN,ACK by its timer, though the ACK had passed": (
        [syn(), late(syn_ack(), 50), ack(), late(syn_ack(), 1000)],
        ["retransmission", "syn_retransmission", "spurious_retransmission"],
    ),
    "one SYN again, two SYN,ACKs": (
        [syn(), late(syn_ack(), 50), late(syn(), 10), ack(), late(syn_ack(), 50), late(syn_ack(), 2)],
        ["retransmission", "spurious_retransmission"],
    ),
    "an older ACK doubled": (
        [*COUNTED, numbered(back(ack(1, 11)), 7), numbered(back(ack(1, 21)), 8), numbered(back(ack(1, 11)), 7)],
        ["duplicate_frame"],
    ),
    "an older ACK late": (
        [*COUNTED, numbered(back(ack(1, 21)), 8), numbered(back(ack(1, 11)), 7)],
        [],
    ),
    "an ACK that was late, doubled": (
        [*COUNTED, numbered(back(ack(1, 21)), 8), *[numbered(back(ack(1, 11)), 7)] * 2],
        ["duplicate_frame"],
    ),
    "an older ACK doubled, with a reset between that has no number": (
        [*COUNTED, numbered(back(ack(1, 11)), 7), numbered(back(rst()), 0), numbered(back(ack(1, 11)), 7)],
        ["duplicate_frame"],
    ),
    "the first of two resets doubled": (
        [*COUNTED, numbered(back(rst()), 7), numbered(back(rst()), 8), numbered(back(rst()), 7)],
        ["duplicate_frame"],
    ),
    "a SYN again": ([syn(), late(syn(), 1000)], ["retransmission", "syn_retransmission"]),
    "a hole before it": ([*OPEN, data(1, 10), data(21, 10)], ["lost_segment"]),
    "into a hole": ([*OPEN, data(1, 10), data(21, 10), data(11, 10)], ["out_of_order"]),
    "an acknowledgment of what was not captured": ([*OPEN, back(ack(1, 500))], ["ack_of_unseen"]),
    "no room left": ([*OPEN, data(1, 10), back(replace(ack(1, 11), window=0))], ["zero_window"]),
    "room again": (
        [*OPEN, data(1, 10), back(replace(ack(1, 11), window=0)), back(replace(ack(1, 11), window=900))],
        ["window_update"],
    ),
    "a probe of a shut window": (
        [*OPEN, data(1, 10), back(replace(ack(1, 11), window=0)), late(ack(10, 1), 300)],
        ["zero_window_probe"],
    ),
    "room again, as a probe learns": (
        [
            *OPEN,
            data(1, 10),
            back(replace(ack(1, 11), window=0)),
            late(ack(10, 1), 300),
            back(replace(ack(1, 11), window=900)),
        ],
        ["window_update"],
    ),
    "an old acknowledgment after the FIN": ([*OPEN, data(1, 10), fin(11), back(ack(1, 12)), ack(11)], []),
    "are you there": ([*OPEN, data(1, 10), back(ack(1, 11)), late(ack(10, 1), 9000)], ["keep_alive"]),
    "are you there, with the byte before a FIN": (
        [*OPEN, data(1, 10), back(ack(1, 11)), fin(11), late(Line(ACK, 10, 1, 1), 9000)],
        ["keep_alive"],
    ),
    "a last byte that comes again before its acknowledgment is there": (
        [*OPEN, data(1, 10), data(11, 1), back(ack(1, 12)), fin(12), late(Line(ACK, 11, 1, 1), 10)],
        ["retransmission", "timeout_retransmission", "spurious_retransmission"],
    ),
    "yes I am": (
        [*OPEN, data(1, 10), back(ack(1, 11)), late(ack(10, 1), 9000), back(ack(1, 11))],
        ["keep_alive_ack"],
    ),
    "a reset": ([*OPEN, back(rst())], ["reset"]),
    "a reset out of its place": ([*OPEN, back(rst(77))], ["ignored_reset"]),
    "the same packet once more": (
        [*OPEN, *NUMBERED, NUMBERED[0]],
        ["duplicate_frame"],
    ),
    "the same packet once more, acknowledged meanwhile": (
        [*OPEN, *NUMBERED, back(ack(1, 31)), replace(NUMBERED[0], after_ms=5)],
        ["duplicate_frame"],
    ),
    "the same data in a new packet": (
        [*OPEN, *NUMBERED, replace(data(1, 10), number=99, after_ms=300)],
        ["retransmission", "timeout_retransmission"],
    ),
    "the same data from a host whose packets all have one number": (
        [*OPEN, replace(data(1, 10), number=5), replace(data(1, 10), number=5, after_ms=300)],
        ["retransmission", "timeout_retransmission"],
    ),
    "the second packet of all, once more": (
        [replace(data(1, 10), number=5), replace(data(1, 10), number=5, after_ms=8)],
        ["duplicate_frame"],
    ),
    "at once, from a host whose packets all have one number": (
        [*[replace(line, number=5) for line in OPEN], *2 * [replace(data(1, 10), number=5)]],
        ["retransmission"],
    ),
    "both of two in a row once more": (
        [*OPEN, *NUMBERED, NUMBERED[1], NUMBERED[2]],
        ["duplicate_frame"],
    ),
    "the first copy after the second, by its identification": (
        [*OPEN, NUMBERED[0], NUMBERED[2], numbered(NUMBERED[1], 20), late(NUMBERED[1], 50)],
        ["late_original"],
    ),
    "and once more": (
        [*OPEN, NUMBERED[0], NUMBERED[2], numbered(NUMBERED[1], 20), *2 * [late(NUMBERED[1], 50)]],
        ["duplicate_frame"],
    ),
    "data once more after an acknowledgment once more": (
        [
            *OPEN,
            *NUMBERED[:1],
            *2 * [replace(ack(11, 1), number=8)],
            replace(data(11, 5), number=9),
            replace(data(11, 5), number=9),
        ],
        ["duplicate_frame"],
    ),
    "from a time before its acknowledgment": (
        [*OPEN, *NUMBERED, late(back(ack(1, 31)), 50), replace(data(1, 10), number=9000, after_ms=-40)],
        ["duplicate_frame"],
    ),
    "a SYN again at once": ([syn(), late(syn(), 3)], ["retransmission"]),
    "just after its own acknowledgment": ([*OPEN, data(1, 10), back(ack(1, 21)), data(11, 10)], []),
    "just after its own acknowledgment, into a hole": (
        [*OPEN, data(1, 10), data(21, 10), back(ack(1, 31)), data(11, 10)],
        ["out_of_order"],
    ),
    "long after its acknowledgment": (
        [*OPEN, data(1, 10), back(ack(1, 21)), late(data(11, 10), 300)],
        ["retransmission", "timeout_retransmission", "spurious_retransmission"],
    ),
    "an older connection's answer to a SYN": ([syn(), back(ack(5000, 900_000))], ["challenge_ack"]),
    "after an older connection's answer, the SYN,ACK": (
        [syn(), back(ack(5000, 900_000)), Line(RST, 900_000), late(syn(), 1000), syn_ack()],
        [],
    ),
    "after an older connection's answer, data": (
        [syn(), back(ack(5000, 900_000)), Line(RST, 900_000), late(syn(), 1000), syn_ack(), ack(), back(data(1, 9))],
        [],
    ),
    "after an older connection's answer, data the other way": (
        [syn(), back(ack(5000, 900_000)), Line(RST, 900_000), late(syn(), 1000), syn_ack(), ack(), data(1, 9)],
        [],
    ),
    "without a number, at once": ([*OPEN, data(1, 10), replace(data(1, 10), after_ms=0.01)], ["duplicate_frame"]),
    "the same acknowledgment once more": (
        [
            *OPEN,
            *(back(replace(ack(1, 1), number=at)) for at in (3, 4)),
            *NUMBERED,
            *2 * [back(replace(ack(1, 11), number=5))],
        ],
        ["duplicate_frame"],
    ),
    "data once more after a reset, which has no timestamp": (
        [*OPEN, *(replace(line, tsval=1000) for line in NUMBERED), rst(31), late(replace(NUMBERED[1], tsval=1000), 50)],
        ["duplicate_frame"],
    ),
    "the same reset once more": ([*OPEN, *NUMBERED, *2 * [replace(rst(31), number=10)]], ["duplicate_frame"]),
    "another reset": (
        [*OPEN, *NUMBERED, *(replace(rst(31), number=at) for at in (10, 11))],
        ["reset"],
    ),
    "marked on the way": ([*OPEN, replace(data(1, 10), ecn=3)], ["ecn_ce"]),
    "half of what was sent": ([*OPEN, data(1, 10), back(ack(1, 6))], ["partial_ack"]),
    "all that fits": ([*OPEN[:2], replace(ack(), window=20), back(data(1, 20))], ["window_full"]),
}


@pytest.mark.parametrize(("lines", "findings"), STORIES.values(), ids=STORIES.keys())
def test_the_last_segment_is_judged(lines: list[Line], findings: list[str]) -> None:
    assert see(lines).findings[-1] == findings


def test_a_duplicate_ack_asks_again_while_data_is_under_way() -> None:
    seen = see([*OPEN, *FLIGHT, back(ack(1, 101)), back(ack(1, 101))])
    assert seen.findings[-2:] == [[], ["duplicate_ack"]]


def test_the_second_syn_ack_of_a_simultaneous_open_is_no_copy() -> None:
    seen = see([syn(), back(syn()), replace(syn_ack(), from_server=False), syn_ack()])
    assert seen.findings == [[], [], [], []]


def test_nor_is_it_one_though_it_bears_the_identification_of_the_syn() -> None:
    seen = see([numbered(line, 1) for line in (syn(), back(syn()), replace(syn_ack(), from_server=False))])
    assert seen.findings == [[], [], []]


def test_a_d_sack_teaches_that_the_copy_was_needless() -> None:
    duplicate = replace(back(ack(1, 101)), sack=((1, 101),))
    seen = see([*SACKING, data(1, 100), late(data(1, 100), 300), late(back(ack(1, 101)), 5), duplicate])
    assert "spurious_retransmission" in seen.findings[4]


def test_findings_of_all_segments_gather_in_the_connection() -> None:
    connection = see([*OPEN, data(1, 10), late(data(1, 10), 300), back(rst())]).connection
    assert connection.findings


def test_a_duplicate_block_is_learnt_from_the_acknowledgment_that_covers_the_copy() -> None:
    answer = replace(back(ack(1, 601)), sack=((501, 601),))
    lines = [*SACKING, *FLIGHT, back(ack(1, 501)), late(FLIGHT[-1], 230), answer]
    assert see(lines).findings[-2] == ["retransmission", "tail_loss_probe", "spurious_retransmission"]


def test_what_comes_just_after_its_acknowledgment_is_no_longer_unseen() -> None:
    seen = see([*OPEN, data(1, 10), back(ack(1, 31)), data(11, 10), data(21, 10)])
    assert seen.findings[4:] == [[], [], []]
    assert seen.connection.client.bytes == 30
    assert seen.connection.client.retransmissions == 0
