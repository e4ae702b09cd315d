"""The extension headers of IPv6 and their options as fields (RFC 8200 section 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.header_fields import Row, header_fields
from tui_tcp.fields.ip_fields import PROTOCOLS
from tui_tcp.fields.layers import spots_of
from tui_tcp.fields.option_finds import OptionFinds
from tui_tcp.fields.options import Form
from tui_tcp.fields.sources import Octets, header, layer_itself, scaled
from tui_tcp.fields.spots import Spots, joined

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.sources import At
    from tui_tcp.model.columns import Vector

NUMBER, FLAG, HEX, BYTES, IPV6 = Type.NUMBER, Type.FLAG, Type.HEX, Type.BYTES, Type.IPV6
PROTOCOL, LABEL = Type.PROTOCOL, Type.LABEL

_PAD1, _PADN, _HOME_ADDRESS = 0, 1, 0xC9
_SOURCE_ROUTE, _MOBILE, _SEGMENTS = 0, 2, 4  # types of routing headers
_ADDRESS_SIZE = 16


def _eights(values: Vector) -> Vector:
    """Bytes of headers, of which the first 8 are not counted."""
    sizes: Vector = values * 8 + 8
    return sizes


def _head(layer: str) -> list[FrameField]:
    """The fields with which most extension headers begin."""
    return [
        *header_fields(layer, (Row("nxt", NUMBER, "next header", 0, 1, names=PROTOCOLS),)),
        *header_fields(layer, (Row("len", NUMBER, "length, in words of 8 bytes less 1", 1, 1),)),
        FrameField(f"{layer}.len_oct", NUMBER, "bytes of the header", scaled(header(layer, 1, 1), _eights), 16),
    ]


def _of_routing(*types: int) -> At:
    def some(slab: Slab, spots: Spots) -> Spots:
        spots = spots.where(spots.have(4))
        return spots.where(np.isin(slab.bytes.array[spots.at + 2], types))

    return some


def _addresses(kind: int) -> Octets:
    """The addresses in routing headers of a type."""

    def place(slab: Slab, spots: Spots) -> Spots:
        spots = _of_routing(kind)(slab, spots)
        size = np.minimum(spots.end - spots.at, slab.bytes.array[spots.at + 1].astype(np.int64) * 8 + 8)
        return spots.past(8).each(np.maximum(size - 8, 0) // _ADDRESS_SIZE, _ADDRESS_SIZE)

    return Octets("ipv6.routing", place)


def _begin(slab: Slab, _: Spots) -> tuple[Spots, Vector]:
    """The options of hop-by-hop and of destination headers."""
    spots = joined([spots_of(slab, layer) for layer in ("ipv6.hopopts", "ipv6.dstopts")])
    spots = spots.where(spots.have(3))
    return spots.past(2), spots.at + _eights(slab.bytes.array[spots.at + 1].astype(np.int64))


_OPTIONS = OptionFinds("ipv6.hopopts", Form(singles=1, uncounted=2), _begin)
_SEGMENT = _of_routing(_SEGMENTS)
_ROUTING = (
    Row("type", NUMBER, "type", 2, 1),
    Row("segleft", NUMBER, "hops still to be passed", 3, 1),
    Row("srh.last_entry", NUMBER, "place of the last segment", 4, 1, at=_SEGMENT),
    Row("srh.flags", HEX, "flags of segment routing", 5, 1, at=_SEGMENT),
    Row("srh.tag", HEX, "tag of segment routing", 6, 2, at=_SEGMENT),
)
_FRAGMENT = (
    Row("nxt", NUMBER, "next header", 0, 1, names=PROTOCOLS),
    Row("reserved_octet", HEX, "reserved", 1, 1),
    Row("offset", NUMBER, "where the fragment belongs, in units of 8 bytes", 2, 2, 0xFFF8),
    Row("reserved_bits", NUMBER, "reserved", 2, 2, 0x0006),
    Row("more", FLAG, "more fragments follow", 2, 2, 0x0001),
    Row("ident", HEX, "identification", 4, 4),
)

EXTENSION_FIELDS = [
    FrameField("ipv6.hopopts", PROTOCOL, "options for every hop", layer_itself("ipv6.hopopts")),
    *_head("ipv6.hopopts"),
    FrameField("ipv6.dstopts", PROTOCOL, "options for the destination", layer_itself("ipv6.dstopts")),
    *_head("ipv6.dstopts"),
    FrameField("ipv6.opt", LABEL, "an option", _OPTIONS.marks()),
    FrameField("ipv6.opt.type", HEX, "kind of an option", _OPTIONS.kinds(), 8),
    FrameField(
        "ipv6.opt.type.action", NUMBER, "what becomes of packets where it is not known", _OPTIONS.kinds(0xC0), 8
    ),
    FrameField("ipv6.opt.type.change", FLAG, "hops may change it", _OPTIONS.kinds(0x20), 1),
    FrameField("ipv6.opt.type.rest", HEX, "the other bits of the kind", _OPTIONS.kinds(0x1F), 8),
    FrameField("ipv6.opt.length", NUMBER, "bytes of what stands in an option", _OPTIONS.lengths(), 8),
    FrameField("ipv6.opt.pad1", LABEL, "option: one byte of padding", _OPTIONS.marks(_PAD1)),
    FrameField("ipv6.opt.padn", BYTES, "padding", _OPTIONS.octets(_PADN, 2)),
    FrameField("ipv6.opt.router_alert", NUMBER, "router alert", _OPTIONS.numbers((0x05,), 2, 2), 16),
    FrameField("ipv6.opt.tel", NUMBER, "further encapsulations allowed", _OPTIONS.numbers((0x04,), 2, 1), 8),
    FrameField("ipv6.opt.jumbo", NUMBER, "bytes of a jumbogram", _OPTIONS.numbers((0xC2,), 2, 4)),
    FrameField("ipv6.opt.pmtu.min", NUMBER, "smallest MTU on the way", _OPTIONS.numbers((0x30,), 2, 2), 16),
    FrameField(
        "ipv6.opt.mipv6.home_address", IPV6, "a mobile host's home", _OPTIONS.octets(_HOME_ADDRESS, 2, _ADDRESS_SIZE)
    ),
    FrameField("ipv6.routing", PROTOCOL, "hops on the way", layer_itself("ipv6.routing")),
    *_head("ipv6.routing"),
    *header_fields("ipv6.routing", _ROUTING),
    FrameField("ipv6.routing.src.addr", IPV6, "hop of a source route", _addresses(_SOURCE_ROUTE)),
    FrameField("ipv6.routing.mipv6.home_address", IPV6, "a mobile host's home", _addresses(_MOBILE)),
    FrameField("ipv6.routing.srh.addr", IPV6, "segment, the last first", _addresses(_SEGMENTS)),
    FrameField("ipv6.fraghdr", PROTOCOL, "header of a fragment", layer_itself("ipv6.fraghdr", 8)),
    *header_fields("ipv6.fraghdr", _FRAGMENT),
]
