"""The extension headers of IPv6 and their options as fields (RFC 8200 section 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import NOTHING, Found
from tui_tcp.fields.header_fields import Row, header_fields
from tui_tcp.fields.ip_fields import PROTOCOLS
from tui_tcp.fields.layers import spots_of
from tui_tcp.fields.options import Form, Options, read_options
from tui_tcp.fields.sources import Octets, cut, header, in_layer, layer_itself, scaled
from tui_tcp.fields.spots import Spots, joined, number

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.sources import At
    from tui_tcp.model.columns import Vector

NUMBER, FLAG, HEX, BYTES, IPV6 = Type.NUMBER, Type.FLAG, Type.HEX, Type.BYTES, Type.IPV6
PROTOCOL, LABEL = Type.PROTOCOL, Type.LABEL

_FORM = Form(singles=1, uncounted=2)
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
        count = np.maximum(size - 8, 0) // _ADDRESS_SIZE
        rows = np.repeat(spots.rows, count)
        ordinals = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
        at = np.repeat(spots.at, count) + 8 + _ADDRESS_SIZE * ordinals
        return Spots(rows, at, at + _ADDRESS_SIZE)

    return Octets("ipv6.routing", place)


def _options_of(slab: Slab) -> Options:
    """Return the options of hop-by-hop and destination headers."""
    if "options of IPv6" not in slab.known:
        spots = joined([spots_of(slab, layer) for layer in ("ipv6.hopopts", "ipv6.dstopts")])
        spots = spots.where(spots.have(3))
        stop = spots.at + _eights(slab.bytes.array[spots.at + 1].astype(np.int64))
        slab.known["options of IPv6"] = read_options(slab.bytes.array, spots.past(2), stop, _FORM)
    options: Options = slab.known["options of IPv6"]
    return options


def _options(read: Callable[[Slab, Options], Found]) -> Find:
    return in_layer("ipv6.hopopts", lambda slab, _: read(slab, _options_of(slab)))


def _kinds(mask: int = 0xFF) -> Find:
    shift = (mask & -mask).bit_length() - 1

    def read(_: Slab, options: Options) -> Found:
        return Found(options.spots.rows, (options.kinds.astype(np.int64) & mask) >> shift)

    return _options(read)


def _lengths(slab: Slab, options: Options) -> Found:
    spots = options.spots.where(options.kinds >= _FORM.singles)
    return Found(spots.rows, number(slab.bytes.array, spots.at + 1, 1))


def _marks(kind: int | None = None) -> Find:
    def read(_: Slab, options: Options) -> Found:
        spots = options.spots if kind is None else options.of(kind)
        return Found(spots.rows, np.ones(len(spots.rows), np.int64))

    return _options(read)


def _value(kind: int, offset: int, size: int) -> Find:
    def read(slab: Slab, options: Options) -> Found:
        spots = options.of(kind, offset + size)
        return Found(spots.rows, number(slab.bytes.array, spots.at + offset, size))

    return _options(read)


def _bytes(kind: int, size: int = 0) -> Find:
    """What stands in options of a kind: so many bytes, or all."""

    def read(slab: Slab, options: Options) -> Found:
        spots = options.of(kind, 2 + size).past(2)
        if size:
            spots = spots.until(np.full(len(spots.rows), size))
        return Found(spots.rows, cut(slab, spots)) if len(spots.rows) else NOTHING

    return _options(read)


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
    FrameField("ipv6.opt", LABEL, "an option", _marks()),
    FrameField("ipv6.opt.type", HEX, "kind of an option", _kinds(), 8),
    FrameField("ipv6.opt.type.action", NUMBER, "what becomes of packets where it is not known", _kinds(0xC0), 8),
    FrameField("ipv6.opt.type.change", FLAG, "hops may change it", _kinds(0x20), 1),
    FrameField("ipv6.opt.type.rest", HEX, "the other bits of the kind", _kinds(0x1F), 8),
    FrameField("ipv6.opt.length", NUMBER, "bytes of what stands in an option", _options(_lengths), 8),
    FrameField("ipv6.opt.pad1", LABEL, "option: one byte of padding", _marks(_PAD1)),
    FrameField("ipv6.opt.padn", BYTES, "padding", _bytes(_PADN)),
    FrameField("ipv6.opt.router_alert", NUMBER, "router alert", _value(0x05, 2, 2), 16),
    FrameField("ipv6.opt.tel", NUMBER, "further encapsulations allowed", _value(0x04, 2, 1), 8),
    FrameField("ipv6.opt.jumbo", NUMBER, "bytes of a jumbogram", _value(0xC2, 2, 4)),
    FrameField("ipv6.opt.pmtu.min", NUMBER, "smallest MTU on the way", _value(0x30, 2, 2), 16),
    FrameField("ipv6.opt.mipv6.home_address", IPV6, "a mobile host's home", _bytes(_HOME_ADDRESS, _ADDRESS_SIZE)),
    FrameField("ipv6.routing", PROTOCOL, "hops on the way", layer_itself("ipv6.routing")),
    *_head("ipv6.routing"),
    *header_fields("ipv6.routing", _ROUTING),
    FrameField("ipv6.routing.src.addr", IPV6, "hop of a source route", _addresses(_SOURCE_ROUTE)),
    FrameField("ipv6.routing.mipv6.home_address", IPV6, "a mobile host's home", _addresses(_MOBILE)),
    FrameField("ipv6.routing.srh.addr", IPV6, "segment, the last first", _addresses(_SEGMENTS)),
    FrameField("ipv6.fraghdr", PROTOCOL, "header of a fragment", layer_itself("ipv6.fraghdr", 8)),
    *header_fields("ipv6.fraghdr", _FRAGMENT),
]
