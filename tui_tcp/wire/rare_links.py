"""Link types that are rarer still: what macOS, Wireshark's exports, and links other than Ethernet put before a packet.

Not compiled, as odd_links.py; each function does as those of links.py do.
"""

from __future__ import annotations

from tui_tcp.wire.cursor import EITHER_IP, ETHERNET, ETHERTYPE, IP4, IP6, LINK_TYPE, Cursor
from tui_tcp.wire.frames import Kind
from tui_tcp.wire.links import LLC, Step

_OTHER = int(Kind.OTHER)
_CUT = int(Kind.CUT)
_PPP = LINK_TYPE | 9
_MAX_TAGS = 64

_END, _DISSECTOR = 0, 12  # tags of an exported packet
_EXPORTED = {b"ip": EITHER_IP, b"ipv6": EITHER_IP, b"eth": ETHERNET, b"eth_withoutfcs": ETHERNET}
_LONGEST_NAME = 16
_SUNATM_LLC = 2
_JUNIPER_MAGIC = 0x4D4743
_HAS_EXTENSIONS, _HAS_NO_LINK = 0x80, 0x02
_MPLS = ETHERTYPE | 0x8847
_JUNIPER_LAYERS = {2: IP4, 3: _MPLS, 5: _MPLS, 6: IP6, 7: _MPLS}


def packet_tap(cursor: Cursor) -> int:
    """Apple's PKTAP: its length, and the link type of what follows it, little-endian."""
    if not cursor.has(12):
        return _CUT
    return cursor.past(max(_little(cursor, 0), 12), LINK_TYPE | _little(cursor, 8) & 0xFFFF)


def ppp_with_direction(cursor: Cursor) -> int:
    """A byte that says which way it went, then PPP."""
    return cursor.past(1, _PPP)


def firewire(cursor: Cursor) -> int:
    """IP over IEEE 1394 as Apple has it: two addresses of eight bytes and a type."""
    return cursor.past(18, ETHERTYPE | cursor.b16(16)) if cursor.has(18) else _CUT


def infiniband(cursor: Cursor) -> int:
    """IP over InfiniBand: a global routing header, a type, two reserved bytes (RFC 4391 section 6)."""
    return cursor.past(44, ETHERTYPE | cursor.b16(40)) if cursor.has(44) else _CUT


def fibre_channel(cursor: Cursor) -> int:
    """IP over Fibre Channel: a network header of two addresses, then IEEE 802.2 (RFC 2625 section 3.3)."""
    return cursor.past(16, LLC)


def sun_atm(cursor: Cursor) -> int:
    """SunATM: a word whose lowest four bits of the first byte say what is carried."""
    if not cursor.has(4):
        return _CUT
    return cursor.past(4, LLC) if cursor.byte(0) & 0x0F == _SUNATM_LLC else _OTHER


def juniper(link: int) -> Step:
    """JunOS: a magic number, flags, extensions with their length, then that link's own header or, by a flag, none."""

    def step(cursor: Cursor) -> int:
        if not cursor.has(6):
            return _CUT
        if cursor.b32(0) >> 8 != _JUNIPER_MAGIC:
            return _OTHER
        flags = cursor.byte(3)
        size = 6 + cursor.b16(4) if flags & _HAS_EXTENSIONS else 4
        if not flags & _HAS_NO_LINK:
            return cursor.past(size, link)
        layer = _JUNIPER_LAYERS.get(_little(cursor, size), _OTHER) if cursor.has(size + 4) else _CUT
        return cursor.past(size + 4, layer)

    return step


def exported(cursor: Cursor) -> int:
    """A packet that Wireshark exported from its inside: tags, one of which names what follows them."""
    layer = _OTHER
    for _ in range(_MAX_TAGS):
        if not cursor.has(4):
            return _CUT
        tag, size = cursor.b16(0), cursor.b16(2)
        if tag == _END:
            return cursor.past(4 + size, layer)
        if not cursor.has(4 + size):
            return _CUT
        if tag == _DISSECTOR:
            layer = _EXPORTED.get(_text(cursor, 4, min(size, _LONGEST_NAME)), _OTHER)
        cursor.at += 4 + size
    return _OTHER


def _little(cursor: Cursor, offset: int) -> int:
    """The 32-bit little-endian number at `offset` from here."""
    return sum(cursor.byte(offset + place) << 8 * place for place in range(4))


def _text(cursor: Cursor, offset: int, size: int) -> bytes:
    """The text of `size` bytes at `offset` from here, without the zeros that fill it up."""
    return bytes(cursor.byte(offset + place) for place in range(size)).rstrip(b"\0")


RARE_LINK_STEPS: dict[int, Step] = {
    LINK_TYPE | 11: lambda cursor: LLC,  # ATM, RFC 1483
    LINK_TYPE | 16: lambda cursor: EITHER_IP,  # classical IP over ATM, as Linux captures it
    LINK_TYPE | 18: lambda cursor: EITHER_IP,
    LINK_TYPE | 112: lambda cursor: LINK_TYPE | 104,  # Cisco HDLC by another number
    LINK_TYPE | 122: fibre_channel,
    LINK_TYPE | 123: sun_atm,
    LINK_TYPE | 138: firewire,
    LINK_TYPE | 149: packet_tap,  # Apple's own number before it had one
    LINK_TYPE | 178: juniper(ETHERNET),
    LINK_TYPE | 179: juniper(_PPP),
    LINK_TYPE | 180: juniper(LINK_TYPE | 107),
    LINK_TYPE | 181: juniper(LINK_TYPE | 104),
    LINK_TYPE | 204: ppp_with_direction,
    LINK_TYPE | 242: infiniband,
    LINK_TYPE | 252: exported,
    LINK_TYPE | 258: packet_tap,
}
