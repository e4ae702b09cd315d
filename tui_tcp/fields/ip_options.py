"""The options of IPv4 as fields (RFC 791 section 3.1, RFC 2113)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found
from tui_tcp.fields.layers import has_options
from tui_tcp.fields.option_finds import OptionFinds
from tui_tcp.fields.options import Form

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.options import Options
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.spots import Spots
    from tui_tcp.model.columns import Vector

NUMBER, FLAG, HEX, IPV4, PROTOCOL = Type.NUMBER, Type.FLAG, Type.HEX, Type.IPV4, Type.PROTOCOL

_HEADER = 20
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
_OPTION_NAMES = {kind: meaning.capitalize() for kind, meaning in _KINDS.values()}

Entries = Callable[[bytes], list[int]]


def _begin(slab: Slab, spots: Spots) -> tuple[Spots, Vector]:
    spots = spots.where(spots.have(_HEADER + 1))
    stop = spots.at + (slab.bytes.array[spots.at] & 0x0F).astype(np.int64) * 4
    has_any = stop > spots.at + _HEADER
    return spots.where(has_any).past(_HEADER), stop[has_any]


# Of kinds that it does not know Wireshark tells nothing.
_OPTIONS = OptionFinds(
    "ip", Form(singles=2, last=0), _begin, known=[kind for kind, _ in _KINDS.values()], where=has_options
)


def _listed(kinds: tuple[int, ...], entries: Entries) -> Find:
    """Find what a function reads from the bytes of each option."""

    def read(slab: Slab, options: Options) -> Found:
        spots, memory = options.spots.where(np.isin(options.kinds, kinds)), slab.bytes.memory
        places = zip(spots.at.tolist(), spots.end.tolist(), strict=True)
        found = [entries(bytes(memory[at:end])) for at, end in places]
        rows = np.repeat(spots.rows, [len(values) for values in found])
        return Found(rows, np.array([value for values in found for value in values], np.int64))

    return _OPTIONS.found_by(read)


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
        FrameField(f"ip.options.{name}", PROTOCOL, f"option: {meaning}", _OPTIONS.octets(kind))
        for name, (kind, meaning) in _KINDS.items()
    ),
    FrameField("ip.opt.type", NUMBER, "kind of an option", _OPTIONS.kinds(), 8, _OPTION_NAMES),
    FrameField("ip.opt.type.copy", FLAG, "every fragment has the option", _OPTIONS.kinds(0x80), 1),
    FrameField("ip.opt.type.class", NUMBER, "class of an option", _OPTIONS.kinds(0x60), 8),
    FrameField("ip.opt.type.number", NUMBER, "number within the class", _OPTIONS.kinds(0x1F), 8),
    FrameField("ip.opt.len", NUMBER, "bytes of an option", _OPTIONS.lengths(), 8),
    FrameField(
        "ip.opt.ptr", NUMBER, "how far a route or a list of times is filled", _OPTIONS.numbers(_POINTED, 2, 1), 8
    ),
    FrameField("ip.opt.ra", NUMBER, "router alert", _OPTIONS.numbers((148,), 2, 2), 16),
    FrameField("ip.opt.sid", NUMBER, "stream", _OPTIONS.numbers((136,), 2, 2), 16),
    FrameField("ip.opt.mtu", NUMBER, "MTU", _OPTIONS.numbers((11, 12), 2, 2), 16),
    FrameField(
        "ip.opt.overflow", NUMBER, "hops that found no room for a time", _OPTIONS.numbers((_TIMES,), 3, 1, 0xF0), 8
    ),
    FrameField("ip.opt.flag", HEX, "what is noted beside the times", _OPTIONS.numbers((_TIMES,), 3, 1, 0x0F), 8),
    FrameField("ip.opt.time_stamp", NUMBER, "time at a hop", _listed((_TIMES,), _times)),
    FrameField("ip.opt.time_stamp_addr", IPV4, "hop that noted a time", _listed((_TIMES,), _time_addresses)),
    FrameField("ip.rec_rt", IPV4, "hop that was passed", _listed((_RECORD_ROUTE, *_ROUTES), _recorded)),
    FrameField("ip.src_rt", IPV4, "hop to be passed before the destination", _listed(_ROUTES, _to_come)),
    FrameField("ip.empty_rt", IPV4, "room for a hop", _listed((_RECORD_ROUTE,), _empty)),
]
