"""IPv6 extension headers (RFC 8200 4), the authentication header (RFC 4302) and the ESP header (RFC 4303)."""

from dataclasses import replace

from tui_tcp.dissect.draft import Draft, Span, Step, rest
from tui_tcp.dissect.formats import dec, hexa, ipv6, masked, named, octets
from tui_tcp.dissect.ip_options import HOME_ADDRESS, put_ipv6_options
from tui_tcp.dissect.layers import Field
from tui_tcp.dissect.registry import IP_PROTOCOLS, follower, name_of, protocol
from tui_tcp.dissect.table import Bit, Row, Table

_ROUTING_TYPES = {0: "source route", 2: "Mobile IPv6", 3: "RPL source route", 4: "segment routing"}
_SEGMENT_ROUTING = 4


def _head(prefix: str) -> Table:
    """Return the two bytes that most extension headers begin with."""
    return (
        Row(f"{prefix}.nxt", "Next header", 0, 1, protocol),
        Row(f"{prefix}.len", "Length", 1, 1, lambda raw: f"{raw[0]} ({8 * raw[0] + 8} bytes)"),
    )


_ROUTING = (
    *_head("ipv6.routing"),
    Row("ipv6.routing.type", "Type", 2, 1, named(_ROUTING_TYPES)),
    Row("ipv6.routing.segleft", "Segments left", 3, 1, dec),
)
_SEGMENTS = (
    Row("ipv6.routing.srh.last_entry", "Last entry", 4, 1, dec),
    Row("ipv6.routing.srh.flags", "Flags", 5, 1, hexa),
    Row("ipv6.routing.srh.tag", "Tag", 6, 2, hexa),
)
_ROUTE_NAMES = {
    0: "ipv6.routing.src.addr",
    2: "ipv6.routing.mipv6.home_address",
    _SEGMENT_ROUTING: "ipv6.routing.srh.addr",
}
_FRAGMENT = (
    Row("ipv6.fraghdr.nxt", "Next header", 0, 1, protocol),
    Row("ipv6.fraghdr.reserved_octet", "Reserved", 1, 1, dec),
    Row(
        "ipv6.fraghdr.offset",
        "Offset",
        2,
        2,
        masked(0xFFF8, lambda units: f"{units} ({8 * units} bytes)"),
        (Bit("ipv6.fraghdr.more", "More fragments", 1),),
    ),
    Row("ipv6.fraghdr.ident", "Identification", 4, 4, hexa),
)
_AH = (
    Row("ah.next_header", "Next header", 0, 1, protocol),
    Row("ah.length", "Length", 1, 1, lambda raw: f"{raw[0]} ({4 * raw[0] + 8} bytes)"),
    Row("ah.reserved", "Reserved", 2, 2, hexa),
    Row("ah.spi", "Security parameters index", 4, 4, hexa),
    Row("ah.sequence", "Sequence number", 8, 4, dec),
)
_ESP = (
    Row("esp.spi", "Security parameters index", 0, 4, hexa),
    Row("esp.sequence", "Sequence number", 4, 4, dec),
)


def hop_by_hop(span: Span) -> Step:
    """Read the options that every router on the way looks at (RFC 8200 4.3)."""
    return _options(span, "ipv6.hopopts", "IPv6 hop-by-hop options")


def destination_options(span: Span) -> Step:
    """Read the options for the destination alone (RFC 8200 4.6)."""
    return _options(span, "ipv6.dstopts", "IPv6 destination options")


def _options(span: Span, name: str, title: str) -> Step:
    draft = Draft(span, name, _head(name))
    if not draft.sound:
        return draft.stop(title)
    size = 8 * draft.number(1, 1) + 8
    options = put_ipv6_options(draft, 2, size)
    return _onwards(draft, title, size, _from_home(rest(span, size), options))


def _from_home(inner: Span, options: list[Field]) -> Span:
    """A mobile node's checksums count its home address as their source (RFC 6275 6.3)."""
    for option in options:
        raw = inner.data[option.start : option.start + option.size]
        if raw[0] == HOME_ADDRESS and len(raw) >= 18:
            return replace(inner, source=raw[2:18])
    return inner


def routing(span: Span) -> Step:
    """Read a routing header and its addresses (RFC 8200 4.4, RFC 8754 2)."""
    draft = Draft(span, "ipv6.routing", _ROUTING)
    title = "IPv6 routing header"
    if not draft.sound:
        return draft.stop(title)
    size, kind = 8 * draft.number(1, 1) + 8, draft.number(2, 1)
    draft.read(_SEGMENTS if kind == _SEGMENT_ROUTING else (Row("", "Reserved", 4, 4, hexa),))
    slots = range(8, size - 15, 16) if kind in _ROUTE_NAMES else range(0)
    draft.read(tuple(Row(_ROUTE_NAMES[kind], "Address", at, 16, ipv6) for at in slots))
    inner = rest(span, size)
    # Checksums count the last stop as the destination (RFC 8200 8.1); segment routing lists it first.
    if slots and draft.number(3, 1):
        last = slots[0] if kind == _SEGMENT_ROUTING else slots[-1]
        inner = replace(inner, destination=draft.bytes(last, 16))
    return _onwards(draft, title, size, inner)


def fragment_header(span: Span) -> Step:
    """Read a fragment header (RFC 8200 4.5)."""
    draft = Draft(span, "ipv6.fraghdr", _FRAGMENT)
    inner = replace(rest(span, 8), whole=span.whole and not draft.number(2, 2) & 0xFFF9)
    step = _onwards(draft, "IPv6 fragment header", 8, inner)
    is_later = draft.sound and draft.number(2, 2) & 0xFFF8
    return step._replace(follows="fragment") if is_later else step


def authentication(span: Span) -> Step:
    """Read an authentication header; what follows is in clear (RFC 4302 2)."""
    draft = Draft(span, "ah", _AH)
    size = 4 * draft.number(1, 1) + 8
    if draft.sound and size > 12:
        draft.read((Row("ah.icv", "Integrity check value", 12, size - 12, octets),))
    if draft.sound and size < 12:
        draft.malformed(f"length of {size} bytes", 1)
    return _onwards(draft, "Authentication header", size, rest(span, size))


def encapsulated(span: Span) -> Step:
    """Read what is in clear of an encrypted payload (RFC 4303 2)."""
    draft = Draft(span, "esp", _ESP)
    title = "Encapsulating security payload"
    return draft.then(title, 8, "data") if draft.sound else draft.stop(title)


def _onwards(draft: Draft, title: str, size: int, inner: Span) -> Step:
    """Finish an extension header; its first byte names what follows."""
    if not (draft.sound and draft.needs(size)):
        return draft.stop(title)
    kind = draft.number(0, 1)
    return draft.then(f"{title}, next: {name_of(IP_PROTOCOLS, kind)}", size, follower(IP_PROTOCOLS, kind), inner)
