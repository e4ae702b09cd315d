"""The layers of a session's frame, and those of the IP datagram that it completes, if that came in fragments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.dissect.frame import dissect
from tui_tcp.wire.frames import NO_HEADER

if TYPE_CHECKING:
    from tui_tcp.dissect.layers import Layer
    from tui_tcp.model.session import Session

_LINK_RAW = 101  # packets that begin with an IP header of either version
_INTERNET = ("ip", "ipv6")
_FRAGMENT, _AUTHENTICATION = 44, 51  # as IPv6's next headers
_FRAGMENT_HEADER = 8


class Dissected(NamedTuple):
    """Layers from the outside in. Those of `elsewhere` lie in `packet`, which stands in no frame as it is."""

    here: list[Layer]
    elsewhere: list[Layer]
    packet: bytes


def dissect_row(session: Session, row: int, data: bytes) -> Dissected:
    """Dissect a frame, whose captured bytes are `data`. Never raises, whatever the bytes.

    Of a datagram in fragments, the frame that completes it has all layers, as in Wireshark.
    """
    columns = session.columns
    ip_at = columns.value("ip_at", row)
    packet_at = None if ip_at == NO_HEADER else ip_at
    layers = dissect(data, session.link_type(row), columns.value("length", row), packet_at)
    datagram = session.datagram(row)
    if datagram is None or len(data) < columns.value("captured", row):  # fewer bytes: the file has lost them since
        return Dissected(layers, [], b"")
    header, payload_at = _without_fragments(data, _ip_at(layers, ip_at))
    packet = header + datagram
    here = [layer for layer in layers if layer.start < payload_at]
    return Dissected(here, [layer for layer in dissect(packet, _LINK_RAW) if layer.start >= len(header)], packet)


def _ip_at(layers: list[Layer], ip_at: int) -> int:
    """Where the IP header before a fragment stands; the column does not tell in frames that go on for too long."""
    if ip_at != NO_HEADER:
        return ip_at
    return max((layer.start for layer in layers if layer.name in _INTERNET), default=0)


def _without_fragments(data: bytes, at: int) -> tuple[bytes, int]:
    """Return a fragment's IP header as if all had come in one packet, and where the fragment's payload begins.

    The length is left 0, which is read as "to the end": a datagram may be longer than what the field can say.
    """
    if data[at : at + 1] < b"\x60":
        end = at + 4 * (data[at] & 15)
        return data[at : at + 2] + bytes(2) + data[at + 4 : at + 6] + bytes(2) + data[at + 8 : end], end
    number_at, end = at + 6, at + 40  # of the next header's number, and of that header
    while end + _FRAGMENT_HEADER < len(data) and not _is_fragment(data[number_at], data[end : end + 4]):
        number_at, end = end, end + _size(data[number_at], data[end + 1])
    header = bytearray(data[at:end])
    header[4:6] = bytes(2)
    header[number_at - at : number_at - at + 1] = data[end : end + 1]
    return bytes(header), end + _FRAGMENT_HEADER


def _is_fragment(number: int, header: bytes) -> bool:
    """A fragment header may stand before a whole packet, too (RFC 6946)."""
    return number == _FRAGMENT and int.from_bytes(header[2:], "big") & 0xFFF9 != 0


def _size(number: int, length: int) -> int:
    """How long an extension header is (RFC 8200 section 4, RFC 4302 section 2.2)."""
    if number == _AUTHENTICATION:
        return 4 * (length + 2)
    return _FRAGMENT_HEADER if number == _FRAGMENT else 8 * (length + 1)
