"""DNS messages over UDP and TCP (RFC 1035 4); names are decoded by dpkt."""

import struct
from collections.abc import Iterator

from tui_tcp.dissect.draft import Draft, Span, Step, rest
from tui_tcp.dissect.formats import address, coded, dec, hexa, named, octets, text
from tui_tcp.dissect.layers import Field
from tui_tcp.dissect.table import Bit, Row
from tui_tcp.dissect.walk import Walk
from tui_tcp.escape import escape

# A hostile message can make every one of its names costly; people read the first ones.
MAX_RECORDS = 100

_OPCODES = {0: "query", 1: "inverse query", 2: "status", 4: "notify", 5: "update"}
_RCODES = {
    0: "no error",
    1: "format error",
    2: "server failure",
    3: "no such name",
    4: "not implemented",
    5: "refused",
}
_TYPES = {
    1: "A",
    2: "NS",
    5: "CNAME",
    6: "SOA",
    12: "PTR",
    13: "HINFO",
    15: "MX",
    16: "TXT",
    28: "AAAA",
    33: "SRV",
    35: "NAPTR",
    41: "OPT",
    43: "DS",
    46: "RRSIG",
    47: "NSEC",
    48: "DNSKEY",
    50: "NSEC3",
    64: "SVCB",
    65: "HTTPS",
    251: "IXFR",
    252: "AXFR",
    255: "ANY",
    257: "CAA",
}
_CLASSES = {1: "IN", 3: "CH", 4: "HS", 255: "ANY"}
_HEAD = (
    Row("dns.id", "Identification", 0, 2, hexa),
    Row(
        "dns.flags",
        "Flags",
        2,
        2,
        hexa,
        (
            Bit("dns.flags.response", "Response", 0x8000),
            Bit("dns.flags.opcode", "Operation", 0x7800, coded(_OPCODES)),
            Bit("dns.flags.authoritative", "Authoritative", 0x0400),
            Bit("dns.flags.truncated", "Truncated", 0x0200),
            Bit("dns.flags.recdesired", "Recursion desired", 0x0100),
            Bit("dns.flags.recavail", "Recursion available", 0x0080),
            Bit("dns.flags.authenticated", "Authenticated", 0x0020),
            Bit("dns.flags.checkdisable", "Checking disabled", 0x0010),
            Bit("dns.flags.rcode", "Result", 0x000F, coded(_RCODES)),
        ),
    ),
    Row("dns.count.queries", "Questions", 4, 2, dec),
    Row("dns.count.answers", "Answers", 6, 2, dec),
    Row("dns.count.auth_rr", "Authorities", 8, 2, dec),
    Row("dns.count.add_rr", "Additional", 10, 2, dec),
)
_SECTIONS = ("Question", "Answer", "Authority", "Additional")
# Records whose data are a name: Wireshark's field for it, and how many bytes stand before it.
_NAMES = {
    2: ("dns.ns", 0),
    5: ("dns.cname", 0),
    6: ("dns.soa.mname", 0),
    12: ("dns.ptr.domain_name", 0),
    15: ("dns.mx.mail_exchange", 2),
    33: ("dns.srv.target", 6),
}
_ADDRESSES = {1: "dns.a", 28: "dns.aaaa"}
_TXT = 16
# A name has 127 labels at most; a chain of pointers longer than this is made to keep us busy.
_MAX_STEPS = 140


class BadName(Exception):
    """A name or record that cannot be decoded, with the reason."""


def dns_over_tcp(span: Span) -> Step:
    """Read the length that precedes a message on TCP (RFC 1035 4.2.2), then the message if it is all here."""
    draft = Draft(span, "dns", (Row("dns.length", "Length", 0, 2, dec),))
    size = draft.number(0, 2)
    if not draft.sound or size < 12 or span.size < 14:
        return draft.then("Domain Name System", min(2, span.size), "data")
    return _message(draft, rest(span, 2, size), 2)


def dns(span: Span) -> Step:
    """Read a message that fills a datagram."""
    return _message(Draft(span, "dns"), span, 0)


def _message(draft: Draft, message: Span, at: int) -> Step:
    """Read the head, then section by section, until the end or the first record that makes no sense."""
    title = "Domain Name System"
    if not draft.read(_HEAD, at):
        return draft.stop(title)
    is_response = draft.number(at + 2, 2) & 0x8000
    counts = [draft.number(at + 4 + 2 * i, 2) for i in range(4)]
    title = f"{title}, {'response' if is_response else 'query'}"
    try:
        _put_sections(draft, message.payload, at, counts)
    except BadName as problem:
        _say_broken(draft, message, str(problem))
        return draft.stop(title)
    return draft.then(title, at + message.size, "data")


def _say_broken(draft: Draft, message: Span, problem: str) -> None:
    if message.size < message.declared:
        draft.truncated(f"{message.size} of {message.declared} bytes there")
    else:
        draft.malformed(problem, message.start - draft.span.start + message.size)


def _put_sections(draft: Draft, message: bytes, base: int, counts: list[int]) -> None:
    """Add questions and records; `base` is where the message begins in the layer."""
    start, at, shown = draft.span.start + base, 12, 0
    for section, count in zip(_SECTIONS, counts, strict=True):
        for _ in range(count):
            if shown == MAX_RECORDS:
                draft.put("", "More", f"{sum(counts) - shown} records not shown", base + at, 0)
                return
            read = _question if section == "Question" else _record
            size, value, children = read(message, at, start)
            draft.add(Field("", section, value, start + at, size, children))
            at, shown = at + size, shown + 1


Parsed = tuple[int, str, tuple[Field, ...]]


def _question(message: bytes, at: int, frame: int) -> Parsed:
    """Read a question (RFC 1035 4.1.2); `frame` is where the message begins in the frame."""
    name, after = name_at(message, at)
    kind, group = _unpack(">HH", message, after)
    fields = (
        Field("dns.qry.name", "Name", name, frame + at, after - at),
        Field("dns.qry.type", "Type", named(_TYPES)(message[after : after + 2]), frame + after, 2),
        Field("dns.qry.class", "Class", named(_CLASSES, hexa)(message[after + 2 : after + 4]), frame + after + 2, 2),
    )
    return after + 4 - at, f"{name} {_TYPES.get(kind, kind)} {_CLASSES.get(group, group)}", fields


def _record(message: bytes, at: int, frame: int) -> Parsed:
    """Read a resource record (RFC 1035 4.1.3)."""
    name, after = name_at(message, at)
    kind, _, _, length = _unpack(">HHIH", message, after)
    start = after + 10
    if start + length > len(message):
        raise BadName(f"record of {length} bytes, {len(message) - start} there")
    data_name, value = _data(message, start, kind, length)
    fields = (
        Field("dns.resp.name", "Name", name, frame + at, after - at),
        Field("dns.resp.type", "Type", named(_TYPES)(message[after : after + 2]), frame + after, 2),
        Field("dns.resp.class", "Class", named(_CLASSES, hexa)(message[after + 2 : after + 4]), frame + after + 2, 2),
        Field("dns.resp.ttl", "Time to live", dec(message[after + 4 : after + 8]), frame + after + 4, 4),
        Field("dns.resp.len", "Length", str(length), frame + after + 8, 2),
        Field(data_name, "Data", value, frame + start, length),
    )
    return start + length - at, f"{name} {_TYPES.get(kind, kind)} {value}", fields


def _unpack(form: str, message: bytes, at: int) -> tuple[int, ...]:
    if at + struct.calcsize(form) > len(message):
        raise BadName("the message ends inside a record")
    return struct.unpack_from(form, message, at)


def name_at(message: bytes, at: int) -> tuple[str, int]:
    """Return a name, escaped, and where what follows it begins (RFC 1035 4.1.4). Raises BadName."""
    import dpkt

    _refuse_long_chains(message, at)
    try:
        name, after = dpkt.dns.unpack_name(message, at)
    except (dpkt.UnpackError, struct.error, ValueError) as error:
        raise BadName("name that cannot be decoded") from error
    return escape(name) or "<root>", after


def _refuse_long_chains(message: bytes, at: int) -> None:
    """Follow labels and pointers a bounded number of steps."""
    for _ in range(_MAX_STEPS):
        head = message[at : at + 2]
        if len(head) < 2 or not head[0]:
            return
        at = int.from_bytes(head, "big") & 0x3FFF if head[0] >= 0xC0 else at + 1 + head[0]
    raise BadName("name that does not end")


def _data(message: bytes, start: int, kind: int, length: int) -> tuple[str, str]:
    """Return Wireshark's name and the printed value of a record's data."""
    raw = message[start : start + length]
    if kind in _ADDRESSES:
        return _ADDRESSES[kind], address(raw)
    if kind == _TXT:
        return "dns.txt", " ".join(_strings(raw))
    if kind in _NAMES and length > _NAMES[kind][1]:
        name, before = _NAMES[kind]
        return name, name_at(message, start + before)[0]
    return "", octets(raw)


def _strings(raw: bytes) -> Iterator[str]:
    """Yield texts that are preceded by their length (RFC 1035 3.3.14)."""
    walk = Walk(raw, 0, len(raw))
    while walk.left:
        yield text(walk.vector(1)[1])
