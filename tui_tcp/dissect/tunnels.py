"""Tunnels: MPLS, PPPoE, GRE and ERSPAN, VXLAN, GENEVE, GTP-U."""

from tui_tcp.dissect.draft import Draft, Span, Step, rest
from tui_tcp.dissect.formats import dec, flags, hexa, masked, named, octets, text
from tui_tcp.dissect.registry import ETHERTYPES, GRE_PROTOCOLS, ethertype, follower, listed, name_of
from tui_tcp.dissect.table import Bit, Row, Table

_MPLS = (
    Row("mpls.label", "Label", 0, 3, masked(0xFFFFF0)),
    Row("mpls.exp", "Traffic class", 2, 1, masked(0x0E)),
    Row("mpls.bottom", "Bottom of stack", 2, 1, masked(0x01)),
    Row("mpls.ttl", "Time to live", 3, 1, dec),
)
_CONTROL_WORD = (Row("pweth.cw.sequence_number", "Sequence number", 2, 2, dec),)
_PPPOE_CODES = {
    0: "session data",
    7: "offer",
    9: "initiation",
    0x19: "request",
    0x65: "confirmation",
    0xA7: "terminate",
}
_PPPOE = (
    Row("pppoe.version", "Version", 0, 1, masked(0xF0)),
    Row("pppoe.type", "Type", 0, 1, masked(0x0F)),
    Row("pppoe.code", "Code", 1, 1, named(_PPPOE_CODES, hexa)),
    Row("pppoe.session_id", "Session", 2, 2, hexa),
    Row("pppoe.payload_length", "Payload length", 4, 2, dec),
)
_GRE_FLAGS = (
    Bit("gre.flags.checksum", "Checksum", 0x8000),
    Bit("gre.flags.routing", "Routing", 0x4000),
    Bit("gre.flags.key", "Key", 0x2000),
    Bit("gre.flags.sequence_number", "Sequence number", 0x1000),
)
_GRE_VERSION = Bit("gre.flags.version", "Version", 0x0007, str)
_GRE_PROTOCOL = Row("gre.proto", "Protocol", 2, 2, listed(GRE_PROTOCOLS, hexa))
_GRE = (Row("gre.flags_and_version", "Flags and version", 0, 2, hexa, (*_GRE_FLAGS, _GRE_VERSION)), _GRE_PROTOCOL)
_PPTP_FLAGS = (*_GRE_FLAGS, Bit("gre.flags.ack", "Acknowledgment", 0x0080), _GRE_VERSION)
_PPTP = (Row("gre.flags_and_version", "Flags and version", 0, 2, hexa, _PPTP_FLAGS), _GRE_PROTOCOL)
# What the flags of GRE add, in the order it stands there (RFC 2784 2, RFC 2890 2, RFC 2637 4.1).
_GRE_PARTS: tuple[tuple[int, Table], ...] = (
    (0xC000, (Row("gre.checksum", "Checksum", 0, 2, hexa), Row("gre.offset", "Offset", 2, 2, dec))),
    (0x2000, (Row("gre.key", "Key", 0, 4, hexa),)),
    (0x1000, (Row("gre.sequence_number", "Sequence number", 0, 4, dec),)),
)
_CALL = (Row("gre.key.payload_length", "Payload length", 0, 2, dec), Row("gre.key.call_id", "Call", 2, 2, dec))
_PPTP_PARTS: tuple[tuple[int, Table], ...] = (
    (0x2000, _CALL),
    (0x1000, (Row("gre.sequence_number", "Sequence number", 0, 4, dec),)),
    (0x0080, (Row("gre.ack_number", "Acknowledgment number", 0, 4, dec),)),
)
_ERSPAN = (
    Row("erspan.version", "Version", 0, 1, masked(0xF0)),
    Row("erspan.vlan", "VLAN", 0, 2, masked(0x0FFF)),
    Row("erspan.spanid", "Session", 2, 2, masked(0x03FF)),
)
_ERSPAN_2 = (*_ERSPAN, Row("erspan.index", "Port index", 5, 3, masked(0x0FFFFF)))
_ERSPAN_3 = (
    *_ERSPAN,
    Row("erspan.timestamp", "Timestamp", 4, 4, dec),
    Row("erspan.sgt", "Security group tag", 8, 2, dec),
)
_VXLAN = (
    Row(
        "vxlan.flags",
        "Flags",
        0,
        2,
        hexa,
        (Bit("vxlan.flag_g", "Group policy", 0x8000), Bit("vxlan.flag_i", "Network identifier valid", 0x0800)),
    ),
    Row("vxlan.gbp", "Group policy", 2, 2, dec),
    Row("vxlan.vni", "Network identifier", 4, 3, dec),
    Row("vxlan.reserved8", "Reserved", 7, 1, hexa),
)
_GENEVE = (
    Row("geneve.version", "Version", 0, 1, masked(0xC0)),
    Row("", "Options length", 0, 1, masked(0x3F, lambda words: f"{4 * words} bytes")),
    Row(
        "geneve.flags",
        "Flags",
        1,
        1,
        flags({0x80: "OAM", 0x40: "critical options"}, 0xC0),
        (Bit("geneve.flags.oam", "OAM", 0x80), Bit("geneve.flags.critical", "Critical options", 0x40)),
    ),
    Row("geneve.proto_type", "Protocol", 2, 2, ethertype),
    Row("geneve.vni", "Network identifier", 4, 3, dec),
    Row("geneve.reserved", "Reserved", 7, 1, hexa),
)
_GENEVE_OPTION = (
    Row("geneve.option.class", "Class", 0, 2, hexa),
    Row("geneve.option.type", "Type", 2, 1, hexa),
    Row("geneve.option.length", "Length", 3, 1, masked(0x1F, lambda words: f"{4 * words} bytes")),
)
_GTP_MESSAGES = {1: "echo request", 2: "echo response", 26: "error indication", 254: "end marker", 255: "G-PDU"}
_G_PDU = 255
_GTP = (
    Row(
        "gtp.flags",
        "Flags",
        0,
        1,
        hexa,
        (
            Bit("gtp.flags.version", "Version", 0xE0, str),
            Bit("gtp.flags.payload", "GTP, not charging", 0x10),
            Bit("gtp.flags.e", "Extension header", 0x04),
            Bit("gtp.flags.s", "Sequence number", 0x02),
            Bit("gtp.flags.pn", "N-PDU number", 0x01),
        ),
    ),
    Row("gtp.message", "Message", 1, 1, named(_GTP_MESSAGES)),
    Row("gtp.length", "Length", 2, 2, dec),
    Row("gtp.teid", "Tunnel endpoint", 4, 4, hexa),
)
_GTP_OPTIONAL = (
    Row("gtp.seq_number", "Sequence number", 8, 2, dec),
    Row("gtp.npdu_number", "N-PDU number", 10, 1, dec),
    Row("gtp.next", "Next extension", 11, 1, hexa),
)


def mpls(span: Span) -> Step:
    """Read one label of the stack (RFC 3032 2.1); below the last stands IP, or Ethernet behind a control word."""
    draft = Draft(span, "mpls", _MPLS)
    if not draft.sound:
        return draft.stop("Multiprotocol Label Switching")
    entry = draft.number(0, 4)
    title = f"Multiprotocol Label Switching, label {entry >> 12}"
    if not entry & 0x100:
        return draft.then(title, 4, "mpls")
    # The stack does not say what it carries; the first four bits do (RFC 4928 2).
    below = {4: "ip", 6: "ipv6", 0: "pwethcw"}.get(draft.number(4, 1) >> 4, "data")
    return draft.then(title, 4, below if span.size > 4 else "data")


def control_word(span: Span) -> Step:
    """Read the word before a frame on an Ethernet pseudowire (RFC 4448 4.6)."""
    draft = Draft(span, "pwethcw", _CONTROL_WORD)
    title = "Pseudowire control word"
    return draft.then(title, 4, "eth") if draft.sound else draft.stop(title)


def pppoe(span: Span) -> Step:
    """Read PPPoE; discovery has tags where a session has PPP (RFC 2516 4)."""
    draft = Draft(span, "pppoes", _PPPOE)
    code = draft.number(1, 1)
    title = f"PPP over Ethernet, {_PPPOE_CODES.get(code, f'code {code}')}"
    if not draft.sound:
        return draft.stop("PPP over Ethernet")
    inner = rest(span, 6, draft.number(4, 2))
    if not code:
        return draft.then(title, 6, "ppp", inner)
    draft.name = "pppoed"
    _put_tags(draft, inner)
    return draft.then(title, 6 + inner.size, "", rest(inner, inner.size)) if draft.sound else draft.stop(title)


_TAGS = {0x0101: "Service name", 0x0102: "Concentrator", 0x0103: "Host unique", 0x0104: "Cookie", 0x0201: "Name error"}


def _put_tags(draft: Draft, tags: Span) -> None:
    """Add the tags of a discovery packet (RFC 2516 appendix A)."""
    at = 6
    while draft.sound and at + 4 <= 6 + tags.size:
        kind, size = draft.number(at, 2), draft.number(at + 2, 2)
        value = draft.bytes(at + 4, min(size, tags.size + 6 - at - 4))
        draft.put("", _TAGS.get(kind, f"Tag 0x{kind:04x}"), text(value), at, 4 + len(value))
        at += 4 + size
    draft.needs(at)


def gre(span: Span) -> Step:
    """Read GRE with what its flags add (RFC 2784, RFC 2890), and PPTP's form of it (RFC 2637 4.1)."""
    is_pptp = span.payload[1:2] != b"" and span.payload[1] & 0x07 == 1
    draft = Draft(span, "gre", _PPTP if is_pptp else _GRE)
    title = "Generic Routing Encapsulation"
    bits, kind, at = draft.number(0, 2), draft.number(2, 2), 4
    for mask, rows in _PPTP_PARTS if is_pptp else _GRE_PARTS:
        if draft.sound and bits & mask:
            draft.read(rows, at)
            at += 4
    if draft.sound and bits & 0x4000:
        draft.malformed("source routes are not followed", at)
    if not draft.sound:
        return draft.stop(title)
    below = follower(GRE_PROTOCOLS, kind)
    # Type I of ERSPAN has no header of its own, and no sequence number to tell.
    if below == "erspan" and not bits & 0x1000:
        below = "eth"
    title = f"{title}, {name_of(GRE_PROTOCOLS, kind)}"
    return draft.then(title, at, below)


def wccp(span: Span) -> Step:
    """Step over the word that WCCP version 2 puts before a redirected packet."""
    if span.size and span.payload[0] >> 4 == 4:
        return Draft(span, "wccp").then("Web Cache Communication Protocol", 0, "ip")
    draft = Draft(span, "wccp", (Row("gre.wccp.redirect_header", "Redirect header", 0, 4, hexa),))
    title = "Web Cache Communication Protocol"
    return draft.then(title, 4, "ip") if draft.sound else draft.stop(title)


def erspan(span: Span) -> Step:
    """Read ERSPAN type II."""
    draft = Draft(span, "erspan", _ERSPAN_2)
    title = "Encapsulated Remote Switch Packet Analysis type II"
    return draft.then(title, 8, "eth") if draft.sound else draft.stop(title)


def erspan3(span: Span) -> Step:
    """Read ERSPAN type III, with its platform specific words."""
    draft = Draft(span, "erspan", _ERSPAN_3)
    title = "Encapsulated Remote Switch Packet Analysis type III"
    size = 20 if draft.number(11, 1) & 1 else 12
    return draft.then(title, size, "eth") if draft.sound and draft.needs(size) else draft.stop(title)


def vxlan(span: Span) -> Step:
    """Read VXLAN (RFC 7348 5)."""
    draft = Draft(span, "vxlan", _VXLAN)
    title = "Virtual eXtensible Local Area Network"
    if not draft.sound:
        return draft.stop(title)
    return draft.then(f"{title}, VNI {draft.number(4, 3)}", 8, "eth")


def geneve(span: Span) -> Step:
    """Read GENEVE and its options (RFC 8926 3.4)."""
    draft = Draft(span, "geneve", _GENEVE)
    size = 8 + 4 * (draft.number(0, 1) & 0x3F)
    _put_geneve_options(draft, size)
    title = "Generic Network Virtualization Encapsulation"
    if not draft.sound:
        return draft.stop(title)
    below = follower(ETHERTYPES, draft.number(2, 2))
    return draft.then(f"{title}, VNI {draft.number(4, 3)}", size, below)


def _put_geneve_options(draft: Draft, stop: int) -> None:
    """Add the options (RFC 8926 3.5)."""
    at = 8
    while draft.sound and at < stop and draft.needs(at + 4):
        size = 4 + 4 * (draft.number(at + 3, 1) & 0x1F)
        if at + size > stop:
            draft.malformed("option is longer than its header", at)
        draft.read(_GENEVE_OPTION, at)
        draft.read((Row("geneve.option.unknown.data", "Data", 4, size - 4, octets),) if size > 4 else (), at)
        at += size


def gtp(span: Span) -> Step:
    """Read GTP-U version 1 with its extension headers (3GPP TS 29.281 5)."""
    draft = Draft(span, "gtp", _GTP)
    bits = draft.number(0, 1)
    title = "GPRS Tunnelling Protocol"
    if draft.sound and bits & 0xF0 != 0x30:
        draft.malformed(f"version {bits >> 5}")
    size = 8
    if draft.sound and bits & 0x07:
        draft.read(_GTP_OPTIONAL)
        size = _put_extensions(draft, 12) if bits & 0x04 else 12
    if not draft.sound:
        return draft.stop(title)
    kind = draft.number(1, 1)
    inner = rest(rest(span, 0, 8 + draft.number(2, 2)), size)
    title = f"{title}, {_GTP_MESSAGES.get(kind, f'message {kind}')}, TEID 0x{draft.number(4, 4):08x}"
    return draft.then(title, size, "raw" if kind == _G_PDU else "data", inner)


def _put_extensions(draft: Draft, at: int) -> int:
    """Add the chain of extension headers (TS 29.281 5.2): each ends in the next one's type; return where it ends."""
    kind = draft.number(at - 1, 1)
    while kind and draft.sound and draft.needs(at + 4):
        size = 4 * draft.number(at, 1)
        if not size:
            draft.malformed("extension header of no length", at)
            break
        raw = draft.bytes(at, size)
        draft.put("", f"Extension header 0x{kind:02x}", octets(raw), at, size)
        if draft.needs(at + size):
            at, kind = at + size, draft.number(at + size - 1, 1)
    return at
