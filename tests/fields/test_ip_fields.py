"""IPv4 and IPv6, as tshark prints them (test_frame_fields compares all); what is said of tunnels."""

from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.fields.frames import HANDSHAKE, QUOTED, icmp, read
from tests.model.captures import datagram
from tui_tcp.fields.field import Type, Value
from tui_tcp.fields.ip_fields import IP_FIELDS

TUNNEL = b.ether(b.ip(b.ip(b.udp(b"hello", (1, 2)), 17), 4))
FRAMES = [HANDSHAKE[1], datagram(), TUNNEL, icmp(3, bytes(4) + QUOTED)]
ONE, TWO = 0x0A090001, 0x0A090002


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("ip.src", [TWO, ONE, (ONE, ONE), (ONE, ONE)]),
        ("ip.addr", [(TWO, ONE), (ONE, TWO), (ONE, TWO, ONE, TWO), (ONE, TWO, ONE, TWO)]),
        ("ip.dst_host", ["10.9.0.1", "10.9.0.2", ("10.9.0.2", "10.9.0.2"), ("10.9.0.2", "10.9.0.2")]),
        ("ip.proto", [6, 17, (4, 17), (1, 6)]),
        ("ip.ttl", [64, 64, (64, 64), (64, 64)]),
        ("ip.hdr_len", [20, 20, (20, 20), (20, 20)]),
        ("ip.checksum.status", [2, 2, (2, 2), (2, 2)]),
        ("ipv6.src", [None] * 4),
    ],
)
def test_every_header_has_its_value(name: str, values: list[Value], tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == values


def test_addresses_are_of_their_type() -> None:
    kinds = {field.name: field.type for field in IP_FIELDS}
    assert (kinds["ip.addr"], kinds["ipv6.addr"]) == (Type.IPV4, Type.IPV6)


def test_a_header_that_was_cut_is_there_and_what_of_it_was_captured(tmp_path: Path) -> None:
    cut = datagram()[: 14 + 12]
    assert read(tmp_path, [cut], "ip") == [cut[14:]]
    assert read(tmp_path, [cut], "ip.len") == [int.from_bytes(cut[16:18], "big")]


def test_a_layer_of_which_nothing_was_captured_is_not_there(tmp_path: Path) -> None:
    assert read(tmp_path, [datagram()[: 14 + 20]], "udp") == [None]
    assert read(tmp_path, [HANDSHAKE[0][: 14 + 20]], "tcp") == [None]


def test_fragments_lie_in_units_of_eight_bytes(tmp_path: Path) -> None:
    whole = datagram()
    assert read(tmp_path, [whole[:20] + b"\x00\xb9" + whole[22:]], "ip.frag_offset") == [185]


def test_a_packet_that_says_no_length_is_as_long_as_its_frame_says(tmp_path: Path) -> None:
    """A card cuts it into segments later (TCP segmentation offload); tshark 4.0 tells the length as well."""
    uncut = b.ether(b.ip(b.tcp(b"x" * 60), length=0))
    assert read(tmp_path, [uncut], "ip.len") == [100]


@pytest.mark.parametrize(
    ("identifier", "address"),
    [
        ("0211:22ff:fe33:4455", 0x001122334455),
        ("311:22ff:fe33:4455", 0x011122334455),
        ("0011:22ff:fe33:4455", None),  # of no maker
        ("0211:22ff:ff33:4455", None),
    ],
)
def test_the_hardware_address_in_one_of_ipv6(identifier: str, address: int | None, tmp_path: Path) -> None:
    host, other = f"fe80::{identifier}", "2001:db8::1"
    frames = [b.ether(b.ipv6(b"", 59, *ends), 0x86DD) for ends in ((host, other), (other, host))]
    assert read(tmp_path, frames, "ipv6.src_slaac_mac") == [address, None]
    assert read(tmp_path, frames, "ipv6.dst_slaac_mac") == [None, address]
    assert read(tmp_path, frames, "ipv6.slaac_mac") == [address, address]
