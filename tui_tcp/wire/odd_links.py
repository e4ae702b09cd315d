"""Link types that are met now and then: wireless frames, and the headers that capture tools put before a frame.

Not compiled: they are rare. Each function does as those of links.py do.
"""

from __future__ import annotations

from tui_tcp.wire.cursor import EITHER_IP, ETHERNET, LINK_TYPE, Cursor
from tui_tcp.wire.frames import Kind
from tui_tcp.wire.links import LLC, Step
from tui_tcp.wire.rare_links import RARE_LINK_STEPS

_OTHER = int(Kind.OTHER)
_CUT = int(Kind.CUT)
_UDP = int(Kind.UDP)
_WLAN = LINK_TYPE | 105
_PADDED_WLAN = LINK_TYPE | 0xFFFE  # its header padded to a multiple of four, as some drivers do
_MAX_FIELDS = 64


def wlan(cursor: Cursor) -> int:
    """IEEE 802.11 section 9.3.2: data frames that are not encrypted; the header's size lies in its first two bytes."""
    size = _wlan_size(cursor)
    return cursor.past(size, LLC) if size else _OTHER


def padded_wlan(cursor: Cursor) -> int:
    """The same, padded."""
    size = _wlan_size(cursor)
    return cursor.past(size + 3 & ~3, LLC) if size else _OTHER


def _wlan_size(cursor: Cursor) -> int:
    """Return the header's size, 0 where no readable data follow it."""
    if not cursor.has(24):
        return 0
    first, flags = cursor.byte(0), cursor.byte(1)
    if first & 0x0C != 0x08 or first & 0x40 or flags & 0x40:
        return 0
    size = 30 if flags & 3 == 3 else 24
    if first & 0x80:  # quality of service, and the field for high throughput behind it
        size += 6 if flags & 0x80 else 2
    return size


def radiotap(cursor: Cursor) -> int:
    """A header that says its own length (radiotap.org); one of its flags tells of padding."""
    if not cursor.has(8):
        return _CUT
    size = cursor.byte(2) | cursor.byte(3) << 8
    present = cursor.byte(4)
    flags_at = 16 if present & 1 else 8
    is_padded = present & 2 and not cursor.byte(7) & 0x80 and cursor.has(17) and cursor.byte(flags_at) & 0x20
    return cursor.past(size, _PADDED_WLAN if is_padded else _WLAN)


def prism(cursor: Cursor) -> int:
    """Prism's or AVS's header; the latter says its length."""
    if not cursor.has(8):
        return _CUT
    if cursor.b32(0) & 0xFFFFF000 == 0x80211000:
        return cursor.past(cursor.b32(4), _WLAN)
    return cursor.past(144, _WLAN)


def per_packet_information(cursor: Cursor) -> int:
    """PPI: its length and the link type of what follows, little-endian."""
    if not cursor.has(8):
        return _CUT
    link = cursor.byte(4) | cursor.byte(5) << 8
    return cursor.past(cursor.byte(2) | cursor.byte(3) << 8, LINK_TYPE | link)


def netfilter_log(cursor: Cursor) -> int:
    """Linux NFLOG: fields of length and type in the host's byte order, of which type 9 is the packet."""
    cursor.at += 4
    for _ in range(_MAX_FIELDS):
        if not cursor.has(4):
            return _CUT
        size, kind = cursor.byte(0) | cursor.byte(1) << 8, cursor.byte(2) | cursor.byte(3) << 8
        if kind == 9:
            return cursor.past(4, EITHER_IP)
        cursor.at += max(size + 3 & ~3, 4)
    return _OTHER


def tzsp(cursor: Cursor) -> int:
    """TaZmen Sniffer Protocol, in UDP: tagged fields up to tag 1, then a frame."""
    if not cursor.has(4) or cursor.b16(2) != 1:
        return _UDP
    cursor.at += 4
    for _ in range(_MAX_FIELDS):
        if not cursor.has(2):
            return _CUT
        kind = cursor.byte(0)
        if kind == 1:
            return cursor.past(1, ETHERNET)
        cursor.at += 1 if kind == 0 else 2 + cursor.byte(1)
    return _UDP


ODD_LINK_STEPS: dict[int, Step] = {
    _WLAN: wlan,
    _PADDED_WLAN: padded_wlan,
    LINK_TYPE | 119: prism,
    LINK_TYPE | 127: radiotap,
    LINK_TYPE | 163: prism,
    LINK_TYPE | 192: per_packet_information,
    LINK_TYPE | 239: netfilter_log,
    **RARE_LINK_STEPS,
}
