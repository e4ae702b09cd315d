"""The fields of DNS (RFC 1035), multicast DNS (RFC 6762) and LLMNR (RFC 4795) messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui_tcp.fields.dns_records import Records, records
from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found, of_list
from tui_tcp.fields.sources import Both, header, in_layer, layer_itself
from tui_tcp.fields.spots import Spots, number

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find, Value
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.sources import At

NUMBER, FLAG, HEX, TEXT = Type.NUMBER, Type.FLAG, Type.HEX, Type.TEXT
IPV4, IPV6, PROTOCOL = Type.IPV4, Type.IPV6, Type.PROTOCOL
_AUTHENTICATED = 0x0020
LAYERS = {"dns": "Domain Name System", "mdns": "multicast DNS", "llmnr": "local name resolution"}
_RESPONSE = 0x80
_RCODES = {0: "No error", 1: "Format error", 2: "Server failure", 3: "No such name", 5: "Refused"}


def _responses(slab: Slab, spots: Spots) -> Spots:
    spots = spots.where(spots.have(12))
    return spots.where(slab.bytes.array[spots.at + 2] & _RESPONSE != 0)


def _whole_head(_: Slab, spots: Spots) -> Spots:
    return spots.where(spots.have(12))


def _authenticated(slab: Slab, spots: Spots) -> Spots:
    """All answers, and questions that have the bit set."""
    spots = _whole_head(slab, spots)
    flags = number(slab.bytes.array, spots.at + 2, 2)
    return spots.where(flags & (_RESPONSE << 8 | _AUTHENTICATED) != 0)


def _head(offset: int, size: int, mask: int = 0, at: At = _whole_head, layers: Iterable[str] = LAYERS) -> Find:
    return Both(*(header(layer, offset, size, mask, at) for layer in layers))


def _records_of(slab: Slab, layer: str, spots: Spots) -> list[tuple[int, Records]]:
    """Every message of a layer, read once."""
    key = ("dns", layer)
    if key not in slab.known:
        memory = slab.bytes.memory
        places = zip(spots.rows.tolist(), spots.at.tolist(), spots.end.tolist(), strict=True)
        slab.known[key] = [(row, records(bytes(memory[at:end]))) for row, at, end in places]
    known: list[tuple[int, Records]] = slab.known[key]
    return known


def _listed(layer: str, name: str) -> Find:
    def read(slab: Slab, spots: Spots) -> Found:
        values: dict[int, tuple[Value, ...]] = {}
        for row, message in _records_of(slab, layer, spots):
            if name in message:
                values[row] = (*values.get(row, ()), *message[name])
        return of_list([values.get(row) for row in range(len(slab))])

    return in_layer(layer, read)


def _record(name: str, kind: Type, meaning: str, bits: int = 16) -> FrameField:
    return FrameField(f"dns.{name}", kind, meaning, Both(*(_listed(layer, name) for layer in LAYERS)), bits)


def _flag(name: str, mask: int, meaning: str, at: At = _whole_head, layers: Iterable[str] = LAYERS) -> FrameField:
    return FrameField(f"dns.flags.{name}", FLAG, meaning, _head(2, 2, mask, at, layers), 1)


def _dns_flag(name: str, mask: int, meaning: str, at: At = _whole_head) -> FrameField:
    """A flag whose bit means something else, or nothing, in LLMNR (RFC 4795 section 2.1.1)."""
    return _flag(name, mask, meaning, at, ("dns", "mdns"))


def _counts(names: Sequence[str]) -> list[FrameField]:
    return [
        FrameField(f"dns.count.{name}", NUMBER, f"how many {name.replace('_', ' ')}", _head(4 + 2 * place, 2), 16)
        for place, name in enumerate(names)
    ]


DNS_FIELDS = [
    *(FrameField(layer, PROTOCOL, meaning, layer_itself(layer)) for layer, meaning in LAYERS.items()),
    FrameField("dns.id", HEX, "identification", _head(0, 2), 16),
    FrameField("dns.flags", HEX, "flags", _head(2, 2), 16),
    _flag("response", 0x8000, "an answer"),
    FrameField("dns.flags.opcode", NUMBER, "what is asked", _head(2, 2, 0x7800), 16),
    _dns_flag("authoritative", 0x0400, "the answer is authoritative", _responses),
    _flag("truncated", 0x0200, "cut short"),
    _dns_flag("recdesired", 0x0100, "recursion is desired"),
    _dns_flag("recavail", 0x0080, "recursion is available", _responses),
    _dns_flag("z", 0x0040, "reserved"),
    _dns_flag("authenticated", _AUTHENTICATED, "the answer is authenticated", _authenticated),
    _dns_flag("checkdisable", 0x0010, "what is not authenticated will do"),
    _flag("conflict", 0x0400, "LLMNR: several hosts have the name", layers=("llmnr",)),
    _flag("tentative", 0x0100, "LLMNR: whether others have the name is not known yet", layers=("llmnr",)),
    FrameField("dns.flags.rcode", NUMBER, "how it went", _head(2, 2, 0x000F, _responses), 16, _RCODES),
    *_counts(("queries", "answers", "auth_rr", "add_rr")),
    _record("qry.name", TEXT, "name asked for"),
    _record("qry.name.len", NUMBER, "its length"),
    _record("count.labels", NUMBER, "its labels"),
    _record("qry.type", NUMBER, "type asked for"),
    _record("qry.class", HEX, "class asked for"),
    _record("resp.name", TEXT, "name of a record"),
    _record("resp.type", NUMBER, "type of a record"),
    _record("resp.class", HEX, "class of a record"),
    _record("resp.ttl", NUMBER, "seconds that a record holds", 32),
    _record("resp.len", NUMBER, "bytes of a record's data"),
    _record("a", IPV4, "IPv4 address"),
    _record("aaaa", IPV6, "IPv6 address"),
    _record("cname", TEXT, "canonical name"),
    _record("ns", TEXT, "name server"),
    _record("ptr.domain_name", TEXT, "name of an address"),
    _record("mx.preference", NUMBER, "preference of a mail exchange"),
    _record("mx.mail_exchange", TEXT, "mail exchange"),
    _record("soa.mname", TEXT, "primary name server"),
    _record("soa.rname", TEXT, "who is responsible"),
    _record("srv.priority", NUMBER, "priority of a service"),
    _record("srv.weight", NUMBER, "weight of a service"),
    _record("srv.port", NUMBER, "port of a service"),
    _record("srv.target", TEXT, "host of a service"),
    _record("txt", TEXT, "text"),
]
