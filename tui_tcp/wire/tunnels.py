"""What carries another packet above IP: tunnels, and the packets that ICMP errors quote. One function a header.

As in links.py, each takes a cursor at its header and returns the layer that follows, or the kind of frame it ends as.
"""

from __future__ import annotations

from tui_tcp.wire.cursor import (
    EITHER_IP,
    ETHERNET,
    ETHERTYPE,
    FIRST_LAYER,
    IP4,
    IP6,
    IP_PROTOCOL,
    LINK_TYPE,
    PPP,
    QUOTED_IP4,
    QUOTED_IP6,
    UDP_PORT,
    Cursor,
)
from tui_tcp.wire.frames import Kind
from tui_tcp.wire.links import BARE_PPP, LINK_STEPS, Step, mpls
from tui_tcp.wire.odd_links import ODD_LINK_STEPS, tzsp

_UDP = int(Kind.UDP)
_ICMP = int(Kind.ICMP)
_ICMP6 = int(Kind.ICMP6)
_OTHER_IP = int(Kind.OTHER_IP)
_ARP = int(Kind.ARP)
_CUT = int(Kind.CUT)
_MALFORMED = int(Kind.MALFORMED)
_ETHERTYPE, _ETHERNET, _EITHER_IP, _IP4, _IP6 = ETHERTYPE, ETHERNET, EITHER_IP, IP4, IP6
_IP_PROTOCOL = IP_PROTOCOL
_QUOTED_IP4, _QUOTED_IP6 = QUOTED_IP4, QUOTED_IP6
_UDP_PORT = UDP_PORT
_PPP_FRAME = BARE_PPP
_ERSPAN_2, _ERSPAN_3 = ETHERTYPE | 0x88BE, ETHERTYPE | 0x22EB
_WCCP = ETHERTYPE | 0x883E
_GRE_LAYERS = {
    0x0800: IP4,
    0x86DD: IP6,
    0x6558: ETHERNET,
    0x880B: BARE_PPP,
    **{number: ETHERTYPE | number for number in (0x22EB, 0x883E, 0x8847, 0x8848, 0x88BE)},
}
_FIRST_LAYER = FIRST_LAYER
_MAX_STEPS = 64  # headers between two IP headers
_MAX_EXTENSIONS = 32


def gre(cursor: Cursor) -> int:
    """RFC 2784 section 2, with key and sequence number (RFC 2890), routing (RFC 1701) and PPTP's acknowledgment."""
    if not cursor.has(4):
        return _CUT
    flags = cursor.b16(0)
    layer = _GRE_LAYERS.get(cursor.b16(2), _OTHER_IP)
    if layer == _ERSPAN_2 and not flags & 0x1000:
        layer = _ETHERNET  # the first version had no header of its own
    size = 4 + (4 if flags & 0xC000 else 0) + (4 if flags & 0x2000 else 0) + (4 if flags & 0x1000 else 0)
    size += 4 if flags & 0x0080 and flags & 7 == 1 else 0  # RFC 2637 section 4.1
    return _past_routes(cursor, size, layer) if flags & 0x4000 else cursor.past(size, layer)


def _past_routes(cursor: Cursor, size: int, layer: int) -> int:
    """Go past source route entries, the last of which has no length (RFC 1701)."""
    cursor.at += size
    for _ in range(_MAX_EXTENSIONS):
        if not cursor.has(4):
            return _CUT
        route = cursor.byte(3)
        cursor.at += 4 + route
        if not route:
            return layer
    return _MALFORMED


def erspan2(cursor: Cursor) -> int:
    """ERSPAN type II (draft-foschiano-erspan section 4.2)."""
    return cursor.past(8, _ETHERNET)


def erspan3(cursor: Cursor) -> int:
    """ERSPAN type III (draft-foschiano-erspan section 4.3): the last bit says that a subheader follows."""
    if not cursor.has(12):
        return _CUT
    return cursor.past(20 if cursor.byte(11) & 1 else 12, _ETHERNET)


def redirected(cursor: Cursor) -> int:
    """WCCP in GRE: its second version has a header of four bytes (draft-wilson-wrec-wccp-v2 section 4.12)."""
    if not cursor.has(1):
        return _CUT
    return _IP4 if cursor.byte(0) >> 4 == 4 else cursor.past(4, _IP4)


def ether_ip(cursor: Cursor) -> int:
    """RFC 3378 section 2."""
    return cursor.past(2, _ETHERNET)


def authentication(cursor: Cursor) -> int:
    """RFC 4302 section 2: counts in fours, less two."""
    if not cursor.has(12):
        return _CUT
    return cursor.past((cursor.byte(1) + 2) * 4, _IP_PROTOCOL | cursor.byte(0))


def icmp(cursor: Cursor) -> int:
    """RFC 792: unreachable, source quench, redirect, time exceeded and parameter problem quote what they are about."""
    if not cursor.has(8) or cursor.byte(0) not in (3, 4, 5, 11, 12):
        return _ICMP
    return cursor.past(8, _QUOTED_IP4)


def icmp6(cursor: Cursor) -> int:
    """RFC 4443 section 3: the error messages quote what they are about."""
    if not cursor.has(8) or not 1 <= cursor.byte(0) <= 4:
        return _ICMP6
    return cursor.past(8, _QUOTED_IP6)


def udp(cursor: Cursor) -> int:
    """RFC 768: the port tells what it carries; the lower first, unless it is a system port of something else."""
    if not cursor.has(8):
        return _UDP
    low, high = min(cursor.b16(0), cursor.b16(2)), max(cursor.b16(0), cursor.b16(2))
    size = cursor.b16(4)
    port = low if CARRIERS[low] else high
    if port == high and (low < 1024 or not CARRIERS[high]):
        return _UDP
    cursor.at += 8
    cursor.bound(size - 8)
    return _UDP_PORT | port if size >= 8 else _UDP


def vxlan(cursor: Cursor) -> int:
    """RFC 7348 section 5."""
    return cursor.past(8, _ETHERNET)


def vxlan_gpe(cursor: Cursor) -> int:
    """draft-ietf-nvo3-vxlan-gpe section 3.1: the last byte of the first word names what follows."""
    if not cursor.has(8):
        return _CUT
    layer = {1: _IP4, 2: _IP6, 3: _ETHERNET, 4: _ETHERTYPE | 0x894F, 5: _ETHERTYPE | 0x8847}
    return cursor.past(8, layer.get(cursor.byte(3), _UDP))


def geneve(cursor: Cursor) -> int:
    """RFC 8926 section 3.4: options counted in fours, then an ethertype."""
    if not cursor.has(8):
        return _CUT
    return cursor.past(8 + (cursor.byte(0) & 0x3F) * 4, _ETHERTYPE | cursor.b16(2))


def gtp(cursor: Cursor) -> int:
    """3GPP TS 29.281 section 5: a user's packet (message 255) behind optional fields and extension headers."""
    if not cursor.has(8) or cursor.byte(1) != 255:
        return _UDP
    flags = cursor.byte(0)
    if flags >> 5 == 0:
        return cursor.past(20, _EITHER_IP)  # version 0 (GSM 09.60) has one fixed header
    if not flags & 7:
        return cursor.past(8, _EITHER_IP)
    if not cursor.has(12):
        return _CUT
    following = cursor.byte(11) if flags & 4 else 0
    cursor.at += 12
    return _past_extensions(cursor, following)


def _past_extensions(cursor: Cursor, following: int) -> int:
    for _ in range(_MAX_EXTENSIONS):
        if not following:
            return _EITHER_IP
        if not cursor.has(1) or not cursor.byte(0) or not cursor.has(cursor.byte(0) * 4):
            return _CUT
        size = cursor.byte(0) * 4
        following = cursor.byte(size - 1)
        cursor.at += size
    return _MALFORMED


def teredo(cursor: Cursor) -> int:
    """RFC 4380 section 5.1.1: an authentication and an origin indication may stand before the packet."""
    if cursor.has(4) and cursor.b16(0) == 1:
        cursor.at += 13 + cursor.byte(2) + cursor.byte(3)
    if cursor.has(2) and cursor.b16(0) == 0:
        cursor.at += 8
    return _IP6 if cursor.has(1) and cursor.byte(0) >> 4 == 6 else _UDP


def l2tp(cursor: Cursor) -> int:
    """RFC 2661 section 3.1: a data message, whose flags say which fields stand before its PPP frame."""
    if not cursor.has(6):
        return _CUT
    flags = cursor.b16(0)
    if flags & 0x8000 or flags & 0x0F != 2:
        return _UDP
    size = 6 + (2 if flags & 0x4000 else 0) + (4 if flags & 0x0800 else 0)
    if flags & 0x0200:
        if not cursor.has(size + 2):
            return _CUT
        size += 2 + cursor.b16(size)
    return cursor.past(size, _PPP_FRAME)


def lisp(cursor: Cursor) -> int:
    """RFC 9300 section 5.1."""
    return cursor.past(8, _EITHER_IP)


TUNNEL_STEPS: dict[int, Step] = {
    IP_PROTOCOL | 1: icmp,
    IP_PROTOCOL | 4: lambda cursor: _IP4,
    IP_PROTOCOL | 17: udp,
    IP_PROTOCOL | 41: lambda cursor: _IP6,
    IP_PROTOCOL | 47: gre,
    IP_PROTOCOL | 51: authentication,
    IP_PROTOCOL | 58: icmp6,
    IP_PROTOCOL | 97: ether_ip,
    IP_PROTOCOL | 137: mpls,
    IP_PROTOCOL | 143: lambda cursor: _ETHERNET,
    _WCCP: redirected,
    _ERSPAN_2: erspan2,
    _ERSPAN_3: erspan3,
    UDP_PORT | 1701: l2tp,
    UDP_PORT | 2123: gtp,
    UDP_PORT | 2152: gtp,
    UDP_PORT | 3386: gtp,
    UDP_PORT | 3544: teredo,
    UDP_PORT | 4341: lisp,
    UDP_PORT | 4754: gre,
    UDP_PORT | 4789: vxlan,
    UDP_PORT | 4790: vxlan_gpe,
    UDP_PORT | 6081: geneve,
    UDP_PORT | 6635: mpls,
    UDP_PORT | 37008: tzsp,
}

CARRIERS = bytearray(1 << 16)  # by UDP port: a look-up without a hash
for _layer in TUNNEL_STEPS:
    if _layer & ~0xFFFF == UDP_PORT:
        CARRIERS[_layer & 0xFFFF] = 1

_STEPS: dict[int, Step] = {**LINK_STEPS, **ODD_LINK_STEPS, **TUNNEL_STEPS}

# family -> the kind of a frame that ends at a layer which is not known here
_UNOPENED = {
    ETHERTYPE >> 16: int(Kind.OTHER),
    IP_PROTOCOL >> 16: _OTHER_IP,
    UDP_PORT >> 16: _UDP,
    LINK_TYPE >> 16: int(Kind.UNKNOWN_LINK),
    PPP >> 16: int(Kind.OTHER),
}
_ARP_LAYER = ETHERTYPE | 0x0806
_ENDS = frozenset({IP4, IP6, QUOTED_IP4, QUOTED_IP6, IP_PROTOCOL | 6, IP_PROTOCOL | 108})


def unwrap(cursor: Cursor, layer: int) -> int:
    """Open header after header from `layer` on; return a layer of `_ENDS`, or the kind of frame it turns out to be."""
    for _ in range(_MAX_STEPS):
        if layer < _FIRST_LAYER or layer in _ENDS:
            return layer
        step = _STEPS.get(layer)
        if step is None:
            return _ending(layer)
        layer = step(cursor)
    return _MALFORMED


def _ending(layer: int) -> int:
    return _ARP if layer == _ARP_LAYER else _UNOPENED[layer >> 16]
