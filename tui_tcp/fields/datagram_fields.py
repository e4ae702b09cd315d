"""The fields of UDP (RFC 768)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.ip_fields import CHECKSUM_STATUS, unverified
from tui_tcp.fields.sources import Both, Octets, header, layer_itself
from tui_tcp.fields.udp_streams import since_first, since_previous, stream

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.spots import Spots

NUMBER, HEX, TIME, BYTES, PROTOCOL = Type.NUMBER, Type.HEX, Type.TIME, Type.BYTES, Type.PROTOCOL


def _udp_payload(_: Slab, spots: Spots) -> Spots:
    spots = spots.past(8)
    return spots.where(spots.have(1))


_SRC, _DST = header("udp", 0, 2), header("udp", 2, 2)

DATAGRAM_FIELDS = [
    FrameField("udp", PROTOCOL, "User Datagram Protocol", layer_itself("udp", 8)),
    FrameField("udp.srcport", NUMBER, "source port", _SRC, 16),
    FrameField("udp.dstport", NUMBER, "destination port", _DST, 16),
    FrameField("udp.port", NUMBER, "source and destination port", Both(_SRC, _DST), 16),
    FrameField("udp.stream", NUMBER, "number of the two ends' datagrams, from 0", stream),
    FrameField("udp.time_relative", TIME, "time since the stream's first datagram", since_first),
    FrameField("udp.time_delta", TIME, "time since the stream's datagram before", since_previous),
    FrameField("udp.length", NUMBER, "bytes, the header's included", header("udp", 4, 2), 16),
    FrameField("udp.checksum", HEX, "checksum", header("udp", 6, 2), 16),
    FrameField("udp.checksum.status", NUMBER, "not verified", unverified("udp", 6, 0), 8, CHECKSUM_STATUS),
    FrameField("udp.payload", BYTES, "the payload", Octets("udp", _udp_payload)),
]
