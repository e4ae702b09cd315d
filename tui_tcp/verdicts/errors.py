"""ICMP errors that quote a connection's segments: who sent them, and what they say."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.dissect.datagram import dissect_row
from tui_tcp.escape import escape

if TYPE_CHECKING:
    from tui_tcp.dissect.layers import Layer
    from tui_tcp.model.session import Session

_UNREACHABLE = {"icmp": 3, "icmpv6": 1}
_TOO_BIG = {"icmp": (3, 4), "icmpv6": (2, 0)}
_SOURCES = ("ip.src", "ipv6.src")


class NetworkError(NamedTuple):
    """An ICMP error: its sender's address, type and code, the words for them, and the MTU it names (0: none)."""

    sender: str
    protocol: str
    kind: int
    code: int
    what: str
    mtu: int

    @property
    def is_too_big(self) -> bool:
        """Whether it says that a packet was too large for the next link (RFC 1191, RFC 8201)."""
        return self._place == _TOO_BIG.get(self.protocol)

    @property
    def is_unreachable(self) -> bool:
        """Whether it says that a destination cannot be reached."""
        return self.kind == _UNREACHABLE.get(self.protocol) and not self.is_too_big

    @property
    def _place(self) -> tuple[int, int]:
        return self.kind, self.code


def read_error(session: Session, row: int) -> NetworkError | None:
    """Read an ICMP error; None where the frame holds none that is whole."""
    frame = dissect_row(session, row, session.frame_bytes(row))
    for before, layer in pairwise(frame.here + frame.elsewhere):
        if layer.name in _UNREACHABLE:
            return _error(before, layer)
    return None


def refusal(session: Session, row: int) -> NetworkError | None:
    """Read an ICMP error that says that the destination cannot be reached; None if it says something else."""
    error = read_error(session, row)
    return error if error is not None and error.is_unreachable else None


def _error(network: Layer, layer: Layer) -> NetworkError | None:
    kind, code = _value(layer, "type"), _value(layer, "code")
    if not kind or not code:
        return None
    sender = next((field.value for field in network.fields if field.name in _SOURCES), "somebody")
    mtu = _value(layer, "mtu").split(" ")[0]
    meanings = [_meaning(kind), _meaning(code)]
    return NetworkError(
        sender=escape(sender),
        protocol=layer.name,
        kind=_number(kind),
        code=_number(code),
        what=escape(": ".join(filter(None, meanings)) or f"type {kind} code {code}"),
        mtu=_number(mtu) if mtu else 0,
    )


def _value(layer: Layer, name: str) -> str:
    return next((field.value for field in layer.fields if field.name == f"{layer.name}.{name}"), "")


def _meaning(value: str) -> str:
    """Return what stands in parentheses behind a number."""
    return value.partition("(")[2].removesuffix(")")


def _number(value: str) -> int:
    digits = value.split(" ")[0]
    return int(digits, 0) if digits[:1].isdigit() else 0
