"""What the default filter lets through on a real wire, and what it leaves out."""

from struct import pack

from tests.capture.wire import NAME, Wire, read_all
from tests.wire.packets import IP6, VLAN, ether, gre, ip4, ip6, tcp, udp
from tui_tcp.capture.privileges import Identity
from tui_tcp.capture.wish import DEFAULT_FILTER, Wish

QINQ = 0x88A8
ARP = 0x0806


def tag(payload: bytes, ethertype: int = 0x0800) -> bytes:
    return pack(">HH", 5, ethertype) + payload


KEPT = {
    "TCP": ether(ip4(tcp())),
    "TCP over IPv6": ether(ip6(tcp()), IP6),
    "802.1Q": ether(tag(ip4(tcp())), VLAN),
    "QinQ": ether(tag(tag(ip4(tcp())), VLAN), QINQ),
    "two 802.1Q tags": ether(tag(tag(ip4(tcp())), VLAN), VLAN),
    "802.1Q and IPv6": ether(tag(ip6(tcp()), IP6), VLAN),
    "GRE": ether(ip4(gre(ip4(tcp())), 47)),
    "IP in IP": ether(ip4(ip4(tcp()), 4)),
    "6in4": ether(ip4(ip6(tcp()), 41)),
    "VXLAN": ether(ip4(udp(bytes(8) + ether(ip4(tcp())), 4789), 17)),
    "VXLAN of old Linux": ether(ip4(udp(bytes(8) + ether(ip4(tcp())), 8472), 17)),
    "VXLAN over IPv6": ether(ip6(udp(bytes(8) + ether(ip4(tcp())), 4789), 17), IP6),
    "Geneve": ether(ip4(udp(bytes(8) + ether(ip4(tcp())), 6081), 17)),
    "GTP": ether(ip4(udp(bytes(8) + ip4(tcp()), 2152), 17)),
    "ICMP error": ether(ip4(b"\x03\x04" + bytes(6) + ip4(tcp()), 1)),
    "ICMPv6 error": ether(ip6(b"\x02\x00" + bytes(6) + ip6(tcp()), 58), IP6),
    "DNS answer": ether(ip4(udp(b"answer", 40000, source=53), 17)),
    "DNS answer over IPv6": ether(ip6(udp(b"answer", 40000, source=53), 17), IP6),
    "multicast DNS": ether(ip4(udp(b"answer", 5353, source=5353), 17)),
    "first fragment": ether(ip4(udp(bytes(100), 123), 17, place=0x2000)),
    "last fragment": ether(ip4(bytes(100), 17, place=13)),
}
LEFT_OUT = {
    "ARP": ether(bytes(28), ARP),
    "NTP": ether(ip4(udp(bytes(48), 123), 17)),
    "QUIC": ether(ip4(udp(bytes(1200), 443), 17)),
    "QUIC over IPv6": ether(ip6(udp(bytes(1200), 443), 17), IP6),
}


def test_the_default_filter_leaves_out_what_no_connection_needs_and_nothing_else(wire: Wire) -> None:
    source = wire.open(Wish((NAME,)))
    wire.send(*KEPT.values(), *LEFT_OUT.values())
    source.stop()
    session = read_all(source)
    captured = [session.frame_bytes(row) for row in range(session.frame_count)]
    lost = [name for name, frame in KEPT.items() if frame not in captured]
    too_many = [name for name, frame in LEFT_OUT.items() if frame in captured]
    assert (lost, too_many, len(captured)) == ([], [], len(KEPT))


def test_a_job_says_whose_filter_it_is() -> None:
    assert Wish(("lo",)).job(None)[1:3] == (DEFAULT_FILTER, True)
    assert Wish(("lo",), filter="").job(None)[1:3] == ("", False)
    assert Wish(("lo",), filter="port 80").job(Identity(7, 8))[1:5] == ("port 80", False, 262144, [7, 8])
