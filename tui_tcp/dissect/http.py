"""HTTP/1 messages: start line and headers (RFC 9112 2)."""

import re
from collections.abc import Iterator

from tui_tcp.dissect.draft import Draft, Span, Step
from tui_tcp.dissect.formats import text
from tui_tcp.dissect.layers import Field

MAX_LINES = 200

START_LINE = re.compile(rb"(?:[A-Z][A-Z_-]{1,31} \S+ )?(?:HTTP|RTSP|SIP|ICAP)/\d\.\d(?: \d{3}\b[^\r\n]*)?(?=\r?\n|\Z)")
"""A request or a status line; RTSP, SIP and ICAP write theirs the same way."""
_REQUEST = re.compile(rb"([A-Z][A-Z_-]*) (\S+) (\S+)")
_RESPONSE = re.compile(rb"(\S+) (\d{3}) ?(.*)")
_REQUEST_FIELDS = (
    ("http.request.method", "Method"),
    ("http.request.uri", "Target"),
    ("http.request.version", "Version"),
)
_RESPONSE_FIELDS = (
    ("http.response.version", "Version"),
    ("http.response.code", "Status"),
    ("http.response.phrase", "Reason"),
)
_HEADERS = {
    name.replace("_", "-"): f"http.{name}"
    for name in (
        "accept",
        "accept_encoding",
        "accept_language",
        "authorization",
        "cache_control",
        "connection",
        "content_encoding",
        "content_type",
        "cookie",
        "date",
        "host",
        "last_modified",
        "location",
        "proxy_authenticate",
        "proxy_authorization",
        "referer",
        "sec_websocket_accept",
        "sec_websocket_key",
        "sec_websocket_protocol",
        "sec_websocket_version",
        "server",
        "set_cookie",
        "transfer_encoding",
        "upgrade",
        "user_agent",
        "www_authenticate",
        "x_forwarded_for",
    )
} | {"content-length": "http.content_length_header"}


def http(span: Span) -> Step:
    """Read the head of a message as far as this segment has it; its body follows as data."""
    draft = Draft(span, "http")
    title, size = "Hypertext Transfer Protocol", 0
    for start, line, after in _lines(span):
        if not line:
            return draft.then(title, after - span.start, "data")
        if not size:
            title = f"{title}, {text(line)}"
            draft.add(_start_line(line, start))
        else:
            draft.add(_header(line, start))
        size = after - span.start
    draft.put("", "Continues", "the head goes on in a later segment", size, 0)
    return draft.then(title, size, "data")


def _lines(span: Span) -> Iterator[tuple[int, bytes, int]]:
    """Yield where each line begins, the line without its end, and where the next one begins."""
    at = span.start
    for _ in range(MAX_LINES):
        if at >= span.end:
            return
        stop = span.data.find(b"\n", at, span.end)
        after = span.end if stop < 0 else stop + 1
        yield at, span.data[at:after].rstrip(b"\r\n"), after
        at = after


def _start_line(line: bytes, start: int) -> Field:
    is_response = START_LINE.match(line) is not None and _RESPONSE.fullmatch(line) is not None
    match = (_RESPONSE if is_response else _REQUEST).fullmatch(line)
    names = _RESPONSE_FIELDS if is_response else _REQUEST_FIELDS
    parts = tuple(
        Field(name, label, text(match[i]), start + match.start(i), len(match[i]))
        for i, (name, label) in enumerate(names, 1)
        if match
    )
    return Field("http.chat", "Response" if is_response else "Request", text(line), start, len(line), parts)


def _header(line: bytes, start: int) -> Field:
    name, colon, value = line.partition(b":")
    if not colon:
        return Field("", "Line", text(line), start, len(line))
    known = _HEADERS.get(name.decode("latin-1").lower(), "")
    return Field(known, text(name), text(value.strip()), start, len(line))
