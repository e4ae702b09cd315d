"""TCP's options (RFC 9293 section 3.2) as fields: found in all frames of a slab at once, an option a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import NOTHING, Found
from tui_tcp.fields.options import Form, Options, read_options
from tui_tcp.fields.sources import cut, in_layer
from tui_tcp.fields.spots import Spots, number
from tui_tcp.tcp.flags import ACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

NUMBER, HEX, BYTES, LABEL, PROTOCOL = Type.NUMBER, Type.HEX, Type.BYTES, Type.LABEL, Type.PROTOCOL
_HEADER = 20
_NO_OPERATION = 1
_FORM = Form(singles=_NO_OPERATION + 1)  # the end of the list does not end it, in Wireshark
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


def options_of(slab: Slab, spots: Spots) -> Options:
    """Return the options of the headers that begin at `spots`."""
    if "options" not in slab.known:
        spots = header_options(slab, spots)
        size = (slab.bytes.array[spots.at - 8] >> 4).astype(np.int64) * 4 - _HEADER
        slab.known["options"] = read_options(slab.bytes.array, spots, spots.at + size, _FORM)
    options: Options = slab.known["options"]
    return options


def header_options(slab: Slab, spots: Spots) -> Spots:
    """Return the part of each header behind its fixed 20 bytes, where there is one."""
    spots = spots.where(spots.have(13))
    size = (slab.bytes.array[spots.at + 12] >> 4).astype(np.int64) * 4
    whole = (size > _HEADER) & spots.have(_HEADER)
    spots, size = spots.where(whole), size[whole]
    return spots.until(size).past(_HEADER)


def _options(read: Callable[[Slab, Options], Found]) -> Find:
    return in_layer("tcp", lambda slab, spots: read(slab, options_of(slab, spots)))


def _kinds(slab: Slab, options: Options) -> Found:
    return Found(options.spots.rows, options.kinds.astype(np.int64))


def _lengths(slab: Slab, options: Options) -> Found:
    spots = options.spots.where(options.kinds > _NO_OPERATION)
    return Found(spots.rows, number(slab.bytes.array, spots.at + 1, 1))


def _whole(kind: int) -> Find:
    def read(slab: Slab, options: Options) -> Found:
        spots = options.of(kind)
        return Found(spots.rows, cut(slab, spots)) if len(spots.rows) else NOTHING

    return _options(read)


def _value(kind: int, offset: int, size: int) -> Find:
    def read(slab: Slab, options: Options) -> Found:
        spots = options.of(kind, offset + size)
        return Found(spots.rows, number(slab.bytes.array, spots.at + offset, size))

    return _options(read)


def _tail(kind: int, offset: int) -> Find:
    def read(slab: Slab, options: Options) -> Found:
        spots = options.of(kind, offset + 1).past(offset)
        return Found(spots.rows, cut(slab, spots)) if len(spots.rows) else NOTHING

    return _options(read)


def _multiplier(slab: Slab, options: Options) -> Found:
    spots = options.of(3, 3)
    return Found(spots.rows, 1 << np.minimum(slab.bytes.array[spots.at + 2], _LARGEST_SHIFT).astype(np.int64))


def _edges(offset: int) -> Find:
    """The left (0) or right (4) edges of SACK's blocks (RFC 2018 section 3), relative as tcp.ack is."""

    def read(slab: Slab, options: Options) -> Found:
        spots = options.of(5, 6 + offset)
        count = (spots.end - spots.at + 2 - offset) // 8  # the last edges may be cut
        rows = np.repeat(spots.rows, count)
        place = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
        raw = number(slab.bytes.array, np.repeat(spots.at, count) + 2 + 8 * place + offset, 4)
        return Found(rows, raw - _base(slab)[rows] & 0xFFFFFFFF)

    return _options(read)


def _base(slab: Slab) -> Vector:
    """What the acknowledgment numbers of each row count from; 0 where they are shown as sent."""
    counted = slab.is_segment & (slab.flags & ACK != 0)
    if not counted.any():
        return np.zeros(len(slab), np.int64)
    base: Vector = np.where(counted, slab.column("ack_raw") - slab.relative_ack & 0xFFFFFFFF, 0)
    return base


def _block_count(slab: Slab, options: Options) -> Found:
    spots = options.of(5, 10)
    return Found(spots.rows, (spots.end - spots.at - 2) // 8)


def _all_options(slab: Slab, spots: Spots) -> Found:
    spots = header_options(slab, spots)
    return Found(spots.rows, cut(slab, spots))


def _asks_for_cookie(slab: Slab, options: Options) -> Found:
    spots = options.of(34)
    spots = spots.where(spots.end - spots.at == 2)
    return Found(spots.rows, np.ones(len(spots.rows), np.int64))


def _option(name: str, kind: int, meaning: str) -> FrameField:
    return FrameField(f"tcp.options.{name}", PROTOCOL, f"option: {meaning}", _whole(kind))


def _number(name: str, meaning: str, place: tuple[int, int, int], bits: int) -> FrameField:
    return FrameField(f"tcp.options.{name}", NUMBER, meaning, _value(*place), bits)


OPTION_FIELDS = [
    FrameField("tcp.options", BYTES, "all options", in_layer("tcp", _all_options)),
    FrameField("tcp.option_kind", NUMBER, "kind of an option", _options(_kinds), 8, KINDS),
    FrameField("tcp.option_len", NUMBER, "bytes of an option", _options(_lengths), 8),
    _option("eol", 0, "end of the list"),
    _option("nop", 1, "no operation"),
    _option("mss", 2, "maximum segment size"),
    _number("mss_val", "maximum segment size", (2, 2, 2), 16),
    _option("wscale", 3, "window scale"),
    _number("wscale.shift", "the window is shifted by so many bits", (3, 2, 1), 8),
    FrameField("tcp.options.wscale.multiplier", NUMBER, "the window is multiplied by", _options(_multiplier), 16),
    _option("sack_perm", 4, "SACK is understood"),
    _option("sack", 5, "what arrived out of order"),
    FrameField("tcp.options.sack_le", NUMBER, "left edge of a block, relative", _edges(0)),
    FrameField("tcp.options.sack_re", NUMBER, "right edge of a block, relative", _edges(4)),
    FrameField("tcp.options.sack.count", NUMBER, "blocks", _options(_block_count), 8),
    _option("echo", 6, "echo"),
    _option("echoreply", 7, "echo reply"),
    _option("timestamp", 8, "timestamps"),
    _number("timestamp.tsval", "the sender's clock", (8, 2, 4), 32),
    _number("timestamp.tsecr", "the clock value that is echoed", (8, 6, 4), 32),
    _option("cc", 11, "connection count"),
    _option("md5", 19, "MD5 signature"),
    FrameField("tcp.options.md5.digest", BYTES, "MD5 signature", _tail(19, 2)),
    _option("user_to", 28, "user timeout"),
    _option("ao", 29, "authentication"),
    _option("mptcp", 30, "multipath TCP"),
    _option("tfo", 34, "fast open"),
    FrameField("tcp.options.tfo.cookie", BYTES, "fast open cookie", _tail(34, 2)),
    FrameField("tcp.options.tfo.request", LABEL, "a fast open cookie is asked for", _options(_asks_for_cookie)),
]
