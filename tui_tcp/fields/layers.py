"""Where a layer stands in each frame of a slab: told by the columns where they know, else by walking the bytes.

Most frames are plain segments: their headers' places are columns. Only what is left is walked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.carried import DNS_PORT, comes_late, dns_messages
from tui_tcp.fields.ends import ends_of, senders
from tui_tcp.fields.odd import Place, odd_frame
from tui_tcp.fields.spots import NOWHERE, Spots, joined, number
from tui_tcp.fields.walk import Walk
from tui_tcp.wire.frames import NO_HEADER, Kind

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

_ETHERNET = 1
_ETHERNET_SIZE = 14
_IP_SIZE = 20  # no IP header that stands nearer to the frame's start than this has another before it
_IPV6_SIZE = 40
_BELOW_IP = ("vlan", "ieee8021ad", "sll", "llc", "mpls", "pwethcw", "pppoes", "pppoed", "null", "ppp", "chdlc", "fddi")
_BETWEEN = ("ah", "ipv6.hopopts", "ipv6.dstopts", "ipv6.routing", "ipv6.fraghdr")
_WITHOUT_TCP = (Kind.UDP, Kind.ARP, Kind.OTHER, Kind.FRAGMENT, Kind.UNKNOWN_LINK)
_MAY_QUOTE = np.array([Kind(number) not in _WITHOUT_TCP for number in range(len(Kind))])


def links_of(slab: Slab) -> Vector:
    """Return the link type of each row, -1 for a record of no interface."""
    types = np.array([*slab.session.link_types, -1], np.int64)
    interfaces = slab.column("interface")
    links: Vector = types[np.minimum(interfaces, len(types) - 1)]
    return links


def is_direct(slab: Slab) -> Vector:
    """Tell which rows are segments in the only IP packet of their frame, so that columns tell their addresses."""
    if "direct" not in slab.known:
        # Without a header of its own it was put together, and what stands at `ip_at` may carry more.
        is_here = slab.stored("tcp_at") != NO_HEADER
        slab.known["direct"] = slab.is_segment & is_here & (slab.stored("ip_at") < _nearest_second(slab))
    direct: Vector = slab.known["direct"]
    return direct


def _nearest_second(slab: Slab) -> Vector | int:
    """Return how near to the frame's start a second IP header may stand: one number where all are of one link type."""
    session = slab.session
    if session.names_interfaces:
        return np.where(links_of(slab) == _ETHERNET, _ETHERNET_SIZE + _IP_SIZE, _IP_SIZE)
    return _ETHERNET_SIZE + _IP_SIZE if _ETHERNET in session.link_types else _IP_SIZE


def told_ethernet(slab: Slab) -> Vector:
    """Tell which rows begin with an Ethernet header, and have no other, by their columns alone."""
    here: Vector = is_direct(slab) & (links_of(slab) == _ETHERNET)
    return here


def told_ip(slab: Slab) -> Vector:
    """Tell which rows are segments in an IPv4 packet and no other."""
    here: Vector = is_direct(slab) & ~_is_ipv6(slab)
    return here


def told_ipv6(slab: Slab) -> Vector:
    """Tell which rows are segments in an IPv6 packet and no other."""
    here: Vector = is_direct(slab) & _is_ipv6(slab)
    return here


def _is_bare(slab: Slab) -> Vector:
    """Tell which are direct and have nothing between Ethernet and IP."""
    bare: Vector = is_direct(slab) & (slab.column("ip_at") == _ETHERNET_SIZE) & (links_of(slab) == _ETHERNET)
    return bare


def is_plain(slab: Slab) -> Vector:
    """Tell which are segments in IP in Ethernet that carry nothing, or what is not read as they come late."""
    late: Vector = (slab.column("payload") == 0) | comes_late(slab)
    plain: Vector = _is_bare(slab) & late & ~slab.is_partial & ~_has_between(slab)
    return plain


def spots_of(slab: Slab, name: str) -> Spots:
    """Return where a layer stands, in the slab's bytes. Raises CaptureError if they cannot be read again."""
    if name == "frame":
        return Spots(np.arange(len(slab)), slab.bytes.start, slab.bytes.end)
    key = ("spots", name)
    if key not in slab.known:
        told, left = _TOLD[name](slab) if name in _TOLD else (NOWHERE, may_have(slab, name))
        slab.known[key] = joined([told, _walked(slab, name, left)]) if left.any() else told
    spots: Spots = slab.known[key]
    return spots


def may_have(slab: Slab, name: str) -> Vector:
    """Tell which rows may have a layer, as far as columns tell."""
    return _MAY_HAVE[name](slab) if name in _MAY_HAVE else ~is_direct(slab)


def _has_between(slab: Slab) -> Vector:
    """Tell which are segments that stand further behind the beginning of their IP header than a plain one is long."""
    plain = np.where(_is_ipv6(slab), _IPV6_SIZE, _IP_SIZE)
    here: Vector = slab.is_segment & (slab.column("tcp_at") - slab.column("ip_at") > plain)
    return here


def has_options(slab: Slab) -> Vector:
    """Tell which rows may have an IPv4 header with options."""
    return ~is_direct(slab) | (_has_between(slab) & ~_is_ipv6(slab))


def _has_ip(slab: Slab, is_ipv6: bool) -> Vector:
    told: Vector = ~is_direct(slab) | (_is_ipv6(slab) == is_ipv6)
    return told


def _goes_by_dns(slab: Slab) -> Vector:
    """Tell which rows are segments from or to the port of DNS."""
    is_dns = ends_of(slab.session).ports == DNS_PORT
    if not is_dns.any():
        return np.zeros(len(slab), bool)
    sender = senders(slab)
    here: Vector = slab.is_segment & (is_dns[sender] | is_dns[sender ^ 1])
    return here


def may_quote(slab: Slab) -> Vector:
    """Tell which rows are no segments and may yet have a TCP header."""
    if "may quote" not in slab.known:
        may = ~slab.is_segment
        others = np.flatnonzero(may)
        may[others] = _MAY_QUOTE[slab.stored("kind")[others]]
        slab.known["may quote"] = may
    known: Vector = slab.known["may quote"]
    return known


def _ethernet(slab: Slab) -> tuple[Spots, Vector]:
    here = told_ethernet(slab)
    return _frames(slab, here, 0), ~here


def _ip(slab: Slab, here: Vector, length_at: int, more: int) -> tuple[Spots, Vector]:
    spots = _frames(slab, here, "ip_at")
    length = number(slab.bytes.array, spots.at + length_at, 2)
    return spots.until(np.where(length > 0, length + more, 1 << 20)), ~is_direct(slab)


def _is_ipv6(slab: Slab) -> Vector:
    if not slab.session.connections:
        return np.zeros(len(slab), bool)
    family: Vector = ends_of(slab.session).is_ipv6[slab.column("connection")]
    return family


def _tcp(slab: Slab) -> tuple[Spots, Vector]:
    here = is_direct(slab)
    spots = _frames(slab, here, "tcp_at")
    size = (slab.column("header_word")[here] >> 12) * 4 + slab.column("payload")[here]
    is_measured = ~slab.is_partial[here]
    left = (slab.is_segment & ~here) | may_quote(slab)
    return spots.until(np.where(is_measured, size, 1 << 20)), left


def _dns(slab: Slab) -> tuple[Spots, Vector]:
    here = _goes_by_dns(slab)
    if not here.any():
        return NOWHERE, ~is_direct(slab)
    segments = spots_of(slab, "tcp")
    return dns_messages(slab, segments.where(here[segments.rows])), ~is_direct(slab)


def _frames(slab: Slab, here: Vector, place: str | int) -> Spots:
    rows = np.flatnonzero(here)
    offset = slab.column(place)[rows] if isinstance(place, str) else place
    start, end = slab.bytes.start[rows], slab.bytes.end[rows]
    return Spots(rows, np.minimum(start + offset, end), end)


_MAY_HAVE: dict[str, Callable[[Slab], Vector]] = {
    **dict.fromkeys(("frame", "eth"), lambda slab: np.ones(len(slab), bool)),
    **dict.fromkeys(_BELOW_IP, lambda slab: ~_is_bare(slab)),
    **dict.fromkeys(_BETWEEN, lambda slab: ~is_direct(slab) | _has_between(slab)),
    "ip": lambda slab: _has_ip(slab, False),
    "ipv6": lambda slab: _has_ip(slab, True),
    "tcp": lambda slab: slab.is_segment | may_quote(slab),
    "dns": lambda slab: ~is_direct(slab) | _goes_by_dns(slab),
}
_TOLD = {
    "eth": _ethernet,
    "ip": lambda slab: _ip(slab, told_ip(slab), 2, 0),
    "ipv6": lambda slab: _ip(slab, told_ipv6(slab), 4, 40),
    "tcp": _tcp,
    "dns": _dns,
}


def _walked(slab: Slab, name: str, left: Vector) -> Spots:
    """Walk the rows of `left`, unless a walk for another layer has seen them."""
    walked = slab.known.get("walked")
    if walked is None or (left & ~walked[0]).any():
        rows = np.flatnonzero(left if walked is None else left | walked[0])
        mask = np.zeros(len(slab), bool)
        mask[rows] = True
        walked = slab.known["walked"] = (mask, _walk(slab, rows))
    spots = walked[1].get(name, NOWHERE)
    return spots.where(left[spots.rows])


def _walk(slab: Slab, rows: Vector) -> dict[str, Spots]:
    frames = slab.bytes
    links = links_of(slab)[rows]
    walk = Walk(frames.array, Spots(np.arange(len(rows)), frames.start[rows], frames.end[rows]), links)
    # A segment that was put together from fragments is not where a walk looks for it.
    parts = {name: [Spots(rows[s.rows], s.at, s.end)] for name, s in walk.spots.items()}
    for one in _odd(slab, rows[walk.odd]):
        for name, spots in one.items():
            parts.setdefault(name, []).append(spots)
    return {name: joined(several) for name, several in parts.items()}


def _odd(slab: Slab, rows: Vector) -> list[dict[str, Spots]]:
    """Return the layers of frames that need dissection: those in the frames, and those in datagrams."""
    starts, ends, memory = slab.bytes.start[rows].tolist(), slab.bytes.end[rows].tolist(), slab.bytes.memory
    numbers = slab.numbers[rows].tolist()
    frames = [
        odd_frame(slab.session, number, bytes(memory[start:end]))
        for number, start, end in zip(numbers, starts, ends, strict=True)
    ]
    whole = [frame.datagram for frame in frames if frame.datagram]
    inside = _collected(rows.tolist(), starts, [frame.places for frame in frames])
    if not whole:
        return [inside]
    bases = slab.bytes.append(whole)
    complete = [(row, frame) for row, frame in zip(rows.tolist(), frames, strict=True) if frame.datagram]
    return [inside, _collected([row for row, _ in complete], bases, [frame.elsewhere for _, frame in complete])]


def _collected(rows: list[int], bases: list[int], places: list[tuple[Place, ...]]) -> dict[str, Spots]:
    """Gather places frame by frame into spots layer by layer."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for row, base, here in zip(rows, bases, places, strict=True):
        for place in here:
            found.setdefault(place.name, []).append((row, base + place.at, base + place.end))
    return {name: Spots(*np.array(spots, np.int64).T) for name, spots in found.items()}
