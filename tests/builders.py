"""Segments as words: the lines of a conversation, each state built from the one before, and what the engine saw.

Numbers in a line are relative, as people read them: 0 is the SYN's, 1 the first byte's. A line is the client's, who
speaks first, unless `back` gives it to the server.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tui_tcp.model.columns import SIZES
from tui_tcp.segment import NO_SHIFT, Segment
from tui_tcp.tcp.columns import SEGMENT_COLUMNS, Segments
from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.findings import names
from tui_tcp.tcp.flags import ACK, FIN, PSH, RST, SYN
from tui_tcp.tcp.states import Confidence, State
from tui_tcp.tcp.tracker import Tracker

CLIENT_ISS, SERVER_ISS = 1000, 50_000
START_NS = 1_700_000_000_000_000_000


@dataclass(frozen=True)
class Line:
    """One segment of a conversation; `after_ms` is the time since the line before."""

    flags: int
    seq: int = 0
    ack: int = 0
    length: int = 0
    from_server: bool = False
    window: int = 65535
    after_ms: float = 1
    pair: int = 0
    mss: int = 0
    shift: int = NO_SHIFT
    sack_permitted: int = 0
    sack: tuple[tuple[int, int], ...] = ()
    number: int = 0
    tsval: int = 0
    ecn: int = 0
    form: int = 0  # of what an ICMP error quotes

    @property
    def seq_raw(self) -> int:
        return self.seq + (SERVER_ISS if self.from_server else CLIENT_ISS) & 0xFFFFFFFF

    @property
    def ack_raw(self) -> int:
        return self.ack + (CLIENT_ISS if self.from_server else SERVER_ISS) & 0xFFFFFFFF if self.flags & ACK else 0


def back(line: Line) -> Line:
    """The same line from the server."""
    return replace(line, from_server=True)


def late(line: Line, milliseconds: float) -> Line:
    return replace(line, after_ms=milliseconds)


def syn(seq: int = 0) -> Line:
    return Line(SYN, seq)


def syn_ack(seq: int = 0, ack: int = 1) -> Line:
    return Line(SYN | ACK, seq, ack, from_server=True)


def ack(seq: int = 1, ack: int = 1) -> Line:
    return Line(ACK, seq, ack)


def data(seq: int, length: int, ack: int = 1) -> Line:
    return Line(PSH | ACK, seq, ack, length)


def fin(seq: int = 1, ack: int = 1) -> Line:
    return Line(FIN | ACK, seq, ack)


def rst(seq: int = 1) -> Line:
    return Line(RST, seq)


def rst_ack(seq: int = 0, ack: int = 1) -> Line:
    return Line(RST | ACK, seq, ack)


def established() -> list[Line]:
    return [syn(), syn_ack(), ack()]


def fin_wait_1() -> list[Line]:
    """The client in FIN-WAIT-1, the server in CLOSE-WAIT."""
    return [*established(), fin()]


def fin_wait_2() -> list[Line]:
    return [*fin_wait_1(), back(ack(1, 2))]


def time_wait() -> list[Line]:
    """The client in TIME-WAIT, the server in LAST-ACK."""
    return [*fin_wait_2(), back(fin(1, 2))]


def closed() -> list[Line]:
    return [*time_wait(), ack(2, 2)]


def both_closing() -> list[Line]:
    """The FINs crossed: both ends in CLOSING."""
    return [*fin_wait_1(), back(fin(1, 1))]


@dataclass
class Seen:
    """What the engine made of the lines: its connections, and by line both ends' states and the findings."""

    connections: list[Connection]
    columns: dict[str, memoryview]
    count: int
    amended: dict[int, int] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        assert len(self.connections) == 1
        return self.connections[0]

    @property
    def numbers(self) -> list[int]:
        """The number of each line's connection."""
        return self.columns["connection"].tolist()[: self.count]

    @property
    def states(self) -> tuple[str, str]:
        """The client's and the server's state after the last line."""
        return self.states_after(self.count - 1)

    def states_after(self, row: int) -> tuple[str, str]:
        both = [State(self.columns[name][row] & 0x0F).text for name in ("state_0", "state_1")]
        client = self.connections[self.columns["connection"][row]].client_direction
        return both[client], both[1 - client]

    @property
    def confidences(self) -> tuple[str, str]:
        """How the client's and the server's state after the last line are known."""
        both = [Confidence(self.columns[name][self.count - 1] >> 4).text for name in ("state_0", "state_1")]
        client = self.connections[self.columns["connection"][self.count - 1]].client_direction
        return both[client], both[1 - client]

    @property
    def findings(self) -> list[list[str]]:
        """The findings about each line, with what later lines taught about it."""
        return [names(self.amended.get(row, self.columns["findings"][row])) for row in range(self.count)]


def see(lines: Sequence[Line], *, client_second: bool = False, block: int = 1 << 12) -> Seen:
    """Show lines to the engine, in blocks of so many."""
    tracker = Tracker(lambda pair: client_second)
    columns = buffers(SEGMENT_COLUMNS, len(lines))
    segments = Segments(columns)
    time = START_NS
    batch = []
    for row, line in enumerate(lines):
        time += int(line.after_ms * 1_000_000)
        batch.append(segment_of(line, row, time))
    for start in range(0, len(lines), block):
        stop = min(start + block, len(lines))
        part = [segment for segment in batch[start:stop] if segment.pair >= 0]
        tracker.observe(segments, part, len(part), start, stop, 0)
    return Seen(tracker.connections, columns, len(lines), amended(columns, tracker))


def buffers(columns: dict[str, str], rows: int) -> dict[str, memoryview]:
    return {
        name: memoryview(bytearray(SIZES[code] * rows)).cast(code)  # type: ignore[call-overload]
        for name, code in columns.items()
    }


def segment_of(line: Line, row: int, time: int) -> Segment:
    segment = Segment(line.flags, 0, 0, line.length, line.window)
    segment.row = row
    segment.time = time
    segment.pair = 2 * line.pair + line.from_server if line.pair >= 0 else -1
    segment.seq_raw = line.seq_raw
    segment.ack_raw = line.ack_raw
    segment.mss = line.mss
    segment.shift = line.shift
    segment.sack_permitted = line.sack_permitted
    segment.sack_count = len(line.sack)
    segment.number = line.number
    segment.tsval, segment.has_timestamps = line.tsval, int(line.tsval > 0)
    segment.ecn = line.ecn
    segment.form = line.form
    other = CLIENT_ISS if line.from_server else SERVER_ISS
    for index, edge in enumerate(edge for block in line.sack for edge in block):
        segment.sack[index] = edge + other
    return segment


def amended(columns: dict[str, memoryview], tracker: Tracker) -> dict[int, int]:
    """Rows whose findings later lines changed."""
    changed: dict[int, int] = {}
    for row, clear, put in tracker.amendments:
        changed[row] = changed.get(row, columns["findings"][row]) & ~clear | put
    return changed
