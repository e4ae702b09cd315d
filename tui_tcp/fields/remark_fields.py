"""Wireshark's remarks on IP and TCP headers as fields: what cannot be, what is rare, what opens and closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found, rows_of
from tui_tcp.fields.ip_fields import cut_behind
from tui_tcp.fields.layers import spots_of
from tui_tcp.fields.rare_options import HAS_COOKIE
from tui_tcp.fields.slab import Slab
from tui_tcp.fields.sources import Told, in_layer
from tui_tcp.fields.spots import Spots, number
from tui_tcp.fields.tcp_fields import is_sound
from tui_tcp.fields.tcp_options import TCP_OPTIONS
from tui_tcp.tcp.flags import ACK, FIN, SYN

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.options import Options
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

LABEL = Type.LABEL

_LEAST_HEADER = 20
_SYN_ACK = SYN | ACK
_MSS = 2
_LOCAL_GROUPS = 0xE00000  # 224.0.0.0/24, whose packets are not forwarded (RFC 5771 section 4)
_FAR_GROUPS = (18, 102, 251)  # VRRP, GLBP, mDNS: sent with the largest time to live, to be told from what was forwarded
_ANY_GROUP = 252  # LLMNR may be sent with any
_IGMP, _OSPF, _PIM = 2, 89, 103
_LEAST_TTL = 5


def _noted(layer: str, which: Callable[[Slab, Spots], Spots]) -> Find:
    """A remark on some headers."""

    def read(slab: Slab, spots: Spots) -> Found:
        rows = which(slab, spots).rows
        return Found(rows, np.ones(len(rows), np.int64))

    return in_layer(layer, read)


def _remark(here: Callable[[Slab], Vector]) -> Told:
    """A remark on some segments, by their columns."""
    return Told(lambda slab: np.ones(len(slab), np.int64), lambda slab: is_sound(slab) & here(slab))


def _is_too_long(slab: Slab, spots: Spots) -> Spots:
    """Packets that say that they are longer than what carries them."""
    spots = _not_quoted(slab, spots.where(spots.have(4)))
    there = spots.end - spots.at + cut_behind(slab, spots)
    return spots.where(there < number(slab.bytes.array, spots.at + 2, 2))


def _is_short(slab: Slab, spots: Spots) -> Spots:
    """Segments whose header says that it is longer than what carries it."""
    spots = spots.where(spots.have(13) & slab.is_segment[spots.rows])
    size = (slab.bytes.array[spots.at + 12] >> 4).astype(np.int64) * 4
    return spots.where((size >= _LEAST_HEADER) & (spots.end - spots.at + cut_behind(slab, spots) < size))


def _not_quoted(slab: Slab, spots: Spots) -> Spots:
    """Packets that no ICMP error quotes."""
    errors = spots_of(slab, "icmp")
    begins = np.full(len(slab), len(slab.bytes.array))
    np.minimum.at(begins, errors.rows, errors.at)
    return spots.where(spots.at < begins[spots.rows])


def _strays(slab: Slab, spots: Spots) -> Spots:
    """Packets to a group of this link with another time to live than its protocol sends."""
    spots = spots.where(spots.have(_LEAST_HEADER))
    spots = spots.where(number(slab.bytes.array, spots.at + 16, 3) == _LOCAL_GROUPS)
    ttl, kind, group = (number(slab.bytes.array, spots.at + offset, 1) for offset in (8, 9, 19))
    wanted = np.where(np.isin(group, _FAR_GROUPS) & (kind != _IGMP), 255, 1)
    return spots.where((ttl != wanted) & ((group != _ANY_GROUP) | (kind == _IGMP)))


def _near_end(slab: Slab, spots: Spots) -> Spots:
    """Packets that a few more hops would have dropped; groups and what routers tell each other apart."""
    spots = spots.where(spots.have(_LEAST_HEADER))
    ttl, kind, first = (number(slab.bytes.array, spots.at + offset, 1) for offset in (8, 9, 16))
    return spots.where((ttl < _LEAST_TTL) & (first >> 4 != 14) & ~np.isin(kind, (_OSPF, _PIM)))


def _closes(is_first: bool) -> Told:
    """A FIN of the end that closed first, or of the other."""

    def here(slab: Slab) -> Vector:
        firsts = slab.of_connections("first FINs", lambda: _first_closers(slab.session.connections))
        is_closer = firsts[slab.column("connection")] == slab.stored("direction")
        closing: Vector = (slab.flags & FIN != 0) & (is_closer == is_first)
        return closing

    return _remark(here)


def _first_closers(connections: Sequence[Connection]) -> Vector:
    return np.array([connection.first_fin_direction for connection in connections] or [-1], np.int64)


def _opens_with_cookie(slab: Slab, options: Options) -> Found:
    """A SYN with a Fast Open cookie (RFC 7413 section 4.1)."""
    rows = np.unique(options.spots.rows)
    rows = rows[slab.is_segment[rows] & (slab.flags[rows] & _SYN_ACK == SYN)]
    return Found(rows, np.ones(len(rows), np.int64))


def _accepts_data(slab: Slab) -> Vector:
    accepts: Vector = (slab.flags & _SYN_ACK == _SYN_ACK) & (slab.relative_ack > 1)
    return accepts


def _ignores_data(slab: Slab) -> Vector:
    """A SYN,ACK that acknowledges the SYN alone, of which data came with a cookie."""
    here: Vector = slab.is_segment & (slab.flags & _SYN_ACK == _SYN_ACK) & (slab.relative_ack == 1)
    if here.any():
        asked = slab.of_connections("data with cookies", lambda: _bring_data(slab.session))
        here &= asked[slab.column("connection")]
    return here


def _bring_data(session: Session) -> Vector:
    """Tell which connections begin with a SYN that has a cookie and data."""
    brings = np.zeros(len(session.connections) + 1, bool)
    first = np.array([one.first_row for one in session.connections], np.int64)
    kept = np.flatnonzero(first >= session.columns.first)
    slab = Slab(session, first[kept])
    has_data = np.flatnonzero((slab.column("payload") > 0) & (slab.flags & _SYN_ACK == SYN))
    if len(has_data):
        brings[kept[has_data[rows_of(_COOKIES(slab.narrow(has_data)))]]] = True
    return brings


def _mss(is_opening: bool, has_mss: bool) -> Find:
    """Segments with options that have one of the segment's size, or not."""

    def look(slab: Slab, options: Options) -> Found:
        rows = np.unique(options.spots.rows)
        rows = rows[slab.is_segment[rows] & ((slab.flags[rows] & SYN != 0) == is_opening)]
        rows = rows[np.isin(rows, options.of(_MSS).rows) == has_mss]
        return Found(rows, np.ones(len(rows), np.int64))

    return TCP_OPTIONS.found_by(look)


_COOKIES = HAS_COOKIE.found_by(_opens_with_cookie)

REMARK_FIELDS = [
    FrameField("ip.bogus_ip_length", LABEL, "longer than what carries it", _noted("ip", _is_too_long)),
    FrameField("ip.ttl.lncb", LABEL, "an odd time to live, for a group of this link", _noted("ip", _strays)),
    FrameField("ip.ttl.too_small", LABEL, "the time to live is nearly over", _noted("ip", _near_end)),
    FrameField("tcp.short_segment", LABEL, "its header is longer than what carries it", _noted("tcp", _is_short)),
    FrameField(
        "tcp.bogus_header_length",
        LABEL,
        "its header is shorter than one can be",
        Told(lambda slab: np.ones(len(slab), np.int64), lambda slab: slab.is_segment & ~is_sound(slab)),
    ),
    FrameField("tcp.connection.fin_active", LABEL, "closes its direction, and the other was open", _closes(True)),
    FrameField("tcp.connection.fin_passive", LABEL, "closes its direction, and the other was closed", _closes(False)),
    FrameField("tcp.analysis.tfo_syn", LABEL, "Wireshark: asks for a connection with a Fast Open cookie", _COOKIES),
    FrameField("tcp.analysis.tfo_ack", LABEL, "Wireshark: accepts the SYN's data", _remark(_accepts_data)),
    FrameField("tcp.analysis.tfo_ignored", LABEL, "Wireshark: ignores the SYN's data", _remark(_ignores_data)),
    FrameField(
        "tcp.ack.nonzero",
        LABEL,
        "an acknowledgment number that does not count",
        _remark(lambda slab: (slab.flags & ACK == 0) & (slab.column("ack_raw") != 0)),
    ),
    FrameField("tcp.options.mss.absent", LABEL, "options of a SYN without MSS", _mss(True, False)),
    FrameField("tcp.options.mss.present", LABEL, "MSS without a SYN", _mss(False, True)),
]
