"""What is known of a capture that runs: its title line, and what a person has to be told of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui_tcp.escape import escape_text
from tui_tcp.model.session import Session
from tui_tcp.views.clock import Clock, Step
from tui_tcp.views.format import count, duration, short_count, size
from tui_tcp.views.pieces import Line, cells, cut, squeeze, text_of, width_of

_NAME, _SHORT_NAME = 24, 8
_FAR_BEHIND = 4_000_000  # bytes captured and not yet read that are worth a word


_SECOND = 1_000_000_000
_PATIENCES = tuple(seconds * _SECOND for seconds in (1, 2, 5, 10, 30, 60, 300))

DISK_SHORT: Line = (
    (" The disk is nearly full. ", "problem"),
    ("From now on the oldest packets' bytes go as new ones come; their rows stay.", ""),
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
    is_short: bool = False  # the disk is nearly full, and the oldest go


class _Fact(NamedTuple):
    """Something for the title line; where not all have room, those of the lowest rank are left out first."""

    rank: int
    line: Line


def live_title(session: Session, facts: LiveFacts, marks: tuple[str, ...], width: int) -> Line:
    """Return the capture's name, what came so far and how fast, what was lost; `marks` say what the screen does."""
    name = squeeze(escape_text(session.source.name, 4 * _NAME), min(_NAME, max(_SHORT_NAME, width // 3)), _SHORT_NAME)
    left, right = list(_counts(session, facts)), [*_state(facts), *_losses(facts), *map(_mark, marks)]
    while left + right and cells(name) + 1 + width_of(_joined(left)) + width_of(_run(right)) > width:
        least = min((*reversed(right), *left), key=lambda fact: fact.rank)
        (left if least in left else right).remove(least)
    room = width - width_of(_run(right))
    return cut((*cut(((" ", ""), (name, "title"), *_joined(left)), room), *_run(right)), width)


def _joined(facts: list[_Fact]) -> Line:
    text = " · ".join(text_of(fact.line) for fact in facts)
    return ((f"  {text}", "dim"),) if text else ()


def _run(facts: list[_Fact]) -> Line:
    return (*(piece for fact in facts for piece in fact.line), (" ", ""))


def _counts(session: Session, facts: LiveFacts) -> Iterator[_Fact]:
    yield _Fact(5, ((count(facts.packets, "packet"), ""),))
    yield _Fact(2, ((count(len(session.connections), "connection"), ""),))
    yield _Fact(1, ((size(facts.size), ""),))
    if facts.is_running:
        yield _Fact(4, ((f"{short_count(round(facts.rate))}/s", ""),))


def _state(facts: LiveFacts) -> Iterator[_Fact]:
    if not facts.is_running:
        yield _Fact(9, ((" ended", "note"),))
    elif facts.down:
        yield _Fact(9, ((" waiting", "problem"),))
    elif facts.behind > _FAR_BEHIND:
        yield _Fact(9, ((f" {size(facts.behind)} behind", "note"),))
    else:
        yield _Fact(9, ((" live", "good"),))


def _losses(facts: LiveFacts) -> Iterator[_Fact]:
    if facts.lost:
        yield _Fact(8, ((f" {short_count(facts.lost)} lost", "problem"),))
    if facts.missed:
        yield _Fact(6, ((f" {short_count(facts.missed)} missed by the interface", "problem"),))
    if facts.lost == 0 and not facts.missed:
        yield _Fact(3, ((" no loss", "dim"),))


def _mark(text: str) -> _Fact:
    return _Fact(7, (("  ", ""), (text, "mark")))


def down_notice(down: tuple[str, ...]) -> Line:
    """Say that interfaces went down, and what happens next; nothing where none did."""
    if not down:
        return ()
    names = ", ".join(escape_text(name, 64) for name in down)
    verb, again = ("is", "it is") if len(down) == 1 else ("are", "they are")
    return ((f" {names} {verb} down or gone. ", "problem"), (f"Capture goes on by itself when {again} back.", ""))


def step_notice(step: Step) -> Line:
    """Say that the clock stepped, and what that means for what is shown."""
    put = "forward" if step.by > 0 else "back"
    told = f" The capture's clock was put {put} by {duration(abs(step.by))} at #{step.row + 1}. "
    return ((told, "problem"), ("Ages allow for it; the packets' times do not.", ""))


def longer(patience: int) -> int:
    """Return the next of the times after which what does not go on may be called stuck; after the last, the first."""
    return next((step for step in _PATIENCES if step > patience), _PATIENCES[0])


def stuck_mark(patience: int) -> str:
    """Say for how long what is shown has been stuck."""
    return f"stuck > {_plain(patience)}"


def patience_hint(patience: int) -> str:
    """Say what is called stuck from now on."""
    return f"Stuck is what waits for longer than {_plain(patience)} to be opened, closed or read."


def nothing_stuck(patience: int) -> tuple[Line, ...]:
    """Say that no connection is stuck for so long."""
    return (
        ((f"No connection waits for longer than {_plain(patience)} to be opened, closed or read. ", ""),),
        (("u", "key"), (" shows all, ", "dim"), ("U", "key"), (" asks for another time.", "dim")),
    )


def _plain(patience: int) -> str:
    """Return a time that somebody chose, without decimals that nobody asked for."""
    minutes, rest = divmod(patience, 60 * _SECOND)
    return f"{patience / _SECOND:g} s" if rest else f"{minutes} min"


def ended_notice(session: Session, facts: LiveFacts, clock: Clock, will_ask: bool) -> Line:
    """Say why a capture ended, how long it lasted whatever its clock did, and whether leaving asks to keep it."""
    trouble = "; ".join([str(session.error)] if session.error else session.warnings)
    rest = " q asks whether to keep it." if will_ask else ""
    if trouble:
        return ((f" {escape_text(trouble, 400)}.", "problem"), (rest, ""))
    lasted = f" in {duration(clock.since(session.columns.value('time', 0), 0))}" if session.frame_count else ""
    return ((f" The capture has ended: {count(facts.packets, 'packet')}{lasted}.", "note"), (rest, ""))


def waiting_lines(facts: LiveFacts) -> tuple[Line, ...]:
    """Say what an empty list waits for."""
    if not facts.packets:
        return ((("Capturing: connections appear here as they are seen. No packet has come yet.", "dim"),),)
    return (((f"Capturing: {count(facts.packets, 'packet')} so far, none of them of a TCP connection.", "dim"),),)
