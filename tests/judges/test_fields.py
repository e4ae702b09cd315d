"""Fields of headers as tshark prints them, on real captures; `test_frame_fields` has those of all plain segments."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.judges.answers import packets
from tests.judges.test_agree import CAPTURES
from tui_tcp.fields.cooked_fields import COOKED_FIELDS
from tui_tcp.fields.datagram_fields import DATAGRAM_FIELDS
from tui_tcp.fields.extension_fields import EXTENSION_FIELDS
from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.icmp6_fields import ICMP6_FIELDS
from tui_tcp.fields.icmp_fields import ICMP_FIELDS
from tui_tcp.fields.ip_options import IP_OPTION_FIELDS
from tui_tcp.fields.link_fields import LINK_FIELDS
from tui_tcp.fields.mptcp_options import MPTCP_FIELDS
from tui_tcp.fields.note_fields import NOTE_FIELDS
from tui_tcp.fields.rare_options import RARE_OPTION_FIELDS
from tui_tcp.fields.remark_fields import REMARK_FIELDS
from tui_tcp.fields.tcp_options import OPTION_FIELDS
from tui_tcp.fields.trailers import TRAILER_FIELDS
from tui_tcp.fields.tunnel_fields import TUNNEL_FIELDS

_OURS = "tcp.options.mptcp"  # Wireshark has no name for the option as a whole
_OPTIONS = [field for field in (*OPTION_FIELDS, *RARE_OPTION_FIELDS, *MPTCP_FIELDS) if field.name != _OURS]
# capture -> the tables of which it has something
HELD = {
    "arkime__pppoe.pcap": TUNNEL_FIELDS,
    "flowlab__03_ipv6_ah_tcp.pcap": TUNNEL_FIELDS,
    "libpcap__AH-IPcomp-IPv4.pcap": TUNNEL_FIELDS,
    "ndpi__BGP_redist.pcap": TUNNEL_FIELDS,
    "pcapsql__gre_keyed.pcap": TUNNEL_FIELDS,
    "pcpp__GrePackets.pcap": TUNNEL_FIELDS,
    "ndpi__vxlan.pcap": (*TUNNEL_FIELDS, *DATAGRAM_FIELDS),
    "packetnet__vxlan.pcap": TUNNEL_FIELDS,
    "pcpp__ip-frag.pcap": DATAGRAM_FIELDS,
    "tcpreplay__test2.rewrite_efcs.pcap": (
        *TRAILER_FIELDS,
        *REMARK_FIELDS,
        *DATAGRAM_FIELDS,
        *ICMP_FIELDS,
        *TUNNEL_FIELDS,
    ),
    "sv__bug-5437-01__input.pcap": TUNNEL_FIELDS,
    "zeek__geneve-many-options.pcap": TUNNEL_FIELDS,
    "zeek__gre-sample.pcap": TUNNEL_FIELDS,
    "zeek__gtp1_gn_normal_incl_fragmentation.pcap": TUNNEL_FIELDS,
    "libtrace__vlan.pcap": (*REMARK_FIELDS, *LINK_FIELDS, *COOKED_FIELDS, *TRAILER_FIELDS),
    "ndpi__pop3.pcap": TRAILER_FIELDS,
    "ppa3__tcp_retransmissions.pcapng": TRAILER_FIELDS,
    "sv__issue-3341-tcphdr-01__urgent11_cve_2019_12260.pcap": (*COOKED_FIELDS, *TRAILER_FIELDS),
    "tcptrace__discard.solaris.dmp.gz": TRAILER_FIELDS,
    "zeek__206_example_b.pcap": TRAILER_FIELDS,
    "linux__dup_packets.pcap": (*_OPTIONS, *REMARK_FIELDS),
    "linux__mptcp.pcap": _OPTIONS,
    "linux__simultaneous_close.pcap": REMARK_FIELDS,
    "linux__tfo.pcap": (*_OPTIONS, *REMARK_FIELDS),
    "sv__tcp-fastopen-11-reject-syn-data__tlpw-tcp-tfo-data-on-syn-nack.pcap": REMARK_FIELDS,
    "drill__tcp-1.pcap": REMARK_FIELDS,
    "sv__tcp-fastopen-05__tfo.pcap": _OPTIONS,
    "tcpdump__accecn_handshake.pcap": _OPTIONS,
    "tcpdump__mptcp-fclose.pcap": _OPTIONS,
    "tcpdump__mptcp-tcprst.pcap": _OPTIONS,
    "tcpdump__mptcp-v0.pcap": _OPTIONS,
    "tcpdump__tcp-auth-heapoverflow.pcap": _OPTIONS,
    "pngtest__le_test009.pcapng": NOTE_FIELDS,
    "ndpi__reasm_crash_anon.pcapng": (*COOKED_FIELDS, *NOTE_FIELDS),
    "packetnet__LinuxCookedCapturev2.pcap": (*COOKED_FIELDS, *TRAILER_FIELDS),
    "tcptrace__linux_cooked_socket.dmp.gz": COOKED_FIELDS,
    "tcptrace__dlt_null.dmp.gz": COOKED_FIELDS,
    "pcpp__ipv4-options.pcap": (*IP_OPTION_FIELDS, *ICMP_FIELDS),
    "sv__base64-decode-5885__input.pcap": (*IP_OPTION_FIELDS, *EXTENSION_FIELDS, *ICMP_FIELDS, *ICMP6_FIELDS),
    "tcpdump__bigtcp-ipv6-hbh.pcap": EXTENSION_FIELDS,
    "tcpflow__test1.pcap": (*LINK_FIELDS, *ICMP6_FIELDS),
    "zeek__ip6-hoa-tcp-bad-chksum.pcap": EXTENSION_FIELDS,
    "zeek__ip6-route0-tcp-bad-chksum.pcap": EXTENSION_FIELDS,
    "sv__bug-6887-defrag-eth-vlan-ipv6-tcp__frag-eth-vlan-ipv6-tcp.pcap": EXTENSION_FIELDS,
}
TRANSPORTS = {"tcp", "udp", "icmp", "icmpv6", "arp", "igmp", "ip", "ipv6", "llc", "gre", "ppp", "mpls"}
_PRINTED_OTHERWISE = (Type.PROTOCOL, Type.LABEL)  # as a title there; whether they are there is what counts


def capture(name: str) -> Path:
    path = CAPTURES / "all" / name
    if not path.exists():
        pytest.skip("the capture is not here")
    return path


@cache
def tshark(path: Path, names: tuple[str, ...]) -> list[dict[str, str]]:
    """What tshark prints, a frame each."""
    options = ["-n", "-o", "tcp.desegment_tcp_streams:FALSE", "-T", "fields"]
    asked = [part for name in names for part in ("-e", name)]
    out = subprocess.run(["tshark", "-r", path, *options, *asked], capture_output=True, text=True, check=True).stdout
    return [dict(zip(names, line.split("\t"), strict=True)) for line in out.splitlines()]


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
@pytest.mark.parametrize("name", HELD)
def test_fields_print_as_tshark_prints_them(name: str) -> None:
    path = capture(name)
    fields: list[FrameField] = list(HELD[name])
    names = tuple(field.name for field in fields)
    loosely = {field.name for field in fields if field.type in _PRINTED_OTHERWISE}
    differing = [
        f"#{number} {field}: {their[field]} not {our[field]}"
        for number, (their, our) in enumerate(zip(tshark(path, names), packets(path, names), strict=True), 1)
        for field in names
        if (bool(their[field]) != bool(our[field]) if field in loosely else their[field] != our[field])
    ]
    assert not differing, differing[:20]
    assert any(any(answer.values()) for answer in tshark(path, names))


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
@pytest.mark.parametrize("name", HELD)
def test_protocols_are_listed_as_far_as_they_are_known(name: str) -> None:
    """Up to the transport the lists are the same; behind it Wireshark tells more applications apart."""
    path = capture(name)
    field = ("frame.protocols",)
    theirs = [answer[field[0]].split(":") for answer in tshark(path, field)]
    for number, (their, our) in enumerate(zip(theirs, packets(path, field), strict=True), 1):
        names = our[field[0]].split(":")
        last = max((place for place, each in enumerate(names) if each in TRANSPORTS), default=len(names) - 1)
        assert names[: last + 1] == their[: last + 1], number


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
@pytest.mark.parametrize("name", ["linux__urgent.pcap", "linux__reorder.pcap", "libtrace__100_packetsns.pcap"])
def test_data_is_what_wireshark_takes_for_it(name: str) -> None:
    path = capture(name)
    fields = ("data.len", "data.data", "frame.protocols")
    assert packets(path, fields) == tshark(path, fields)
