"""Every value that dpkt also knows, compared on real captures."""

import socket
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import dpkt
import pytest

from tui_tcp.dissect.frame import dissect
from tui_tcp.dissect.layers import Layer

from .captures import sampled
from .looking import check, fields

FRAMES_EACH = 10
Expected = dict[str, str]


def mac(raw: bytes) -> str:
    return raw.hex(":")


def address(raw: bytes) -> str:
    return socket.inet_ntop(socket.AF_INET if len(raw) == 4 else socket.AF_INET6, raw)


def ethernet(packet: Any) -> Expected:
    return {"eth.src": mac(packet.src), "eth.dst": mac(packet.dst)}


def ip(packet: Any) -> Expected:
    return {
        "ip.version": str(packet.v),
        "ip.hdr_len": f"{4 * packet.hl} bytes",
        "ip.dsfield": f"0x{packet.tos:02x}",
        "ip.len": str(packet.len),
        "ip.id": f"0x{packet.id:04x}",
        "ip.flags.df": str(packet.df),
        "ip.flags.mf": str(packet.mf),
        "ip.frag_offset": str(packet.offset),
        "ip.ttl": str(packet.ttl),
        "ip.proto": str(packet.p),
        "ip.checksum": f"0x{packet.sum:04x}",
        "ip.src": address(packet.src),
        "ip.dst": address(packet.dst),
    }


def ipv6(packet: Any) -> Expected:
    return {
        "ipv6.version": str(packet.v),
        "ipv6.tclass": f"0x{packet.fc:02x}",
        "ipv6.flow": f"0x{packet.flow:05x}",
        "ipv6.plen": str(packet.plen),
        "ipv6.hlim": str(packet.hlim),
        "ipv6.src": address(packet.src),
        "ipv6.dst": address(packet.dst),
    }


TCP_BITS = {"fin": 1, "syn": 2, "reset": 4, "push": 8, "ack": 16, "urg": 32, "ece": 64, "cwr": 128}
TCP_OPTIONS = {2: ("tcp.options.mss_val",), 3: ("tcp.options.wscale.shift",)}


def tcp(packet: Any) -> Expected:
    expected = {
        "tcp.srcport": str(packet.sport),
        "tcp.dstport": str(packet.dport),
        "tcp.seq_raw": str(packet.seq),
        "tcp.ack_raw": str(packet.ack),
        "tcp.hdr_len": f"{4 * packet.off} bytes",
        "tcp.window_size_value": str(packet.win),
        "tcp.checksum": f"0x{packet.sum:04x}",
        "tcp.urgent_pointer": str(packet.urp),
    }
    expected |= {f"tcp.flags.{name}": str(int(bool(packet.flags & bit))) for name, bit in TCP_BITS.items()}
    for kind, raw in dpkt.tcp.parse_opts(packet.opts):
        if kind in (2, 3) and len(raw) == {2: 2, 3: 1}[kind]:
            expected[TCP_OPTIONS[kind][0]] = str(int.from_bytes(raw, "big"))
        elif kind == 8 and len(raw) == 8:
            expected["tcp.options.timestamp.tsval"] = str(int.from_bytes(raw[:4], "big"))
            expected["tcp.options.timestamp.tsecr"] = str(int.from_bytes(raw[4:], "big"))
        elif kind == 5 and len(raw) >= 8:
            expected["tcp.options.sack_le"] = str(int.from_bytes(raw[:4], "big"))
            expected["tcp.options.sack_re"] = str(int.from_bytes(raw[4:8], "big"))
    return expected


def udp(packet: Any) -> Expected:
    return {
        "udp.srcport": str(packet.sport),
        "udp.dstport": str(packet.dport),
        "udp.length": str(packet.ulen),
        "udp.checksum": f"0x{packet.sum:04x}",
    }


def arp(packet: Any) -> Expected:
    return {
        "arp.hw.type": str(packet.hrd),
        "arp.proto.type": f"0x{packet.pro:04x}",
        "arp.hw.size": str(packet.hln),
        "arp.proto.size": str(packet.pln),
        "arp.opcode": str(packet.op),
        "arp.src.hw_mac": mac(packet.sha),
        "arp.src.proto_ipv4": address(packet.spa),
        "arp.dst.hw_mac": mac(packet.tha),
        "arp.dst.proto_ipv4": address(packet.tpa),
    }


def icmp(packet: Any) -> Expected:
    return {"icmp.type": str(packet.type), "icmp.code": str(packet.code), "icmp.checksum": f"0x{packet.sum:04x}"}


def icmpv6(packet: Any) -> Expected:
    return {
        "icmpv6.type": str(packet.type),
        "icmpv6.code": str(packet.code),
        "icmpv6.checksum": f"0x{packet.sum:04x}",
    }


def cooked(packet: Any) -> Expected:
    return {
        "sll.pkttype": str(packet.type),
        "sll.hatype": str(packet.hrd),
        "sll.halen": str(packet.hlen),
        "sll.etype": f"0x{packet.ethtype:04x}",
    }


def cooked2(packet: Any) -> Expected:
    return cooked(packet) | {"sll.ifindex": str(packet.intindex)}


KNOWN: dict[type, tuple[str, Callable[[Any], Expected]]] = {
    dpkt.ethernet.Ethernet: ("eth", ethernet),
    dpkt.sll.SLL: ("sll", cooked),
    dpkt.sll2.SLL2: ("sll", cooked2),
    dpkt.ip.IP: ("ip", ip),
    dpkt.ip6.IP6: ("ipv6", ipv6),
    dpkt.tcp.TCP: ("tcp", tcp),
    dpkt.udp.UDP: ("udp", udp),
    dpkt.arp.ARP: ("arp", arp),
    dpkt.icmp.ICMP: ("icmp", icmp),
    dpkt.icmp6.ICMP6: ("icmpv6", icmpv6),
}
LINKS = {
    1: dpkt.ethernet.Ethernet,
    12: dpkt.ip.IP,
    101: dpkt.ip.IP,
    113: dpkt.sll.SLL,
    228: dpkt.ip.IP,
    229: dpkt.ip6.IP6,
    276: dpkt.sll2.SLL2,
}


def dpkt_layers(link_type: int, data: bytes) -> Iterator[Any]:
    """What dpkt understands of the frame, from the outside in, up to the first packet inside a packet."""
    try:
        packet: Any = LINKS[link_type](data)
    except (dpkt.UnpackError, KeyError):
        return
    seen: set[type] = set()
    while type(packet) in KNOWN and type(packet) not in seen:
        seen.add(type(packet))
        yield packet
        packet = packet.data


def leading(layer: Layer) -> Expected:
    """Our values up to their meaning, the first where a name repeats."""
    found: Expected = {}
    for field in fields(layer):
        # dpkt has no place for the units and meanings that people read after the number.
        found.setdefault(field.name, field.value.split(" (")[0].split(", ")[0])
    return found


def compared(packet: Any, ours: list[Layer]) -> int:
    name, expect = KNOWN[type(packet)]
    layer = next((layer for layer in ours if layer.name == name), None)
    if layer is None or any(field.label in ("Truncated", "Malformed") for field in layer.fields):
        return 0
    expected, found = expect(packet), leading(layer)
    assert {key: found.get(key) for key in expected} == expected
    return len(expected)


def compare_tags(link_type: int, data: bytes, ours: list[Layer]) -> int:
    """VLAN tags and MPLS labels, which dpkt keeps in its Ethernet header."""
    packet = next(dpkt_layers(link_type, data), None)
    if not isinstance(packet, dpkt.ethernet.Ethernet):
        return 0
    tags = [tag for tag in getattr(packet, "vlan_tags", []) if isinstance(tag, dpkt.ethernet.VLANtag8021Q)]
    labels = getattr(packet, "mpls_labels", [])
    found = [field for layer in ours for field in fields(layer)]
    for end, expected in (("id", [tag.id for tag in tags]), ("priority", [tag.pri for tag in tags])):
        names = (f"vlan.{end}", f"ieee8021ad.{end}")
        assert [field.value for field in found if field.name in names][: len(tags)] == [
            str(value) for value in expected
        ]
    stack = [field.value for field in found if field.name == "mpls.label"]
    assert stack[: len(labels)] == [str(label.val) for label in labels]
    return len(tags) + len(labels)


def test_values_agree_with_dpkt_on_real_captures() -> None:
    tally: Counter[str] = Counter()
    for where, link_type, data in sampled(FRAMES_EACH):
        layers = dissect(data, link_type)
        check(layers, data)
        try:
            tally["tags"] += compare_tags(link_type, data, layers)
            for packet in dpkt_layers(link_type, data):
                tally[KNOWN[type(packet)][0]] += compared(packet, layers)
        except AssertionError as difference:
            pytest.fail(f"{where}: {difference}")
    if not tally:
        pytest.skip("no captures here")
    assert tally["tcp"] > 100
