"""The options of IPv4 as fields (RFC 791 section 3.1, RFC 2113)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import NOTHING, Found
from tui_tcp.fields.layers import has_options
from tui_tcp.fields.options import Form, Options, read_options
from tui_tcp.fields.sources import cut, in_layer
from tui_tcp.fields.spots import number

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.spots import Spots

NUMBER, FLAG, HEX, IPV4, PROTOCOL = Type.NUMBER, Type.FLAG, Type.HEX, Type.IPV4, Type.PROTOCOL

_HEADER = 20
_FORM = Form(singles=2, last=0)
_RECORD_ROUTE, _TIMES, _LOOSE_ROUTE, _STRICT_ROUTE = 7, 68, 131, 137
_KINDS = {
    "eol": (0, "end of the list"),
    "nop": (1, "no operation"),
    "record_route": (_RECORD_ROUTE, "record route"),
    "mtu_probe": (11, "MTU probe"),
    "mtu_reply": (12, "MTU reply"),
    "qs": (25, "quick start"),
    "timestamp": (_TIMES, "timestamps"),
    "traceroute": (82, "traceroute"),
    "security": (130, "security"),
    "route": (_LOOSE_ROUTE, "loose source route"),
    "ext_security": (133, "extended security"),
    "cipso": (134, "commercial security"),
    "sid": (136, "stream"),
    "source_route": (_STRICT_ROUTE, "strict source route"),
    "routeralert": (148, "router alert"),
    "sdb": (149, "selective directed broadcast"),
}
_KNOWN = [kind for kind, _ in _KINDS.values()]
_OPTION_NAMES = {kind: meaning.capitalize() for kind, meaning in _KINDS.values()}

Entries = Callable[[bytes], list[int]]


def _options_of(slab: Slab, spots: Spots) -> Options:
    """Return the options of the IPv4 headers at `spots` that Wireshark knows; of others it tells nothing."""
    if "options of IPv4" not in slab.known:
        spots = spots.where(spots.have(_HEADER + 1))
        stop = spots.at + (slab.bytes.array[spots.at] & 0x0F).astype(np.int64) * 4
        has_any = stop > spots.at + _HEADER
        spots, stop = spots.where(has_any), stop[has_any]
        options = read_options(slab.bytes.array, spots.past(_HEADER), stop, _FORM)
        slab.known["options of IPv4"] = options.where(np.isin(options.kinds, _KNOWN))
    known: Options = slab.known["options of IPv4"]
    return known


def _options(read: Callable[[Slab, Options], Found]) -> Find:
    return in_layer("ip", lambda slab, spots: read(slab, _options_of(slab, spots)), where=has_options)


def _kinds(mask: int = 0xFF) -> Find:
    shift = (mask & -mask).bit_length() - 1

    def read(_: Slab, options: Options) -> Found:
        return Found(options.spots.rows, (options.kinds.astype(np.int64) & mask) >> shift)

    return _options(read)


def _lengths(slab: Slab, options: Options) -> Found:
    spots = options.spots.where((options.kinds >= _FORM.singles) & options.spots.have(2))
    return Found(spots.rows, number(slab.bytes.array, spots.at + 1, 1))


def _whole(kind: int) -> Find:
    def read(slab: Slab, options: Options) -> Found:
        spots = options.of(kind)
        return Found(spots.rows, cut(slab, spots)) if len(spots.rows) else NOTHING

    return _options(read)


def _value(kinds: tuple[int, ...], offset: int, size: int, mask: int = 0) -> Find:
    shift = (mask & -mask).bit_length() - 1

    def read(slab: Slab, options: Options) -> Found:
        spots = options.spots.where(np.isin(options.kinds, kinds) & options.spots.have(offset + size))
        values = number(slab.bytes.array, spots.at + offset, size)
        return Found(spots.rows, (values & mask) >> shift if mask else values)

    return _options(read)


def _listed(kinds: tuple[int, ...], entries: Entries) -> Find:
    """Find what a function reads from the bytes of each option."""

    def read(slab: Slab, options: Options) -> Found:
        spots, memory = options.spots.where(np.isin(options.kinds, kinds)), slab.bytes.memory
        places = zip(spots.at.tolist(), spots.end.tolist(), strict=True)
        found = [entries(bytes(memory[at:end])) for at, end in places]
        rows = np.repeat(spots.rows, [len(values) for values in found])
        return Found(rows, np.array([value for values in found for value in values], np.int64))

    return _options(read)


def _hops(option: bytes) -> list[tuple[int, int]]:
    """The addresses of a route, each with the pointer that would mean it; none if the pointer means no address."""
    if len(option) < 3 or option[2] < 4 or option[2] % 4:
        return []
    return [(at + 1, int.from_bytes(option[at : at + 4], "big")) for at in range(3, len(option) - 3, 4)]


def _recorded(option: bytes) -> list[int]:
    """The hops that were passed; where a source route goes on, its last address is not one of them."""
    return [hop for pointer, hop in _hops(option) if pointer < option[2]]


def _empty(option: bytes) -> list[int]:
    return [hop for pointer, hop in _hops(option) if pointer >= option[2]]


def _to_come(option: bytes) -> list[int]:
    """The hops still to be passed but the last: that is the destination."""
    return _empty(option)[:-1]


def _entries(option: bytes, has_addresses: bool) -> list[tuple[int, int]]:
    """Address (0 where there is none) and time of each entry of an option of timestamps."""
    size = 8 if has_addresses else 4
    starts = range(4, len(option) - size + 1, size)
    words = [(option[at : at + size - 4], option[at + size - 4 : at + size]) for at in starts]
    return [(int.from_bytes(address, "big"), int.from_bytes(time, "big")) for address, time in words]


def _has_addresses(option: bytes) -> bool:
    return len(option) > 3 and option[3] & 0x0F in (1, 3)


def _times(option: bytes) -> list[int]:
    return [time for _, time in _entries(option, _has_addresses(option))]


def _time_addresses(option: bytes) -> list[int]:
    return [address for address, _ in _entries(option, True)] if _has_addresses(option) else []


_ROUTES = (_LOOSE_ROUTE, _STRICT_ROUTE)
_POINTED = (_RECORD_ROUTE, _TIMES, *_ROUTES)

IP_OPTION_FIELDS = [
    *(
        FrameField(f"ip.options.{name}", PROTOCOL, f"option: {meaning}", _whole(kind))
        for name, (kind, meaning) in _KINDS.items()
    ),
    FrameField("ip.opt.type", NUMBER, "kind of an option", _kinds(), 8, _OPTION_NAMES),
    FrameField("ip.opt.type.copy", FLAG, "every fragment has the option", _kinds(0x80), 1),
    FrameField("ip.opt.type.class", NUMBER, "class of an option", _kinds(0x60), 8),
    FrameField("ip.opt.type.number", NUMBER, "number within the class", _kinds(0x1F), 8),
    FrameField("ip.opt.len", NUMBER, "bytes of an option", _options(_lengths), 8),
    FrameField("ip.opt.ptr", NUMBER, "how far a route or a list of times is filled", _value(_POINTED, 2, 1), 8),
    FrameField("ip.opt.ra", NUMBER, "router alert", _value((148,), 2, 2), 16),
    FrameField("ip.opt.sid", NUMBER, "stream", _value((136,), 2, 2), 16),
    FrameField("ip.opt.mtu", NUMBER, "MTU", _value((11, 12), 2, 2), 16),
    FrameField("ip.opt.overflow", NUMBER, "hops that found no room for a time", _value((_TIMES,), 3, 1, 0xF0), 8),
    FrameField("ip.opt.flag", HEX, "what is noted beside the times", _value((_TIMES,), 3, 1, 0x0F), 8),
    FrameField("ip.opt.time_stamp", NUMBER, "time at a hop", _listed((_TIMES,), _times)),
    FrameField("ip.opt.time_stamp_addr", IPV4, "hop that noted a time", _listed((_TIMES,), _time_addresses)),
    FrameField("ip.rec_rt", IPV4, "hop that was passed", _listed((_RECORD_ROUTE, *_ROUTES), _recorded)),
    FrameField("ip.src_rt", IPV4, "hop to be passed before the destination", _listed(_ROUTES, _to_come)),
    FrameField("ip.empty_rt", IPV4, "room for a hop", _listed((_RECORD_ROUTE,), _empty)),
]
