"""Wireshark 4.0's sequence analysis, by its rules, so that people can compare: ours stands beside it in findings.py.

Its rules are not RFC 9293's and are kept here with all their ways: raw 32-bit numbers with 0 for "unknown", the
acknowledgment field used without its flag, unsigned time differences and counters. `side` is the sender's variables,
`other` the receiver's, as the user's guide's "forward" and "reverse".
"""

from __future__ import annotations

from tui_tcp.segment import Segment
from tui_tcp.tcp.columns import SHIFT_UNKNOWN, SHIFT_UNUSED
from tui_tcp.tcp.flags import ACK, FIN, PSH, RST, SYN
from tui_tcp.tcp.labels import BITS, HAS_INITIAL_RTT, Labels
from tui_tcp.tcp.outstanding import Outstanding
from tui_tcp.tcp.side import Side, first_sacked

_FIN, _SYN, _RST, _PSH, _ACK = FIN, SYN, RST, PSH, ACK
_SFR = SYN | FIN | RST
_MASK, _HALF = 0xFFFFFFFF, 0x80000000
_MASK_64 = 0xFFFFFFFFFFFFFFFF
_RETRANSMISSION, _FAST = BITS["retransmission"], BITS["fast_retransmission"]
_SPURIOUS, _OUT_OF_ORDER = BITS["spurious_retransmission"], BITS["out_of_order"]
_LOST, _ACK_LOST = BITS["lost_segment"], BITS["ack_lost_segment"]
_DUPLICATE_ACK, _WINDOW_FULL, _ZERO_WINDOW = BITS["duplicate_ack"], BITS["window_full"], BITS["zero_window"]
_PROBE, _PROBE_ACK = BITS["zero_window_probe"], BITS["zero_window_probe_ack"]
_KEEP_ALIVE, _KEEP_ALIVE_ACK = BITS["keep_alive"], BITS["keep_alive_ack"]
_WINDOW_UPDATE, _REUSED = BITS["window_update"], BITS["reused_ports"]
_INITIAL_RTT = HAS_INITIAL_RTT
_UNKNOWN, _UNUSED = SHIFT_UNKNOWN, SHIFT_UNUSED

_MAX_UNACKED = 10_000
_FAST_NS = 20_000_000
_OUT_OF_ORDER_NS = 3_000_000  # where no round trip is known
_MAX_IN_FLIGHT = 2_000_000_000

_SEEN_SYN, _SEEN_SYN_ACK, _SEEN_ACK, _SEEN_DATA, _SEEN_FIN, _SEEN_RST = 1, 2, 4, 8, 16, 32


class Analysis:
    """Wireshark's analysis of one stream."""

    def __init__(self) -> None:
        self.first = Side()
        self.second = Side()
        self.completeness = 0
        self.syn_time = -1
        self.initial_rtt = 0
        self.is_begun = False

    def observe(
        self, segment: Segment, side: Side, other: Side, base: int, shift: int, labels: Labels, pool: Outstanding
    ) -> None:
        """Label a segment. `base` is its direction's relative zero, `shift` the other direction's window scale.

        `labels.flags` holds what is known before: reused_ports, or nothing.
        """
        if self._expects(segment, side, other, shift, labels):
            self._pass_on(segment, side, other, base, labels, pool)
            return
        self._begin(segment, side, other, labels)
        self._before(segment, side, other, shift, labels)
        if segment.ack_raw != side.last_ack:
            side.not_duplicate_row = segment.row
            side.duplicates = 0
        self._acked_unseen(segment, other, labels)
        if segment.shown_length or segment.flags & (_SYN | _FIN):
            self._resent(segment, side, other, labels, pool)
        self._advance(segment, side, base, labels, pool)
        side.last_flags = labels.flags
        self._purge(segment.ack_raw, other, labels, pool)
        if segment.shown_length and side.head >= 0 and side.counts_in_flight:
            if side.is_stale:
                side.measure(base, pool)
            self._in_flight(segment, side, other, labels)
        self._remember(segment, side)
        self._time_handshake(segment)
        if labels.flags:
            labels.has_record = True
        if labels.has_record and self.initial_rtt:
            labels.flags |= _INITIAL_RTT

    def _expects(self, segment: Segment, side: Side, other: Side, shift: int, labels: Labels) -> bool:
        """Tell whether a segment is the next in order and has nothing that a rule asks for: Connection._expects."""
        if (
            segment.flags & ~_PSH != _ACK
            or segment.form
            or labels.flags
            or segment.seq_raw != side.next
            or not side.next
            or not segment.window
            or not other.window
            or segment.sack_count
            or not (self.initial_rtt or self.syn_time < 0)
            or not self.is_begun
            or not other.contiguous
            or _after(segment.ack_raw, other.contiguous)
            or not side.contiguous
        ):
            return False
        if not segment.shown_length:
            return segment.ack_raw != side.last_ack
        return (
            side.unacked < _MAX_UNACKED
            and not _up_to(segment.seq_raw + segment.shown_length & _MASK, other.last_ack)
            and (shift == _UNKNOWN or not self._fills_window(segment, other, shift))
        )

    def _pass_on(self, segment: Segment, side: Side, other: Side, base: int, labels: Labels, pool: Outstanding) -> None:
        """Do what `observe` would do with a segment that was expected."""
        labels.begin(self.completeness)
        self.completeness |= _SEEN_DATA if segment.shown_length else _SEEN_ACK
        other.counts_in_flight = True
        if segment.ack_raw != side.last_ack:
            side.not_duplicate_row = segment.row
            side.duplicates = 0
        if segment.shown_length:
            self._advance(segment, side, base, labels, pool)
        side.last_flags = 0
        self._purge(segment.ack_raw, other, labels, pool)
        if segment.shown_length and side.head >= 0 and side.counts_in_flight:
            if side.is_stale:
                side.measure(base, pool)
            self._in_flight(segment, side, other, labels)
        side.window = segment.window
        side.last_ack = segment.ack_raw
        side.last_time = segment.time
        side.sacked = 0
        side.is_before_first_ack = False
        if labels.has_record and self.initial_rtt:
            labels.flags = _INITIAL_RTT

    def _begin(self, segment: Segment, side: Side, other: Side, labels: Labels) -> None:
        if labels.flags & _REUSED and segment.flags & (_SYN | _ACK) == _SYN:
            self.completeness = _SEEN_SYN  # the new stream is made before the field is printed
        labels.begin(self.completeness)
        self._complete(segment)
        if segment.flags & _ACK:
            other.counts_in_flight = True
        if segment.flags & (_SYN | _ACK) == _SYN:
            side.next = side.contiguous  # a SYN sent again begins again

    def glance(self, segment: Segment, labels: Labels) -> None:
        """Take in a header whose segment's length is unknown, or that is only quoted: it is seen, but not analysed."""
        labels.flags = 0
        labels.begin(self.completeness)
        self._complete(segment)
        self._time_handshake(segment)

    def _remember(self, segment: Segment, side: Side) -> None:
        side.window = segment.window
        side.last_ack = segment.ack_raw
        side.last_time = segment.time
        side.sacked = first_sacked(segment) if segment.sack_count else 0
        if segment.flags & _SYN:
            side.is_before_first_ack = True
        elif segment.flags & _ACK:
            side.is_before_first_ack = False

    def _before(self, segment: Segment, side: Side, other: Side, shift: int, labels: Labels) -> None:
        """Whatever depends on the acknowledgment, the window and the place in the direction."""
        length, window = segment.shown_length, segment.window
        if length == 1 and segment.seq_raw == side.next and other.window == 0:
            labels.flags |= _PROBE
            return
        plain = not segment.flags & _SFR
        if window == 0 and plain:
            labels.flags |= _ZERO_WINDOW
        if side.next and _after(segment.seq_raw, side.next) and not segment.flags & _RST:
            labels.flags |= _LOST
            side.counts_in_flight = False
        if not plain:
            return
        if length <= 1 and segment.seq_raw == (side.next - 1 & _MASK):
            labels.flags |= _KEEP_ALIVE
        if length:
            if shift != _UNKNOWN and self._fills_window(segment, other, shift):
                labels.flags |= _WINDOW_FULL
        elif segment.seq_raw == side.next and segment.ack_raw == side.last_ack:
            self._same_again(segment, side, other, labels)

    def _fills_window(self, segment: Segment, other: Side, shift: int) -> bool:
        scale = 0 if other.is_before_first_ack or shift == _UNUSED else shift
        edge = other.last_ack + (other.window << scale) & _MASK
        return (segment.seq_raw + segment.shown_length & _MASK) == edge

    def _same_again(self, segment: Segment, side: Side, other: Side, labels: Labels) -> None:
        """An empty segment in its place that acknowledges nothing new: what it is depends on window and context."""
        if segment.window != side.window:
            if segment.window:
                labels.flags |= _WINDOW_UPDATE
        elif segment.window == 0:
            if other.last_flags & _PROBE:
                labels.flags |= _PROBE_ACK
        elif other.last_flags & _KEEP_ALIVE:
            labels.flags |= _KEEP_ALIVE_ACK
        else:
            side.duplicates = 1 if side.duplicates == _MASK else side.duplicates + 1
            labels.flags |= _DUPLICATE_ACK

    def _acked_unseen(self, segment: Segment, other: Side, labels: Labels) -> None:
        if not other.contiguous or not segment.flags & _ACK or not _after(segment.ack_raw, other.contiguous):
            return
        labels.has_record = True
        if _after(other.next, other.contiguous):
            other.contiguous = other.next
            labels.flags |= _ACK_LOST
            return
        if other.duplicates == 0:
            labels.flags |= _ACK_LOST
        other.duplicates = _MASK  # -1, unsigned: it counts as "two or more" further down

    def _resent(self, segment: Segment, side: Side, other: Side, labels: Labels, pool: Outstanding) -> None:
        if labels.flags & _KEEP_ALIVE:
            return
        seq, end = segment.seq_raw, segment.seq_raw + segment.shown_length & _MASK
        takes_number = segment.flags & (_SYN | _FIN) != 0
        if segment.shown_length and other.last_ack and _up_to(end, other.last_ack):
            labels.flags |= _SPURIOUS | _RETRANSMISSION
            return
        is_behind = side.next != 0 and _after(side.next, seq)
        if not is_behind or (segment.shown_length > 1 and (side.next - 1 & _MASK) == seq):
            return
        if other.duplicates >= 2 and other.last_ack == seq and 0 <= segment.time - other.last_time < _FAST_NS:
            labels.flags |= _FAST | _RETRANSMISSION
        elif self._is_soon(segment, side) and side.next != (end + takes_number & _MASK):
            labels.flags |= _OUT_OF_ORDER
        else:
            labels.flags |= _RETRANSMISSION
            labels.rto_row = pool.row[side.tail] if side.head >= 0 else side.next_row

    def _is_soon(self, segment: Segment, side: Side) -> bool:
        """Tell whether the highest number moved less than a round trip ago; where a clock ran back, a time is huge."""
        return segment.time - side.next_time & _MASK_64 < (self.initial_rtt or _OUT_OF_ORDER_NS) & _MASK_64

    def _advance(self, segment: Segment, side: Side, base: int, labels: Labels, pool: Outstanding) -> None:
        end = segment.seq_raw + segment.shown_length & _MASK
        takes_number = segment.flags & (_SYN | _FIN) != 0
        if (segment.shown_length or takes_number) and side.unacked < _MAX_UNACKED:
            end = end + takes_number & _MASK
            self._add(segment, side, end, base, pool)
        if not labels.flags & _PROBE:
            self._move_on(segment, side, end)

    def _move_on(self, segment: Segment, side: Side, end: int) -> None:
        if _after(end, side.next) or not side.next:
            side.next = end
            side.next_time = segment.time
            side.next_row = segment.row
        if segment.seq_raw == side.contiguous or not side.contiguous:
            side.contiguous = side.next

    def _add(self, segment: Segment, side: Side, end: int, base: int, pool: Outstanding) -> None:
        start = segment.seq_raw
        low, high = start - base & _MASK, end - base & _MASK
        side.lowest = low if side.head < 0 or low < side.lowest else side.lowest
        side.highest = high if side.head < 0 or high > side.highest else side.highest
        if side.head < 0:
            side.is_ordered = True
        elif pool.end[side.head] != start:
            side.is_ordered = False
        entry = pool.push(side.head, start, end, segment.row, segment.time)
        side.tail = entry if side.head < 0 else side.tail
        side.head = entry
        side.unacked += 1
        if _after(side.purged_ack, start) or _up_to(end, side.purged_ack):
            side.wants_purge = True

    def _purge(self, ack: int, other: Side, labels: Labels, pool: Outstanding) -> None:
        """Take what is acknowledged from the other direction's list, if anything listed may end there or below."""
        if other.head >= 0 and (ack != other.purged_ack or other.wants_purge):
            self._purge_up_to(ack, other, labels, pool)

    def _purge_up_to(self, ack: int, other: Side, labels: Labels, pool: Outstanding) -> None:
        """Take what is acknowledged from a list; the oldest exact match is what is answered."""
        entry = other.tail
        while entry >= 0:
            newer, end = pool.newer[entry], pool.end[entry]
            if end == ack:
                self._answer(entry, labels, pool)
            if not _after(end, ack):
                other.forget(entry, pool)
            else:
                if _after(ack, pool.start[entry]):
                    pool.start[entry] = ack
                    labels.is_partial_ack = True
                if other.is_ordered and _after(pool.end[other.head], ack):
                    break  # all newer ones lie above
            entry = newer
        other.purged_ack = ack
        other.wants_purge = False
        other.is_stale = True

    def _answer(self, entry: int, labels: Labels, pool: Outstanding) -> None:
        if not labels.acks_copies:
            labels.acks_row = pool.row[entry]
            labels.acks_time = pool.time[entry]
        labels.acks_copies += 1
        labels.has_record = True

    def _in_flight(self, segment: Segment, side: Side, other: Side, labels: Labels) -> None:
        """Bytes in flight after this segment, and bytes since the last push."""
        labels.has_record = True
        flight = side.highest - side.lowest - other.sacked & _MASK
        if 0 < flight < _MAX_IN_FLIGHT:
            labels.bytes_in_flight = flight - (1 if segment.flags & (_SYN | _FIN) else 0)
        pushes = segment.flags & _PSH != 0
        side.pushed = segment.shown_length if side.push_was_last else side.pushed + segment.shown_length & _MASK
        side.push_was_last = pushes
        if labels.bytes_in_flight:
            labels.push_bytes_sent = side.pushed

    def _time_handshake(self, segment: Segment) -> None:
        """From the newest bare SYN to the first acknowledgment that is no SYN, of either direction; once a stream.

        A SYN at the very epoch, as captures made by hand have it, has no time for Wireshark.
        """
        if segment.flags & (_SYN | _ACK) == _SYN:
            self.syn_time = segment.time
        elif segment.flags & (_SYN | _ACK) == _ACK and not self.initial_rtt and self.syn_time > 0:
            self.initial_rtt = segment.time - self.syn_time

    def _complete(self, segment: Segment) -> None:
        """Collect what the stream has shown; of its first frame only a bare SYN, and data on it, counts."""
        flags = segment.flags
        if not self.is_begun:
            self.is_begun = True
            if flags & (_SYN | _ACK) == _SYN:
                self.completeness |= _SEEN_SYN | (_SEEN_DATA if segment.shown_length else 0)
            return
        if flags & _SYN:
            self.completeness |= _SEEN_SYN_ACK if flags & _ACK else 0
        elif flags & _ACK:
            self.completeness |= _SEEN_DATA if segment.shown_length else _SEEN_ACK
        if flags & (_FIN | _ACK) == _FIN | _ACK:
            self.completeness |= _SEEN_FIN
        if flags & _RST:
            self.completeness |= _SEEN_RST


def _after(a: int, b: int) -> bool:
    """Tell whether a comes after b, modulo 2^32; of two that lie half of it apart, each comes after the other."""
    return 0 < (a - b & _MASK) <= _HALF


def _up_to(a: int, b: int) -> bool:
    """Tell whether a is b or comes before it, modulo 2^32; so does each of two that lie half of it apart."""
    return (b - a & _MASK) <= _HALF
