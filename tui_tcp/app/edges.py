"""What stands around a table's rows: the edge above them, and the scrollbar's thumb beside them."""

from __future__ import annotations

from tui_tcp.views.pieces import Line, cells, clip


def edge(title: str, width: int, is_lit: bool) -> Line:
    """Return the line that parts a pane from what is above it, bright where the keys are."""
    style = "edge.lit" if is_lit else "edge"
    name = clip(f" {title} ", max(width - 1, 0))
    return (("─", style), (name, "title" if is_lit else "dim"), ("─" * (width - cells(name) - 1), style))


def thumb(top: int, row_count: int, head: int, height: int) -> range:
    """Return the lines on which the thumb stands; none where all rows can be seen."""
    room = height - head
    if not 0 < room < row_count:
        return range(0)
    size = max(1, room * room // row_count)
    start = head + round(top / (row_count - room) * (room - size))
    return range(start, start + size)
