"""Start to first paint, beside the smallest Textual application, and start to the complete list; beside termshark's.

First paint is the moment of the read after which a text of the application's own stands on the screen: the one line of
the bare application, the head of the list of tcptui and of termshark. A blank screen, a frame without content, or the
switch to the alternate screen does not count, for any.
"""

import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench import bare
from bench.generate import Capture
from bench.process import TCPTUI
from bench.report import Section, median, seconds, spread
from bench.terminal import Burst, Screen, Terminal

PAINTED: Final = re.compile(r"Client")
"""Stands on tcptui's screen as soon as the list of connections is painted, with or without rows."""

LOADING: Final = re.compile(r"[Ll]oading")
"""Stands on tcptui's screen as long as connections may still be added to the list."""

_TERMSHARK_PAINTED: Final = re.compile(r"No\. +Time")
_TERMSHARK_LOADING: Final = re.compile(r"<Stop>|initializing")
_TERMSHARK_LIMIT_S: Final = 600.0
_TERMSHARK_QUIET_S: Final = 10.0  # it may paint nothing for so long
_BARE_PAINTED: Final = re.compile(re.escape(bare.TEXT))
_QUIET_S: Final = 0.8
_LIMIT_S: Final = 8.0


@dataclass(slots=True)
class Application:
    """An application to start, and the times found; no time where its text never appeared."""

    name: str
    command: list[str]
    painted_text: re.Pattern[str]
    loading: re.Pattern[str] = LOADING
    quiet_s: float = _QUIET_S
    limit_s: float = _LIMIT_S
    painted: list[float] = field(default_factory=list)
    listed: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it once and measure."""
        with Terminal(self.command) as terminal:
            bursts = self._record(terminal)
        painted = Screen().first_time(bursts, lambda text: bool(self.painted_text.search(text)))
        if painted is not None:
            self.painted.append(painted - terminal.start)
        listed = listed_time(bursts, terminal.start, self.loading)
        if listed is not None:
            self.listed.append(listed)

    def _record(self, terminal: Terminal) -> list[Burst]:
        bursts: list[Burst] = []
        screen, is_complete = Screen(), False
        # A still screen may also be one that waits for something: only the right text ends the recording.
        while not is_complete and (more := terminal.record(self.quiet_s, self.limit_s, is_started=False)):
            bursts += more
            screen.feed(more)
            text = screen.text()
            is_late = more[-1].at - terminal.start > self.limit_s
            is_complete = is_late or bool(self.painted_text.search(text) and not self.loading.search(text))
        return bursts


def screen_command(path: Path | str) -> list[str]:
    """Give the command that opens the screen on a capture."""
    return [TCPTUI, str(path)]


def listed_time(bursts: Sequence[Burst], start: float, loading: re.Pattern[str] = LOADING) -> float | None:
    """Tell when the word for loading left the screen for good, if it was ever there and did."""
    screen = Screen()
    was_loading, listed = False, None
    for burst in bursts:
        screen.feed([burst])
        is_loading = bool(loading.search(screen.text()))
        if was_loading and not is_loading:
            listed = burst.at - start
        was_loading = is_loading
    return None if was_loading else listed


def measure(small: Capture, large: Capture, rounds: int = 7) -> Section:
    """Start the bare application and tcptui on a small and a large capture, in turns."""
    applications = [
        Application("bare Textual application", [sys.executable, bare.__file__], _BARE_PAINTED),
        Application(f"tcptui, {small.packets:,} packets", screen_command(small.path), PAINTED),
        Application(f"tcptui, {large.packets:,} packets", screen_command(large.path), PAINTED),
    ]
    for _ in range(rounds):
        for application in applications:
            application.start()
    if shutil.which("termshark"):
        applications += _started_termsharks(small, large)
    section = Section(
        "startup",
        "Start of the screen",
        ("application", "runs", "first paint s", "min-max s", "/ bare", "completely listed s"),
    )
    for application in applications:
        _add(section, application, applications[0])
    return section


def _started_termsharks(*captures: Capture) -> list[Application]:
    """Start it once on each, as it takes long; before that once more, as its very first start takes longer."""
    wait = (_TERMSHARK_LOADING, _TERMSHARK_QUIET_S, _TERMSHARK_LIMIT_S)
    with TemporaryDirectory() as home:  # for its settings and what it caches
        started = []
        for capture in (captures[0], *captures):
            command = ["env", f"HOME={home}", "termshark", "-r", str(capture.path)]
            started.append(Application(f"termshark, {capture.packets:,} packets", command, _TERMSHARK_PAINTED, *wait))
            started[-1].start()
    return started[1:]


def _add(section: Section, application: Application, bare_one: Application) -> None:
    times, listed = application.painted, application.listed
    if not times:
        section.notes.append(f"{application.name}: its text never appeared on the screen")
        return
    ratio = median(times) / median(bare_one.painted) if bare_one.painted else None
    cells = [str(len(times)), seconds(median(times)), spread(times), "-" if ratio is None else f"{ratio:.2f}"]
    section.rows.append([application.name, *cells, seconds(median(listed)) if listed else "-"])
    section.figures |= {f"{application.name}: first paint": times, f"{application.name}: / bare": ratio}
    section.figures[f"{application.name}: completely listed"] = listed
