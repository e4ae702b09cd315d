"""A frame that is no segment of ours, in the words of the frame list: its ends, its protocol, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.model.session import Session
from tui_tcp.views.datagrams import plain_datagram
from tui_tcp.wire.frames import Kind

if TYPE_CHECKING:
    from tui_tcp.dissect.layers import Field, Layer

# pairs of fields that name a frame's ends, the telling ones first
_ENDS = (
    ("ip.src", "ip.dst"),
    ("ipv6.src", "ipv6.dst"),
    ("arp.src.proto_ipv4", "arp.dst.proto_ipv4"),
    ("eth.src", "eth.dst"),
)
_WITHOUT_A_NAME = frozenset(("data", "eth.trailer", "eth.padding", "trailer", ""))
_NAMES = {"icmpv6": "ICMPv6", "ip": "IPv4", "ipv6": "IPv6", "eth": "Ethernet", "pppoes": "PPPoE", "data": "data"}
_QUESTION = "dns.qry.name"
_TROUBLE = {
    Kind.CUT: "cut short in the capture",
    Kind.MALFORMED: "malformed",
    Kind.FRAGMENT: "fragment",
    Kind.UNKNOWN_LINK: "link type not known here",
}


class Other(NamedTuple):
    """What stands in the columns."""

    source: str
    destination: str
    protocol: str
    info: str


def describe(session: Session, row: int) -> Other:
    """Say in one line what a frame is; dissect it where that is needed to tell."""
    kind = Kind(session.columns.value("kind", row))
    if kind is Kind.UDP and (plain := plain_datagram(session, row)):
        return Other(plain.source, plain.destination, "UDP", plain.info)
    return dissected(session, row, _TROUBLE.get(kind, ""))


def dissected(session: Session, row: int, trouble: str) -> Other:
    """Say what the layers of a frame tell."""
    from tui_tcp.dissect.datagram import dissect_row

    frame = dissect_row(session, row, session.frame_bytes(row))
    own = [layer for layer in frame.here + frame.elsewhere if not layer.title.startswith("Quoted ")]
    named = [layer for layer in own if layer.name not in _WITHOUT_A_NAME] or own
    source, destination = _ends(own)
    info = ", ".join(filter(None, (trouble, _info(named[-1]) if named else "")))
    return Other(source, destination, _protocol(named[-1]) if named else "", info)


def _protocol(layer: Layer) -> str:
    return _NAMES.get(layer.name, layer.name.upper())


def _info(layer: Layer) -> str:
    """Return a layer's title without its own name, and the name that is asked for in DNS."""
    name, _, rest = layer.title.partition(", ")
    asked = next((field.value for field in _walk(layer.fields) if field.name == _QUESTION), "")
    return " ".join(filter(None, (rest or name, asked))).replace(" -> ", " → ")


def _ends(layers: list[Layer]) -> tuple[str, str]:
    """Return the innermost addresses."""
    values = {field.name: field.value for layer in layers for field in layer.fields}
    for source, destination in _ENDS:
        if source in values and destination in values:
            return values[source], values[destination]
    return "", ""


def _walk(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _walk(field.children)
