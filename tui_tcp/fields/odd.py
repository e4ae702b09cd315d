"""The layers of frames that the walk leaves alone: by dissection, one frame at a time, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from tui_tcp.dissect.datagram import dissect_row
from tui_tcp.fields.walk import UDP_SERVICES
from tui_tcp.wire.frames import Kind

if TYPE_CHECKING:
    from tui_tcp.dissect.layers import Layer
    from tui_tcp.model.session import Session

_REMEMBERED = 1 << 16  # frames a session
_INTERNET = ("ip", "ipv6")
_LENGTHS = {"ip": (2, 0), "ipv6": (4, 40), "udp": (4, 0)}  # where a header says its packet's length, and what to add
_HAS_OFFSET = 0x3FFF  # more fragments follow, or others stand before


class Place(NamedTuple):
    """A layer's name, its first byte, and the first byte behind all that it carries."""

    name: str
    at: int
    end: int


class OddFrame(NamedTuple):
    """The layers of one frame; those of `elsewhere` lie in `datagram`, the packet that it completes."""

    places: tuple[Place, ...]
    elsewhere: tuple[Place, ...] = ()
    datagram: bytes = b""


_FRAMES: WeakKeyDictionary[Session, dict[int, OddFrame]] = WeakKeyDictionary()


def odd_frame(session: Session, row: int, data: bytes) -> OddFrame:
    """Return the layers of a frame, whose captured bytes are `data`."""
    known = _FRAMES.setdefault(session, {})
    frame = known.get(row)
    if frame is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        frame = known[row] = _look(session, row, data)
    return frame


def _look(session: Session, row: int, data: bytes) -> OddFrame:
    layers, elsewhere, packet = dissect_row(session, row, data)
    places = _places(layers, data)
    if packet:
        return OddFrame(places, _places(elsewhere, packet), packet)
    return OddFrame(_up_to_fragment(places, data) if session.columns.value("kind", row) == Kind.FRAGMENT else places)


def _places(layers: list[Layer], data: bytes) -> tuple[Place, ...]:
    places: list[Place] = []
    end = len(data)
    for layer in layers:
        if layer.name in _LENGTHS:
            offset, more = _LENGTHS[layer.name]
            at = layer.start + offset
            length = int.from_bytes(data[at : at + 2], "big")
            end = min(end, layer.start + length + more) if length else end
        name = layer.name
        if name == "dns" and places[-1].name == "udp":
            name = _name_service(data, places[-1].at)
        places.append(Place(name, layer.start, max(end, layer.start)))
    return tuple(places)


def _name_service(data: bytes, at: int) -> str:
    """Return what asks for names goes by, by the ports of its datagram."""
    ports = {int.from_bytes(data[at : at + 2], "big"), int.from_bytes(data[at + 2 : at + 4], "big")}
    return next((name for port, name in UDP_SERVICES.items() if port in ports), "dns")


def _up_to_fragment(places: tuple[Place, ...], data: bytes) -> tuple[Place, ...]:
    """Leave out what a fragment begins with: the frame that completes its datagram has all of it."""
    last = max((number for number, place in enumerate(places) if place.name.startswith(_INTERNET)), default=len(places))
    cut = (number for number, place in enumerate(places) if place.name == "ip" and _is_fragment(data, place.at))
    return places[: next(cut, last) + 1]


def _is_fragment(data: bytes, at: int) -> bool:
    return int.from_bytes(data[at + 6 : at + 8], "big") & _HAS_OFFSET != 0
