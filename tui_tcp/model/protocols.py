"""The names that people know the kinds of frames by."""

from __future__ import annotations

from tui_tcp.wire.frames import Kind

PROTOCOLS = {
    int(Kind.OTHER): "other",
    int(Kind.TCP4): "TCP",
    int(Kind.TCP6): "TCP",
    int(Kind.UDP): "UDP",
    int(Kind.ICMP): "ICMP",
    int(Kind.ICMP6): "ICMPv6",
    int(Kind.ARP): "ARP",
    int(Kind.OTHER_IP): "IP",
    int(Kind.FRAGMENT): "IP fragment",
    int(Kind.CUT): "cut short",
    int(Kind.MALFORMED): "malformed",
    int(Kind.UNKNOWN_LINK): "unknown link",
    int(Kind.QUOTED): "ICMP",
    int(Kind.PARTIAL): "TCP",
}
