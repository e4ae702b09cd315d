"""The list of all frames of the capture, in order, across connections; what is no segment stands dimmed among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.model.columns import CHUNK_ROWS
from tui_tcp.model.session import Session
from tui_tcp.tcp.findings import PROBLEMS
from tui_tcp.views.format import short_count
from tui_tcp.views.letters import NO_SIGN, PROBLEM_SIGN, letters
from tui_tcp.views.naming import Naming
from tui_tcp.views.other_frames import describe
from tui_tcp.views.pace import Pace
from tui_tcp.views.pieces import Line, clip, squeeze
from tui_tcp.views.rows import SortedRows
from tui_tcp.views.segment_words import Words, words_of
from tui_tcp.views.table import Column, Place, arrange, header_line, row_line
from tui_tcp.views.times import WIDTH as TIME_WIDTH
from tui_tcp.views.times import time_text

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_ADDRESS = 15  # 255.255.255.255
_SAMPLE = 512  # connections whose addresses decide how wide these columns are
_PORTS_FROM = 44  # cells of the last column
_EVERYTHING = 1 << 16  # what the last column needs: all there is
_COLUMNS = [
    Column("#", 3, True),
    Column("Time", 9, True),
    Column("Source", _ADDRESS, narrow=11, is_elastic=True),
    Column("Destination", _ADDRESS, narrow=11, is_elastic=True),
    Column("Proto", 6),
    Column("Length", 6, True, rank=1),
    Column("Info", 30, is_elastic=True),
]
_SORT_KEYS = {"Time": "time", "Proto": "kind", "Length": "length"}


class _Frame(NamedTuple):
    """What a row says, whatever kind of frame it is."""

    source: Line
    destination: Line
    protocol: Line
    info: Line
    is_problem: bool


class FrameRows(SortedRows):
    """A session's frames; a row's key is the frame's number counted from 0, people see it counted from 1."""

    title = "Frames"
    sortable = ("#", *_SORT_KEYS)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._was_done = False
        self._matching: Vector | None = None  # what a filter leaves
        self._marked: frozenset[int] = frozenset()
        self._marked_pace = Pace()
        self._widest = 0  # of the times
        self._longest = _ADDRESS
        self._measured = 0  # connections whose addresses were looked at
        self._places: tuple[tuple[int, ...], list[Place]] = ((), [])
        self.refresh()

    def call_ends(self, naming: Naming) -> None:
        """Call ends in another way, and give them the room that takes."""
        super().call_ends(naming)
        self._longest, self._measured = _ADDRESS, 0
        self._measure()

    def show_only(self, chosen: Vector | None) -> None:
        """Show the frames that match a filter, and of these the marked connections' if there are any."""
        self._matching = chosen
        self._show()

    def show_marked(self, numbers: frozenset[int]) -> None:
        """Show some connections' frames together and no others; all for none."""
        self._marked = numbers
        self._show()

    def _show(self) -> None:
        self._choose(self._matching, self._of_marked() if self._marked else None)

    def _of_marked(self) -> Vector:
        import numpy as np

        return np.isin(self._session.columns.vector("connection", self.total), list(self._marked))

    def refresh(self) -> bool:
        """Take in new frames; the findings of old ones may have been amended by what the new ones taught."""
        count, is_done = self._session.frame_count, self._session.is_done
        if (count, is_done) == (self.total, self._was_done):
            return False
        self._was_done = is_done
        self.generation += 1
        self.grow(count, is_done, self._session.columns.first)
        if self._marked and (is_done or self._marked_pace.is_due):
            self._marked_pace.run(self._show)
        self._measure()
        return True

    def header(self, width: int) -> Line:
        """Return the titles."""
        return header_line(self._arranged(width), width, self.sort_column, self.sort_reversed)

    def columns(self, width: int) -> list[tuple[str, int, int]]:
        """Return title, place and width of each column that is there."""
        return [(place.title, place.x, place.width) for place in self._arranged(width)]

    def line(self, row: int, width: int) -> Line:
        """Return the frame in that row."""
        key = self.key_at(row)
        places = self._arranged(width)
        widths = {place.title: place.width for place in places}
        columns = self._session.columns
        is_segment = columns.value("connection", key) >= 0
        frame = self._segment(key, widths) if is_segment else self._other(key, widths)
        cell: dict[str, Line] = {
            "#": ((str(key + 1), "dim"),),
            "Time": ((self._time(key), "" if is_segment else "dim"),),
            "Source": frame.source,
            "Destination": frame.destination,
            "Proto": frame.protocol,
            "Length": ((short_count(columns.value("length", key)), "dim"),),
            "Info": frame.info,
        }
        sign = PROBLEM_SIGN if frame.is_problem else NO_SIGN
        return row_line(places, [cell[place.title] for place in places], width, sign)

    def keys_of(self, title: str) -> list[Vector]:
        """Return a column's sort keys."""
        import numpy as np

        if title == self.natural:
            return [np.arange(self.total, dtype=np.int64)]
        return [self._session.columns.vector(_SORT_KEYS[title], self.total)]

    def next_problem(self, row: int, backwards: bool = False) -> int | None:
        """Return the nearest row whose frame has a problem."""
        if self._order is None:
            key = self._next_problem_key(self.first + row, backwards)
            return None if key is None else self.row_of(key)
        return self._next_problem_in_order(row, backwards)

    def _next_problem_in_order(self, row: int, backwards: bool) -> int | None:
        """Look through the findings piece by piece in the order of the rows."""
        import numpy as np

        assert self._order is not None
        pieces = range(0, len(self._order), CHUNK_ROWS)
        for begin in reversed(pieces) if backwards else pieces:
            stop = min(begin + CHUNK_ROWS, len(self._order))
            first, last = (begin, min(stop, row)) if backwards else (max(begin, row + 1), stop)
            if first < last:
                findings = self._session.columns.take("findings", self._order[first:last])
                found = np.flatnonzero(findings & np.uint64(PROBLEMS))
                if len(found):
                    return first + int(found[-1 if backwards else 0])
        return None

    def _next_problem_key(self, key: int, backwards: bool) -> int | None:
        """Look through the findings chunk by chunk."""
        import numpy as np

        chunks = range(self.total // CHUNK_ROWS + 1)
        for number in reversed(chunks) if backwards else chunks:
            begin = number * CHUNK_ROWS
            stop = min(self.total - begin, CHUNK_ROWS)
            first, last = (0, min(stop, key - begin)) if backwards else (max(0, key + 1 - begin), stop)
            if first < last:
                findings = self._session.columns.chunks[number].vector("findings", stop)[first:last]
                found = np.flatnonzero(findings & np.uint64(PROBLEMS))
                if len(found):
                    return begin + first + int(found[-1 if backwards else 0])
        return None

    def _arranged(self, width: int) -> list[Place]:
        inputs = (width, self.generation, self.total)
        if self._places[0] != inputs:
            self._places = (inputs, arrange(_COLUMNS, width, self._needs()))
        return self._places[1]

    def _needs(self) -> dict[str, int]:
        return {
            "#": len(str(self.total)),
            "Time": TIME_WIDTH if self.times == "absolute" else self._widest,
            "Source": self._longest,
            "Destination": self._longest,
            "Info": _EVERYTHING,
        }

    def _measure(self) -> None:
        """Let the columns of addresses and times be as wide as what is there needs them."""
        connections = self._session.connections[self._measured : _SAMPLE]
        self._measured += len(connections)
        for connection in connections:
            lengths = [len(self.naming.host(self._session, connection, end)) for end in (0, 1)]
            self._longest = max(self._longest, *lengths)
        if self.total:
            widest = max(len(self._time(0)), len(self._time(self.total - 1)))
            self._widest = max(self._widest, widest)

    def _time(self, row: int) -> str:
        value = self._session.columns.value
        before = value("time", row - 1) if row else None
        return time_text(self.times, value("time", row), before, value("time", 0))

    def _segment(self, row: int, widths: dict[str, int]) -> _Frame:
        session = self._session
        connection = session.connections[session.columns.value("connection", row)]
        words = words_of(session, row, self.numbers)
        naming = self.naming
        ends = [(naming.host(session, connection, end), naming.port(session, connection, end)) for end in (0, 1)]
        styles = ["client", "server"]
        if not words.is_from_client:
            ends.reverse()
            styles.reverse()
        (source, source_port), (destination, destination_port) = ends
        return _Frame(
            _address(source, widths["Source"], styles[0]),
            _address(destination, widths["Destination"], styles[1]),
            ((words.protocol, ""),),
            _info(words, f"{source_port} → {destination_port}", widths["Info"]),
            bool(words.findings & PROBLEMS),
        )

    def _other(self, row: int, widths: dict[str, int]) -> _Frame:
        other = describe(self._session, row)
        return _Frame(
            _address(other.source, widths["Source"], "dim"),
            _address(other.destination, widths["Destination"], "dim"),
            ((clip(other.protocol, widths["Proto"]), "dim"),),
            ((clip(other.info, widths["Info"]), "dim"),),
            False,
        )


def _address(text: str, width: int, style: str) -> Line:
    return ((squeeze(text, width, 4), style),)


def _info(words: Words, ports: str, width: int) -> Line:
    """Return the findings' letters, what is said, the ports where there is room for them, and the numbers."""
    signs = letters(words.findings)
    said = f"{words.message}  " if words.message else ""
    where = f"{ports} " if width >= _PORTS_FROM else ""
    text = f"{said}{where}[{words.flags}] {numbers_text(words)}"
    return (*signs, (" " if signs else "", ""), (clip(text, width - len(signs) - bool(signs)), ""))


def numbers_text(words: Words) -> str:
    """Return 'seq 0 ack 1 len 0 win 65160 mss 1460 ws 7'."""
    ack = "" if words.ack is None else f" ack {words.ack}"
    options = f" {words.options}" if words.options else ""
    return f"seq {words.seq}{ack} len {words.length} win {words.window}{options}"
