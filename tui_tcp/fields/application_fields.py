"""A little of what segments carry: HTTP/1 (RFC 9112) and TLS (RFC 8446), by their ports or by how they begin.

What one segment says: messages are not put together from several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from tui_tcp.dissect.tls import CLIENT_HELLO, server_name
from tui_tcp.fields.carried import carried, heard, payload_spots
from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found, of_list
from tui_tcp.fields.sources import Octets, in_layer

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.spots import Spots
    from tui_tcp.model.columns import Vector

NUMBER, TEXT, LABEL, PROTOCOL = Type.NUMBER, Type.TEXT, Type.LABEL, Type.PROTOCOL

HTTP_PORTS = (80, 591, 3128, 3132, 5985, 8008, 8080, 8088, 11371, 1900, 2869, 2710)
TLS_PORTS = (443, 636, 989, 990, 992, 993, 994, 995, 4433, 5061, 5986, 8443)
# A segment may end within the first line, if that begins as one. What follows a target is taken for the version.
_METHODS = b"|".join(
    b"ACL BASELINE-CONTROL BCOPY BDELETE BIND BMOVE BPROPFIND BPROPPATCH CCM_POST CHECKIN CHECKOUT CONNECT COPY DELETE"
    b" GET HEAD LABEL LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE NOTIFY"
    b" OPTIONS ORDERPATCH PATCH POLL POST PROPFIND PROPPATCH PUT REBIND REPORT RPC_CONNECT RPC_IN_DATA RPC_OUT_DATA"
    b" SEARCH SUBSCRIBE TRACE UNBIND UNCHECKOUT UNLINK UNLOCK UNSUBSCRIBE UPDATE UPDATEREDIRECTREF"
    b" VERSION-CONTROL".split()
)
_REQUEST = re.compile(
    rb"(?=(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT|TRACE) |[^\r\n]*\r?\n)"
    rb"(" + _METHODS + rb") ([^ \r\n]+)(?: ([^\r\n]*))?(?:\r?\n|\Z)"
)
_RESPONSE = re.compile(rb"(HTTP/\d\.\d) (\d{3})(?: ([^\r\n]*))?(?:\r?\n|\Z)")
_HEAD_SIZE = 8192
_A, _Z, _BETWEEN = b"A"[0], b"Z"[0], tuple(b"_-")  # what a method is made of
_CONTENT_TYPE = re.compile(rb"(?i)\ncontent-type:[ \t]*([^\r\n; \t]*)")
_BEGIN_NUMBERS = [
    int.from_bytes(head, "big") for head in (b"GET ", b"POST", b"HTTP", b"HEAD", b"PUT ", b"OPTI", b"CONN")
]
_SPACE, _TILDE = b" "[0], b"~"[0]
_HANDSHAKE = 22
_CONTENT_TYPES = range(20, 25)


def http_spots(slab: Slab, spots: Spots) -> Spots:
    """Return the payloads in which messages of HTTP begin, and all of connections that speak it."""
    has_begun = _speak_http(slab)
    others = spots.where(~has_begun[spots.rows])
    may_begin = carried(slab, others, HTTP_PORTS, lambda head: np.isin(head, _BEGIN_NUMBERS))
    begins, _ = http_bodies(slab, may_begin)
    has_begun[may_begin.rows[begins > may_begin.at]] = True
    payloads = payload_spots(slab, heard(slab, spots))
    return payloads.where(has_begun[payloads.rows])


def _speak_http(slab: Slab) -> Vector:
    """Tell which rows are of connections that speak HTTP."""
    from tui_tcp.names.names import names_of

    def read() -> Vector:
        numbers = names_of(slab.session).speakers("http")
        flags = np.zeros(max(len(slab.session.connections), *numbers, 0) + 2, bool)
        flags[numbers] = True
        return flags

    speakers = slab.of_connections("speak HTTP", read)
    rows: Vector = speakers[np.minimum(slab.column("connection"), len(speakers) - 1)]
    return rows


def tls_spots(slab: Slab, spots: Spots) -> Spots:
    """Return the payloads that begin as records do, or go by TLS's ports and, as in Wireshark, do not begin as text."""

    def begins(head: Vector) -> Vector:
        is_record: Vector = np.isin(head >> 24, _CONTENT_TYPES) & (head >> 16 & 0xFF == 3) & (head >> 8 & 0xFF <= 4)
        return is_record

    spots = carried(slab, spots, TLS_PORTS, begins)
    head = slab.bytes.array[spots.at[:, None] + np.arange(4)]
    is_text = spots.have(4) & ((head >= _SPACE) & (head <= _TILDE)).all(axis=1)
    return spots.where(~is_text)


def _read(place: Callable[[Slab, Spots], Spots], read: Callable[[bytes], Any]) -> Find:
    """What a function reads from the beginning of each payload; None where it finds nothing."""

    def find(slab: Slab, spots: Spots) -> Found:
        spots, memory = place(slab, spots), slab.bytes.memory
        values: list[Any] = [None] * len(slab)
        for row, at, end in zip(spots.rows.tolist(), spots.at.tolist(), spots.end.tolist(), strict=True):
            values[row] = read(bytes(memory[at : min(end, at + _HEAD_SIZE)]))
        return of_list(values)

    return in_layer("tcp", find)


def _group(pattern: re.Pattern[bytes], group: int) -> Callable[[bytes], str | None]:
    def read(head: bytes) -> str | None:
        match = pattern.match(head)
        return match[group].decode("utf-8", "replace") if match and match[group] is not None else None

    return read


def _field(name: str) -> Callable[[bytes], str | None]:
    """The value of a header field of either kind of message."""
    line = re.compile(rb"(?i)\n" + name.encode() + rb":[ \t]*([^\r\n]*)")

    def read(head: bytes) -> str | None:
        if not (_REQUEST.match(head) or _RESPONSE.match(head)):
            return None
        match = line.search(head.partition(b"\r\n\r\n")[0])
        return match[1].decode("utf-8", "replace") if match else None

    return read


def _whether(pattern: re.Pattern[bytes]) -> Callable[[bytes], int | None]:
    return lambda head: 1 if pattern.match(head) else None


def http_bodies(slab: Slab, spots: Spots) -> tuple[Vector, list[str]]:
    """Return where what messages carry begins, and of what kind it is: at the place itself where no message begins."""
    memory, array = slab.bytes.memory, slab.bytes.array
    begins, kinds = spots.at.copy(), [""] * len(spots.at)
    first, second = array[spots.at], array[spots.at + 1]
    may_begin = (first >= _A) & (first <= _Z) & ((second >= _A) & (second <= _Z) | np.isin(second, _BETWEEN))
    for place in np.flatnonzero(may_begin).tolist():
        at = int(spots.at[place])
        size, kinds[place] = _body(bytes(memory[at : min(int(spots.end[place]), at + _HEAD_SIZE)]))
        begins[place] += size
    return begins, kinds


def _body(message: bytes) -> tuple[int, str]:
    """How long a message's head is, and the kind of content that it tells of; all of it without an end of the head."""
    if not (_REQUEST.match(message) or _RESPONSE.match(message)):
        return 0, ""
    head, end, _ = message.partition(b"\r\n\r\n")
    kind = _CONTENT_TYPE.search(head)
    return (len(head) + len(end)) if end else 1 << 20, kind[1].decode("latin-1").lower() if kind else ""


def _code(head: bytes) -> int | None:
    match = _RESPONSE.match(head)
    return int(match[2]) if match else None


def _records(head: bytes) -> list[tuple[int, bytes]]:
    """The records that are whole in a payload: content type and fragment."""
    found, at = [], 0
    while at + 5 <= len(head) and head[at] in _CONTENT_TYPES and head[at + 1] == 3:
        size = int.from_bytes(head[at + 3 : at + 5], "big")
        if at + 5 + size > len(head):
            break
        found.append((head[at], head[at + 5 : at + 5 + size]))
        at += 5 + size
    return found


def _content_types(head: bytes) -> tuple[int, ...] | None:
    return tuple(kind for kind, _ in _records(head)) or None


def _messages(head: bytes) -> Iterator[bytes]:
    """Yield the handshake messages that are not encrypted: their lengths fit their record."""
    for kind, fragment in _records(head):
        at = 0
        while kind == _HANDSHAKE and at + 4 <= len(fragment):
            end = at + 4 + int.from_bytes(fragment[at + 1 : at + 4], "big")
            if fragment[at] > 24 or end > len(fragment):
                break
            yield fragment[at:end]
            at = end


def _handshakes(head: bytes) -> tuple[int, ...] | None:
    return tuple(message[0] for message in _messages(head)) or None


def _server_name(head: bytes) -> str | None:
    hellos = (message for message in _messages(head) if message[0] == CLIENT_HELLO)
    return next(filter(None, (server_name(hello, 0, len(hello)) for hello in hellos)), None)


def _http_text(name: str, meaning: str, read: Callable[[bytes], str | None]) -> FrameField:
    return FrameField(f"http.{name}", TEXT, meaning, _read(http_spots, read))


APPLICATION_FIELDS = [
    FrameField("http", PROTOCOL, "HTTP/1, by port or by how it begins", Octets("tcp", http_spots)),
    FrameField("http.request", LABEL, "a request begins", _read(http_spots, _whether(_REQUEST))),
    FrameField("http.response", LABEL, "a response begins", _read(http_spots, _whether(_RESPONSE))),
    _http_text("request.method", "method", _group(_REQUEST, 1)),
    _http_text("request.uri", "target", _group(_REQUEST, 2)),
    _http_text("request.version", "version of a request", _group(_REQUEST, 3)),
    _http_text("response.version", "version of a response", _group(_RESPONSE, 1)),
    FrameField("http.response.code", NUMBER, "status", _read(http_spots, _code), 16),
    _http_text("response.phrase", "reason", _group(_RESPONSE, 3)),
    _http_text("host", "host asked for", _field("Host")),
    _http_text("user_agent", "program that asks", _field("User-Agent")),
    _http_text("server", "program that answers", _field("Server")),
    _http_text("content_type", "kind of content", _field("Content-Type")),
    FrameField("tls", PROTOCOL, "TLS, by port or by how it begins", Octets("tcp", tls_spots)),
    FrameField("tls.record.content_type", NUMBER, "kind of a record", _read(tls_spots, _content_types), 8),
    FrameField("tls.handshake.type", NUMBER, "kind of a handshake message", _read(tls_spots, _handshakes), 8),
    FrameField(
        "tls.handshake.extensions_server_name", TEXT, "server that the client asks for", _read(tls_spots, _server_name)
    ),
]
