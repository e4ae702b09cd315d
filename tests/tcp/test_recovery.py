"""What a sender could know of its losses."""

import pytest

from tui_tcp.segment import Segment
from tui_tcp.tcp.flags import ACK
from tui_tcp.tcp.ranges import Ranges
from tui_tcp.tcp.recovery import MAX_COPIES, Copy, Recovery

NEAR = 1 << 32


def sack(ack: int, *blocks: tuple[int, int]) -> Segment:
    segment = Segment(ACK, 0, NEAR + ack)
    segment.sack_count = len(blocks)
    for index, edge in enumerate(edge for block in blocks for edge in block):
        segment.sack[index] = edge
    return segment


def copy(start: int, end: int, tsval: int = 0) -> Copy:
    return Copy(NEAR + start, NEAR + end, start, 0, tsval)


@pytest.mark.parametrize(
    ("blocks", "board"),
    [
        pytest.param([(30, 40)], [(30, 40)], id="one"),
        pytest.param([(50, 60), (30, 40)], [(30, 40), (50, 60)], id="in order of their numbers"),
        pytest.param([(30, 40), (40, 50)], [(30, 50)], id="touching"),
        pytest.param([(60, 50)], [], id="backwards: not believed"),
    ],
)
def test_blocks_stand_merged_on_the_board(blocks: list[tuple[int, int]], board: list[tuple[int, int]]) -> None:
    recovery = Recovery([])
    recovery.take_sack(sack(10, *blocks), NEAR)
    assert [(low - NEAR, high - NEAR) for low, high in recovery.sacked.pairs()] == board


def test_a_range_is_sacked_only_as_a_whole() -> None:
    recovery = Recovery([])
    recovery.take_sack(sack(10, (30, 40)), NEAR)
    assert recovery.sacked.has(NEAR + 32, NEAR + 40)
    assert not recovery.sacked.has(NEAR + 32, NEAR + 41)


def test_what_is_acknowledged_leaves_the_board_and_ends_recovery() -> None:
    recovery = Recovery([])
    recovery.take_sack(sack(10, (30, 40)), NEAR)
    recovery.timeout_point = NEAR + 40
    recovery.acknowledge(NEAR + 40, 0)
    assert (recovery.sacked.pairs(), recovery.timeout_point) == ([], -1)


def test_a_duplicate_block_names_the_needless_copy_once() -> None:
    recovery = Recovery([])
    recovery.remember(copy(10, 20))
    found = recovery.take_sack(sack(50, (10, 20)), NEAR)
    assert found is not None
    assert found.row == 10
    assert recovery.take_sack(sack(50, (10, 20)), NEAR) is None


def test_it_may_come_when_all_else_is_forgotten() -> None:
    recovery = Recovery([])
    recovery.remember(copy(10, 20, tsval=100))
    recovery.answered_by_original(answer(20, tsecr=100))
    assert recovery.is_over() and recovery.last_copy(NEAR + 10, NEAR + 20) is None
    later = Recovery(recovery.copies)
    assert later.is_over()
    found = later.take_sack(sack(50, (10, 20)), NEAR)
    assert found is not None
    assert (found.row, later.copies, later.is_over()) == (10, [], True)


def test_a_single_number_that_came_twice_was_a_keep_alive() -> None:
    recovery = Recovery([])
    recovery.remember(copy(10, 20))
    assert recovery.take_sack(sack(50, (19, 20)), NEAR) is None
    recovery.remember(copy(19, 20))
    assert recovery.take_sack(sack(50, (19, 20)), NEAR) is not None


@pytest.mark.parametrize(("echoed", "is_needless"), [(99, True), (100, False), (101, False)])
def test_an_echo_older_than_the_copy_shows_that_the_original_arrived(echoed: int, is_needless: bool) -> None:
    recovery = Recovery([])
    recovery.remember(copy(10, 20, tsval=100))
    assert (recovery.answered_by_original(answer(20, tsecr=echoed)) is not None) == is_needless


def test_the_latest_copy_of_a_range_is_found() -> None:
    recovery = Recovery([])
    for row in (1, 2):
        recovery.remember(Copy(NEAR, NEAR + 5, row, 0, 0))
    found = recovery.last_copy(NEAR, NEAR + 5)
    assert found is not None
    assert found.row == 2
    assert recovery.last_copy(NEAR, NEAR + 6) is None


def test_only_so_many_copies_are_kept() -> None:
    recovery = Recovery([])
    for start in range(MAX_COPIES + 5):
        recovery.remember(copy(start, start + 1))
    assert len(recovery.copies) == MAX_COPIES


def test_a_recovery_is_over_when_nothing_is_kept() -> None:
    recovery = Recovery([])
    assert recovery.is_over()
    recovery.take_sack(sack(10, (30, 40)), NEAR)
    recovery.timeout_point = NEAR + 40
    assert not recovery.is_over()
    recovery.acknowledge(NEAR + 40, 0)
    assert recovery.is_over()
    recovery.remember(copy(10, 20))
    assert not recovery.is_over()


def unseen(recovery: Recovery) -> list[tuple[int, int]]:
    ranges = recovery.unseen
    return [(low - NEAR, high - NEAR) for low, high in ranges.pairs()] if ranges else []


def answer(ack: int, time: int = 0, tsecr: int = 0) -> Segment:
    segment = Segment(ACK, 0, NEAR + ack)
    segment.time = time
    segment.has_timestamps, segment.tsecr = int(tsecr > 0), tsecr
    return segment


def test_what_was_acknowledged_and_not_captured_is_missed() -> None:
    recovery, queued = Recovery([]), Ranges(4)
    queued.add(NEAR + 20, NEAR + 30)
    recovery.miss(answer(40), NEAR + 10, queued)
    assert unseen(recovery) == [(10, 20), (30, 40)]
    found = Segment(ACK, NEAR + 10, length=10)
    assert (recovery.find(found), recovery.find(found)) == (10, 0)
    assert unseen(recovery) == [(30, 40)]


def test_what_was_missed_is_forgotten_after_a_moment() -> None:
    recovery = Recovery([])
    recovery.miss(answer(40), NEAR + 10, None)
    late = Segment(ACK, NEAR + 10, length=10)
    late.time = 10_000_001
    assert recovery.find(late) == 0
    assert not recovery.is_over()
    recovery.acknowledge(NEAR + 50, late.time)
    assert recovery.is_over()


@pytest.mark.parametrize(("mtu", "room"), [(1000, 960), (0, 0), (20, 0)])
def test_a_router_names_the_payload_that_passes(mtu: int, room: int) -> None:
    recovery = Recovery([])
    error = Segment()
    error.mss = mtu
    recovery.narrow(error, NEAR + 40)
    assert (recovery.narrow_point, recovery.narrow_room) == (NEAR + 40, room)
    recovery.acknowledge(NEAR + 39, 0)
    assert not recovery.is_over()
    recovery.acknowledge(NEAR + 40, 0)
    assert recovery.is_over()
