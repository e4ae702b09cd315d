"""Key to the last byte of the answer, at rest and while a large capture loads, and the lag after a held key.

An answer may come in parts, such as the moved cursor and, a moment later, the details beside it. The first part ends
where nothing follows for 20 ms, the whole answer where nothing follows for 100 ms. While a capture loads, the screen
repaints itself several times a second, most of the time along with an answer: a repaint that falls into one is counted
with it.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from bench.generate import Capture
from bench.report import Section, median, milliseconds, percentile_90
from bench.startup import LOADING, PAINTED, screen_command
from bench.terminal import Burst, Screen, Terminal

KEYS: Final = {"line down": b"j", "page down": b"\x1b[6~"}
COUNT: Final = 40
HELD_KEYS_A_SECOND: Final = 30
HELD_S: Final = 3

_PART_GAP_S: Final = 0.02
_ANSWER_GAP_S: Final = 0.1
_AT_REST_LIMIT_S: Final = 1.5
# A key at the end of a list that still fills may have no answer at all: not worth waiting for.
_LOADING_LIMIT_S: Final = 0.3
_LOAD_LIMIT_S: Final = 60.0
_SETTLED_S: Final = 1.0
_STARTS: Final = 20


@dataclass(slots=True)
class Answers:
    """Times from keys to their answers, in seconds, and how many keys had none."""

    first_bytes: list[float] = field(default_factory=list)
    first_parts: list[float] = field(default_factory=list)
    wholes: list[float] = field(default_factory=list)
    unanswered: int = 0

    @property
    def count(self) -> int:
        """Count the keys."""
        return len(self.wholes) + self.unanswered

    def add(self, at: float, bursts: Sequence[Burst]) -> None:
        """Take in what came after a key."""
        if not bursts:
            self.unanswered += 1
            return
        self.first_bytes.append(bursts[0].at - at)
        self.first_parts.append(_first_part_end(bursts) - at)
        self.wholes.append(bursts[-1].at - at)


def _first_part_end(bursts: Sequence[Burst]) -> float:
    for burst, following in pairwise(bursts):
        if following.at - burst.at > _PART_GAP_S:
            return burst.at
    return bursts[-1].at


class Seat:
    """A person before a terminal: sees the screen, and presses keys."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._screen = Screen()

    def watch(self, quiet: float, limit: float) -> None:
        """Look on until nothing more happens."""
        self._screen.feed(self._terminal.record(quiet, limit))

    def sees(self, pattern: re.Pattern[str], limit: float = 0.0) -> bool:
        """Wait for a text on the screen, if a limit is given, and tell whether it is there."""
        end = time.perf_counter() + limit
        while not (found := pattern.search(self._screen.text())) and time.perf_counter() < end:
            self.watch(_PART_GAP_S, _ANSWER_GAP_S)
            if self._terminal.has_ended:
                break
        return found is not None

    def waits_for_end_of_loading(self) -> bool:
        """Wait until the list is complete and the screen still, and tell whether that came."""
        is_there = self.sees(PAINTED, _LOAD_LIMIT_S)
        # The word for loading may come a moment after the list.
        self.sees(LOADING, _SETTLED_S)
        end = time.perf_counter() + _LOAD_LIMIT_S
        while self.sees(LOADING) and time.perf_counter() < end:
            self.watch(_ANSWER_GAP_S, _SETTLED_S)
        self.watch(_SETTLED_S, 2 * _SETTLED_S)
        return is_there and not self.sees(LOADING)

    def presses(self, key: bytes, answers: Answers, limit: float) -> None:
        """Press a key and note when the answer came."""
        self.watch(_PART_GAP_S, limit)
        at = self._terminal.press(key)
        bursts = self._terminal.record(_ANSWER_GAP_S, limit, is_started=False)
        answers.add(at, bursts)
        self._screen.feed(bursts)

    def holds(self, key: bytes) -> float:
        """Hold a key down, and tell how long after its last repetition the screen stood still."""
        at = start = time.perf_counter()
        for number in range(HELD_S * HELD_KEYS_A_SECOND):
            at = self._terminal.press(key)
            due = start + (number + 1) / HELD_KEYS_A_SECOND
            last = self._terminal.record(1, max(due - time.perf_counter(), 0))
        last += self._terminal.record(_ANSWER_GAP_S, _LOAD_LIMIT_S)
        return last[-1].at - at if last else 0.0


def measure(capture: Capture, larger: Capture) -> Section:
    """Press all keys, on a loaded capture and while a larger one loads, and hold each key down."""
    section = Section(
        "keys",
        "Key to the last byte of the answer, ms",
        ("key", "keys", "first byte", "first part", "90th percentile", "whole answer", "90th percentile", "unanswered"),
    )
    for name, key in KEYS.items():
        _add(section, name, _at_rest(capture, key))
        _add(section, f"{name}, while {larger.packets:,} packets load", _while_loading(larger, key))
    for name, key in KEYS.items():
        _add_held(section, name, _held(capture, key))
    return section


def _at_rest(capture: Capture, key: bytes) -> Answers:
    answers = Answers()
    with Terminal(screen_command(capture.path)) as terminal:
        seat = Seat(terminal)
        if seat.waits_for_end_of_loading():
            for _ in range(COUNT):
                seat.presses(key, answers, _AT_REST_LIMIT_S)
    return answers


def _while_loading(capture: Capture, key: bytes) -> Answers:
    """Press keys until loading ends, and start again as often as needed for all keys."""
    answers = Answers()
    for _ in range(_STARTS):
        if answers.count >= COUNT:
            break
        with Terminal(screen_command(capture.path)) as terminal:
            seat = Seat(terminal)
            if not (seat.sees(PAINTED, _LOAD_LIMIT_S) and seat.sees(LOADING, _SETTLED_S)):
                break
            while seat.sees(LOADING) and answers.count < COUNT:
                seat.presses(key, answers, _LOADING_LIMIT_S)
    return answers


def _held(capture: Capture, key: bytes) -> float | None:
    with Terminal(screen_command(capture.path)) as terminal:
        seat = Seat(terminal)
        return seat.holds(key) if seat.waits_for_end_of_loading() else None


def _add(section: Section, name: str, answers: Answers) -> None:
    if not answers.wholes:
        section.notes.append(f"{name}: no key was answered")
        return
    parts, wholes = answers.first_parts, answers.wholes
    figures = (median(answers.first_bytes), median(parts), percentile_90(parts), median(wholes), percentile_90(wholes))
    section.rows.append([name, str(answers.count), *map(milliseconds, figures), str(answers.unanswered)])
    section.figures |= {f"{name}: first part": parts, f"{name}: whole answer": wholes}


def _add_held(section: Section, name: str, lag: float | None) -> None:
    section.notes.append(
        f"{name} held for {HELD_S} s, {HELD_KEYS_A_SECOND} a second: still {milliseconds(lag)} ms after the last key"
    )
    section.figures[f"{name}: lag after holding"] = lag
