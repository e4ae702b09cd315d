"""What is carried that no dissector of ours reads: Wireshark's `data`; and what goes by the ports and types of others.

Wireshark reads many more protocols. Of those with well-known numbers the names are known here, so that their messages
are not taken for data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.application_fields import HTTP_PORTS, http_bodies, http_spots, tls_spots
from tui_tcp.fields.carried import comes_late, dns_messages, keeps_alive, payload_spots
from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found
from tui_tcp.fields.icmp_fields import of_types
from tui_tcp.fields.layers import is_plain, spots_of
from tui_tcp.fields.sources import Octets, in_layer
from tui_tcp.fields.spots import NOWHERE, Spots, joined, number
from tui_tcp.wire.frames import Kind

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

# By '' goes what Wireshark takes neither for HTTP nor for data.
_TCP_PORTS = {
    "": HTTP_PORTS,
    "echo": (7,),
    "daytime": (13,),
    "chargen": (19,),
    "ftp-data": (20,),
    "ftp": (21,),
    "ssh": (22,),
    "telnet": (23,),
    "smtp": (25, 587),
    "whois": (43,),
    "gopher": (70,),
    "finger": (79,),
    "kerberos": (88,),
    "tpkt": (102, 3389),
    "pop": (110,),
    "rpc": (111, 2049),
    "nntp": (119,),
    "nbss": (139, 445),
    "imap": (143,),
    "snmp": (161, 162),
    "bgp": (179,),
    "ldap": (389,),
    "mbtcp": (502,),
    "rlogin": (513,),
    "rsh": (514,),
    "lpd": (515,),
    "dsi": (548,),
    "rtsp": (554,),
    "ldp": (646,),
    "rsync": (873,),
    "socks": (1080,),
    "mqtt": (1883,),
    "mysql": (3306,),
    "iscsi": (3260,),
    "diameter": (3868,),
    "sip": (5060,),
    "xmpp": (5222, 5269),
    "pgsql": (5432,),
    "amqp": (5672,),
    "vnc": (5900, 5901),
    "x11": tuple(range(6000, 6064)),
    "resp": (6379,),
    "irc": (6667,),
    "cql": (9042,),
    "memcache": (11211,),
    "enip": (44818,),
}
_UDP_PORTS = {
    "dhcp": (67, 68),
    "tftp": (69,),
    "rpc": (111, 2049),
    "ntp": (123,),
    "nbns": (137,),
    "nbdgm": (138,),
    "snmp": (161, 162),
    "cldap": (389,),
    "isakmp": (500,),
    "syslog": (514,),
    "rip": (520,),
    "dhcpv6": (546, 547),
    "openvpn": (1194,),
    "l2tp": (1701,),
    "radius": (1812, 1813),
    "ssdp": (1900,),
    "hsrp": (1985,),
    "stun": (3478,),
    "teredo": (3544,),
    "udpencap": (4500,),
    "sip": (5060,),
    "coap": (5683,),
    "sflow": (6343,),
    "pfcp": (8805,),
}
_ETHERTYPES = {
    "aarp": (0x80F3,),
    "ddp": (0x809B,),
    "eapol": (0x888E,),
    "ipx": (0x8137,),
    "lldp": (0x88CC,),
    "loop": (0x9000,),
    "macsec": (0x88E5,),
    "ptp": (0x88F7,),
    "slow": (0x8809,),
}
_SERVICE_POINTS = {"ipx": (0xE0,), "netbios": (0xF0,), "osi": (0xFE,), "stp": (0x42,)}
_CISCO = {"cdp": (0x2000,), "vtp": (0x2003,), "dtp": (0x2004,), "stp": (0x010B,)}
_CISCO_ORGANIZATION = 0x00000C
_IP_PROTOCOLS = {"ipcomp": (108,), "l2tp": (115,)}
# What HTTP's messages carry, by its kind or by the first word of that.
_CONTENTS = {
    "text": "data-text-lines",
    "image/gif": "image-gif",
    "image/jpeg": "image-jfif",
    "image/png": "png",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/x-www-form-urlencoded": "urlencoded-form",
    **dict.fromkeys(("application", "image", "audio", "video", "font"), "media"),
}
_NANOSECONDS, _DAY_S = 1_000_000_000, 86_400
_LEAST_TYPE = 1536
_SNAP = 0xAA
_IS_FRAGMENT = 0x3FFF

# Layers that may follow another at once: where one of them begins there is nothing left over.
KNOWN = (
    *("eth", "vlan", "ieee8021ad", "sll", "null", "ppp", "pppoes", "pppoed", "llc", "mpls", "pwethcw", "chdlc", "fddi"),
    *("arp", "ip", "ipv6", "ipv6.hopopts", "ipv6.routing", "ipv6.fraghdr", "ipv6.dstopts", "ah", "esp"),
    *("gre", "wccp", "erspan", "vxlan", "geneve", "gtp", "tcp", "udp", "icmp", "icmpv6", "igmp"),
    *("ospf", "pim", "vrrp", "eigrp", "sctp", "dns", "mdns", "llmnr"),
)

Parts = dict[str, Spots]


def parts_of(slab: Slab) -> Parts:
    """Return what stands behind the layers that are known, by Wireshark's name for it: `data` for what has none."""
    if "parts" not in slab.known:
        slab.known["parts"] = _merged([_in_segments(slab), _in_datagrams(slab), _in_packets(slab), _in_frames(slab)])
    parts: Parts = slab.known["parts"]
    return parts


def data_spots(slab: Slab, _: Spots) -> Spots:
    """Return what is left over as data."""
    return parts_of(slab).get("data", NOWHERE)


def may_carry(slab: Slab) -> Vector:
    """Tell which rows may carry something above TCP, or are no plain segments."""
    return ~is_plain(slab)


def _merged(several: Iterable[Parts]) -> Parts:
    parts: dict[str, list[Spots]] = {}
    for each in several:
        for name, spots in each.items():
            parts.setdefault(name, []).append(spots)
    return {name: joined(spots) for name, spots in parts.items()}


def _by_number(spots: Spots, numbers: Vector, known: Mapping[str, tuple[int, ...]]) -> tuple[Parts, Vector]:
    """Sort by a number; also tell which have none of the known ones."""
    left = np.ones(len(numbers), bool)
    parts = {}
    for name, values in known.items():
        here = left & np.isin(numbers, values)
        if here.any():
            parts[name] = spots.where(here)
            left &= ~here
    return parts, left


def _by_ports(slab: Slab, payloads: Spots, header_at: Vector, known: Mapping[str, tuple[int, ...]]) -> Parts:
    """Sort payloads by either port, the lower first; the rest is data."""
    ports = [number(slab.bytes.array, header_at + offset, 2) for offset in (0, 2)]
    lower, left = _by_number(payloads, np.minimum(*ports), known)
    higher, more_left = _by_number(payloads.where(left), np.maximum(*ports)[left], known)
    return _merged([lower, higher, {"data": payloads.where(left).where(more_left)}])


def _in_segments(slab: Slab) -> Parts:
    """What segments carry; of those that come late Wireshark reads nothing."""
    segments = spots_of(slab, "tcp")
    tls, dns, http = (find(slab, segments) for find in (tls_spots, dns_messages, http_spots))
    http = http.where(~np.isin(http.rows, tls.rows))
    parts = {"tls": tls, "http": http, "dns": dns}
    is_taken = comes_late(slab)
    is_taken[np.concatenate([spots.rows for spots in parts.values()])] = True
    payloads = payload_spots(slab, segments)
    payloads = payloads.where(~is_taken[payloads.rows])
    header_at = segments.at[np.searchsorted(segments.rows, payloads.rows)]
    is_alive = keeps_alive(slab)[payloads.rows]
    others = _by_ports(slab, payloads.where(~is_alive), header_at[~is_alive], _TCP_PORTS)
    return _merged([parts, _content(slab, http), {"data": payloads.where(is_alive)}, others])


def _content(slab: Slab, http: Spots) -> Parts:
    """What HTTP's messages carry, by what they say that it is."""
    begins, kinds = http_bodies(slab, http)
    named = np.array([_CONTENTS.get(kind) or _CONTENTS.get(kind.partition("/")[0], "data") for kind in kinds], object)
    bodies = Spots(http.rows, begins, http.end)
    return {name: bodies.where((named == name) & bodies.have(1)) for name in set(named.tolist())}


def _in_datagrams(slab: Slab) -> Parts:
    spots = spots_of(slab, "udp")
    payloads = _unread(slab, spots.where(spots.have(9)).past(8))
    echoes = [_echoed(slab, layer, types) for layer, types in (("icmp", (0, 8)), ("icmpv6", (128, 129)))]
    return _merged([_by_ports(slab, payloads, payloads.at - 8, _UDP_PORTS), *echoes])


def _echoed(slab: Slab, layer: str, types: tuple[int, ...]) -> Parts:
    """What is to be echoed; a time of day before it is ping's own."""
    messages = of_types(*types)(slab, spots_of(slab, layer))
    messages = messages.where(messages.have(9)).past(8)
    now = slab.column("time")[messages.rows] // _NANOSECONDS
    raw = number(slab.bytes.array, messages.at, 4)
    turned = (raw & 0xFF) << 24 | (raw & 0xFF00) << 8 | raw >> 8 & 0xFF00 | raw >> 24
    is_time = messages.have(8) & (layer == "icmp") & ((abs(raw - now) < _DAY_S) | (abs(turned - now) < _DAY_S))
    messages = messages.past(np.where(is_time, 8, 0))
    return {"data": messages.where(messages.have(1))}


def _in_packets(slab: Slab) -> Parts:
    """What stands behind an IP header without being a layer: fragments, protocols that are not known."""
    buffer, is_lone = slab.bytes.array, slab.column("kind") == Kind.FRAGMENT
    spots = spots_of(slab, "ip")
    spots = spots.where(spots.have(20))
    header = (buffer[spots.at] & 0x0F).astype(np.int64) * 4
    is_fragment = number(buffer, spots.at + 6, 2) & _IS_FRAGMENT != 0
    kinds = np.where(is_fragment, -1, number(buffer, spots.at + 9, 1))
    is_left = ~is_fragment | is_lone[spots.rows]
    fragments = spots_of(slab, "ipv6.fraghdr")
    fragments = fragments.where(fragments.have(9) & is_lone[fragments.rows]).past(8)
    six = spots_of(slab, "ipv6")
    six = six.where(six.have(41))
    behind = [
        (spots.past(header).where(is_left), kinds[is_left]),
        (fragments, np.full(len(fragments.rows), -1)),
        (six.past(40), number(buffer, six.at + 6, 1)),
    ]
    return _merged(_sorted(slab, *each, _IP_PROTOCOLS) for each in behind)


def _in_frames(slab: Slab) -> Parts:
    """What stands behind a type of Ethernet's that is not known."""
    found = []
    for layer, size in (("eth", 14), ("vlan", 4), ("ieee8021ad", 4)):
        spots = spots_of(slab, layer)
        spots = spots.where(spots.have(size + 1))
        types = number(slab.bytes.array, spots.at + size - 2, 2)
        is_type = types >= _LEAST_TYPE
        found.append(_sorted(slab, spots.where(is_type).past(size), types[is_type], _ETHERTYPES))
    return _merged([*found, *_behind_llc(slab)])


def _behind_llc(slab: Slab) -> list[Parts]:
    """What stands behind an unnumbered LLC header, by its service point or by SNAP (IEEE 802.2, RFC 1042)."""
    buffer = slab.bytes.array
    spots = spots_of(slab, "llc")
    spots = spots.where(spots.have(4))
    points = number(buffer, spots.at, 1)
    is_snap = (points == _SNAP) & spots.have(9)
    snap = spots.where(is_snap)
    is_cisco = number(buffer, snap.at + 3, 3) == _CISCO_ORGANIZATION
    cisco, others = snap.where(is_cisco), snap.where(~is_cisco)
    return [
        _sorted(slab, spots.where(points != _SNAP).past(3), points[points != _SNAP], _SERVICE_POINTS),
        _sorted(slab, cisco.past(8), number(buffer, cisco.at + 6, 2), _CISCO),
        _sorted(slab, others.past(8), number(buffer, others.at + 6, 2), _ETHERTYPES),
    ]


def _sorted(slab: Slab, spots: Spots, numbers: Vector, known: Mapping[str, tuple[int, ...]]) -> Parts:
    """Sort by their numbers what is no layer; the rest is data."""
    unread = _are_unread(slab, spots)
    spots, numbers = spots.where(unread), numbers[unread]
    parts, left = _by_number(spots, numbers, known)
    return _merged([parts, {"data": spots.where(left)}])


def _unread(slab: Slab, spots: Spots) -> Spots:
    return spots.where(_are_unread(slab, spots))


def _are_unread(slab: Slab, spots: Spots) -> Vector:
    """Tell at which places no layer begins, though something stands there."""
    if "begins" not in slab.known:
        keys = np.concatenate([_keys(slab, spots_of(slab, layer)) for layer in KNOWN])
        slab.known["begins"] = np.append(np.sort(keys), -1)
    begins, keys = slab.known["begins"], _keys(slab, spots)
    here: Vector = spots.have(1) & (begins[np.searchsorted(begins[:-1], keys)] != keys)
    return here


def _keys(slab: Slab, spots: Spots) -> Vector:
    keys: Vector = spots.rows * (len(slab.bytes.array) + 1) + spots.at
    return keys


def _length(slab: Slab, spots: Spots) -> Found:
    spots = data_spots(slab, spots)
    return Found(spots.rows, spots.end - spots.at)


_DATA = Octets("frame", data_spots, where=may_carry)

DATA_FIELDS = [
    FrameField("data", Type.PROTOCOL, "what no dissector here reads", _DATA),
    FrameField("data.data", Type.BYTES, "its bytes", _DATA),
    FrameField("data.len", Type.NUMBER, "how many these are", in_layer("frame", _length, where=may_carry), -32),
]
