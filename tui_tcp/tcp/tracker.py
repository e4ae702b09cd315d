"""Which connection a segment belongs to. A socket pair has one connection at a time; a new SYN begins the next.

Connections are numbered as Wireshark 4.0 numbers `tcp.stream`: in order of appearance, and a bare SYN whose number is
not the one that its end's numbers count from begins a new connection on the same pair.
"""

from __future__ import annotations

from collections.abc import Callable

from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.findings import BITS as FINDINGS
from tui_tcp.tcp.flags import ACK, SYN
from tui_tcp.tcp.judge import Judge
from tui_tcp.tcp.labels import BITS
from tui_tcp.tcp.outstanding import Outstanding
from tui_tcp.tcp.segment import LINKED, NUMBERED, Segment, Segments
from tui_tcp.tcp.wireshark import Labels, Side

_SYN, _SYN_ACK = SYN, SYN | ACK
_LINKED, _QUOTED = LINKED, NUMBERED | LINKED
_PORT_REUSED = FINDINGS["port_reused"]
_REUSED, _DUPLICATE_ACK = BITS["reused_ports"], BITS["duplicate_ack"]


class Tracker:
    """Every connection of a capture, in order of appearance.

    `is_client_second(pair)` guesses, where no SYN was captured, whether the pair's destination is the client.
    """

    def __init__(self, is_client_second: Callable[[int], bool]) -> None:
        self.connections: list[Connection] = []
        self.quoting: dict[int, int] = {}  # row of an ICMP error -> number of the connection whose header it quotes
        self._current: list[Connection | None] = []  # by socket pair
        self._is_client_second = is_client_second
        self._segment = Segment()
        self._labels = Labels()
        self._pool = Outstanding()
        self._judge = Judge()

    @property
    def amendments(self) -> list[tuple[int, int, int]]:
        """What later segments taught about earlier rows: (row, finding bits to clear, bits to set). Empty it."""
        return self._judge.amendments

    def observe(self, segments: Segments, start: int, stop: int, first_row: int) -> None:
        """Take in rows start..stop of a chunk, whose first row is the capture's `first_row`."""
        self._segment.sack = segments.sack
        for row in range(start, stop):
            slot = row - start
            if segments.pair[slot] < 0:
                segments.connection[row] = -1
                continue
            if segments.form[slot] & _QUOTED:
                self._note_quote(segments, row, slot, first_row)
                continue
            segments.load(self._segment, row, slot, first_row)
            self._observe_one(segments, row, segments.pair[slot])

    def _note_quote(self, segments: Segments, row: int, slot: int, first_row: int) -> None:
        """Link an ICMP error to the connection it speaks of; what it quotes is no segment, but may take a number."""
        segments.connection[row] = -1
        pair = segments.pair[slot]
        if segments.form[slot] & _LINKED:
            connection = self._current[pair >> 1] if pair >> 1 < len(self._current) else None
        else:
            segments.load(self._segment, row, slot, first_row)
            connection = self._connection(pair, self._segment)
            if connection.first_row < 0:
                connection.first_row = connection.last_row = first_row + row
                connection.first_time = connection.last_time = self._segment.time
            if self._segment.is_whole:
                connection.analysis.glance(self._segment, self._labels)
        if connection is not None:
            self.quoting[first_row + row] = connection.number

    def _observe_one(self, segments: Segments, row: int, pair: int) -> None:
        segment = self._segment
        self._labels.flags = 0
        connection = self._connection(pair, segment)
        direction = (pair ^ connection.pair) & 1
        rebased = len(connection.rebased)
        # As it was before: what a segment's own options say counts from the next one on.
        segments.shift[row] = connection.second.shift if direction else connection.first.shift
        findings = connection.observe(segment, direction, self._judge, self._pool)
        if self._labels.flags:
            findings |= _PORT_REUSED
            connection.findings |= _PORT_REUSED
        segments.findings[row] = findings
        if len(connection.rebased) > rebased:
            self._labels.flags = _REUSED
        segments.connection[row] = connection.number
        segments.direction[row] = direction
        first, second = connection.first, connection.second
        segments.state_0[row] = first.state | first.confidence << 4
        segments.state_1[row] = second.state | second.confidence << 4
        if direction:
            self._label(segments, row, connection.analysis.second, connection.analysis.first, connection)
        else:
            self._label(segments, row, connection.analysis.first, connection.analysis.second, connection)

    def _label(self, segments: Segments, row: int, side: Side, other: Side, connection: Connection) -> None:
        """Write Wireshark's labels, which it does not print where the header is cut."""
        labels, analysis = self._labels, connection.analysis
        is_second = side is analysis.second
        base = connection.second.base if is_second else connection.first.base
        shift = connection.first.shift if is_second else connection.second.shift
        if self._segment.is_partial:
            analysis.glance(self._segment, labels)
        else:
            analysis.observe(self._segment, side, other, base, shift, labels, self._pool)
        if labels.acks_copies == 1:
            (connection.first if is_second else connection.second).note_rtt(self._segment.time - labels.acks_time)
        is_shown = self._segment.is_whole
        is_duplicate = labels.flags & _DUPLICATE_ACK
        segments.labels[row] = labels.flags if is_shown else 0
        segments.acks_row[row] = labels.acks_row if is_shown else -1
        segments.reference_row[row] = side.not_duplicate_row if is_duplicate else labels.rto_row
        segments.amount[row] = 0
        if is_shown:
            segments.amount[row] = side.duplicates if is_duplicate else labels.bytes_in_flight
        segments.push_bytes_sent[row] = labels.push_bytes_sent if is_shown else 0
        segments.completeness[row] = labels.completeness

    def _connection(self, pair: int, segment: Segment) -> Connection:
        number = pair >> 1
        while len(self._current) <= number:
            self._current.append(None)
        connection = self._current[number]
        if connection is None or self._begins_anew(connection, pair, segment):
            self._labels.flags = 0 if connection is None else _REUSED
            connection = self._new_connection(pair, segment)
            self._current[number] = connection
        return connection

    def _begins_anew(self, connection: Connection, pair: int, segment: Segment) -> bool:
        if segment.flags & _SYN_ACK != _SYN:
            return False
        sender = connection.second if (pair ^ connection.pair) & 1 else connection.first
        return sender.has_base and sender.base != segment.seq_raw

    def _new_connection(self, pair: int, segment: Segment) -> Connection:
        connection = Connection(len(self.connections), pair)
        if not segment.flags & _SYN:
            connection.client_direction = int(self._is_client_second(pair))
        self.connections.append(connection)
        return connection
