"""The headers of captures that do not begin with Ethernet's: Linux cooked, BSD's loopback; and LLC (IEEE 802.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found
from tui_tcp.fields.header_fields import Row, header_fields
from tui_tcp.fields.icmp_fields import turned
from tui_tcp.fields.layers import links_of
from tui_tcp.fields.link_fields import ETHERTYPES
from tui_tcp.fields.sources import Both, Octets, header, in_layer, layer_itself, scaled
from tui_tcp.fields.spots import Spots, number

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.sources import At
    from tui_tcp.model.columns import Vector

NUMBER, HEX, ETHER, BYTES = Type.NUMBER, Type.HEX, Type.ETHER, Type.BYTES
PROTOCOL = Type.PROTOCOL

_SECOND = 276  # link type of the second version of cooked captures
_PACKET_TYPES = {0: "Unicast to us", 1: "Broadcast", 2: "Multicast", 3: "Unicast to another host", 4: "Sent by us"}
_MAC_SIZE, _IPV4_SIZE = 6, 4
_ROOM = 8  # bytes of a cooked header for an address
_LARGEST_FAMILY = 0xFFFF  # read in the wrong byte order they are larger
_SNAP = 0xAA
_ETHERTYPES_OF = (0x000000, 0x0000F8)  # organizations whose protocols are Ethernet's types
_UNNUMBERED = 3


def is_second(slab: Slab) -> Vector:
    """Tell which rows are of the second version, if they are cooked."""
    second: Vector = links_of(slab) == _SECOND
    return second


def _version(wanted: bool, length: tuple[int, int] | None = None) -> At:
    """Cooked headers of one version; with the place of a length, those whose address is of Ethernet's size."""

    def some(slab: Slab, spots: Spots) -> Spots:
        spots = spots.where(is_second(slab)[spots.rows] == wanted)
        if length:
            spots = spots.where(spots.have(sum(length)))
            spots = spots.where(number(slab.bytes.array, spots.at + length[0], length[1]) == _MAC_SIZE)
        return spots

    return some


def _cooked(name: str, kind: Type, meaning: str, first: tuple[int, int], second: tuple[int, int]) -> FrameField:
    """A number that stands in both versions, at its offset and size in each."""
    find = Both(header("sll", *first, at=_version(False)), header("sll", *second, at=_version(True)))
    return FrameField(f"sll.{name}", kind, meaning, find, 16, _PACKET_TYPES if name == "pkttype" else {})


_SENDER = Both(header("sll", 6, 6, at=_version(False, (4, 2))), header("sll", 12, 6, at=_version(True, (11, 1))))


def _address(slab: Slab, spots: Spots) -> tuple[Spots, Vector]:
    """The eight bytes that hold an address, and how many of them do."""
    second = is_second(slab)[spots.rows]
    spots = spots.past(np.where(second, 12, 6))
    spots, second = spots.where(spots.have(_ROOM)), second[spots.have(_ROOM)]
    buffer = slab.bytes.array
    told = np.where(second, number(buffer, spots.at - 1, 1), number(buffer, spots.at - 2, 2))
    return spots.until(_ROOM), told


def _other_address(slab: Slab, spots: Spots) -> Spots:
    spots, told = _address(slab, spots)
    return spots.until(told).where(~np.isin(told, (0, _IPV4_SIZE, _MAC_SIZE)))


def _unused(slab: Slab, spots: Spots) -> Spots:
    spots, told = _address(slab, spots)
    return spots.past(told).where(told < _ROOM)


def _family(slab: Slab, spots: Spots) -> Found:
    """The address family, in the byte order of who captured."""
    spots = spots.where(spots.have(4))
    value = number(slab.bytes.array, spots.at, 4)
    turned = (value & 0xFF) << 24 | (value & 0xFF00) << 8 | value >> 8 & 0xFF00 | value >> 24
    return Found(spots.rows, np.where(value > _LARGEST_FAMILY, turned, value))


def _control(is_long: bool) -> At:
    """LLC headers whose control is of two bytes, or of one."""

    def some(slab: Slab, spots: Spots) -> Spots:
        spots = spots.where(spots.have(3))
        return spots.where((slab.bytes.array[spots.at + 2] & 3 != _UNNUMBERED) == is_long)

    return some


def _snap(slab: Slab, spots: Spots) -> Spots:
    spots = spots.where(spots.have(8))
    return spots.where(slab.bytes.array[spots.at] == _SNAP)


def _typed(slab: Slab, spots: Spots) -> Spots:
    spots = _snap(slab, spots)
    return spots.where(np.isin(number(slab.bytes.array, spots.at + 3, 3), _ETHERTYPES_OF))


_CONTROL = Both(header("llc", 2, 1, at=_control(False)), scaled(header("llc", 2, 2, at=_control(True)), turned))
_LLC = (
    Row("dsap", HEX, "whom it is for", 0, 1),
    Row("ssap", HEX, "whom it is from", 1, 1),
    Row("oui", NUMBER, "organization that numbers what follows", 3, 3, at=_snap),
    Row("type", HEX, "type of what follows", 6, 2, at=_typed, names=ETHERTYPES),
)

COOKED_FIELDS = [
    FrameField("sll", PROTOCOL, "Linux cooked capture", layer_itself("sll")),
    _cooked("pkttype", NUMBER, "whom it is for", (0, 2), (10, 1)),
    _cooked("hatype", NUMBER, "kind of hardware", (2, 2), (8, 2)),
    _cooked("halen", NUMBER, "bytes of a hardware address", (4, 2), (11, 1)),
    _cooked("etype", HEX, "type of what follows", (14, 2), (0, 2)),
    FrameField("sll.src.eth", ETHER, "sender's hardware address", _SENDER),
    FrameField("sll.src.other", BYTES, "sender's address, of another size", Octets("sll", _other_address)),
    FrameField("sll.unused", BYTES, "what the address leaves of its place", Octets("sll", _unused)),
    FrameField("sll.ifindex", NUMBER, "interface", header("sll", 4, 4, at=_version(True))),
    FrameField("null", PROTOCOL, "BSD loopback", layer_itself("null")),
    FrameField("null.family", NUMBER, "address family", in_layer("null", _family)),
    FrameField("llc", PROTOCOL, "IEEE 802.2", layer_itself("llc")),
    *header_fields("llc", _LLC),
    FrameField("llc.control", HEX, "control", _CONTROL, 16),
]
