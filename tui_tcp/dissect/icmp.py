"""ICMP (RFC 792) and ICMPv6 (RFC 4443, RFC 4861), with the packet that an error quotes."""

from collections.abc import Mapping
from dataclasses import replace

from tui_tcp.dissect.checksum import judge, put_checksum, transport_verdict
from tui_tcp.dissect.draft import Draft, Span, Step, rest
from tui_tcp.dissect.formats import dec, hexa, ipv4, ipv6, mac, named
from tui_tcp.dissect.options import Family, Option, put_options, tail
from tui_tcp.dissect.table import Row, Table, table_size

Names = Mapping[int, str]

_TYPES: Names = {
    0: "echo reply",
    3: "destination unreachable",
    4: "source quench",
    5: "redirect",
    8: "echo request",
    9: "router advertisement",
    10: "router solicitation",
    11: "time exceeded",
    12: "parameter problem",
    13: "timestamp request",
    14: "timestamp reply",
}
_CODES: Mapping[int, Names] = {
    3: {
        0: "network unreachable",
        1: "host unreachable",
        2: "protocol unreachable",
        3: "port unreachable",
        4: "fragmentation needed",
        5: "source route failed",
        6: "network unknown",
        7: "host unknown",
        9: "network prohibited",
        10: "host prohibited",
        13: "administratively prohibited",
    },
    5: {0: "for the network", 1: "for the host", 2: "for the service and network", 3: "for the service and host"},
    11: {0: "in transit", 1: "in reassembly"},
}
_ECHO = (
    Row("icmp.ident", "Identifier", 4, 2, dec),
    Row("icmp.seq", "Sequence number", 6, 2, dec),
)
_TIMES = (
    *_ECHO,
    Row("icmp.originate_timestamp", "Originate timestamp", 8, 4, dec),
    Row("icmp.receive_timestamp", "Receive timestamp", 12, 4, dec),
    Row("icmp.transmit_timestamp", "Transmit timestamp", 16, 4, dec),
)
_UNUSED = (Row("icmp.unused", "Unused", 4, 4, hexa),)
_BODIES: dict[int, Table] = {
    0: _ECHO,
    3: _UNUSED,
    4: _UNUSED,
    5: (Row("icmp.redir_gw", "Gateway", 4, 4, ipv4),),
    8: _ECHO,
    11: _UNUSED,
    12: (Row("icmp.pointer", "Pointer", 4, 1, dec),),
    13: _TIMES,
    14: _TIMES,
}
_QUOTING = frozenset((3, 4, 5, 11, 12))
# RFC 1191 4
_TOO_BIG = (Row("icmp.unused", "Unused", 4, 2, hexa), Row("icmp.mtu", "MTU of the next hop", 6, 2, dec))

_TYPES6: Names = {
    1: "destination unreachable",
    2: "packet too big",
    3: "time exceeded",
    4: "parameter problem",
    128: "echo request",
    129: "echo reply",
    130: "multicast listener query",
    131: "multicast listener report",
    132: "multicast listener done",
    133: "router solicitation",
    134: "router advertisement",
    135: "neighbor solicitation",
    136: "neighbor advertisement",
    137: "redirect",
    143: "multicast listener report v2",
}
_CODES6: Mapping[int, Names] = {
    1: {
        0: "no route",
        1: "administratively prohibited",
        2: "beyond the scope of the source",
        3: "address unreachable",
        4: "port unreachable",
        5: "source address failed policy",
        6: "route rejected",
    },
    3: {0: "in transit", 1: "in reassembly"},
    4: {0: "bad header field", 1: "unknown next header", 2: "unknown option"},
}
_ECHO6 = (
    Row("icmpv6.echo.identifier", "Identifier", 4, 2, hexa),
    Row("icmpv6.echo.sequence_number", "Sequence number", 6, 2, dec),
)
_RESERVED6 = Row("icmpv6.reserved", "Reserved", 4, 4, hexa)
_BODIES6: dict[int, Table] = {
    1: (_RESERVED6,),
    2: (Row("icmpv6.mtu", "MTU", 4, 4, dec),),
    3: (_RESERVED6,),
    4: (Row("icmpv6.pointer", "Pointer", 4, 4, dec),),
    128: _ECHO6,
    129: _ECHO6,
    133: (_RESERVED6,),
    134: (
        Row("icmpv6.nd.ra.cur_hop_limit", "Hop limit", 4, 1, dec),
        Row("icmpv6.nd.ra.flag", "Flags", 5, 1, hexa),
        Row("icmpv6.nd.ra.router_lifetime", "Router lifetime", 6, 2, dec),
        Row("icmpv6.nd.ra.reachable_time", "Reachable time", 8, 4, dec),
        Row("icmpv6.nd.ra.retrans_timer", "Retransmission timer", 12, 4, dec),
    ),
    135: (_RESERVED6, Row("icmpv6.nd.ns.target_address", "Target", 8, 16, ipv6)),
    136: (Row("icmpv6.nd.na.flag", "Flags", 4, 4, hexa), Row("icmpv6.nd.na.target_address", "Target", 8, 16, ipv6)),
    137: (
        _RESERVED6,
        Row("icmpv6.rd.na.target_address", "Target", 8, 16, ipv6),
        Row("icmpv6.nd.rd.destination_address", "Destination", 24, 16, ipv6),
    ),
}
_QUOTING6 = frozenset((1, 2, 3, 4))

# The types whose fixed part is followed by options (RFC 4861 4.6).
_NEIGHBOR_DISCOVERY = range(133, 138)
_OPTIONS6 = Family(
    kind="icmpv6.opt.type",
    length="icmpv6.opt.length",
    single=frozenset(),
    unit=8,
    catalogue={
        1: Option("", "Source link address", tail("icmpv6.opt.linkaddr", "Address", 2, mac)),
        2: Option("", "Target link address", tail("icmpv6.opt.linkaddr", "Address", 2, mac)),
        3: Option(
            "",
            "Prefix",
            (
                Row("icmpv6.opt.prefix.length", "Prefix length", 2, 1, dec),
                Row("icmpv6.opt.prefix", "Prefix", 16, 16, ipv6),
            ),
        ),
        5: Option("", "MTU", (Row("icmpv6.opt.mtu", "MTU", 4, 4, dec),)),
    },
)


def icmp(span: Span) -> Step:
    """Read an ICMP message (RFC 792)."""
    title = "Internet Control Message Protocol"
    verdict = judge(span.payload, 2) if span.whole and span.size == span.declared else "not verified"
    draft = _head(span, "icmp", _TYPES, _CODES, verdict)
    kind = draft.number(0, 1)
    rows = _TOO_BIG if draft.number(0, 2) == 0x0304 else _BODIES.get(kind, ())
    if not (draft.sound and draft.read(rows)):
        return draft.stop(title)
    title = f"{title}, {_TYPES.get(kind, f'type {kind}')}"
    if kind in _QUOTING:
        return draft.then(title, 8, "ip", replace(rest(span, 8), quoted=True))
    return draft.then(title, max(4, table_size(rows)), "data")


def icmpv6(span: Span) -> Step:
    """Read an ICMPv6 message (RFC 4443 2.1)."""
    title = "Internet Control Message Protocol v6"
    draft = _head(span, "icmpv6", _TYPES6, _CODES6, transport_verdict(span, 58, 2))
    kind = draft.number(0, 1)
    if not (draft.sound and draft.read(_BODIES6.get(kind, ()))):
        return draft.stop(title)
    title = f"{title}, {_TYPES6.get(kind, f'type {kind}')}"
    size = max(4, table_size(_BODIES6.get(kind, ())))
    if kind in _QUOTING6:
        return draft.then(title, size, "ipv6", replace(rest(span, size), quoted=True))
    if kind in _NEIGHBOR_DISCOVERY:
        put_options(draft, _OPTIONS6, size, span.declared)
        return draft.then(title, span.declared, "")
    return draft.then(title, size, "data")


def _head(span: Span, name: str, types: Names, codes: Mapping[int, Names], verdict: str) -> Draft:
    """Read type, code and checksum, which both protocols begin with."""
    draft = Draft(span, name)
    code = named(codes.get(draft.number(0, 1), {}))
    draft.read((Row(f"{name}.type", "Type", 0, 1, named(types)), Row(f"{name}.code", "Code", 1, 1, code)))
    if draft.sound and draft.needs(4):
        put_checksum(draft, f"{name}.checksum", 2, verdict)
    return draft
