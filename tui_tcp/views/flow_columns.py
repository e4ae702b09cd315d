"""The one table of the flow list's columns: title, width, what a cell says, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_tcp.model.session import Session
from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.findings import PROBLEMS
from tui_tcp.tcp.states import OPENNESS, Confidence, State
from tui_tcp.views import closing_words
from tui_tcp.views.format import duration, seconds, short_count, short_size, time_of_day
from tui_tcp.views.letters import letters
from tui_tcp.views.naming import ADDRESSES, Naming
from tui_tcp.views.pieces import Line, clip, squeeze
from tui_tcp.views.table import Column

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_NOTHING: Line = (("–", "dim"),)
_PORT = 6  # of an address that must be shortened, at least the port stays whole
NAME = "Name"  # the column that is there only where names were looked for
_START_WIDTH = 12  # 08:31:02.123
_CONFIDENCES = {confidence.value: confidence.text for confidence in Confidence}


class Cell(NamedTuple):
    """What a cell is made of."""

    session: Session
    connection: Connection
    width: int
    times: str
    naming: Naming = ADDRESSES


class FlowColumn(NamedTuple):
    """A column: its share of the width, its text, its sort keys (the most significant first, -1: none)."""

    share: Column
    text: Callable[[Cell], Line]
    keys: Callable[[Session, Sequence[Connection]], list[Vector]]


def _number(cell: Cell) -> Line:
    return ((str(cell.connection.number), "dim"),)


def _state(cell: Cell) -> Line:
    connection = cell.connection
    state = connection.state
    if state is State.UNSEEN:
        return _NOTHING
    end = connection.first if connection.first.state == state else connection.second
    return ((state.text, _CONFIDENCES[end.confidence]),)


def _client(cell: Cell) -> Line:
    mark = "?" if cell.connection.client_guessed else ""
    text = cell.naming.socket(cell.session, cell.connection, 0)
    address = (squeeze(text, cell.width - len(mark), _PORT), "client")
    return (address, (mark, "note")) if mark else (address,)


def _server(cell: Cell) -> Line:
    return ((squeeze(cell.naming.socket(cell.session, cell.connection, 1), cell.width, _PORT), "server"),)


def _name(cell: Cell) -> Line:
    name = cell.naming.name(cell.connection)
    return ((clip(name, cell.width), ""),) if name else _NOTHING


def _start(cell: Cell) -> Line:
    begin = cell.connection.first_time
    if cell.times == "absolute":
        return ((time_of_day(begin, 3), ""),)
    since = begin - cell.session.columns.value("time", 0)
    text = f"{seconds(since, 3)} s"
    return ((text if len(text) <= _START_WIDTH else duration(since), ""),)


def _duration(cell: Cell) -> Line:
    lasted = cell.connection.duration
    return ((duration(lasted), ""),) if lasted else _NOTHING


def _packets(cell: Cell) -> Line:
    return ((short_count(cell.connection.first.packets + cell.connection.second.packets), ""),)


def _bytes(cell: Cell) -> Line:
    total = cell.connection.first.bytes + cell.connection.second.bytes
    return ((short_size(total), "" if total else "dim"),)


def _rtt(cell: Cell) -> Line:
    return ((duration(cell.connection.rtt), ""),) if cell.connection.rtt >= 0 else _NOTHING


def _retransmissions(cell: Cell) -> Line:
    total = cell.connection.first.retransmissions + cell.connection.second.retransmissions
    return ((short_count(total), "problem" if total else "dim"),)


def _letters(cell: Cell) -> Line:
    return letters(cell.connection.findings)[: cell.width]


def _closed_by(cell: Cell) -> Line:
    text, style = closing_words.closed_by(cell.connection, cell.width)
    return ((clip(text, cell.width), style),)


def _gather(value: Callable[[Connection], Any], connections: Sequence[Connection]) -> Vector:
    import numpy as np

    return np.fromiter(map(value, connections), np.int64, len(connections))


def _by(value: Callable[[Connection], Any]) -> Callable[[Session, Sequence[Connection]], list[Vector]]:
    return lambda _, connections: [_gather(value, connections)]


def _by_sum(name: str) -> Callable[[Session, Sequence[Connection]], list[Vector]]:
    """Sort by a counter of both ends together."""
    first, second = attrgetter(f"first.{name}"), attrgetter(f"second.{name}")
    return lambda _, connections: [_gather(first, connections) + _gather(second, connections)]


def _by_state(_: Session, connections: Sequence[Connection]) -> list[Vector]:
    import numpy as np

    rank = np.argsort(OPENNESS)
    first = rank[_gather(attrgetter("first.state"), connections)]
    return [np.minimum(first, rank[_gather(attrgetter("second.state"), connections)])]


def _by_socket(end: int) -> Callable[[Session, Sequence[Connection]], list[Vector]]:
    """Sort by address, numerically, then by port."""

    def keys(session: Session, connections: Sequence[Connection]) -> list[Vector]:
        import numpy as np

        sockets_of = session.sockets
        sockets = [sockets_of(connection)[end] for connection in connections]
        joined = b"".join([address.rjust(16, b"\0") for address, _ in sockets])
        halves = np.frombuffer(joined, ">u8").astype(np.uint64).reshape(-1, 2)
        ports = np.fromiter((port for _, port in sockets), np.int64, len(sockets))
        return [halves[:, 0], halves[:, 1], ports]

    return keys


def _by_name(session: Session, connections: Sequence[Connection]) -> list[Vector]:
    """Sort by the alphabet; what has no name goes last."""
    import numpy as np

    from tui_tcp.names.names import names_of

    names = list(map(names_of(session).of, connections))
    places = {name: place for place, name in enumerate(sorted(set(names)))}
    return [np.fromiter((places[name] if name else -1 for name in names), np.int64, len(names))]


def _by_rtt(_: Session, connections: Sequence[Connection]) -> list[Vector]:
    import numpy as np

    syn = _gather(attrgetter("syn_time"), connections)
    done = _gather(attrgetter("handshake_time"), connections)
    return [np.where((syn < 0) | (done < 0), -1, done - syn)]


def _by_duration(_: Session, connections: Sequence[Connection]) -> list[Vector]:
    return [_gather(attrgetter("duration"), connections)]


def _problem_count(connection: Connection) -> int:
    return (connection.findings & PROBLEMS).bit_count()


FLOW_COLUMNS = [
    FlowColumn(Column("#", 3, True), _number, _by(attrgetter("number"))),
    FlowColumn(Column("State", 12), _state, _by_state),
    FlowColumn(Column("Client", 17, is_elastic=True), _client, _by_socket(0)),
    FlowColumn(Column("Server", 17, is_elastic=True), _server, _by_socket(1)),
    FlowColumn(Column(NAME, 16, rank=4, is_optional=True), _name, _by_name),
    FlowColumn(Column("Start", _START_WIDTH, True, rank=6), _start, _by(attrgetter("first_time"))),
    FlowColumn(Column("Duration", 11, True, rank=2), _duration, _by_duration),
    FlowColumn(Column("Pkts", 6, True), _packets, _by_sum("packets")),
    FlowColumn(Column("Bytes", 6, True), _bytes, _by_sum("bytes")),
    FlowColumn(Column("RTT", 7, True, rank=3), _rtt, _by_rtt),
    FlowColumn(Column("Retr", 4, True, rank=5), _retransmissions, _by_sum("retransmissions")),
    FlowColumn(
        Column("Closed by", closing_words.WIDTH, narrow=closing_words.NARROW),
        _closed_by,
        _by(closing_words.order_of),
    ),
    FlowColumn(Column("Notes", 5, rank=1), _letters, _by(_problem_count)),
]
