"""TCP's options (RFC 9293 section 3.2) as fields: found in all frames of a slab at once, an option a turn."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found
from tui_tcp.fields.option_finds import OptionFinds
from tui_tcp.fields.options import Form
from tui_tcp.fields.sources import cut, in_layer, nothing
from tui_tcp.fields.spots import number

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.option_finds import Which
    from tui_tcp.fields.options import Options
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.spots import Spots
    from tui_tcp.model.columns import Vector

SWITCH = {0: "Not set", 1: "Set"}
NUMBER, HEX, BYTES, LABEL, PROTOCOL = Type.NUMBER, Type.HEX, Type.BYTES, Type.LABEL, Type.PROTOCOL
_HEADER = 20
_NO_OPERATION = 1
_LARGEST_SHIFT = 14  # RFC 7323 section 2.3
KINDS = {
    0: "End of Option List",
    1: "No-Operation",
    2: "Maximum Segment Size",
    3: "Window Scale",
    4: "SACK Permitted",
    5: "SACK",
    8: "Time Stamp Option",
    30: "Multipath TCP",
    34: "TCP Fast Open Cookie",
}


def _area(slab: Slab, spots: Spots) -> Spots:
    """Return the part of each header behind its fixed 20 bytes, where there is one."""
    spots = spots.where(spots.have(13))
    size = (slab.bytes.array[spots.at + 12] >> 4).astype(np.int64) * 4
    whole = (size > _HEADER) & spots.have(_HEADER)
    spots, size = spots.where(whole), size[whole]
    return spots.until(size).past(_HEADER)


def _begin(slab: Slab, spots: Spots) -> tuple[Spots, Vector]:
    spots = _area(slab, spots)
    size = (slab.bytes.array[spots.at - 8] >> 4).astype(np.int64) * 4 - _HEADER
    return spots, spots.at + size


# The end of the list does not end it, in Wireshark.
TCP_OPTIONS = OptionFinds("tcp", Form(singles=_NO_OPERATION + 1), _begin)


def _multiplier(slab: Slab, options: Options) -> Found:
    spots = options.of(3, 3)
    return Found(spots.rows, 1 << np.minimum(slab.bytes.array[spots.at + 2], _LARGEST_SHIFT).astype(np.int64))


def _edges(offset: int) -> Find:
    """The left (0) or right (4) edges of SACK's blocks (RFC 2018 section 3), relative as tcp.ack is."""

    def read(slab: Slab, options: Options) -> Found:
        spots = options.of(5, 6 + offset)
        count = (spots.end - spots.at + 2 - offset) // 8  # the last edges may be cut
        edges = spots.past(2 + offset).each(count, 8)
        raw = number(slab.bytes.array, edges.at, 4)
        return Found(edges.rows, raw - _base(slab)[edges.rows] & 0xFFFFFFFF)

    return TCP_OPTIONS.found_by(read)


def _base(slab: Slab) -> Vector:
    """What the acknowledgment numbers of each row count from; 0 where no connection is known."""
    base: Vector = np.where(slab.is_segment, slab.peer_base, 0)
    return base


def _block_count(slab: Slab, options: Options) -> Found:
    spots = options.of(5, 10)
    return Found(spots.rows, (spots.end - spots.at - 2) // 8)


def _all_options(slab: Slab, spots: Spots) -> Found:
    spots = _area(slab, spots)
    return Found(spots.rows, cut(slab, spots))


def _repeated(slab: Slab, options: Options) -> Spots:
    """The first blocks of what came twice: it was acknowledged, or is part of the second block (RFC 2883 section 4)."""
    spots = options.of(5, 10)
    spots = spots.where(slab.is_segment[spots.rows])
    left, right, left_2, right_2 = (number(slab.bytes.array, spots.at + offset, 4) for offset in (2, 6, 10, 14))
    is_old = _is_ahead(slab.column("ack_raw")[spots.rows], right)
    is_within = spots.have(18) & _is_ahead(left, left_2) & _is_ahead(right_2, right)
    return spots.where(is_old | is_within)


def _is_ahead(one: Vector, other: Vector) -> Vector:
    """Tell where a sequence number is at or behind another, in the order in which they are sent."""
    ahead: Vector = one - other & 0xFFFFFFFF < 1 << 31
    return ahead


def _repeated_edge(offset: int) -> Find:
    def look(slab: Slab, options: Options) -> Found:
        spots = _repeated(slab, options)
        return Found(spots.rows, number(slab.bytes.array, spots.at + offset, 4) - _base(slab)[spots.rows] & 0xFFFFFFFF)

    return TCP_OPTIONS.found_by(look)


def _says_twice(slab: Slab, options: Options) -> Found:
    rows = _repeated(slab, options).rows
    return Found(rows, np.ones(len(rows), np.int64))


def of_kinds(*kinds: int) -> Which:
    """Return the options of some kinds."""
    return lambda _, options: np.isin(options.kinds, kinds)


def _option(name: str, meaning: str, *kinds: int) -> FrameField:
    find = TCP_OPTIONS.those(of_kinds(*kinds)).octets()
    return FrameField(f"tcp.options.{name}", PROTOCOL, f"option: {meaning}", find)


def _number(name: str, meaning: str, place: tuple[Collection[int], int, int], bits: int) -> FrameField:
    kinds, offset, size = place
    return FrameField(f"tcp.options.{name}", NUMBER, meaning, TCP_OPTIONS.numbers(kinds, offset, size), bits)


# Names that Wireshark knows and never gives: these options go by those that they answer.
_UNUSED = ("echoreply", "ccnew", "ccecho")

OPTION_FIELDS = [
    FrameField("tcp.options", BYTES, "all options", in_layer("tcp", _all_options)),
    FrameField("tcp.option_kind", NUMBER, "kind of an option", TCP_OPTIONS.kinds(), 8, KINDS),
    FrameField("tcp.option_len", NUMBER, "bytes of an option", TCP_OPTIONS.lengths(), 8),
    _option("eol", "end of the list", 0),
    _option("nop", "no operation", 1),
    _option("mss", "maximum segment size", 2),
    _number("mss_val", "maximum segment size", ((2,), 2, 2), 16),
    _option("wscale", "window scale", 3),
    _number("wscale.shift", "the window is shifted by so many bits", ((3,), 2, 1), 8),
    FrameField(
        "tcp.options.wscale.multiplier", NUMBER, "the window is multiplied by", TCP_OPTIONS.found_by(_multiplier), 16
    ),
    _option("sack_perm", "SACK is understood", 4),
    _option("sack", "what arrived out of order", 5),
    FrameField("tcp.options.sack_le", NUMBER, "left edge of a block, relative", _edges(0)),
    FrameField("tcp.options.sack_re", NUMBER, "right edge of a block, relative", _edges(4)),
    FrameField("tcp.options.sack.count", NUMBER, "blocks", TCP_OPTIONS.found_by(_block_count), 8),
    FrameField("tcp.options.sack.dsack", LABEL, "tells of what came twice", TCP_OPTIONS.found_by(_says_twice)),
    FrameField("tcp.options.sack.dsack_le", NUMBER, "left edge of what came twice, relative", _repeated_edge(2)),
    FrameField("tcp.options.sack.dsack_re", NUMBER, "right edge of what came twice, relative", _repeated_edge(6)),
    _option("echo", "echo, or its reply", 6, 7),
    _number("echo_value", "what is echoed", ((6, 7), 2, 4), 32),
    *(FrameField(f"tcp.options.{name}", PROTOCOL, "never there, as in Wireshark", nothing) for name in _UNUSED),
    _option("timestamp", "timestamps", 8),
    _number("timestamp.tsval", "the sender's clock", ((8,), 2, 4), 32),
    _number("timestamp.tsecr", "the clock value that is echoed", ((8,), 6, 4), 32),
    _option("cc", "connection count", 11, 12, 13),
    _number("cc_value", "connection count", ((11, 12, 13), 2, 4), 32),
    _option("md5", "MD5 signature", 19),
    FrameField("tcp.options.md5.digest", BYTES, "MD5 signature", TCP_OPTIONS.octets(19, 2, least=1)),
    _option("mptcp", "multipath TCP", 30),
]
