"""TCP's options (RFC 9293 section 3.2) as fields: found in all frames of a slab at once, an option a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found
from tui_tcp.fields.option_finds import OptionFinds
from tui_tcp.fields.options import Form
from tui_tcp.fields.sources import cut, in_layer
from tui_tcp.fields.spots import number
from tui_tcp.tcp.flags import ACK

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.options import Options
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.spots import Spots
    from tui_tcp.model.columns import Vector

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
_OPTIONS = OptionFinds("tcp", Form(singles=_NO_OPERATION + 1), _begin)


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

    return _OPTIONS.found_by(read)


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
    spots = _area(slab, spots)
    return Found(spots.rows, cut(slab, spots))


def _asks_for_cookie(slab: Slab, options: Options) -> Found:
    spots = options.of(34)
    spots = spots.where(spots.end - spots.at == 2)
    return Found(spots.rows, np.ones(len(spots.rows), np.int64))


def _option(name: str, kind: int, meaning: str) -> FrameField:
    return FrameField(f"tcp.options.{name}", PROTOCOL, f"option: {meaning}", _OPTIONS.octets(kind))


def _number(name: str, meaning: str, place: tuple[int, int, int], bits: int) -> FrameField:
    kind, offset, size = place
    return FrameField(f"tcp.options.{name}", NUMBER, meaning, _OPTIONS.numbers((kind,), offset, size), bits)


OPTION_FIELDS = [
    FrameField("tcp.options", BYTES, "all options", in_layer("tcp", _all_options)),
    FrameField("tcp.option_kind", NUMBER, "kind of an option", _OPTIONS.kinds(), 8, KINDS),
    FrameField("tcp.option_len", NUMBER, "bytes of an option", _OPTIONS.lengths(), 8),
    _option("eol", 0, "end of the list"),
    _option("nop", 1, "no operation"),
    _option("mss", 2, "maximum segment size"),
    _number("mss_val", "maximum segment size", (2, 2, 2), 16),
    _option("wscale", 3, "window scale"),
    _number("wscale.shift", "the window is shifted by so many bits", (3, 2, 1), 8),
    FrameField(
        "tcp.options.wscale.multiplier", NUMBER, "the window is multiplied by", _OPTIONS.found_by(_multiplier), 16
    ),
    _option("sack_perm", 4, "SACK is understood"),
    _option("sack", 5, "what arrived out of order"),
    FrameField("tcp.options.sack_le", NUMBER, "left edge of a block, relative", _edges(0)),
    FrameField("tcp.options.sack_re", NUMBER, "right edge of a block, relative", _edges(4)),
    FrameField("tcp.options.sack.count", NUMBER, "blocks", _OPTIONS.found_by(_block_count), 8),
    _option("echo", 6, "echo"),
    _option("echoreply", 7, "echo reply"),
    _option("timestamp", 8, "timestamps"),
    _number("timestamp.tsval", "the sender's clock", (8, 2, 4), 32),
    _number("timestamp.tsecr", "the clock value that is echoed", (8, 6, 4), 32),
    _option("cc", 11, "connection count"),
    _option("md5", 19, "MD5 signature"),
    FrameField("tcp.options.md5.digest", BYTES, "MD5 signature", _OPTIONS.octets(19, 2, least=1)),
    _option("user_to", 28, "user timeout"),
    _option("ao", 29, "authentication"),
    _option("mptcp", 30, "multipath TCP"),
    _option("tfo", 34, "fast open"),
    FrameField("tcp.options.tfo.cookie", BYTES, "fast open cookie", _OPTIONS.octets(34, 2, least=1)),
    FrameField(
        "tcp.options.tfo.request", LABEL, "a fast open cookie is asked for", _OPTIONS.found_by(_asks_for_cookie)
    ),
]
