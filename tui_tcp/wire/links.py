"""What stands below IP: link types, and the headers between a link and IP. One function a header.

Each takes a cursor at its header, goes past it and returns the layer that follows, or the kind of frame it ends as.
"""

from __future__ import annotations

from collections.abc import Callable

from tui_tcp.wire.cursor import EITHER_IP, ETHERNET, ETHERTYPE, IP4, IP6, LINK_TYPE, PPP, Cursor
from tui_tcp.wire.frames import Kind

Step = Callable[[Cursor], int]

_OTHER = int(Kind.OTHER)
_CUT = int(Kind.CUT)
_MALFORMED = int(Kind.MALFORMED)
_ETHERTYPE, _ETHERNET, _EITHER_IP, _IP4, _IP6, _PPP = ETHERTYPE, ETHERNET, EITHER_IP, IP4, IP6, PPP
LLC = _LLC = ETHERTYPE | 4  # no ethertype is below 1536: the number that Linux cooked captures have for IEEE 802.2
BARE_PPP = _BARE_PPP = PPP | 0xFFFF  # PPP from its address field on, where it has one
_CISCO_HDLC = LINK_TYPE | 104
_NETWORK_LAYERS = {0xCC: IP4, 0x8E: IP6}  # ISO/IEC TR 9577
_NETLINK = 824  # ARPHRD_NETLINK
_MAX_LABELS = 32


def ethernet(cursor: Cursor) -> int:
    """IEEE 802.3 section 3.2.6: a type from 1536 on, a length below."""
    if not cursor.has(14):
        return _CUT
    number = cursor.b16(12)
    cursor.at += 14
    if number > 1500:
        return _ETHERTYPE | number
    cursor.bound(number)
    return _LLC


def llc(cursor: Cursor) -> int:
    """IEEE 802.2: SNAP with a zero OUI (RFC 1042) leads to an ethertype, SAP 6 to IP."""
    if not cursor.has(3):
        return _CUT
    points = cursor.b16(0)
    if points == 0x0606:
        return cursor.past(3, _IP4)
    if points == 0xFEFE and cursor.has(4):  # RFC 2684 section 5.1: routed, by a network layer identifier
        return cursor.past(4, _NETWORK_LAYERS.get(cursor.byte(3), _OTHER))
    if not cursor.has(8) or points != 0xAAAA or cursor.byte(2) != 3:
        return _OTHER
    cursor.at += 3
    return snap(cursor, 2)


def snap(cursor: Cursor, padding: int) -> int:
    """IEEE 802 section 9: an organization and its number; a bridged frame (RFC 2684 section 5.2) may be padded."""
    oui = cursor.b16(0) << 8 | cursor.byte(2)
    number = cursor.b16(3)
    if oui == 0x0080C2 and number in (1, 7):
        return cursor.past(5 + padding, _ETHERNET)
    return cursor.past(5, _ETHERTYPE | number) if oui in (0, 0x0000F8) else _OTHER


def vlan(cursor: Cursor) -> int:
    """IEEE 802.1Q: priority and VLAN, then the ethertype or the length of what follows."""
    if not cursor.has(4):
        return _CUT
    number = cursor.b16(2)
    cursor.at += 4
    if number > 1500:
        return _ETHERTYPE | number
    cursor.bound(number)
    return _LLC


def backbone(cursor: Cursor) -> int:
    """IEEE 802.1ah: a service tag in front of a whole frame."""
    return cursor.past(4, _ETHERNET)


def tag(cursor: Cursor) -> int:
    """Four bytes of a tag that say nothing here, then an ethertype: HSR, VN-Tag, IEEE 802.1CB."""
    return cursor.past(6, _ETHERTYPE | cursor.b16(4)) if cursor.has(6) else _CUT


def fabric_path(cursor: Cursor) -> int:
    """Cisco's FabricPath: a tree's tag and a hop limit in front of a whole frame."""
    return cursor.past(2, _ETHERNET)


def cisco_metadata(cursor: Cursor) -> int:
    """Cisco's metadata: version, length, one option, then an ethertype; IEEE 802.1BR's tag is as long."""
    return cursor.past(8, _ETHERTYPE | cursor.b16(6)) if cursor.has(8) else _CUT


def trill(cursor: Cursor) -> int:
    """RFC 6325 section 3: options counted in fours, then a whole frame."""
    return cursor.past(6 + (cursor.b16(0) >> 6 & 0x1F) * 4, _ETHERNET) if cursor.has(6) else _CUT


def mac_security(cursor: Cursor) -> int:
    """IEEE 802.1AE section 9: what is authenticated but not encrypted can be read."""
    if not cursor.has(16):
        return _CUT
    control = cursor.byte(0)
    if control & 0x0C:
        return _OTHER
    size = 14 if control & 0x20 else 6
    return cursor.past(size + 2, _ETHERTYPE | cursor.b16(size))


def service_header(cursor: Cursor) -> int:
    """RFC 8300 section 2: the network service header, its length in words."""
    if not cursor.has(8):
        return _CUT
    layer = {1: _IP4, 2: _IP6, 3: _ETHERNET}.get(cursor.byte(3), _OTHER)
    return cursor.past(max(cursor.byte(1) & 0x3F, 2) * 4, layer)


def mpls(cursor: Cursor) -> int:
    """RFC 3032: labels down to the bottom of the stack; the first four bits behind tell IP, as they do for routers."""
    for _ in range(_MAX_LABELS):
        if not cursor.has(5):
            return _CUT
        is_bottom = cursor.byte(2) & 1
        cursor.at += 4
        if is_bottom:
            return _below_labels(cursor)
    return _MALFORMED


def _below_labels(cursor: Cursor) -> int:
    version = cursor.byte(0) >> 4
    if version in (4, 6):
        return _IP4 if version == 4 else _IP6
    if version == 1 and cursor.has(4):  # RFC 4385 section 5: an associated channel
        return cursor.past(4, _PPP | cursor.b16(2))
    if version == 0 and cursor.has(18) and _is_carried_by_ethernet(cursor.b16(16)):
        return cursor.past(4, _ETHERNET)  # RFC 4448 section 4.6: a control word
    return _ETHERNET if cursor.has(14) and _is_carried_by_ethernet(cursor.b16(12)) else _OTHER


def _is_carried_by_ethernet(number: int) -> bool:
    """Tell whether a pseudowire's frame has a type that leads to IP: it bears no mark of its own."""
    return number in (0x0800, 0x86DD, 0x8100, 0x88A8, 0x8847, 0x8864)


def pppoe(cursor: Cursor) -> int:
    """RFC 2516 section 4: a session's frame, with the length of its payload."""
    if not cursor.has(6):
        return _CUT
    size = cursor.b16(4)
    cursor.at += 6
    cursor.bound(size)
    return ppp_protocol(cursor)


def ppp(cursor: Cursor) -> int:
    """RFC 1662 section 3.1: address and control, which may be left out; some captures have Cisco's address."""
    if not cursor.has(2):
        return _CUT
    address = cursor.byte(0)
    if address == 0xFF and cursor.byte(1) == 3:
        cursor.at += 2
    elif address in (0x0F, 0x8F):
        return _CISCO_HDLC
    return ppp_protocol(cursor)


def ppp_protocol(cursor: Cursor) -> int:
    """RFC 1661 section 2: the protocol, in one byte where that is odd."""
    if not cursor.has(2):
        return _CUT
    if cursor.byte(0) & 1:
        return cursor.past(1, _PPP | cursor.byte(0))
    return cursor.past(2, _PPP | cursor.b16(0))


def multilink(cursor: Cursor) -> int:
    """RFC 1990 section 3: a packet that was sent as one piece."""
    if not cursor.has(4) or cursor.byte(0) & 0xC0 != 0xC0:
        return _OTHER
    cursor.at += 4
    return ppp_protocol(cursor)


def bridged(cursor: Cursor) -> int:
    """RFC 3518 section 4.1: flags and the kind of frame, of which 1 is Ethernet."""
    return cursor.past(2, _ETHERNET) if cursor.has(2) and cursor.byte(1) == 1 else _OTHER


def cisco_hdlc(cursor: Cursor) -> int:
    """Address, control, ethertype (Cisco's HDLC; RFC 1547 section 4.3.1 tells of it)."""
    return cursor.past(4, _ETHERTYPE | cursor.b16(2)) if cursor.has(4) else _CUT


def either_ip(cursor: Cursor) -> int:
    """IP of the version that its first four bits tell."""
    if not cursor.has(1):
        return _CUT
    return _IP6 if cursor.byte(0) >> 4 == 6 else _IP4


def null(cursor: Cursor) -> int:
    """An address family, whose number differs between systems, and whose byte order is theirs; PPP has been seen."""
    if not cursor.has(4):
        return _CUT
    family = cursor.b16(0)
    if family == 0xFF03:
        return _BARE_PPP
    high = cursor.b16(2)
    if high and family:
        return _OTHER
    family = high or cursor.byte(0) | cursor.byte(1) << 8
    return cursor.past(4, _EITHER_IP if family in (2, 10, 23, 24, 28, 30) else _OTHER)


def cooked(cursor: Cursor) -> int:
    """Linux cooked capture, version 1. What netlink sends has no ethertype."""
    if not cursor.has(16):
        return _CUT
    return cursor.past(16, _OTHER if cursor.b16(2) == _NETLINK else _ETHERTYPE | cursor.b16(14))


def cooked2(cursor: Cursor) -> int:
    """Linux cooked capture, version 2."""
    if not cursor.has(20):
        return _CUT
    return cursor.past(20, _OTHER if cursor.b16(8) == _NETLINK else _ETHERTYPE | cursor.b16(0))


def fddi(cursor: Cursor) -> int:
    """Frame control and two addresses; frames of class LLC go on (ISO 9314-2)."""
    if not cursor.has(13):
        return _CUT
    return cursor.past(13, _LLC if 0x50 <= cursor.byte(0) <= 0x5F else _OTHER)


def frame_relay(cursor: Cursor) -> int:
    """RFC 2427 section 3 with an address of two bytes: a control byte and a network layer identifier."""
    if not cursor.has(4):
        return _CUT
    if cursor.byte(2) != 3:  # Cisco's way
        return cursor.past(4, _ETHERTYPE | cursor.b16(2))
    if cursor.byte(3) == 0 and cursor.has(10):  # padded, then SNAP
        cursor.at += 5
        return snap(cursor, 0)
    return cursor.past(4, _NETWORK_LAYERS.get(cursor.byte(3), _OTHER))


def token_ring(cursor: Cursor) -> int:
    """IEEE 802.5: two control bytes, two addresses, and a route where the source address says so."""
    if not cursor.has(16) or cursor.byte(1) & 0xC0 != 0x40:
        return _CUT if not cursor.has(16) else _OTHER
    return cursor.past(14 + (cursor.byte(14) & 0x1F if cursor.byte(8) & 0x80 else 0), _LLC)


def packet_filter_log(cursor: Cursor) -> int:
    """OpenBSD's pflog: a header that says its own length, padded to fours."""
    return cursor.past(cursor.byte(0) + 3 & ~3, _EITHER_IP) if cursor.has(1) else _CUT


def encapsulation(cursor: Cursor) -> int:
    """OpenBSD's enc: address family, index and flags."""
    return cursor.past(12, _EITHER_IP)


LINK_STEPS: dict[int, Step] = {
    _LLC: llc,
    ETHERTYPE | 0x8100: vlan,
    ETHERTYPE | 0x88A8: vlan,
    ETHERTYPE | 0x9100: vlan,
    ETHERTYPE | 0x6558: ethernet,
    ETHERTYPE | 0x8847: mpls,
    ETHERTYPE | 0x8848: mpls,
    ETHERTYPE | 0x8864: pppoe,
    ETHERTYPE | 0x22F3: trill,
    ETHERTYPE | 0x8870: llc,
    ETHERTYPE | 0x88E5: mac_security,
    ETHERTYPE | 0x88E7: backbone,
    ETHERTYPE | 0x8903: fabric_path,
    ETHERTYPE | 0x8909: cisco_metadata,
    ETHERTYPE | 0x893F: cisco_metadata,
    ETHERTYPE | 0x8926: tag,
    ETHERTYPE | 0x892F: tag,
    ETHERTYPE | 0xF1C1: tag,
    ETHERTYPE | 0x894F: service_header,
    _BARE_PPP: ppp,
    PPP | 0x0021: lambda cursor: _IP4,
    PPP | 0x0057: lambda cursor: _IP6,
    PPP | 0x0031: bridged,
    PPP | 0x003D: multilink,
    PPP | 0x0281: mpls,
    PPP | 0x0283: mpls,
    LINK_TYPE | 0: null,
    ETHERNET: ethernet,
    LINK_TYPE | 6: token_ring,
    LINK_TYPE | 9: ppp,
    LINK_TYPE | 10: fddi,
    LINK_TYPE | 12: either_ip,
    LINK_TYPE | 14: either_ip,
    LINK_TYPE | 50: ppp,
    LINK_TYPE | 51: pppoe,
    LINK_TYPE | 100: llc,
    EITHER_IP: either_ip,
    _CISCO_HDLC: cisco_hdlc,
    LINK_TYPE | 107: frame_relay,
    LINK_TYPE | 108: null,
    LINK_TYPE | 109: encapsulation,
    LINK_TYPE | 113: cooked,
    LINK_TYPE | 117: packet_filter_log,
    LINK_TYPE | 228: lambda cursor: _IP4,
    LINK_TYPE | 229: lambda cursor: _IP6,
    LINK_TYPE | 276: cooked2,
}
