"""The ladder of one connection: client left, server right, time downwards, a row a segment.

              client 192.168.1.5:51234                 server 183.136.236.13:80
 0.000000     SYN-SENT    ├── ① SYN  seq 0  win 64240  mss 1460 ──►│ LISTEN               #1
+0.023110                 │◄── ② SYN,ACK  seq 0  ack 1 ────────────┤ SYN-RECEIVED         #2
                          │◄╌╌ 12 segments · 16.9 kB · 24 ms ╌╌╌╌╌╌┤                      #5–36 ▸
                          ┊             5.0 s silence              ┊
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.model.session import Session
from tui_tcp.tcp.findings import PROBLEMS
from tui_tcp.tcp.states import Confidence, State
from tui_tcp.views.difference import difference
from tui_tcp.views.format import count, duration, seconds, size
from tui_tcp.views.ladder_arrow import ASCII, DRAWN, arrow, room_for_text, segment_text, silence
from tui_tcp.views.ladder_index import FOLD, SILENCE, LadderIndex, Track, extend, read_track
from tui_tcp.views.ladder_steps import steps
from tui_tcp.views.letters import MARK, NO_SIGN, PROBLEM_SIGN, letters
from tui_tcp.views.pace import Pace
from tui_tcp.views.pieces import Line, Piece, clip, cut, left, right, squeeze
from tui_tcp.views.rows import Rows
from tui_tcp.views.segment_words import words_of
from tui_tcp.views.times import WIDTH as TIME_WIDTH
from tui_tcp.views.times import time_text

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_LEAST_TIME = 10
_GOOD_ARROW = 44  # below it the states are told by shorter names, and below the least not at all
_LEAST_ARROW = 26
_LONGEST_ARROW = 96  # a longer one takes the eye away from its text
_RANGE_FROM = 100  # cells of width from which a fold tells both of its frames
_STATES = [state.text for state in State]
_CONFIDENCES = [confidence.text for confidence in Confidence]
_SHORT_STATES = {
    "SYN-RECEIVED": "SYN-RCVD",
    "ESTABLISHED": "ESTAB",
    "FIN-WAIT-1": "FIN-W-1",
    "FIN-WAIT-2": "FIN-W-2",
    "CLOSE-WAIT": "CLOSE-W",
    "TIME-WAIT": "TIME-W",
}
_PORT = 6  # of an address that must be shortened, at least the port stays whole
_STATE_WIDTH, _SHORT_WIDTH = 12, 8


class _Layout(NamedTuple):
    """The widths of what stands in a row, in order; a state width of 0 leaves it out."""

    time: int
    state: int
    arrow: int
    frame: int


class LadderRows(Rows):
    """One connection's rows; a row's key is the number of the frame it begins with."""

    title = "Ladder"

    def __init__(self, session: Session, number: int, ascii_only: bool = False) -> None:
        super().__init__()
        self._times = "delta"
        self._session = session
        self._connection = session.connections[number]
        self.glyphs = ASCII if ascii_only else DRAWN
        self._opened: set[int] = set()
        self._passing: Vector | None = None  # the frames that pass the filter
        self._hides = False
        self.marked: int | None = None  # the frame that others are compared with
        self._pace = Pace()
        self._whole = read_track(session.columns, self._connection, self._connection.first_row)
        self._build()

    def show_filtered(self, passing: Vector | None, hides: bool) -> None:
        """Dim, or hide, the segments whose frames do not pass a filter (a vector of booleans, None for no filter)."""
        self._passing, self._hides = passing, hides
        self._build()

    def mark(self, key: int | None) -> None:
        """Mark a frame, and no other."""
        self.marked = key
        self.generation += 1

    def difference(self, key: int) -> str:
        """Tell how a frame differs from the marked one, '' where none is marked."""
        if self.marked is None:
            return ""
        return difference(self._session.columns, self._connection, self._whole, self.marked, key)

    def refresh(self) -> bool:
        """Take in segments that came meanwhile."""
        track, connection = self._whole, self._connection
        is_whole = track.size == connection.first.packets + connection.second.packets
        if is_whole or not (self._pace.is_due or self._session.is_done):
            return False
        since = int(track.rows[-1]) + 1 if track.size else connection.first_row
        more = read_track(self._session.columns, connection, since)
        if not more.size:
            return False
        self._whole = extend(self._session.columns, track, more)
        self._build()
        return True

    def header(self, width: int) -> Line:
        """Return both ends' addresses over their lifelines."""
        layout = self._layout(width)
        room = layout.arrow + (2 * layout.state + 2 if layout.state else 0)
        client, server = (self.naming.socket(self._session, self._connection, end) for end in (0, 1))
        mark = "?" if self._connection.client_guessed else ""
        names = [f"client{mark} {client}", f"server{mark} {server}"]
        half = (room - 2) // 2
        if max(map(len, names)) > half:
            names = [squeeze(client, half, _PORT), squeeze(server, half, _PORT)]
        between = " " * (room - sum(map(len, names)))
        return cut(((" " * (layout.time + 2), ""), (names[0], "client"), (between, ""), (names[1], "server")), width)

    def line(self, row: int, width: int) -> Line:
        """Return one row of the ladder."""
        kind, at = self._index.kind[row], int(self._index.segment[row])
        layout = self._layout(width)
        if kind == SILENCE:
            return self._silence_line(at, layout, width)
        is_fold = kind == FOLD
        drawn = self._fold_arrow(at, layout.arrow) if is_fold else self._segment_arrow(at, layout.arrow)
        client, server = self._states(at, layout.state)
        sign = PROBLEM_SIGN if self._track.findings[at] & PROBLEMS else NO_SIGN
        time = (right(self._time(at), layout.time), "dim")
        pieces = (sign, time, (" ", ""), *client, *drawn, *server, *self._frame(at, is_fold, layout, width))
        return cut(pieces if self._is_lit(at) else tuple((text, "dim") for text, _ in pieces), width)

    def key_at(self, row: int) -> int:
        """Return the frame that a row begins with; a silence has that of the row behind it."""
        return int(self._track.rows[self._index.segment[row]])

    def row_of(self, key: int) -> int | None:
        """Return the row of a frame, None if it belongs to another connection."""
        rows = self._track.rows
        at = int(rows.searchsorted(key))
        return self._index.row_of(at) if at < len(rows) and rows[at] == key else None

    def toggle(self, row: int) -> bool:
        """Open or close the fold that begins in this row; False where none does."""
        at = int(self._index.segment[row])
        if self._index.kind[row] == SILENCE or self._index.last_of(at) == at:
            return False
        self._opened ^= {int(self._track.rows[at])}
        self._build()
        return True

    def next_problem(self, row: int, backwards: bool = False) -> int | None:
        """Return the nearest row whose segment has a problem."""
        import numpy as np

        if not self.row_count:
            return None
        bad = np.flatnonzero(self._track.findings & np.uint64(PROBLEMS))
        at = int(self._index.segment[row])
        found = bad[bad < at][::-1] if backwards else bad[bad > at]
        return self._index.row_of(int(found[0])) if len(found) else None

    def _build(self) -> None:
        self._pace.run(self._build_now)
        self.generation += 1

    def _build_now(self) -> None:
        import numpy as np

        self._steps = steps(self._whole, self._connection)
        self._track, self._lit = self._whole, self._passing_segments()
        if self._hides and self._lit is not None:
            places = np.cumsum(self._lit) - 1
            self._steps = {int(places[at]): step for at, step in self._steps.items() if self._lit[at]}
            self._track, self._lit = Track(*(column[self._lit] for column in self._whole)), None
        self._index = LadderIndex(self._track, self._connection.rtt, self._opened, self._track is self._whole)
        self.row_count = self._index.count

    def _passing_segments(self) -> Vector | None:
        """Tell which segments pass the filter; of those that came since it was last asked nothing is known."""
        import numpy as np

        if self._passing is None:
            return None
        lit = np.zeros(self._whole.size, bool)
        known = self._whole.rows[self._whole.rows < len(self._passing)]
        lit[: len(known)] = self._passing[known]
        return lit

    def _is_lit(self, at: int) -> bool:
        """Tell whether a segment, or one of the run that it begins, passes the filter."""
        return self._lit is None or bool(self._lit[at : self._index.last_of(at) + 1].any())

    def _layout(self, width: int) -> _Layout:
        first, last = self._connection.first_time, self._connection.last_time
        time = TIME_WIDTH if self.times == "absolute" else max(_LEAST_TIME, len(seconds(last - first)) + 1)
        frame = len(str(self._connection.last_row + 1)) + 1
        if width >= _RANGE_FROM:
            frame += len(str(self._connection.last_row + 1)) + 1
        room = width - time - frame - 5
        for state, least in ((_STATE_WIDTH, _GOOD_ARROW), (_SHORT_WIDTH, _LEAST_ARROW)):
            if room - 2 * state - 2 >= least:
                return _Layout(time, state, min(room - 2 * state - 2, _LONGEST_ARROW), frame)
        return _Layout(time, 0, room, frame)

    def _time(self, at: int) -> str:
        time = self._track.time
        before = int(time[at - 1]) if at else None
        return time_text(self.times, int(time[at]), before, self._connection.first_time)

    def _states(self, at: int, width: int) -> tuple[Line, Line]:
        """Return client's and server's state where the segment changed it, blanks elsewhere."""
        if not width:
            return (), ()
        track = self._track
        ends = [_state_piece(codes, at, width) for codes in (track.state_0, track.state_1)]
        client = self._connection.client_direction
        return (ends[client], (" ", "")), ((" ", ""), ends[1 - client])

    def _segment_arrow(self, at: int, width: int) -> Line:
        words = words_of(self._session, int(self._track.rows[at]), self.numbers)
        step = self.glyphs.steps[self._steps.get(at, 0)]
        text = segment_text(words, step, room_for_text(width))
        return arrow(text, width, words.is_from_client, self.glyphs)

    def _fold_arrow(self, at: int, width: int) -> Line:
        last = self._index.last_of(at)
        words, direction, findings = fold_words(self._track, at, last)
        signs = letters(findings)
        room = room_for_text(width) - (len(signs) + 1 if signs else 0)
        text = (*signs, (" " if signs else "", ""), (clip(words, room), "dim"))
        is_from_client = direction == self._connection.client_direction
        return arrow(text, width, is_from_client, self.glyphs, self.glyphs.fold)

    def _silence_line(self, at: int, layout: _Layout, width: int) -> Line:
        gap = int(self._track.time[at] - self._track.time[at - 1])
        before = 1 + layout.time + 1 + (layout.state + 1 if layout.state else 0)
        drawn = silence(f"{duration(gap)} silence", layout.arrow, self.glyphs)
        return cut(((" " * before, ""), *drawn), width)

    def _frame(self, at: int, is_fold: bool, layout: _Layout, width: int) -> Line:
        """Return the frame's number, for a fold those of its first and last, and the sign that it can be opened."""
        last = self._index.last_of(at)
        text = f"#{int(self._track.rows[at]) + 1}"
        if is_fold and width >= _RANGE_FROM:
            text += f"–{int(self._track.rows[last]) + 1}"
        sign = self.glyphs.closed if is_fold else self.glyphs.opened if last != at else ""
        number: Line = ((left(text, layout.frame), "dim"),)
        if self.marked == int(self._track.rows[at]):
            number = (MARK, (left(text[1:], layout.frame - 1), "dim"))
        return ((" ", ""), *number, (" ", ""), (sign, "marker"))


def fold_words(track: Track, first: int, last: int) -> tuple[str, int, int]:
    """Return '12 segments · 16.9 kB · 24 ms' of a run, the direction in which its data goes, and its findings."""
    import numpy as np

    run = slice(first, last + 1)
    payload = track.payload[run]
    lasted = duration(int(track.time[last] - track.time[first]))
    data = int((payload > 0).sum())
    findings = int(np.bitwise_or.reduce(track.findings[run]))
    if not data:
        return f"{count(last - first + 1, 'ACK')} · {lasted}", int(track.direction[first]), findings
    direction = int(track.direction[run][payload.argmax()])
    return f"{count(data, 'segment')} · {size(int(payload.sum(dtype='i8')))} · {lasted}", direction, findings


def _state_piece(codes: Vector, at: int, width: int) -> Piece:
    """Return an end's state in its column if it differs from the one before, in the style of its confidence."""
    code = int(codes[at])
    if at and int(codes[at - 1]) & 0x0F == code & 0x0F:
        return " " * width, ""
    text = _STATES[code & 0x0F]
    if width < _STATE_WIDTH:
        text = _SHORT_STATES.get(text, text)
    return left(text, width), _CONFIDENCES[code >> 4]
