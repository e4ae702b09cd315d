"""Both endpoints' states held against what the kernels at both ends recorded.

Each end is judged at its own tap. The sequence of its distinct states may hold nothing that the kernel's does not, in
the kernel's order, and must hold every state that the kernel kept for a millisecond or longer (shorter ones are passed
through within one segment) and entered before its last captured frame: after that a timer acts, nothing on the wire.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from tests.judges.answers import Answer, packets
from tests.judges.test_agree import SHARED

FIXTURES = Path(__file__).parents[2] / "fixtures"
FIELDS = [
    "frame.time_epoch", "tcp.stream", "ip.src", "ipv6.src", "tcp.srcport", "ip.dst", "ipv6.dst", "tcp.dstport",
    "tcp.flags.syn", "flow.client", "segment.client_state", "segment.server_state",
]  # fmt: skip
RFC = {"SYN_RECV": "SYN-RECEIVED", "FIN_WAIT1": "FIN-WAIT-1", "FIN_WAIT2": "FIN-WAIT-2", "CLOSE": "CLOSED"}
PASSED_THROUGH_S = 0.001

Lane = list[tuple[float, str]]  # time, state


def stories(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def name_of(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("story", stories(FIXTURES), ids=name_of)
def test_states_are_the_kernels_on_our_captures(story: Path) -> None:
    assert not list(mistakes(story))


@pytest.mark.parametrize(
    "story",
    stories(SHARED / "lab") or [pytest.param(Path(), marks=pytest.mark.skip(reason="the other captures are not here"))],
    ids=name_of,
)
def test_states_are_the_kernels_on_others(story: Path) -> None:
    assert not list(mistakes(story))


def test_every_fixture_has_two_ends_to_judge() -> None:
    assert sum(len(json.loads(path.read_text())["truth"]["timeline"]) for path in stories(FIXTURES)) >= 60


def mistakes(story: Path) -> Iterable[str]:
    """One line for each endpoint whose states are not the kernel's."""
    told = json.loads(story.read_text())
    taps = {tap: packets(story.with_suffix(f".{tap}.pcap"), FIELDS) for tap in ("client", "server")}
    for end, lane in sorted(told["truth"]["timeline"].items()):
        tap = "client" if end.startswith((told["client"] + ":", "fd09::1:")) else "server"
        answers = [answer for answer in taps[tap] if end in (sender(answer), receiver(answer))]
        every, must = kernel([(time, state) for time, state in lane], answers, end)
        got = ours(answers, end)
        if not (got and within(got, every) and within(must, got)):
            yield f"{end}: kernel {every}, ours {got}"


def sender(answer: Answer) -> str:
    return f"{answer['ip.src'] or answer['ipv6.src']}:{answer['tcp.srcport']}>{answer['tcp.dstport']}"


def receiver(answer: Answer) -> str:
    return f"{answer['ip.dst'] or answer['ipv6.dst']}:{answer['tcp.dstport']}>{answer['tcp.srcport']}"


def ours(answers: list[Answer], end: str) -> list[str]:
    """The end's distinct states in order; a listener is no socket of the connection yet."""
    lane: list[str] = []
    for answer in answers:
        is_client = answer["flow.client"].replace("[", "").replace("]", "") == end.split(">")[0]
        state = answer["segment.client_state" if is_client else "segment.server_state"]
        is_before = state in ("", "LISTEN") or (state == "CLOSED" and not lane)
        if not is_before and state != (lane or [""])[-1]:
            lane.append(state)
    return lane


def kernel(lane: Lane, answers: list[Answer], end: str) -> tuple[list[str], list[str]]:
    """Every state that the kernel went through, and those that must be seen."""
    has_dialled = any(sender(answer) == end and answer["tcp.flags.syn"] == "1" for answer in answers)
    if has_dialled and lane and lane[0][1] not in ("SYN_SENT", "SYN_RECV"):  # the tracepoint missed connect()
        lane = [(lane[0][0] - 1, "SYN_SENT"), *lane]
    final = max((float(answer["frame.time_epoch"]) for answer in answers), default=0.0) + PASSED_THROUGH_S
    stays = [later - time >= PASSED_THROUGH_S for (time, _), (later, _) in pairwise(lane)] + [True]
    must = [named(state) for (time, state), stayed in zip(lane, stays, strict=True) if time <= final and stayed]
    return [named(state) for _, state in lane], must


def named(state: str) -> str:
    return RFC.get(state, state.replace("_", "-"))


def within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether `short` is `long` with some left out."""
    rest = iter(long)
    return all(state in rest for state in short)
