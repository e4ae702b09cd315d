"""Link layers: Ethernet, LLC/SNAP, VLAN tags, Linux cooked, BSD loopback, raw IP, PPP, Cisco HDLC, FDDI."""

from tui_tcp.dissect.draft import Draft, Span, Step, rest
from tui_tcp.dissect.formats import address, dec, hexa, mac, named, number
from tui_tcp.dissect.registry import (
    ETHERTYPES,
    FAMILIES,
    PPP_PROTOCOLS,
    SAPS,
    ethertype,
    follower,
    listed,
    name_of,
)
from tui_tcp.dissect.table import Bit, Row

# IEEE 802.3 3.2.6: up to 1500 the field is a length, from 1536 on a type.
LARGEST_LENGTH = 1500

_ADDRESSES = (
    Row("eth.dst", "Destination", 0, 6, mac),
    Row("eth.src", "Source", 6, 6, mac),
)
_ETHERNET_TYPE = (Row("eth.type", "Type", 12, 2, ethertype),)
_ETHERNET_LENGTH = (Row("eth.len", "Length", 12, 2, dec),)
_SAP = listed(SAPS, hexa)
_LLC = (
    Row("llc.dsap", "DSAP", 0, 1, _SAP),
    Row("llc.ssap", "SSAP", 1, 1, _SAP),
)
_LLC_CONTROL_1 = (Row("llc.control", "Control", 2, 1, hexa),)
_LLC_CONTROL_2 = (Row("llc.control", "Control", 2, 2, hexa),)
_ETHERTYPE_ORGANIZATIONS = (0x000000, 0x0000F8)
_SNAP = (
    Row("llc.oui", "Organization code", 3, 3, hexa),
    Row("llc.type", "Type", 6, 2, ethertype),
)


_SNAP_OTHER = (_SNAP[0], Row("llc.pid", "Protocol", 6, 2, hexa))


def _tag(prefix: str) -> Row:
    bits = (
        Bit(f"{prefix}.priority", "Priority", 0xE000, str),
        Bit(f"{prefix}.dei", "Drop eligible", 0x1000),
        Bit(f"{prefix}.id", "VLAN", 0x0FFF, str),
    )
    return Row("", "Tag", 0, 2, hexa, bits)


_VLAN_TYPE = (Row("vlan.etype", "Type", 2, 2, ethertype),)
_VLAN_LENGTH = (Row("vlan.len", "Length", 2, 2, dec),)
_PACKET_TYPES = {0: "unicast to us", 1: "broadcast", 2: "multicast", 3: "unicast to another host", 4: "sent by us"}
_HARDWARE = {1: "Ethernet", 512: "PPP", 768: "IPIP tunnel", 772: "loopback", 776: "6in4", 778: "GRE", 65534: "none"}
_SLL = (
    Row("sll.pkttype", "Packet type", 0, 2, named(_PACKET_TYPES)),
    Row("sll.hatype", "Address type", 2, 2, named(_HARDWARE)),
    Row("sll.halen", "Address length", 4, 2, dec),
)
_SLL_TYPE = (Row("sll.etype", "Protocol", 14, 2, ethertype),)
_SLL2 = (
    Row("sll.etype", "Protocol", 0, 2, ethertype),
    Row("sll.ifindex", "Interface index", 4, 4, dec),
    Row("sll.hatype", "Address type", 8, 2, named(_HARDWARE)),
    Row("sll.pkttype", "Packet type", 10, 1, named(_PACKET_TYPES)),
    Row("sll.halen", "Address length", 11, 1, dec),
)
_family = listed(FAMILIES)
_NULL_BIG = (Row("null.family", "Family", 0, 4, _family),)
_NULL_LITTLE = (Row("null.family", "Family", 0, 4, lambda raw: _family(raw[::-1])),)
_HDLC = (
    Row("ppp.address", "Address", 0, 1, hexa),
    Row("ppp.control", "Control", 1, 1, hexa),
)
_PPP_PROTOCOL = listed(PPP_PROTOCOLS, hexa)
_CHDLC = (
    Row("chdlc.address", "Address", 0, 1, hexa),
    Row("chdlc.control", "Control", 1, 1, hexa),
    Row("chdlc.protocol", "Protocol", 2, 2, ethertype),
)
_FDDI = (
    Row("fddi.fc", "Frame control", 0, 1, hexa),
    Row("fddi.dst", "Destination", 1, 6, mac),
    Row("fddi.src", "Source", 7, 6, mac),
)


def ethernet(span: Span) -> Step:
    """Read Ethernet II or, where the type is a length, 802.3 (IEEE 802.3 3.2.6)."""
    draft = Draft(span, "eth", _ADDRESSES)
    kind = draft.number(12, 2)
    is_length = kind <= LARGEST_LENGTH
    draft.read(_ETHERNET_LENGTH if is_length else _ETHERNET_TYPE)
    if not draft.sound:
        return draft.stop("Ethernet")
    ends = f"{mac(draft.bytes(6, 6))} -> {mac(draft.bytes(0, 6))}"
    if is_length:
        return draft.then(f"IEEE 802.3 Ethernet, {ends}", 14, "llc", rest(span, 14, kind))
    return draft.then(f"Ethernet II, {ends}", 14, follower(ETHERTYPES, kind))


def fddi(span: Span) -> Step:
    """Read FDDI (ANSI X3.139)."""
    draft = Draft(span, "fddi", _FDDI)
    if not draft.sound:
        return draft.stop("FDDI")
    ends = f"{mac(draft.bytes(7, 6))} -> {mac(draft.bytes(1, 6))}"
    return draft.then(f"Fiber Distributed Data Interface, {ends}", 13, "llc")


def llc(span: Span) -> Step:
    """Read IEEE 802.2 LLC, and SNAP behind it (RFC 1042)."""
    draft = Draft(span, "llc", _LLC)
    unnumbered = draft.number(2, 1) & 3 == 3
    draft.read(_LLC_CONTROL_1 if unnumbered else _LLC_CONTROL_2)
    title = "Logical-Link Control"
    if not draft.sound:
        return draft.stop(title)
    sap = draft.number(0, 1)
    if follower(SAPS, sap) != "snap":
        return draft.then(title, 3 if unnumbered else 4, follower(SAPS, sap) if unnumbered else "data")
    # Other organizations number their protocols in their own way.
    has_ethertype = draft.number(3, 3) in _ETHERTYPE_ORGANIZATIONS
    if not draft.read(_SNAP if has_ethertype else _SNAP_OTHER):
        return draft.stop(title)
    return draft.then(f"{title}, SNAP", 8, follower(ETHERTYPES, draft.number(6, 2)) if has_ethertype else "data")


def vlan(span: Span) -> Step:
    """Read a customer's tag (IEEE 802.1Q 9.6), or one of the older stacked tags."""
    return _vlan(span, "vlan", "802.1Q Virtual LAN")


def provider_vlan(span: Span) -> Step:
    """Read a provider's tag (IEEE 802.1ad)."""
    return _vlan(span, "ieee8021ad", "IEEE 802.1ad")


def _vlan(span: Span, name: str, title: str) -> Step:
    draft = Draft(span, name, (_tag(name),))
    tag, kind = draft.number(0, 2), draft.number(2, 2)
    is_length = kind <= LARGEST_LENGTH
    if draft.sound:
        draft.read(_VLAN_LENGTH if is_length else _VLAN_TYPE)
    if not draft.sound:
        return draft.stop(title)
    title = f"{title}, priority {tag >> 13}, ID {tag & 0xFFF}"
    if is_length:
        return draft.then(title, 4, "llc", rest(span, 4, kind))
    return draft.then(title, 4, follower(ETHERTYPES, kind))


def sll(span: Span) -> Step:
    """Read a Linux cooked capture's header, version 1 (tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html)."""
    draft = Draft(span, "sll", _SLL)
    _source(draft, 6, draft.number(4, 2))
    draft.read(_SLL_TYPE)
    return _cooked(draft, "Linux cooked capture v1", 16, draft.number(14, 2))


def sll2(span: Span) -> Step:
    """Read a Linux cooked capture's header, version 2 (tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html)."""
    draft = Draft(span, "sll", _SLL2)
    _source(draft, 12, draft.number(11, 1))
    draft.needs(20)
    return _cooked(draft, "Linux cooked capture v2", 20, draft.number(0, 2))


def _source(draft: Draft, at: int, length: int) -> None:
    """Add the sender's address: eight bytes are kept for it, `length` of them used."""
    raw = draft.bytes(at, min(length, 8))
    if raw:
        names = {4: "sll.src.ipv4", 6: "sll.src.eth"}
        draft.put(names.get(length, "sll.src.other"), "Source", address(raw), at, len(raw))


def _cooked(draft: Draft, title: str, size: int, kind: int) -> Step:
    if not draft.sound:
        return draft.stop(title)
    # Below the smallest EtherType Linux has numbers of its own; 4 is a frame that begins with LLC.
    return draft.then(title, size, "llc" if kind == 4 else follower(ETHERTYPES, kind))


def null(span: Span) -> Step:
    """Read the address family of NULL and LOOP, in the byte order of the machine that wrote it."""
    little = span.payload[2:4] == bytes(2)
    draft = Draft(span, "null", _NULL_LITTLE if little else _NULL_BIG)
    if not draft.sound:
        return draft.stop("BSD loopback")
    family = number(draft.bytes(0, 4)[::-1] if little else draft.bytes(0, 4))
    return draft.then(f"BSD loopback, {name_of(FAMILIES, family)}", 4, follower(FAMILIES, family))


def ppp(span: Span) -> Step:
    """Read PPP, with or without HDLC framing and protocol compression (RFC 1661 2, RFC 1662 3.1)."""
    draft = Draft(span, "ppp")
    framing = 2 if draft.bytes(0, 2) == b"\xff\x03" else 0
    if framing:
        draft.read(_HDLC)
    size = 1 if draft.number(framing, 1) & 1 else 2
    draft.read((Row("ppp.protocol", "Protocol", 0, size, _PPP_PROTOCOL),), framing)
    if not draft.sound:
        return draft.stop("Point-to-Point Protocol")
    kind = draft.number(framing, size)
    title = f"Point-to-Point Protocol, {name_of(PPP_PROTOCOLS, kind)}"
    return draft.then(title, framing + size, follower(PPP_PROTOCOLS, kind))


def chdlc(span: Span) -> Step:
    """Read Cisco HDLC."""
    draft = Draft(span, "chdlc", _CHDLC)
    if not draft.sound:
        return draft.stop("Cisco HDLC")
    return draft.then("Cisco HDLC", 4, follower(ETHERTYPES, draft.number(2, 2)))
