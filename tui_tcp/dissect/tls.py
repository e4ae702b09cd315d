"""TLS records and what of a handshake is in clear (RFC 8446 4 and 5)."""

from collections.abc import Iterator

from tui_tcp.dissect.draft import Draft, Span, Step
from tui_tcp.dissect.formats import dec, hexa, named, octets, text
from tui_tcp.dissect.layers import Field
from tui_tcp.dissect.walk import Walk

CHANGE_CIPHER_SPEC, ALERT, HANDSHAKE, APPLICATION_DATA, HEARTBEAT = 20, 21, 22, 23, 24
CLIENT_HELLO, SERVER_HELLO = 1, 2
MAX_RECORDS = 100
# RFC 5246 6.2.3: what encryption may add to a record of 2^14 bytes.
LARGEST_RECORD = 2**14 + 2048

_CONTENT = {
    CHANGE_CIPHER_SPEC: "Change Cipher Spec",
    ALERT: "Alert",
    HANDSHAKE: "Handshake",
    APPLICATION_DATA: "Application Data",
    HEARTBEAT: "Heartbeat",
}
_VERSIONS = {0x0300: "SSL 3.0", 0x0301: "TLS 1.0", 0x0302: "TLS 1.1", 0x0303: "TLS 1.2", 0x0304: "TLS 1.3"}
_MESSAGES = {
    0: "Hello Request",
    1: "Client Hello",
    2: "Server Hello",
    3: "Hello Verify Request",
    4: "New Session Ticket",
    5: "End Of Early Data",
    8: "Encrypted Extensions",
    11: "Certificate",
    12: "Server Key Exchange",
    13: "Certificate Request",
    14: "Server Hello Done",
    15: "Certificate Verify",
    16: "Client Key Exchange",
    20: "Finished",
    21: "Certificate URL",
    22: "Certificate Status",
    24: "Key Update",
}
_ALERTS = {
    0: "close notify",
    10: "unexpected message",
    20: "bad record MAC",
    22: "record overflow",
    40: "handshake failure",
    42: "bad certificate",
    43: "unsupported certificate",
    44: "certificate revoked",
    45: "certificate expired",
    46: "certificate unknown",
    47: "illegal parameter",
    48: "unknown CA",
    49: "access denied",
    50: "decode error",
    51: "decrypt error",
    70: "protocol version",
    71: "insufficient security",
    80: "internal error",
    86: "inappropriate fallback",
    90: "user canceled",
    100: "no renegotiation",
    109: "missing extension",
    110: "unsupported extension",
    112: "unrecognized name",
    116: "certificate required",
    120: "no application protocol",
}
_EXTENSIONS = {
    0: "server name",
    5: "status request",
    10: "supported groups",
    11: "EC point formats",
    13: "signature algorithms",
    16: "ALPN",
    18: "certificate timestamp",
    21: "padding",
    22: "encrypt then MAC",
    23: "extended master secret",
    35: "session ticket",
    41: "pre-shared key",
    42: "early data",
    43: "supported versions",
    44: "cookie",
    45: "PSK modes",
    49: "post-handshake authentication",
    50: "certificate signature algorithms",
    51: "key share",
    0xFF01: "renegotiation",
}
_SERVER_NAME, _ALPN, _SUPPORTED_VERSIONS = 0, 16, 43
_version = named(_VERSIONS, hexa)


def is_record(payload: bytes) -> bool:
    """Tell whether bytes begin with a record's head."""
    if len(payload) < 5 or payload[0] not in _CONTENT or payload[1] != 3 or payload[2] > 4:
        return False
    return 0 < int.from_bytes(payload[3:5], "big") <= LARGEST_RECORD


def labels(payload: bytes, most: int) -> list[str]:
    """Return what the first records are, each in a few words, as the ladder shows them."""
    found: list[str] = []
    at = 0
    while len(found) < most and is_record(payload[at : at + 5]):
        size = int.from_bytes(payload[at + 3 : at + 5], "big")
        label = _label(payload, at, min(at + 5 + size, len(payload)), size)
        if label not in found:
            found.append(label)
        at += 5 + size
    return found


def _label(payload: bytes, at: int, end: int, size: int) -> str:
    kind = payload[at]
    if kind == ALERT and size == 2:
        return f"Alert ({_ALERTS.get(payload[at + 6], 'unknown')})" if end > at + 6 else "Alert"
    if kind != HANDSHAKE:
        return f"Encrypted {_CONTENT[kind]}" if kind == ALERT else _CONTENT[kind]
    message = payload[at + 5] if in_clear(payload[at + 5 : at + 9], size) else -1
    name = server_name(payload, at + 5, end) if message == CLIENT_HELLO else ""
    label = _MESSAGES.get(message, "Encrypted Handshake Message")
    return f"{label} ({name})" if name else label


def in_clear(head: bytes, size: int) -> bool:
    """Tell whether a handshake record of `size` bytes begins with a message, rather than with encrypted bytes."""
    return len(head) == 4 and head[0] in _MESSAGES and int.from_bytes(head[1:], "big") + 4 <= size


def server_name(payload: bytes, at: int, end: int) -> str:
    """Return the name, escaped, for which a Client Hello between two places asks (RFC 6066 3), '' if for none."""
    walk = Walk(payload, at + 4 + 2 + 32, end)
    for width in (1, 2, 1):  # session, cipher suites, compression
        walk.vector(width)
    for kind, body in extensions(walk.inside(walk.number(2))):
        if kind == _SERVER_NAME:
            body.take(3)
            return text(body.vector(2)[1])
    return ""


def extensions(walk: Walk) -> Iterator[tuple[int, Walk]]:
    """Yield each extension's type and a walk of its body (RFC 8446 4.2)."""
    while walk.left >= 4:
        kind = walk.number(2)
        yield kind, walk.inside(walk.number(2))


def tls(span: Span) -> Step:
    """Read the records that begin in this segment."""
    draft = Draft(span, "tls")
    walk = Walk(span.data, span.start, span.end)
    for _ in range(MAX_RECORDS):
        if not is_record(span.data[walk.at : min(walk.at + 5, span.end)]):
            break
        size = int.from_bytes(span.data[walk.at + 3 : walk.at + 5], "big")
        draft.add(_record(span.data, walk.at, walk.inside(5 + size), size))
    title = ", ".join(labels(span.payload, 3))
    if not walk.sound:
        draft.put("", "Continues", "the record goes on in a later segment", span.size, 0)
    return draft.then(f"Transport Layer Security, {title}", walk.at - span.start, "data")


def _record(data: bytes, start: int, walk: Walk, size: int) -> Field:
    head = (
        walk.field("tls.record.content_type", "Content type", 1, named(_CONTENT)),
        walk.field("tls.record.version", "Version", 2, _version),
        walk.field("tls.record.length", "Length", 2, dec),
    )
    content = tuple(_content(data[start], walk, size))
    return Field(
        "tls.record", "Record", _label(data, start, walk.end, size), start, walk.end - start, (*head, *content)
    )


def _content(kind: int, walk: Walk, size: int) -> Iterator[Field]:
    """Yield what a record holds."""
    if kind == ALERT and size == 2:
        yield walk.field("tls.alert_message.level", "Level", 1, named({1: "warning", 2: "fatal"}))
        yield walk.field("tls.alert_message.desc", "Description", 1, named(_ALERTS))
    elif kind == HANDSHAKE and in_clear(walk.data[walk.at : min(walk.at + 4, walk.end)], walk.left):
        yield from _messages(walk)
    elif kind == HANDSHAKE and in_clear(walk.data[walk.at : min(walk.at + 4, walk.end)], size):
        yield _message(walk)
    elif walk.left:
        yield walk.field("tls.app_data" if kind == APPLICATION_DATA else "", "Content", walk.left, octets)


def _messages(walk: Walk) -> Iterator[Field]:
    """Yield the handshake messages of one record."""
    while in_clear(walk.data[walk.at : min(walk.at + 4, walk.end)], walk.left):
        yield _message(walk)
    if walk.left:
        yield walk.field("", "Content", walk.left, octets)


def _message(walk: Walk) -> Field:
    start, kind = walk.at, walk.data[walk.at]
    head = (
        walk.field("tls.handshake.type", "Type", 1, named(_MESSAGES)),
        walk.field("tls.handshake.length", "Length", 3, dec),
    )
    body = walk.inside(int.from_bytes(walk.data[start + 1 : start + 4], "big"))
    content = tuple(_hello(body, kind)) if kind in (CLIENT_HELLO, SERVER_HELLO) else ()
    return Field("tls.handshake", "Handshake", _MESSAGES[kind], start, walk.at - start, (*head, *content))


def _hello(walk: Walk, kind: int) -> Iterator[Field]:
    """Yield the fields of a Client Hello or Server Hello (RFC 8446 4.1), as far as they are there."""
    yield walk.field("tls.handshake.version", "Version", 2, _version)
    yield walk.field("tls.handshake.random", "Random", 32, octets)
    yield _vector(walk, "tls.handshake.session_id", "Session ID", 1)
    yield _suites(walk) if kind == CLIENT_HELLO else walk.field("tls.handshake.ciphersuite", "Cipher suite", 2, _suite)
    if kind == CLIENT_HELLO:
        yield _vector(walk, "tls.handshake.comp_methods", "Compression methods", 1)
    else:
        yield walk.field("tls.handshake.comp_method", "Compression method", 1, dec)
    for number, body in extensions(walk.inside(walk.number(2))):
        yield _extension(number, body, kind)


def _vector(walk: Walk, name: str, label: str, width: int) -> Field:
    start, raw = walk.vector(width)
    return Field(name, label, octets(raw), start, len(raw))


def _suites(walk: Walk) -> Field:
    start, raw = walk.vector(2)
    suites = tuple(
        Field("tls.handshake.ciphersuite", "Cipher suite", _suite(raw[at : at + 2]), start + at, 2)
        for at in range(0, len(raw) - 1, 2)
    )
    return Field("tls.handshake.ciphersuites", "Cipher suites", str(len(suites)), start, len(raw), suites)


def _suite(raw: bytes) -> str:
    from dpkt.ssl_ciphersuites import BY_CODE

    known = BY_CODE.get(int.from_bytes(raw, "big"))
    return f"{hexa(raw)} ({known.name})" if known else hexa(raw)


def _extension(number: int, body: Walk, kind: int) -> Field:
    start, size = body.at - 4, body.left + 4
    head = Field("tls.handshake.extension.type", "Type", str(number), start, 2)
    content: tuple[Field, ...] = ()
    if number == _SERVER_NAME and body.left:
        body.take(3)
        content = (_text(body, 2, "tls.handshake.extensions_server_name", "Server name"),)
    elif number == _ALPN:
        body.take(2)
        content = tuple(_protocols(body))
    elif number == _SUPPORTED_VERSIONS:
        body.take(1 if kind == CLIENT_HELLO else 0)
        name = "tls.handshake.extensions.supported_version"
        content = tuple(body.field(name, "Version", 2, _version) for _ in range(body.left // 2))
    value = ", ".join(field.value for field in content) or f"{size - 4} bytes"
    label = _EXTENSIONS.get(number, f"extension {number}").capitalize() if number != _ALPN else "ALPN"
    return Field("", label, value, start, size, (head, *content))


def _protocols(body: Walk) -> Iterator[Field]:
    while body.left:
        yield _text(body, 1, "tls.handshake.extensions_alpn_str", "Protocol")


def _text(walk: Walk, width: int, name: str, label: str) -> Field:
    start, raw = walk.vector(width)
    return Field(name, label, text(raw), start, len(raw))
