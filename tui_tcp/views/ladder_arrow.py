"""One arrow of the ladder, from lifeline to lifeline:

├── ① SYN  seq 0  win 64240  mss 1460 ws 7 ────►│
│◄── ② SYN,ACK  seq 0  ack 1  win 65160 ────────┤
│◄╌╌ 12 segments · 16.9 kB · 24 ms ╌╌╌╌╌╌╌╌╌╌╌╌╌┤
┊              5.0 s silence                    ┊
"""

from __future__ import annotations

from typing import NamedTuple

from tui_tcp.views.letters import letters
from tui_tcp.views.pieces import Line, Piece, cells, center, clip, width_of
from tui_tcp.views.segment_words import Words

_LEAD = 2  # cells of line before the text
_MESSAGE = 16  # cells of what a payload says that come before numbers
_OPTIONS = 3  # their rank: of these, words are dropped one by one
_LEAST_MESSAGE = 8  # a shorter piece of what a payload says is left out


class Glyphs(NamedTuple):
    """The signs that a ladder is drawn with."""

    line: str
    fold: str
    life: str
    quiet: str
    out: str
    back: str
    to_right: str
    to_left: str
    closed: str
    opened: str
    steps: tuple[str, ...]


DRAWN = Glyphs("─", "╌", "│", "┊", "├", "┤", "►", "◄", "▸", "▾", ("", "①", "②", "③", "④"))
ASCII = Glyphs("-", "=", "|", ":", "|", "|", ">", "<", "+", "-", ("", "(1)", "(2)", "(3)", "(4)"))


class Part(NamedTuple):
    """A piece of an arrow's text; where room is scarce the highest rank goes first, 0 never."""

    text: str
    style: str
    rank: int


def arrow(text: Line, width: int, is_from_client: bool, glyphs: Glyphs, line: str = "") -> Line:
    """Draw an arrow of `width` cells, lifelines included, around a text that takes at most `room_for_text` of them."""
    line = line or glyphs.line
    style = "client" if is_from_client else "server"
    lead = line * _LEAD
    rest = line * (room_for_text(width) - width_of(text) + 1)
    life = (glyphs.life, "dim")
    if is_from_client:
        return ((f"{glyphs.out}{lead} ", style), *text, (f" {rest}{glyphs.to_right}", style), life)
    return (life, (f"{glyphs.to_left}{lead} ", style), *text, (f" {rest}{glyphs.back}", style))


def room_for_text(width: int) -> int:
    """Return how many cells of text an arrow of `width` cells can bear."""
    return width - _LEAD - 6


def silence(text: str, width: int, glyphs: Glyphs) -> Line:
    """Draw a stretch of time without segments."""
    return ((glyphs.quiet + center(text, width - 2) + glyphs.quiet, "dim"),)


def segment_text(words: Words, step: str, room: int) -> Line:
    """Return what stands on a segment's arrow, in at most `room` cells: the less telling numbers go first."""
    signs = letters(words.findings)
    parts = [Part("".join(text for text, _ in signs), "", 0), Part(step, "marker", 0), *_parts(words)]
    reserved = min(cells(words.message), _MESSAGE) + 2 if words.message else 0
    chosen = _fit([part for part in parts if part.text], room - reserved)
    line: list[Piece] = []
    for part in chosen:
        if line:
            line.append(("  " if part.rank else " ", ""))
        line += signs if part is parts[0] else [(part.text, part.style)]
    used = width_of(tuple(line))
    if words.message and room - used - 2 >= _LEAST_MESSAGE:
        line += [("  ", ""), (clip(words.message, room - used - 2), "")]
    return tuple(line)


def _parts(words: Words) -> list[Part]:
    """Return flags and numbers; which of them tell something depends on the kind of segment."""
    style = "client" if words.is_from_client else "server"
    opens, ends = "SYN" in words.flags, "FIN" in words.flags or "RST" in words.flags
    is_bare = not (words.length or opens or ends)
    return [
        Part(words.flags, style, 0),
        Part("" if is_bare else f"seq {words.seq}", "", 2),
        Part(f"len {words.length}" if words.length else "", "", 1),
        Part("" if words.ack is None else f"ack {words.ack}", "" if is_bare or opens else "dim", 1 if is_bare else 5),
        Part(f"win {words.window}" if is_bare or opens else "", "dim", 6),
        Part(words.options, "dim" if is_bare else "", _OPTIONS),
    ]


def _fit(parts: list[Part], room: int) -> list[Part]:
    """Drop parts until the rest fits; an overlong list of options is cut rather than dropped."""
    while (missing := _width(parts) - room) > 0:
        worst = max(parts, key=lambda part: part.rank)
        if not worst.rank:
            break
        at = parts.index(worst)
        parts = [*parts[:at], *_without_words(worst, missing), *parts[at + 1 :]]
    return parts


def _without_words(part: Part, missing: int) -> list[Part]:
    """Return options without as many of their last words as are missing cells; of any other part nothing is left."""
    text = part.text[: max(0, len(part.text) - missing)]
    if part.rank != _OPTIONS or " " not in text:
        return []
    return [part._replace(text=text if part.text[len(text)] == " " else text.rsplit(" ", 1)[0])]


def _width(parts: list[Part]) -> int:
    return sum(cells(part.text) + (2 if part.rank else 1) for part in parts) - 1
