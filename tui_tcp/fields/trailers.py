"""What stands behind a packet in its frame: padding, a trailer, a checksum; told apart as Wireshark guesses.

Ethernet frames shorter than 60 bytes were filled up with zeros when they were sent, so zeros up to there are padding;
the last four bytes of 64 or more may be the frame check sequence (IEEE 802.3 section 3.2).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_tcp.fields.cooked_fields import is_second
from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found
from tui_tcp.fields.ip_fields import CHECKSUM_STATUS, UNVERIFIED
from tui_tcp.fields.layers import told_ethernet
from tui_tcp.fields.sources import Both, Octets, every_row, in_layer, scaled
from tui_tcp.fields.spots import Spots, number

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

_TAG = 4
_TAGS = (0x8100, 0x88A8)
_LARGEST_LENGTH = 1500
_LEAST_FRAME = 60  # bytes, without its check sequence
_CHECKED_FRAME = 64
_CHECK = 4  # bytes
_ARP, _ARP_HEADER = 0x0806, 8
_VERSIONS = {0x0800: 4, 0x86DD: 6}
# By their type: where packets say how long they are, and what that does not count.
_LENGTHS = {0x0800: (2, 0), 0x86DD: (4, 40), 0x8137: (2, 0), 0x8863: (4, 6), 0x8864: (4, 6)}


class _Tails(NamedTuple):
    """What follows the packets of frames: `spots` reach from the first byte behind them to the frames' ends."""

    spots: Spots
    padding: Vector  # bytes of it that are padding
    ends: Vector  # bytes of it that are captured and no check sequence
    has_check: Vector  # the last bytes are a check sequence
    is_tagged: Vector
    has_other: Vector  # what stands where padding would is not all zeros


def _headers(slab: Slab, frames: Spots, layer: str) -> tuple[Vector, Vector]:
    """Return how long the headers of some frames are, and where in them the type of what follows stands."""
    if layer == "eth":
        return np.full(len(frames.rows), 14), np.full(len(frames.rows), 12)
    second = is_second(slab)[frames.rows]
    return np.where(second, 20, 16), np.where(second, 0, 14)


def _packets(slab: Slab, frames: Spots, layer: str) -> tuple[Spots, Spots, Vector, Vector]:
    """Return frames, the packets in them, the types of these, and which are behind a tag."""
    buffer = slab.bytes.array
    sizes, places = _headers(slab, frames, layer)
    whole = frames.have(sizes)
    frames = frames.where(whole)
    packets, types = frames.past(sizes[whole]), number(buffer, frames.at + places[whole], 2)
    is_tagged = np.zeros(len(frames.rows), bool)
    while (further := np.isin(types, _TAGS) & packets.have(_TAG)).any():
        packets = packets.past(_TAG * further)
        types = np.where(further, number(buffer, packets.at - 2, 2), types)
        is_tagged |= further
    return frames, packets, types, is_tagged


def _sizes(slab: Slab, packets: Spots, types: Vector) -> Vector:
    """Return how long packets say that they are, -1 for those that do not."""
    buffer = slab.bytes.array
    version = number(buffer, packets.at, 1) >> 4
    sizes = np.where((types > 0) & (types <= _LARGEST_LENGTH), types, -1)
    for kind, (offset, more) in _LENGTHS.items():
        told = number(buffer, np.minimum(packets.at + offset, packets.end), 2)
        sound = (types == kind) & packets.have(offset + 2) & (told > 0) & (version == _VERSIONS.get(kind, version))
        sizes = np.where(sound, told + more, sizes)
    is_arp = (types == _ARP) & packets.have(_ARP_HEADER)
    addresses = sum(number(buffer, np.minimum(packets.at + offset, packets.end), 1) for offset in (4, 5))
    answer: Vector = np.where(is_arp, _ARP_HEADER + 2 * addresses, sizes)
    return answer


def _tails(slab: Slab, frames: Spots, layer: str) -> _Tails:
    frames, packets, types, is_tagged = _packets(slab, frames, layer)
    sizes = _sizes(slab, packets, types)
    kept = (sizes >= 0) & (packets.at + sizes < frames.end)
    frames, spots, is_tagged = frames.where(kept), packets.where(kept).past(sizes[kept]), is_tagged[kept]
    is_outer = frames.at == slab.bytes.start[frames.rows]
    cut = np.where(is_outer, _missing(slab)[frames.rows], 0)
    lengths, left = frames.end - frames.at + cut, spots.end - spots.at + cut
    room = np.where(lengths >= _LEAST_FRAME, np.maximum(_LEAST_FRAME - (spots.at - frames.at), 0), 0)
    room = np.minimum(room, left)
    filling = spots.until(room)
    is_zero = np.array([not any(slab.bytes.memory[a:b]) for a, b in zip(filling.at, filling.end, strict=True)], bool)
    padding = room * is_zero
    has_check = (lengths >= _CHECKED_FRAME) & (left - padding >= _CHECK) & ~is_tagged & (layer == "eth")
    ends = np.minimum(left - _CHECK * has_check, spots.end - spots.at)
    return _Tails(spots, padding, ends, has_check & (cut == 0), is_tagged, (room > 0) & ~is_zero)


def _missing(slab: Slab) -> Vector:
    """How many bytes of each row were not captured."""
    missing: Vector = np.maximum(slab.column("length") - slab.column("captured"), 0)
    return missing


def _may_trail(slab: Slab) -> Vector:
    """Tell in which rows something may stand behind a packet: of plain segments their columns tell."""
    size = slab.column("tcp_at") + (slab.column("header_word") >> 12) * 4 + slab.column("payload")
    may: Vector = ~told_ethernet(slab) | slab.is_partial | (slab.column("captured") > size)
    return may


def _read(layer: str, look: Callable[[Slab, _Tails], Found]) -> Find:
    where = _may_trail if layer == "eth" else every_row
    return in_layer(layer, lambda slab, frames: look(slab, _tails(slab, frames, layer)), where=where)


def _octets(layer: str, place: Callable[[_Tails], Spots]) -> Octets:
    def at(slab: Slab, frames: Spots) -> Spots:
        spots = place(_tails(slab, frames, layer))
        return spots.where(spots.have(1))

    return Octets(layer, at, where=_may_trail if layer == "eth" else every_row)


def _padding(tails: _Tails) -> Spots:
    """Padding of which the capture cut some is not told."""
    whole = tails.spots.have(tails.padding)
    return tails.spots.where(whole).until(tails.padding[whole])


def _rest(is_tagged: bool) -> Callable[[_Tails], Spots]:
    def place(tails: _Tails) -> Spots:
        spots = tails.spots.until(tails.ends).past(tails.padding)
        return spots.where(tails.is_tagged == is_tagged)

    return place


def _check(slab: Slab, tails: _Tails) -> Found:
    spots = tails.spots.where(tails.has_check)
    return Found(spots.rows, number(slab.bytes.array, spots.end - _CHECK, _CHECK))


def _no_padding(_: Slab, tails: _Tails) -> Found:
    rows = tails.spots.rows[tails.has_other]
    return Found(rows, np.ones(len(rows), np.int64))


_BOTH = ("eth", "sll")
_CHECKS = _read("eth", _check)
_STATUS = scaled(_CHECKS, lambda values: np.full(len(values), UNVERIFIED))

TRAILER_FIELDS = [
    FrameField(
        "eth.padding",
        Type.BYTES,
        "zeros that make a frame long enough",
        Both(*(_octets(layer, _padding) for layer in _BOTH)),
    ),
    FrameField(
        "eth.padding_bad",
        Type.LABEL,
        "something else stands where padding would",
        Both(*(_read(layer, _no_padding) for layer in _BOTH)),
    ),
    FrameField("eth.trailer", Type.BYTES, "what stands behind the packet", _octets("eth", _rest(False))),
    FrameField("eth.fcs", Type.HEX, "frame check sequence", _CHECKS),
    FrameField("eth.fcs.status", Type.NUMBER, "not verified", _STATUS, 8, CHECKSUM_STATUS),
    FrameField(
        "vlan.trailer",
        Type.BYTES,
        "what stands behind the packet in a tagged frame",
        Both(*(_octets(layer, _rest(True)) for layer in _BOTH)),
    ),
    FrameField("sll.trailer", Type.BYTES, "what stands behind the packet", _octets("sll", _rest(False))),
]
