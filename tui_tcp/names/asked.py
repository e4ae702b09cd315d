"""The name of the server that a client asks for in what it sends first: TLS's SNI, HTTP's Host."""

from __future__ import annotations

import re

from tui_tcp.dissect.tls import CLIENT_HELLO, HANDSHAKE, is_record, server_name
from tui_tcp.escape import escape_bytes

_HOST = re.compile(rb"\r?\nHost[ \t]*:[ \t]*([^\r\n]*?)[ \t]*\r?\n", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_ADDRESS = re.compile(rb"[\d.]+\Z|\[")  # an address is no name
_PORT = re.compile(rb":\d+\Z")
_NAME_LIMIT = 255  # a host's name is no longer (RFC 1035 section 2.3.4)
_MOST = 1 << 14  # bytes that are waited for


def asked_name(application: str, payload: bytes) -> str | None:
    """Return the name, escaped, '' if none is asked for, None if that may stand in what is sent next."""
    if application == "tls":
        return _server_name(payload)
    return _host(payload) if application == "http" else ""


def _server_name(payload: bytes) -> str | None:
    """Read the first record, which holds the whole Client Hello, or nearly always does."""
    if len(payload) < 6:
        return None
    if not is_record(payload[:5]) or payload[0] != HANDSHAKE or payload[5] != CLIENT_HELLO:
        return ""
    end = 5 + int.from_bytes(payload[3:5], "big")
    name = server_name(payload, 5, min(end, len(payload)))
    if len(payload) < end and payload.endswith(name.encode()):  # no name yet, or not all of it
        return None if len(payload) < _MOST else ""
    return name


def _host(payload: bytes) -> str | None:
    """Read the Host line of a request; a port in it, or an address, says nothing new."""
    end = _HEAD_END.search(payload)
    found = _HOST.search(payload, 0, end.end() if end else len(payload))
    if found:
        host = _PORT.sub(b"", found[1])
        return "" if _ADDRESS.match(host) else escape_bytes(host, _NAME_LIMIT)
    return None if not end and len(payload) < _MOST else ""
