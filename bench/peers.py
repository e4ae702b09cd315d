"""Compares the connection list of a whole capture with what other programs need for theirs.

The programs take turns, so that a busy moment of the machine falls on all of them. Only ratios within a run mean much.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.generate import Capture
from bench.process import ProgramError, Run, flows_command, run, warm
from bench.report import Section, median, megabytes, seconds, spread

OURS = "tcptui flows"


@dataclass(slots=True)
class Program:
    """A program in the comparison, how often it runs, and what came of it."""

    name: str
    command: list[str]
    rounds: int
    runs: list[Run] = field(default_factory=list)
    problem: str = ""

    def take_turn(self, number: int) -> None:
        """Run once, unless all rounds are over or the program does not work."""
        if self.problem or number >= self.rounds:
            return
        try:
            self.runs.append(run(self.command))
        except ProgramError as error:
            self.problem = str(error)


def compare(capture: Capture, rounds: int = 5, slow_rounds: int = 1) -> Section:
    """Run all programs in turns on one capture; the slow one less often."""
    path = str(capture.path)
    programs = [
        Program(OURS, flows_command(capture.path), rounds),
        Program("tcptrace -n", ["tcptrace", "-n", path], rounds),
        Program("tshark conv,tcp", ["tshark", "-n", "-q", "-z", "conv,tcp", "-r", path], slow_rounds),
    ]
    for program in programs[1:]:
        if shutil.which(program.command[0]) is None:
            program.problem = "not installed, skipped"
    warm(capture.path)
    for number in range(rounds):
        for program in programs:
            program.take_turn(number)
    return _section(capture, programs)


def _section(capture: Capture, programs: Sequence[Program]) -> Section:
    section = Section(
        "peers",
        f"Whole process, {capture.packets:,} packets, {capture.path.stat().st_size / 1e6:,.0f} MB",
        ("program", "runs", "median s", "min-max s", "peak MB", "ours/its time", "ours/its peak"),
    )
    ours = programs[0]
    for program in programs:
        if program.problem:
            section.notes.append(f"{program.name}: {program.problem}")
        if program.runs:
            _add(section, program, ours)
    section.notes.append("The file was read once before, so all programs found it in the page cache.")
    section.figures["packets"] = capture.packets
    return section


def _add(section: Section, program: Program, ours: Program) -> None:
    times = [run_.seconds for run_ in program.runs]
    peak = max(run_.peak_bytes for run_ in program.runs)
    section.figures |= {f"{program.name}: seconds": times, f"{program.name}: peak bytes": float(peak)}
    cells = [program.name, str(len(times)), seconds(median(times)), spread(times), megabytes(peak)]
    section.rows.append(cells + _ratios(section, program, ours))


def _ratios(section: Section, program: Program, ours: Program) -> list[str]:
    if program is ours or not ours.runs:
        return ["", ""]
    time_ratio = _median_seconds(ours) / _median_seconds(program)
    peak_ratio = _peak(ours) / _peak(program)
    section.figures |= {f"ours / {program.name}: time": time_ratio, f"ours / {program.name}: peak": peak_ratio}
    return [f"{time_ratio:.3f}", f"{peak_ratio:.3f}"]


def _median_seconds(program: Program) -> float:
    return median([run_.seconds for run_ in program.runs])


def _peak(program: Program) -> int:
    return max(run_.peak_bytes for run_ in program.runs)
