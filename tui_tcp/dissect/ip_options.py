"""The options of IPv4 (RFC 791 3.1) and of IPv6's hop-by-hop and destination headers (RFC 8200 4.2)."""

from tui_tcp.dissect.draft import Draft
from tui_tcp.dissect.formats import dec, hexa, ipv4, ipv6, octets
from tui_tcp.dissect.layers import Field
from tui_tcp.dissect.options import Family, Option, put_options, tail
from tui_tcp.dissect.table import Row, Table

HOME_ADDRESS = 0xC9
_SOURCE_ROUTES = (131, 137)
_ROUTE_OF_ONE = 7  # bytes of a route with a single address


def _route(body: bytes) -> Table:
    """Return the rows of a source or record route: a pointer and addresses (RFC 791 3.1)."""
    slots = range(3, len(body) - 3, 4)
    return (
        Row("ip.opt.ptr", "Pointer", 2, 1, dec),
        *(Row("", "Hop", at, 4, ipv4) for at in slots),
    )


_IPV4 = Family(
    kind="ip.opt.type",
    length="ip.opt.len",
    single=frozenset((0, 1)),
    last=0,
    catalogue={
        0: Option("", "End of options"),
        1: Option("", "No-operation"),
        7: Option("", "Record route", _route),
        25: Option("", "Quick-Start", tail("", "Data", 2)),
        68: Option(
            "",
            "Timestamp",
            lambda body: (
                Row("ip.opt.ptr", "Pointer", 2, 1, dec),
                Row("", "Overflow and flag", 3, 1, hexa),
                *tail("", "Entries", 4)(body),
            ),
        ),
        130: Option("", "Security", tail("", "Data", 2)),
        131: Option("", "Loose source route", _route),
        134: Option("", "Commercial security", tail("", "Data", 2)),
        136: Option("", "Stream identifier", (Row("ip.opt.sid", "Stream", 2, 2, dec),)),
        137: Option("", "Strict source route", _route),
        148: Option("", "Router alert", (Row("ip.opt.ra", "Value", 2, 2, dec),)),
    },
)

_IPV6 = Family(
    kind="ipv6.opt.type",
    length="ipv6.opt.length",
    single=frozenset((0,)),
    uncounted=2,
    unknown="ipv6.opt.unknown",
    catalogue={
        0: Option("ipv6.opt.pad1", "Pad1"),
        1: Option("", "PadN", tail("ipv6.opt.padn", "Padding", 2)),
        4: Option("", "Tunnel encapsulation limit", (Row("ipv6.opt.tel", "Limit", 2, 1, dec),)),
        5: Option("", "Router alert", (Row("ipv6.opt.router_alert", "Value", 2, 2, dec),)),
        0x30: Option(
            "",
            "Path MTU",
            (
                Row("ipv6.opt.pmtu.min", "Smallest seen", 2, 2, dec),
                Row("ipv6.opt.pmtu.rtn", "Returned", 4, 2, dec),
            ),
        ),
        0xC2: Option("", "Jumbo payload", (Row("ipv6.opt.jumbo", "Payload length", 2, 4, dec),)),
        HOME_ADDRESS: Option("", "Home address", (Row("ipv6.opt.mipv6.home_address", "Address", 2, 16, ipv6),)),
        0x3E: Option("", "Experimental", tail("ipv6.opt.experimental", "Data", 2, octets)),
    },
)


def put_ip_options(draft: Draft, at: int, stop: int) -> list[Field]:
    """Add the options of an IPv4 header, and return them."""
    return put_options(draft, _IPV4, at, stop)


def last_hop(data: bytes, options: list[Field]) -> bytes:
    """Return where an unfinished source route ends: checksums count that as the destination (RFC 1122 4.2.3.8)."""
    for option in options:
        raw = data[option.start : option.start + option.size]
        if raw[0] in _SOURCE_ROUTES and len(raw) >= _ROUTE_OF_ONE and raw[2] < raw[1]:
            return raw[-4:]
    return b""


def put_ipv6_options(draft: Draft, at: int, stop: int) -> list[Field]:
    """Add the options of an IPv6 hop-by-hop or destination options header, and return them."""
    return put_options(draft, _IPV6, at, stop)
