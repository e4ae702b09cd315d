"""One frame's bytes to its layers: each parser names the one that follows."""

from collections.abc import Mapping
from dataclasses import replace

from tui_tcp.dissect import dns, extension, http, icmp, link, network, payload, tls, transport, tunnels
from tui_tcp.dissect.draft import Parser, Span
from tui_tcp.dissect.formats import octets
from tui_tcp.dissect.layers import Field, Layer
from tui_tcp.dissect.registry import LINK_TYPES

# IP headers inside one another, and layers in all, that are followed.
MAX_DEPTH = 8
MAX_LAYERS = 48
# A segment without payload and a GRE acknowledgment lack nothing; of other layers the header is missed.
_MAY_BE_EMPTY = frozenset(("data", "dns.tcp", "fragment", "ppp"))

PARSERS: Mapping[str, Parser] = {
    "ah": extension.authentication,
    "arp": network.arp,
    "chdlc": link.chdlc,
    "data": payload.data,
    "dns": dns.dns,
    "dns.tcp": dns.dns_over_tcp,
    "dstopts": extension.destination_options,
    "erspan": tunnels.erspan,
    "erspan3": tunnels.erspan3,
    "esp": extension.encapsulated,
    "eth": link.ethernet,
    "fddi": link.fddi,
    "fraghdr": extension.fragment_header,
    "fragment": payload.fragment,
    "geneve": tunnels.geneve,
    "gre": tunnels.gre,
    "gtp": tunnels.gtp,
    "hopopts": extension.hop_by_hop,
    "http": http.http,
    "icmp": icmp.icmp,
    "icmpv6": icmp.icmpv6,
    "ieee8021ad": link.provider_vlan,
    "ip": network.ip,
    "ipv6": network.ipv6,
    "llc": link.llc,
    "mpls": tunnels.mpls,
    "null": link.null,
    "ppp": link.ppp,
    "pppoe": tunnels.pppoe,
    "pwethcw": tunnels.control_word,
    "raw": network.raw,
    "routing": extension.routing,
    "sll": link.sll,
    "sll2": link.sll2,
    "tcp": transport.tcp,
    "tls": tls.tls,
    "udp": transport.udp,
    "vlan": link.vlan,
    "vxlan": tunnels.vxlan,
    "wccp": tunnels.wccp,
}


def dissect(data: bytes, link_type: int, wire_length: int | None = None, packet_at: int | None = None) -> list[Layer]:
    """Return the frame's layers from the outside in; what is cut or wrong is a field of the layer it is found in.

    `link_type` is a capture file's (tcpdump.org/linktypes.html), `wire_length` the frame's length before the capture
    cut it, `packet_at` where decoding found an IP header, if it did: headers that have no parser here are bridged.
    Never raises, whatever the bytes.
    """
    limit = max(len(data), wire_length or 0)
    whole = Span(data, 0, len(data), limit)
    entry = LINK_TYPES.get(link_type)
    layers, trailing = _follow(entry.parser, whole) if entry else ([_unknown_link(whole, link_type)], [])
    if packet_at is not None and layers and layers[-1].name == "data" and layers[-1].start < packet_at <= len(data):
        bridge = _bridge(whole, layers.pop().start, packet_at, None if entry else link_type)
        behind, trailing = _follow("raw", replace(whole, start=packet_at))
        layers += [bridge, *behind]
    first = layers[0].name if layers else ""
    return layers + [payload.trailer(first, whole, start, end) for start, end in reversed(trailing)]


def _follow(name: str, span: Span | None) -> tuple[list[Layer], list[tuple[int, int]]]:
    """Go from layer to layer; also return the ranges that lie behind an inner layer's end, outermost first."""
    layers: list[Layer] = []
    trailing: list[tuple[int, int]] = []
    while name and span is not None:
        step = _parser(name, span, len(layers))(span)
        layers.append(step.layer)
        name, inner = step.follows, step.span
        if inner is not None and inner.end < span.end:
            trailing.append((inner.end, span.end))
        span = inner
        if name in _MAY_BE_EMPTY and span is not None and not span.declared:
            break
    return layers, trailing


def _parser(name: str, span: Span, layers: int) -> Parser:
    is_packet = name in ("ip", "ipv6", "raw")
    if (is_packet and span.depth >= MAX_DEPTH) or layers >= MAX_LAYERS:
        return payload.too_deep
    return PARSERS[name]


def _bridge(whole: Span, start: int, end: int, link_type: int | None) -> Layer:
    """Show headers that are gone past unread, on the way to an IP header."""
    what = "Headers" if link_type is None else f"Link type {link_type}"
    raw = whole.data[start:end]
    return Layer("", f"{what}, {len(raw)} bytes, not read in detail", start, len(raw), (_bytes_of(raw, start),))


def _bytes_of(raw: bytes, start: int) -> Field:
    return Field("", "Bytes", octets(raw), start, len(raw))


def _unknown_link(span: Span, link_type: int) -> Layer:
    layer = payload.data(span).layer
    field = Field("", "Link type", f"{link_type}, not known here", 0, 0)
    return Layer("data", f"{layer.title}, link type {link_type}", layer.start, layer.size, (field, *layer.fields))
