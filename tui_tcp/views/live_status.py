"""What is known of a capture that runs: its title line, and what a person has to be told of it."""

from __future__ import annotations

from typing import NamedTuple

from tui_tcp.escape import escape_text
from tui_tcp.model.session import Session
from tui_tcp.views.format import count, duration, short_count, size
from tui_tcp.views.pieces import Line, Piece, cut, squeeze, width_of

_NAME = 24
_FAR_BEHIND = 4_000_000  # bytes captured and not yet read that are worth a word


NOTHING_STUCK: tuple[Line, ...] = (
    (("Nothing is stuck: no connection waits for more than 5 s to be opened, closed or read. ", ""),),
    (("u", "key"), (" shows all.", "dim")),
)


class LiveFacts(NamedTuple):
    """How a capture does at one moment."""

    packets: int
    size: int  # bytes captured
    rate: float  # packets a second, lately
    lost: int | None  # packets, for want of room in the kernel; None where nobody counts
    missed: int = 0  # packets that the interface itself could not take
    behind: int = 0  # bytes captured and not yet read
    down: tuple[str, ...] = ()  # interfaces that went down and are waited for
    is_running: bool = True


def live_title(session: Session, facts: LiveFacts, marks: tuple[str, ...], width: int) -> Line:
    """Return the capture's name, what came so far and how fast, what was lost; `marks` say what the screen does."""
    parts = [count(facts.packets, "packet"), count(len(session.connections), "connection"), size(facts.size)]
    if facts.is_running:
        parts.append(f"{short_count(round(facts.rate))}/s")
    right_end = (*_state(facts), *_losses(facts), *(mark for text in marks for mark in _mark(text)), (" ", ""))
    room = width - width_of(right_end) - 1
    name = squeeze(escape_text(session.source.name, 4 * _NAME), min(_NAME, room), 8)
    line = cut(((" ", ""), (name, "title"), ("  ", ""), (" · ".join(parts), "dim")), room + 1)
    return cut((*line, *right_end), width)


def _state(facts: LiveFacts) -> Line:
    if not facts.is_running:
        return ((" ended", "note"),)
    if facts.down:
        return ((" waiting", "problem"),)
    if facts.behind > _FAR_BEHIND:
        return ((f" {size(facts.behind)} behind", "note"),)
    return ((" live", "good"),)


def _losses(facts: LiveFacts) -> Line:
    if facts.lost is None:
        return ()
    lost: Line = ((f" {short_count(facts.lost)} lost", "problem"),) if facts.lost else ()
    missed: Line = ((f" {short_count(facts.missed)} missed by the interface", "problem"),) if facts.missed else ()
    return (*lost, *missed) or ((" no loss", "dim"),)


def _mark(text: str) -> tuple[Piece, ...]:
    return ("  ", ""), (text, "mark")


def down_notice(down: tuple[str, ...]) -> Line:
    """Say that interfaces went down, and what happens next; nothing where none did."""
    if not down:
        return ()
    names = ", ".join(escape_text(name, 64) for name in down)
    verb, again = ("is", "it is") if len(down) == 1 else ("are", "they are")
    return ((f" {names} {verb} down or gone. ", "problem"), (f"Capture goes on by itself when {again} back.", ""))


def ended_notice(session: Session, facts: LiveFacts, is_kept: bool) -> Line:
    """Say why a capture ended and what becomes of it."""
    trouble = "; ".join([str(session.error)] if session.error else session.warnings)
    rest = "" if is_kept else " q asks whether to keep it."
    if trouble:
        return ((f" {escape_text(trouble, 400)}.", "problem"), (rest, ""))
    lasted = ""
    if frames := session.frame_count:
        first, last = (session.columns.value("time", row) for row in (0, frames - 1))
        lasted = f" in {duration(max(0, last - first))}"
    return ((f" The capture has ended: {count(facts.packets, 'packet')}{lasted}.", "note"), (rest, ""))


def waiting_lines(facts: LiveFacts) -> tuple[Line, ...]:
    """Say what an empty list waits for."""
    if not facts.packets:
        return ((("Capturing: connections appear here as they are seen. No packet has come yet.", "dim"),),)
    return (((f"Capturing: {count(facts.packets, 'packet')} so far, none of them of a TCP connection.", "dim"),),)
