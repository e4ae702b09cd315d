"""How a list's columns share the width: which are there, where each begins, how wide it is, and the header above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui_tcp.views.pieces import Line, Piece, cut, left, right, width_of

MARGIN = 1
WIDE = 100  # from here on columns stand two cells apart and have their full width
COMFORT = 24  # no column is added while an elastic one lacks what it needs below this
UP, DOWN = "▲", "▼"


class Column(NamedTuple):
    """One column's share. `rank` 0 always stays; of the others the highest goes first.

    An elastic one takes what is left; `narrow` is a column's least width where that differs. An optional one is there
    only if it is known how much its contents need.
    """

    title: str
    width: int
    is_right: bool = False
    rank: int = 0
    narrow: int = 0
    is_elastic: bool = False
    is_optional: bool = False


class Place(NamedTuple):
    """Where a column stands."""

    title: str
    x: int
    width: int
    is_right: bool


def arrange(columns: Sequence[Column], width: int, needs: Mapping[str, int]) -> list[Place]:
    """Place the columns that fit. `needs` tells by title how wide the contents are, where that is known."""
    columns = [column for column in columns if needs.get(column.title) or not column.is_optional]
    gap = 2 if width >= WIDE else 1
    widths = _least(columns, width, needs)
    room = width - MARGIN - sum(w + gap for w in widths.values()) + gap
    comfort = sum(max(0, min(needs.get(c.title, 0), COMFORT) - c.width) for c in columns if c.is_elastic)
    for column in sorted((c for c in columns if c.rank), key=lambda c: c.rank):
        wanted = max(column.width, needs.get(column.title, 0)) + gap
        if wanted > room - comfort:
            break
        widths[column.title] = wanted - gap
        room -= wanted
    _stretch([c.title for c in columns if c.is_elastic], widths, needs, room)
    return _places([c for c in columns if c.title in widths], widths, gap)


def _least(columns: Sequence[Column], width: int, needs: Mapping[str, int]) -> dict[str, int]:
    """Return the widths of the columns that always stay."""
    widths = {}
    for column in columns:
        if not column.rank:
            least = column.narrow if column.narrow and width < WIDE else column.width
            widths[column.title] = least if column.is_elastic else max(least, needs.get(column.title, 0))
    return widths


def _stretch(titles: Sequence[str], widths: dict[str, int], needs: Mapping[str, int], room: int) -> None:
    """Give the elastic columns the room that is left, evenly, up to what they need; take back what is missing."""
    hungry = [title for title in titles if needs.get(title, 0) > widths[title]]
    while room > 0 and hungry:
        for title in hungry:
            widths[title] += 1
            room -= 1
            if not room:
                return
        hungry = [title for title in hungry if needs[title] > widths[title]]
    while room < 0 and titles and max(widths[title] for title in titles) > 1:
        widths[max(titles, key=lambda title: widths[title])] -= 1
        room += 1


def _places(columns: Sequence[Column], widths: Mapping[str, int], gap: int) -> list[Place]:
    places, x = [], MARGIN
    for column in columns:
        places.append(Place(column.title, x, widths[column.title], column.is_right))
        x += widths[column.title] + gap
    return places


def header_line(places: Sequence[Place], width: int, sorted_by: str, is_reversed: bool) -> Line:
    """Return the titles over their columns, with a sign at the one that orders the list."""
    pieces: list[Piece] = []
    at = 0
    for place in places:
        pieces.append((" " * (place.x - at), "header"))
        pieces += _title(place, (DOWN if is_reversed else UP) if place.title == sorted_by else "")
        at = place.x + place.width
    return cut((*pieces, (" " * max(0, width - at), "header")), width)


def _title(place: Place, sign: str) -> list[Piece]:
    if not sign:
        return [((right if place.is_right else left)(place.title, place.width), "header")]
    if len(place.title) + 1 > place.width:
        return [(left(place.title, place.width - 1), "header"), (sign, "marker")]
    blank = (" " * (place.width - len(place.title) - 1), "header")
    title: list[Piece] = [(place.title, "header"), (sign, "marker")]
    return [blank, *title] if place.is_right else [*title, blank]


def row_line(places: Sequence[Place], contents: Sequence[Line], width: int, sign: Piece = (" ", "")) -> Line:
    """Return the contents, each in its place; the sign, one cell wide, stands in the margin."""
    pieces: list[Piece] = [sign]
    at = MARGIN
    for place, content in zip(places, contents, strict=True):
        blank = place.width - width_of(content)
        if blank < 0:
            content, blank = cut(content, place.width), 0
        before = place.x - at + (blank if place.is_right else 0)
        pieces.append((" " * before, ""))
        pieces += content
        at = place.x + place.width - (0 if place.is_right else blank)
    return cut(tuple(pieces), width)
