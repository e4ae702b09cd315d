"""The one field table: the same names serve the command line, the screen, the filters and the help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NoReturn

from tui_tcp.errors import UsageError
from tui_tcp.fields.field import FlowField, FrameField
from tui_tcp.fields.flow_fields import FLOW_FIELDS

DEFAULT_FLOW_FIELDS = [
    "tcp.stream",
    "flow.state",
    "flow.client",
    "flow.server",
    "flow.start",
    "flow.duration",
    "flow.rtt",
    "flow.packets",
    "flow.bytes.client",
    "flow.bytes.server",
    "flow.retransmissions",
    "flow.close",
    "flow.closed_by",
]
DEFAULT_FRAME_FIELDS = [
    "frame.number",
    "frame.time_relative",
    "ip.src",
    "ipv6.src",
    "tcp.srcport",
    "ip.dst",
    "ipv6.dst",
    "tcp.dstport",
    "frame.protocol",
    "frame.len",
    "tcp.stream",
    "tcp.flags",
    "tcp.seq",
    "tcp.ack",
    "tcp.len",
    "tcp.window_size",
    "segment.client_state",
    "segment.server_state",
    "segment.finding",
]


def flow_fields(wanted: Sequence[str], option: str = "-e") -> list[FlowField]:
    """Return the fields of a connection by name. Raises UsageError with the nearest names for an unknown one."""
    known = {field.name: field for field in FLOW_FIELDS}
    return [known[name] if name in known else _unknown(name, list(known), option) for name in wanted]


@cache
def frame_tables() -> Sequence[tuple[str, Sequence[FrameField]]]:
    """Return the fields of a frame by what they are about, with a heading each; numpy is imported here."""
    from tui_tcp.fields.application_fields import APPLICATION_FIELDS
    from tui_tcp.fields.cooked_fields import COOKED_FIELDS
    from tui_tcp.fields.datagram_fields import DATAGRAM_FIELDS
    from tui_tcp.fields.dns_fields import DNS_FIELDS
    from tui_tcp.fields.extension_fields import EXTENSION_FIELDS
    from tui_tcp.fields.frame_fields import FRAME_FIELDS
    from tui_tcp.fields.icmp6_fields import ICMP6_FIELDS
    from tui_tcp.fields.icmp_fields import ICMP_FIELDS
    from tui_tcp.fields.ip_fields import IP_FIELDS
    from tui_tcp.fields.ip_options import IP_OPTION_FIELDS
    from tui_tcp.fields.leftover import DATA_FIELDS
    from tui_tcp.fields.link_fields import LINK_FIELDS
    from tui_tcp.fields.mptcp_options import MPTCP_FIELDS
    from tui_tcp.fields.note_fields import NOTE_FIELDS
    from tui_tcp.fields.rare_options import RARE_OPTION_FIELDS
    from tui_tcp.fields.remark_fields import REMARK_FIELDS
    from tui_tcp.fields.tcp_fields import TCP_FIELDS
    from tui_tcp.fields.trailers import TRAILER_FIELDS
    from tui_tcp.fields.tunnel_fields import TUNNEL_FIELDS
    from tui_tcp.fields.wireshark_fields import WIRESHARK_FIELDS

    return (
        ("Of a frame, and what we conclude about its segment", (*FRAME_FIELDS, *NOTE_FIELDS)),
        ("Ethernet, VLAN, ARP, and what else carries packets", (*LINK_FIELDS, *TRAILER_FIELDS, *COOKED_FIELDS)),
        ("IPv4 and IPv6", (*IP_FIELDS, *IP_OPTION_FIELDS, *EXTENSION_FIELDS)),
        ("Tunnels, and headers before others", TUNNEL_FIELDS),
        ("TCP", TCP_FIELDS),
        ("Wireshark's remarks on headers", REMARK_FIELDS),
        ("TCP's rarer options", (*RARE_OPTION_FIELDS, *MPTCP_FIELDS)),
        ("Wireshark's own analysis", WIRESHARK_FIELDS),
        ("UDP, ICMP, ICMPv6, IGMP", (*DATAGRAM_FIELDS, *ICMP_FIELDS, *ICMP6_FIELDS)),
        ("DNS", DNS_FIELDS),
        ("HTTP and TLS, and what is left", (*APPLICATION_FIELDS, *DATA_FIELDS)),
    )


@cache
def all_frame_fields() -> Mapping[str, FrameField]:
    """Return every field of a frame by its name, `flow.*` among them."""
    from tui_tcp.fields.of_flow import of_frames

    of_connections = {field.name: of_frames(field) for field in FLOW_FIELDS}
    return of_connections | {field.name: field for _, fields in frame_tables() for field in fields}


def frame_fields(wanted: Sequence[str]) -> list[FrameField]:
    """Return the fields of a frame by name, `flow.*` among them. Raises UsageError as flow_fields does."""
    known = all_frame_fields()
    return [known[name] if name in known else _unknown(name, list(known), "-e") for name in wanted]


def nearest(name: str, known: Sequence[str]) -> str:
    """Return a question that names what may have been meant, '' if nothing is near."""
    from difflib import get_close_matches

    name = name.lower()
    ending = [one for one in known if one.endswith(f".{name}")]
    near = [*ending, *(one for one in get_close_matches(name, known, 3, 0.6) if one not in ending)][:3]
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _unknown(name: str, known: list[str], option: str) -> NoReturn:
    raise UsageError(f"no field {name!r}{nearest(name, known)}", option)
