"""Style names of the views to the colours of the theme, and lines of pieces to strips.

A ground is what a line stands on: the pane, the cursor, a bar. A style name is what a piece of it says. Colours come
from theme variables alone; `client` and `server` are our own, with a stand-in for themes that lack them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.cache import LRUCache
from textual.color import Color
from textual.strip import Strip
from textual.theme import Theme

from tui_tcp.views.pieces import Line, Piece, cut, width_of


class Ground(IntEnum):
    """What a line stands on."""

    PANE = 0
    CURSOR = 1  # of the pane that has the keys
    CURSOR_AWAY = 2  # of another pane
    BAR = 3
    LIT = 4  # what changed just now


@dataclass(frozen=True, slots=True)
class Look:
    """A style name's colour, by the first theme variable that there is, and how it is written."""

    variables: tuple[str, ...] = ("foreground",)
    bold: bool = False
    dim: bool = False
    reverse: bool = False


LOOKS = {
    "": Look(),
    "dim": Look(dim=True),
    "bold": Look(bold=True),
    "title": Look(bold=True),
    "header": Look(dim=True, bold=True),
    "client": Look(("client", "text-primary")),
    "server": Look(("server", "text-accent")),
    "problem": Look(("text-error",), bold=True),
    "note": Look(("text-warning",)),
    "good": Look(("text-success",)),
    "error": Look(("text-error",), bold=True),
    "certain": Look(bold=True),
    "implied": Look(),
    "assumed": Look(dim=True),
    "marker": Look(("marker", "text-secondary")),
    "edge": Look(("border-blurred",)),
    "edge.lit": Look(("border",)),
    "thumb": Look(("scrollbar",)),
    "key": Look(("text-primary",), bold=True),
    "mark": Look(("text-warning",), bold=True, reverse=True),
    "selected.bytes": Look(("client", "text-primary"), reverse=True),
}

_REVERSED = frozenset(name for name, look in LOOKS.items() if look.reverse)

# How much of the accent colour a ground takes, on the theme's background.
_TINTS = {Ground.PANE: 0.0, Ground.CURSOR: 0.32, Ground.CURSOR_AWAY: 0.13, Ground.BAR: 0.06, Ground.LIT: 0.22}
_STRIPS = 4096  # lines that are kept as they were drawn: some screens full
_DIMMED = 0.45  # of the way from the text's colour to the ground's

THEMES = [
    Theme(
        name="tcptui-dark",
        primary="#5fb0f5",
        secondary="#8b9bb0",
        accent="#d4a1f0",
        warning="#e5c16c",
        error="#ff6f6f",
        success="#7fcf96",
        foreground="#d7dce3",
        background="#12161c",
        surface="#171c23",
        panel="#1e252e",
        variables={
            "client": "#62b4f7",
            "server": "#d9a2f2",
            "marker": "#93a4ba",
            "border": "#5fb0f5",
            "border-blurred": "#3a4554",
            "scrollbar": "#3a4554",
        },
    ),
    Theme(
        name="tcptui-light",
        primary="#0b63b5",
        secondary="#5b6675",
        accent="#86339f",
        warning="#8a5a00",
        error="#bb1f2f",
        success="#1d7038",
        foreground="#22262c",
        background="#fafafa",
        surface="#f0f1f3",
        panel="#e6e8ec",
        dark=False,
        variables={
            "client": "#0b5cab",
            "server": "#86289f",
            "marker": "#57606c",
            "border": "#0b63b5",
            "border-blurred": "#c3c9d1",
            "scrollbar": "#c3c9d1",
        },
    ),
]


class Painter:
    """Draws lines in the colours of one theme."""

    def __init__(self, variables: Mapping[str, str], is_ansi: bool) -> None:
        self._variables = variables
        self._is_ansi = is_ansi
        self._styles: dict[Ground, dict[str, Style]] = {ground: {} for ground in Ground}
        self._strips: LRUCache[tuple[Line, int, Ground], Strip] = LRUCache(_STRIPS)

    @classmethod
    def of(cls, app: App[object]) -> Painter:
        """Return a painter for the theme that the application has now."""
        return cls(app.theme_variables, app.native_ansi_color)

    def style(self, name: str, ground: Ground) -> Style:
        """Return how a style name looks on a ground; a name that nobody knows looks plain."""
        styles = self._styles[ground]
        if name not in styles:
            make = self._ansi_style if self._is_ansi else self._style
            styles[name] = make(LOOKS.get(name, LOOKS[""]), ground)
        return styles[name]

    def strip(self, line: Line, width: int, ground: Ground) -> Strip:
        """Return a line as a strip of exactly `width` cells; for the same line the same strip, which costs least."""
        key = (line, width, ground)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._new_strip(line, width, ground)
        return strip

    def _new_strip(self, line: Line, width: int, ground: Ground) -> Strip:
        line = line if width_of(line) == width else cut(line, width)
        runs = self._runs(line)
        return Strip([Segment(text, self.style(name, ground)) for text, name in runs], width)

    def _runs(self, line: Line) -> Iterator[Piece]:
        """Join neighbours that look alike, and blanks to what stands before them: it spares a third of the bytes.

        Each segment names its colours anew to the terminal, in some 40 bytes.
        """
        joined, style = "", ""
        for text, name in line:
            is_alike = name == style or (text.isspace() and not {name, style} & _REVERSED and not self._is_ansi)
            if not is_alike:
                if joined:
                    yield joined, style
                joined, style = "", name
            joined += text
        if joined:
            yield joined, style

    def _colour(self, names: tuple[str, ...]) -> Color:
        """Return the first colour of these that the theme has."""
        known = (self._variables[name] for name in names if name in self._variables)
        return Color.parse(next(known, self._variables["foreground"]))

    def _style(self, look: Look, ground: Ground) -> Style:
        below = self._ground(ground)
        colour = below + self._colour(look.variables)
        if look.dim:
            colour = colour.blend(below, _DIMMED)
        if look.reverse:
            colour, below = below, colour
        return Style(color=colour.rich_color, bgcolor=below.rich_color, bold=look.bold)

    def _ground(self, ground: Ground) -> Color:
        background = self._colour(("background",))
        accent = "success" if ground is Ground.LIT else "primary"
        return background.blend(self._colour((accent,)), _TINTS[ground])

    def _ansi_style(self, look: Look, ground: Ground) -> Style:
        """Return a style of the terminal's own sixteen colours: grounds are attributes, not colours."""
        colour = self._colour(look.variables).rich_color
        if ground is Ground.CURSOR:
            return Style(reverse=True, bold=look.bold)
        return Style(
            color=colour,
            bold=look.bold or ground is Ground.LIT,
            dim=look.dim,
            reverse=look.reverse,
            underline=ground is Ground.CURSOR_AWAY,
        )
