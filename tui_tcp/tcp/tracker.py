"""Which connection a segment belongs to. A socket pair has one connection at a time; a new SYN begins the next.

Connections are numbered as Wireshark 4.0 numbers `tcp.stream`: in order of appearance, and a bare SYN whose number is
not the one that its end's numbers count from begins a new connection on the same pair.
"""

from __future__ import annotations

from collections.abc import Callable

from tui_tcp.segment import CUT, LINKED, NUMBERED, PARTIAL, TOO_BIG, Segment
from tui_tcp.tcp.columns import Segments
from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.endpoint import Endpoint
from tui_tcp.tcp.findings import BITS as FINDINGS
from tui_tcp.tcp.flags import ACK, SYN
from tui_tcp.tcp.judge import Judge
from tui_tcp.tcp.labels import BITS, Labels
from tui_tcp.tcp.outstanding import Outstanding
from tui_tcp.tcp.side import Side, first_sacked

_SYN, _SYN_ACK = SYN, SYN | ACK
_LINKED, _QUOTED, _PARTIAL, _CUT, _TOO_BIG = LINKED, NUMBERED | LINKED, PARTIAL, CUT, TOO_BIG
_PORT_REUSED, _PARTIAL_ACK = FINDINGS["port_reused"], FINDINGS["partial_ack"]
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
        self._labels = Labels()
        self._pool = Outstanding()
        self._judge = Judge()

    @property
    def amendments(self) -> list[tuple[int, int, int]]:
        """What later segments taught about earlier rows: (row, finding bits to clear, bits to set). Empty it."""
        return self._judge.amendments

    def observe(
        self, segments: Segments, batch: list[Segment], count: int, start: int, stop: int, first_row: int
    ) -> None:
        """Take in the first `count` segments of `batch`, which lie in rows start..stop of a chunk.

        The chunk's first row is the capture's `first_row`.
        """
        place = start
        for index in range(count):
            segment = batch[index]
            row = segment.row - first_row
            while place <= row:
                segments.connection[place] = -1
                place += 1
            if segment.form & _QUOTED:
                self._note_quote(segment)
            else:
                self._observe_one(segments, row, segment)
        while place < stop:
            segments.connection[place] = -1
            place += 1

    def _note_quote(self, segment: Segment) -> None:
        """Link an ICMP error to the connection it speaks of; what it quotes is no segment, but may take a number."""
        pair = segment.pair
        if segment.form & _LINKED:
            connection = self._current[pair >> 1] if pair >> 1 < len(self._current) else None
        else:
            connection = self._connection(segment)
            if connection.first_row < 0:
                connection.first_row = connection.last_row = segment.row
                connection.first_time = connection.last_time = segment.time
                connection.earliest_time = connection.latest_time = segment.time
            if not segment.form & _CUT:
                connection.analysis.glance(segment, self._labels)
        if connection is not None:
            self.quoting[segment.row] = connection.number
            if segment.form & _TOO_BIG:
                connection.note_narrow(segment)

    def _observe_one(self, segments: Segments, row: int, segment: Segment) -> None:
        self._labels.flags = 0
        connection = self._connection(segment)
        first, second = connection.first, connection.second
        direction = (segment.pair ^ connection.pair) & 1
        rebased = len(connection.rebased)
        # As it was before: what a segment's own options say counts from the next one on.
        segments.shift[row] = second.shift if direction else first.shift
        findings = connection.observe(segment, direction, self._judge, self._pool)
        if self._labels.flags:
            findings |= _PORT_REUSED
            connection.findings |= _PORT_REUSED
        segments.findings[row] = findings
        if len(connection.rebased) > rebased:
            self._labels.flags = _REUSED
            connection.analysis.first.is_stale = connection.analysis.second.is_stale = True
        segments.connection[row] = connection.number
        segments.direction[row] = direction
        segments.state_0[row] = first.state | first.confidence << 4
        segments.state_1[row] = second.state | second.confidence << 4
        analysis = connection.analysis
        if direction:
            self._label(segments, row, segment, connection, analysis.second, analysis.first, second, first)
        else:
            self._label(segments, row, segment, connection, analysis.first, analysis.second, first, second)

    def _label(
        self,
        segments: Segments,
        row: int,
        segment: Segment,
        connection: Connection,
        side: Side,
        other: Side,
        sender: Endpoint,
        receiver: Endpoint,
    ) -> None:
        """Write Wireshark's labels, which it does not print where the header is cut."""
        labels, analysis = self._labels, connection.analysis
        if segment.form & _PARTIAL:
            analysis.glance(segment, labels)
            side.sacked = first_sacked(segment)
        else:
            analysis.observe(segment, side, other, sender.base, receiver.shift, labels, self._pool)
        if labels.is_partial_ack:
            segments.findings[row] |= _PARTIAL_ACK
            connection.findings |= _PARTIAL_ACK
        if labels.acks_copies == 1:
            receiver.note_rtt(segment.time - labels.acks_time)
        is_shown = not segment.form & _CUT
        is_duplicate = labels.flags & _DUPLICATE_ACK
        segments.labels[row] = labels.flags if is_shown else 0
        segments.acks_row[row] = labels.acks_row if is_shown else -1
        segments.reference_row[row] = side.not_duplicate_row if is_duplicate else labels.rto_row
        segments.amount[row] = 0
        if is_shown:
            segments.amount[row] = side.duplicates if is_duplicate else labels.bytes_in_flight
        segments.push_bytes_sent[row] = labels.push_bytes_sent if is_shown else 0
        segments.completeness[row] = labels.completeness

    def _connection(self, segment: Segment) -> Connection:
        number = segment.pair >> 1
        while len(self._current) <= number:
            self._current.append(None)
        connection = self._current[number]
        if connection is None or self._begins_anew(connection, segment):
            self._labels.flags = 0 if connection is None else _REUSED
            connection = self._new_connection(segment)
            self._current[number] = connection
        return connection

    def _begins_anew(self, connection: Connection, segment: Segment) -> bool:
        if segment.flags & _SYN_ACK != _SYN:
            return False
        sender = connection.second if (segment.pair ^ connection.pair) & 1 else connection.first
        return sender.has_base and sender.base != segment.seq_raw

    def _new_connection(self, segment: Segment) -> Connection:
        connection = Connection(len(self.connections), segment.pair)
        if not segment.flags & _SYN:
            connection.client_direction = int(self._is_client_second(segment.pair))
        self.connections.append(connection)
        return connection
