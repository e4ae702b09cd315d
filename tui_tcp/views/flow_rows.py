"""The list of connections: one row each, in the order of their numbers or of any column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_tcp.model.session import Session
from tui_tcp.tcp.findings import PROBLEMS
from tui_tcp.views.flow_columns import FLOW_COLUMNS, NAME, Cell, FlowColumn
from tui_tcp.views.letters import MARK, NO_SIGN, PROBLEM_SIGN
from tui_tcp.views.naming import Naming
from tui_tcp.views.pieces import Line
from tui_tcp.views.rows import SortedRows
from tui_tcp.views.table import Place, arrange, header_line, row_line

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_LONGEST_NAME = 28  # cells that a name may take
_SAMPLE = 512  # connections whose addresses decide how wide these columns are


class FlowRows(SortedRows):
    """A session's connections; a row's key is the connection's number."""

    title = "Connections"
    sortable = tuple(column.share.title for column in FLOW_COLUMNS if not column.share.is_optional)

    def __init__(self, session: Session, columns: Sequence[FlowColumn] = FLOW_COLUMNS) -> None:
        super().__init__()
        self._session = session
        self._columns = {column.share.title: column for column in columns}
        self.sortable = tuple(title for title, column in self._columns.items() if not column.share.is_optional)
        self._seen = (0, 0, False)
        self._marked: frozenset[int] = frozenset()
        self._needs = {"Client": 0, "Server": 0, NAME: 0, "#": 0}
        self._keys: dict[str, list[Vector]] = {}
        self._places: tuple[int, list[Place]] = (-1, [])
        self.refresh()

    def call_ends(self, naming: Naming) -> None:
        """Call ends in another way, and give them the room that takes."""
        super().call_ends(naming)
        self._keys.clear()
        self._needs |= {"Client": 0, "Server": 0, NAME: 0}
        self._measure(0, self.total)
        if naming.has_names:
            self._let_sort_by(NAME)

    def show_marked(self, numbers: frozenset[int]) -> None:
        """Put a sign before the numbers of some connections."""
        self._marked = numbers
        self._needs["#"] = self._number_width(self.total)
        self._places = (-1, [])
        self.generation += 1

    def widen(self, title: str, width: int) -> None:
        """Tell how wide the contents of a column are that nobody else measures."""
        self._needs[title] = width
        self._places = (-1, [])
        self.generation += 1
        self._let_sort_by(title)

    def _let_sort_by(self, title: str) -> None:
        """Add a column to those that can order the rows."""
        known = {*self.sortable, title}
        self.sortable = tuple(title for title in self._columns if title in known)

    def refresh(self) -> bool:
        """Take in new connections, and what became of the old ones."""
        session = self._session
        seen = (session.frame_count, len(session.connections), session.is_done)
        if seen == self._seen:
            return False
        self._seen = seen
        self._keys.clear()
        self._measure(self.total, seen[1])
        self.generation += 1
        self.grow(seen[1], session.is_done)
        return True

    def header(self, width: int) -> Line:
        """Return the titles."""
        return header_line(self._arranged(width), width, self.sort_column, self.sort_reversed)

    def columns(self, width: int) -> list[tuple[str, int, int]]:
        """Return title, place and width of each column that is there."""
        return [(place.title, place.x, place.width) for place in self._arranged(width)]

    def line(self, row: int, width: int) -> Line:
        """Return the connection in that row."""
        connection = self._session.connections[self.key_at(row)]
        places = self._arranged(width)
        contents = [
            self._columns[place.title].text(Cell(self._session, connection, place.width, self.times, self.naming))
            for place in places
        ]
        if connection.number in self._marked:
            contents[0] = (MARK, *contents[0])
        return row_line(places, contents, width, PROBLEM_SIGN if connection.findings & PROBLEMS else NO_SIGN)

    def keys_of(self, title: str) -> list[Vector]:
        """Return a column's sort keys, worked out once for what is published now."""
        if title not in self._keys:
            connections = self._session.connections[: self.total]
            self._keys[title] = self._columns[title].keys(self._session, connections)
        return self._keys[title]

    def next_problem(self, row: int, backwards: bool = False) -> int | None:
        """Return the nearest row whose connection has a problem."""
        connections = self._session.connections
        rows = range(row - 1, -1, -1) if backwards else range(row + 1, self.row_count)
        return next((at for at in rows if connections[self.key_at(at)].findings & PROBLEMS), None)

    def _arranged(self, width: int) -> list[Place]:
        if self._places[0] != width:
            shares = [column.share for column in self._columns.values()]
            self._places = (width, arrange(shares, width, self._needs))
        return self._places[1]

    def _number_width(self, count: int) -> int:
        return len(str(count)) + bool(self._marked)

    def _measure(self, first: int, count: int) -> None:
        """Let the columns of addresses and names be as wide as the first connections need them."""
        needs = dict(self._needs)
        for connection in self._session.connections[first : min(count, _SAMPLE)]:
            client, server = (len(self.naming.socket(self._session, connection, end)) for end in (0, 1))
            needs["Client"] = max(needs["Client"], client + connection.client_guessed)
            needs["Server"] = max(needs["Server"], server)
            needs[NAME] = max(needs[NAME], min(len(self.naming.name(connection)), _LONGEST_NAME))
        needs["#"] = self._number_width(count)
        if needs != self._needs:
            self._needs = needs
            self._places = (-1, [])
