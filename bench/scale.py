"""Compares a capture with one that has ten times its packets: does time grow in step, what does a packet cost?"""

from pathlib import Path
from typing import Final

from bench.generate import Capture, cached_capture, size_of
from bench.process import ProgramError, Run, flows_command, run, warm
from bench.report import Section, median, megabytes, seconds, spread

PACKETS: Final = 1_000_000
FACTOR: Final = 10
PAYLOAD: Final = 50
"""Small, so that ten million packets are 1.3 GB."""


def scale(folder: Path, packets: int = PACKETS, rounds: int = 3) -> Section:
    """Run both captures in turns, with as many connections for the packets in both."""
    captures = small, large = [
        cached_capture(folder, size_of(count, payload=PAYLOAD)) for count in (packets, packets * FACTOR)
    ]
    section = Section(
        "scale", "Ten times the packets", ("packets", "MB", "median s", "min-max s", "peak MB", "peak bytes/packet")
    )
    for capture in captures:
        warm(capture.path)
    try:
        found = _take_turns(captures, rounds)
    except ProgramError as error:
        section.notes.append(str(error))
        return section
    for capture in captures:
        section.rows.append(_row(capture, found[capture]))
    _judge(section, (small, found[small]), (large, found[large]))
    return section


def _take_turns(captures: list[Capture], rounds: int) -> dict[Capture, list[Run]]:
    found: dict[Capture, list[Run]] = {capture: [] for capture in captures}
    for _ in range(rounds):
        for capture in captures:
            found[capture].append(run(flows_command(capture.path)))
    return found


def _row(capture: Capture, runs: list[Run]) -> list[str]:
    times = [run_.seconds for run_ in runs]
    peak = _peak(runs)
    size = capture.path.stat().st_size
    figures = [megabytes(size), seconds(median(times)), spread(times), megabytes(peak), f"{peak / capture.packets:.1f}"]
    return [f"{capture.packets:,}", *figures]


def _peak(runs: list[Run]) -> int:
    return max(run_.peak_bytes for run_ in runs)


def _judge(section: Section, small: tuple[Capture, list[Run]], large: tuple[Capture, list[Run]]) -> None:
    packets = large[0].packets / small[0].packets
    slow, quick = (median([run_.seconds for run_ in runs]) for _, runs in (large, small))
    growth = (_peak(large[1]) - _peak(small[1])) / (large[0].packets - small[0].packets)
    section.notes.append(f"{packets:.2f} times the packets took {slow / quick:.2f} times the time")
    section.notes.append(f"each further packet takes {growth:.1f} bytes of memory at the peak")
    section.figures |= {"packets ratio": packets, "time ratio": slow / quick, "bytes a further packet": growth}
    section.figures |= {
        "bytes a packet": _peak(large[1]) / large[0].packets,
        "small: seconds": [run_.seconds for run_ in small[1]],
        "large: seconds": [run_.seconds for run_ in large[1]],
    }
