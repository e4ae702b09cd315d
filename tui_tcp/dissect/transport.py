"""TCP (RFC 9293 3.1) and UDP (RFC 768)."""

from dataclasses import replace

from tui_tcp.dissect.application import protocol_of
from tui_tcp.dissect.checksum import put_checksum, transport_verdict
from tui_tcp.dissect.draft import Draft, Span, Step, rest
from tui_tcp.dissect.formats import dec, flags, masked
from tui_tcp.dissect.registry import UDP_PORTS, follower
from tui_tcp.dissect.table import Bit, Row
from tui_tcp.dissect.tcp_options import put_tcp_options

_TCP, _UDP = 6, 17
_FLAG_NAMES = {
    0x001: "FIN",
    0x002: "SYN",
    0x004: "RST",
    0x008: "PSH",
    0x010: "ACK",
    0x020: "URG",
    0x040: "ECE",
    0x080: "CWR",
    0x100: "AE",
}
_FLAG_BITS = (
    Bit("tcp.flags.res", "Reserved", 0xE00, str),
    Bit("tcp.flags.ae", "Accurate ECN", 0x100),
    Bit("tcp.flags.cwr", "Congestion window reduced", 0x080),
    Bit("tcp.flags.ece", "ECN-Echo", 0x040),
    Bit("tcp.flags.urg", "Urgent", 0x020),
    Bit("tcp.flags.ack", "Acknowledgment", 0x010),
    Bit("tcp.flags.push", "Push", 0x008),
    Bit("tcp.flags.reset", "Reset", 0x004),
    Bit("tcp.flags.syn", "Syn", 0x002),
    Bit("tcp.flags.fin", "Fin", 0x001),
)
_HEAD = (
    Row("tcp.srcport", "Source port", 0, 2, dec),
    Row("tcp.dstport", "Destination port", 2, 2, dec),
    Row("tcp.seq_raw", "Sequence number (raw)", 4, 4, dec),
    Row("tcp.ack_raw", "Acknowledgment number (raw)", 8, 4, dec),
    Row("tcp.hdr_len", "Header length", 12, 1, masked(0xF0, lambda words: f"{4 * words} bytes")),
    Row("tcp.flags", "Flags", 12, 2, flags(_FLAG_NAMES, 0xFFF), _FLAG_BITS),
    Row("tcp.window_size_value", "Window (unscaled)", 14, 2, dec),
)
_URGENT = (Row("tcp.urgent_pointer", "Urgent pointer", 18, 2, dec),)
_PORTS = (
    Row("udp.srcport", "Source port", 0, 2, dec),
    Row("udp.dstport", "Destination port", 2, 2, dec),
    Row("udp.length", "Length", 4, 2, dec),
)


def tcp(span: Span) -> Step:
    """Read a TCP header; its numbers stay raw, since relative ones need the whole connection."""
    draft = Draft(span, "tcp", _HEAD)
    if draft.sound and draft.needs(18):
        put_checksum(draft, "tcp.checksum", 16, transport_verdict(span, _TCP, 16))
    if draft.sound:
        draft.read(_URGENT)
    header = 4 * (draft.number(12, 1) >> 4)
    if draft.sound and header < 20:
        draft.malformed(f"header length of {header} bytes", 12)
    ports = (draft.number(0, 2), draft.number(2, 2))
    title = f"Transmission Control Protocol, {ports[0]} -> {ports[1]}"
    if not draft.sound:
        return draft.stop(title if span.size >= 4 else "Transmission Control Protocol")
    put_tcp_options(draft, 20, header)
    if not draft.sound:
        return draft.stop(title)
    length = max(0, span.declared - header)
    draft.put("tcp.len", "Payload length", f"{length} bytes", header, 0)
    inner = replace(rest(span, header), ports=ports)
    title = f"{title}, seq {draft.number(4, 4)} (raw), len {length}"
    return draft.then(title, header, protocol_of(inner.payload, ports), inner)


def udp(span: Span) -> Step:
    """Read a UDP header."""
    draft = Draft(span, "udp", _PORTS)
    ports = (draft.number(0, 2), draft.number(2, 2))
    title = "User Datagram Protocol"
    if draft.sound and draft.needs(8):
        put_checksum(draft, "udp.checksum", 6, _udp_verdict(draft))
    if not draft.sound:
        return draft.stop(title)
    # Length 0 stands for a jumbogram (RFC 2675 4): as long as the packet.
    length = draft.number(4, 2) or span.declared
    if length < 8:
        draft.malformed(f"length {length}, the header alone has 8", 4)
        return draft.stop(title)
    title = f"{title}, {ports[0]} -> {ports[1]}, len {length - 8}"
    inner = replace(rest(span, 8, length - 8), ports=ports)
    known = follower(UDP_PORTS, ports[1])
    return draft.then(title, 8, known if known != "data" else _from_server(ports[0]), inner)


def _from_server(port: int) -> str:
    """Only DNS answers from its own port; tunnels are known by the port they go to."""
    return "dns" if follower(UDP_PORTS, port) == "dns" else "data"


def _udp_verdict(draft: Draft) -> str:
    if not draft.number(6, 2):
        return "none"
    length = draft.number(4, 2)
    return transport_verdict(rest(draft.span, 0, length or None), _UDP, 6)
