"""The registered numbers that say what follows a header: each with its parser's name and the name people know it by."""

from collections.abc import Mapping
from typing import NamedTuple

from tui_tcp.dissect.formats import Format, dec, hexa, named


class Entry(NamedTuple):
    """A protocol number's parser ('data' where there is none) and its printed name."""

    parser: str
    name: str


Registry = Mapping[int, Entry]

# tcpdump.org/linktypes.html
LINK_TYPES: Registry = {
    0: Entry("null", "NULL"),
    1: Entry("eth", "Ethernet"),
    9: Entry("ppp", "PPP"),
    10: Entry("fddi", "FDDI"),
    11: Entry("llc", "ATM"),
    12: Entry("raw", "raw IP"),
    14: Entry("raw", "raw IP"),
    16: Entry("raw", "classical IP over ATM"),
    18: Entry("raw", "classical IP over ATM"),
    50: Entry("ppp", "PPP with HDLC framing"),
    51: Entry("pppoe", "PPPoE"),
    100: Entry("llc", "ATM"),
    101: Entry("raw", "raw IP"),
    104: Entry("chdlc", "Cisco HDLC"),
    108: Entry("null", "OpenBSD loopback"),
    112: Entry("chdlc", "Cisco HDLC"),
    113: Entry("sll", "Linux cooked v1"),
    228: Entry("ip", "IPv4"),
    229: Entry("ipv6", "IPv6"),
    276: Entry("sll2", "Linux cooked v2"),
}

# IEEE 802 EtherTypes
ETHERTYPES: Registry = {
    0x0800: Entry("ip", "IPv4"),
    0x0806: Entry("arp", "ARP"),
    0x6558: Entry("eth", "Transparent Ethernet bridging"),
    0x8035: Entry("arp", "RARP"),
    0x8100: Entry("vlan", "802.1Q VLAN"),
    0x86DD: Entry("ipv6", "IPv6"),
    0x880B: Entry("ppp", "PPP"),
    0x8847: Entry("mpls", "MPLS"),
    0x8848: Entry("mpls", "MPLS upstream-assigned"),
    0x8863: Entry("pppoe", "PPPoE discovery"),
    0x8864: Entry("pppoe", "PPPoE session"),
    0x88A8: Entry("ieee8021ad", "802.1ad VLAN"),
    0x88BE: Entry("erspan", "ERSPAN"),
    0x88CC: Entry("data", "LLDP"),
    0x88E5: Entry("data", "MACsec"),
    0x888E: Entry("data", "802.1X"),
    0x9100: Entry("vlan", "QinQ VLAN"),
    0x9200: Entry("vlan", "QinQ VLAN"),
}
# In these two the same number means something else than on Ethernet.
GRE_PROTOCOLS: Registry = {
    **ETHERTYPES,
    0x883E: Entry("wccp", "WCCP"),
    0x22EB: Entry("erspan3", "ERSPAN III"),
}
PPP_PROTOCOLS: Registry = {
    0x0021: Entry("ip", "IPv4"),
    0x0057: Entry("ipv6", "IPv6"),
    0x0281: Entry("mpls", "MPLS"),
    0x8021: Entry("data", "IPCP"),
    0x8057: Entry("data", "IPV6CP"),
    0xC021: Entry("data", "LCP"),
    0xC023: Entry("data", "PAP"),
    0xC223: Entry("data", "CHAP"),
}

# Address families of the BSDs, macOS and Linux as NULL/LOOP carry them
FAMILIES: Registry = {
    2: Entry("ip", "IPv4"),
    10: Entry("ipv6", "IPv6"),
    24: Entry("ipv6", "IPv6"),
    28: Entry("ipv6", "IPv6"),
    30: Entry("ipv6", "IPv6"),
}

# LLC service access points, IEEE 802.2
SAPS: Registry = {
    0x06: Entry("ip", "IP"),
    0x42: Entry("data", "Spanning tree"),
    0xAA: Entry("snap", "SNAP"),
    0xE0: Entry("data", "NetWare"),
    0xF0: Entry("data", "NetBIOS"),
    0xFE: Entry("data", "ISO network layer"),
}

# IANA protocol numbers; the same for IPv4's protocol and IPv6's next header
IP_PROTOCOLS: Registry = {
    0: Entry("hopopts", "IPv6 hop-by-hop options"),
    1: Entry("icmp", "ICMP"),
    2: Entry("data", "IGMP"),
    4: Entry("ip", "IPv4"),
    6: Entry("tcp", "TCP"),
    17: Entry("udp", "UDP"),
    41: Entry("ipv6", "IPv6"),
    43: Entry("routing", "IPv6 routing"),
    44: Entry("fraghdr", "IPv6 fragment"),
    47: Entry("gre", "GRE"),
    50: Entry("esp", "ESP"),
    51: Entry("ah", "AH"),
    58: Entry("icmpv6", "ICMPv6"),
    59: Entry("", "no next header"),
    60: Entry("dstopts", "IPv6 destination options"),
    88: Entry("data", "EIGRP"),
    89: Entry("data", "OSPF"),
    103: Entry("data", "PIM"),
    108: Entry("data", "IPComp"),
    112: Entry("data", "VRRP"),
    115: Entry("data", "L2TP"),
    132: Entry("data", "SCTP"),
    137: Entry("mpls", "MPLS"),
}

# IANA ports of what we dissect in UDP
UDP_PORTS: Registry = {
    53: Entry("dns", "DNS"),
    2152: Entry("gtp", "GTP-U"),
    4789: Entry("vxlan", "VXLAN"),
    5353: Entry("dns", "Multicast DNS"),
    6081: Entry("geneve", "GENEVE"),
    8472: Entry("vxlan", "VXLAN before its registration"),
}


def follower(registry: Registry, number: int) -> str:
    """Return the parser a number calls for, 'data' for those not listed."""
    entry = registry.get(number)
    return entry.parser if entry else "data"


def name_of(registry: Registry, number: int) -> str:
    """Return the name people know a number by, the number itself where it is not listed."""
    entry = registry.get(number)
    return entry.name if entry else str(number)


def listed(registry: Registry, form: Format = dec) -> Format:
    """Print a number with its name from the registry."""
    return named({key: entry.name for key, entry in registry.items()}, form)


ethertype = listed(ETHERTYPES, hexa)
protocol = listed(IP_PROTOCOLS)
