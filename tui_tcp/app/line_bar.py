"""Lines of pieces that do not scroll: the title, the verdict, the footer, a notice; cut, or broken between words."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui_tcp.app.styles import Ground, Painter
from tui_tcp.views.pieces import Line, cut
from tui_tcp.views.wrapping import wrap_all


class LineBar(Widget):
    """Shows as many lines as it is high."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str, ground: Ground = Ground.BAR) -> None:
        super().__init__(id=id)
        self._ground = ground
        self._lines: tuple[Line, ...] = ()
        self._painter: Painter | None = None
        self._drawn: tuple[object, list[Strip]] = (None, [])  # the strips, and what they were drawn of

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def show(self, *lines: Line) -> None:
        """Show other lines."""
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        self._painter = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines, blank where there is none. There is no border and no padding to add.

        Textual asks for them at every repaint of a screen, whatever changed.
        """
        if self._painter is None:
            self._painter = Painter.of(self.app)
        drawn_of = (self._lines, self.size, self._painter)
        if drawn_of != self._drawn[0]:
            self._drawn = (drawn_of, self._draw(self._painter))
        return [strip.crop(crop.x, crop.right) for strip in self._drawn[1][crop.y : crop.bottom]]

    def _draw(self, painter: Painter) -> list[Strip]:
        lines, (width, height) = self.visible_lines(), self.size
        strips = [painter.strip(lines[y] if y < len(lines) else (), width, self._ground) for y in range(height)]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, self.background_colors[1]) for strip in strips]
        return strips

    def visible_lines(self) -> tuple[Line, ...]:
        """Return the lines as they fit the width."""
        return self._lines


class WrappedBar(LineBar):
    """Continues lines that are longer than the screen is wide."""

    def visible_lines(self) -> tuple[Line, ...]:
        """Return lines of at most the width; the last ends in an ellipsis where there are more."""
        lines = wrap_all(self.lines, self.size.width - 1)
        room = self.size.height
        return (
            lines
            if len(lines) <= room
            else (*lines[: room - 1], (*cut(lines[room - 1], self.size.width - 2), ("…", "dim")))
        )
