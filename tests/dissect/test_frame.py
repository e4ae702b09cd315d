"""The way through the layers: order, cuts, padding, depth, and never an exception."""

import subprocess
from functools import cache
from shutil import which

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_tcp.dissect.frame import MAX_DEPTH, MAX_LAYERS, PARSERS, dissect
from tui_tcp.dissect.layers import Layer
from tui_tcp.dissect.registry import (
    ETHERTYPES,
    FAMILIES,
    GRE_PROTOCOLS,
    IP_PROTOCOLS,
    LINK_TYPES,
    PPP_PROTOCOLS,
    SAPS,
    UDP_PORTS,
)

from . import builders as b
from .captures import sampled
from .looking import check, everything, labelled, names, values

LAST = ("data", "eth.padding", "eth.trailer")
REQUEST = b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"
OPTIONS = bytes.fromhex("020405b4 0402 080a 00000001 00000002 01 030307")
SAMPLES = {
    "http": b.ether(b.ip(b.tcp(REQUEST + b"body", options=OPTIONS))),
    "tls": b.ether(b.ip(b.tcp(b.client_hello(b"example.org")))),
    "dns": b.ether(b.ip(b.udp(b.dns_answer(), (53, 40000)), 17)),
    "ipv6": b.ether(
        b.ipv6(b"\x3c\0\1\4\0\0\0\0" + b"\6\0\1\4\0\0\0\0" + b.tcp(ends=(b.CLIENT6, b.SERVER6)), 0), 0x86DD
    ),
    "vlans": b.ether(b.vlan(b.vlan(b.ip(b.tcp()), 7), 5, 0x8100), 0x88A8),
    "vxlan": b.ether(b.ip(b.udp(bytes.fromhex("0800000000002a00") + b.ether(b.ip(b.tcp())), (9, 4789)), 17)),
    "gre": b.ether(b.ip(bytes.fromhex("30000800 00000001 00000002") + b.ip(b.tcp()), 47)),
    "icmp": b.ether(b.ip(bytes.fromhex("0303fcfc00000000") + b.ip(b.tcp())[:28], 1)),
    "padded": b.ether(b.ip(b.tcp()), pad=True),
}


def headers(layers: list[Layer]) -> list[str]:
    """The names of the layers, less those that stand for bytes nobody dissects."""
    return [name for name in names(layers) if name not in LAST]


@pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES)
def test_a_frame_cut_at_any_length_keeps_what_was_understood(data: bytes) -> None:
    whole = headers(dissect(data, 1))
    for size in range(len(data)):
        layers = dissect(data[:size], 1, len(data))
        check(layers, data[:size])
        assert headers(layers) == whole[: len(headers(layers))]


@pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES)
def test_whole_samples_have_nothing_to_complain_about(data: bytes) -> None:
    layers = dissect(data, 1)
    check(layers, data)
    assert not labelled(layers, "Malformed")
    assert {value.split(", ")[-1] for value in values(layers, "tcp.checksum")} <= {
        "correct",
        "not verified (cut short)",
    }


def test_real_frames_cut_at_every_length_never_raise() -> None:
    for _, link_type, data in list(sampled(1))[::5]:
        for size in range(min(len(data), 100)):
            check(dissect(data[:size], link_type, len(data)), data[:size])


@settings(max_examples=40, derandomize=True, deadline=None)
@given(data=st.binary(max_size=200))
@pytest.mark.parametrize("link_type", [*LINK_TYPES, 147])
def test_random_bytes_never_raise(link_type: int, data: bytes) -> None:
    check(dissect(data, link_type), data)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    sample=st.sampled_from(sorted(SAMPLES)),
    changes=st.lists(st.tuples(st.integers(12, 250), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_damaged_frames_never_raise(sample: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLES[sample])
    for at, value in changes:
        data[at % len(data)] = value
    check(dissect(bytes(data), 1), bytes(data))


@settings(max_examples=25, derandomize=True, deadline=None)
@given(payload=st.binary(max_size=120))
@pytest.mark.parametrize("protocol", sorted(IP_PROTOCOLS))
def test_random_payloads_of_every_protocol_never_raise(protocol: int, payload: bytes) -> None:
    for data, link_type in ((b.ip(payload, protocol), 228), (b.ipv6(payload, protocol), 229)):
        check(dissect(data, link_type), data)


@settings(max_examples=25, derandomize=True, deadline=None)
@given(payload=st.binary(max_size=120))
@pytest.mark.parametrize("port", sorted(UDP_PORTS))
def test_random_datagrams_of_every_port_never_raise(port: int, payload: bytes) -> None:
    data = b.ip(b.udp(payload, (40000, port)), 17)
    check(dissect(data, 228), data)


def test_http_over_tcp_over_ethernet() -> None:
    assert names(dissect(SAMPLES["http"], 1)) == ["eth", "ip", "tcp", "http", "data"]


def test_padding_is_a_layer_of_its_own_and_never_payload() -> None:
    layers = dissect(SAMPLES["padded"], 1)
    assert names(layers) == ["eth", "ip", "tcp", "eth.padding"]
    assert (layers[-1].start, layers[-1].size) == (54, 6)
    assert values(layers, "tcp.len") == ["0 bytes"]


def test_what_a_card_appends_is_a_trailer() -> None:
    data = b.ether(b.ip(b.tcp(bytes(40)))) + b"\xde\xad\xbe\xef"
    assert values(dissect(data, 1), "eth.trailer") == ["deadbeef"]


def test_tunnels_are_followed_to_a_fixed_depth() -> None:
    packet = b.ip(b.tcp())
    for _ in range(MAX_DEPTH + 3):
        packet = b.ip(packet, 4)
    layers = dissect(packet, 228)
    assert names(layers) == ["ip"] * MAX_DEPTH + ["data"]
    assert labelled(layers, "Malformed") == ["nested too deeply"]


def test_a_frame_of_nothing_but_tags_ends() -> None:
    data = b.ether(b"\0\1\x81\0" * 10_000, 0x8100)
    assert len(dissect(data, 1)) == MAX_LAYERS + 1


def test_an_unknown_link_type_is_named() -> None:
    layers = dissect(b"abc", 147)
    assert layers[0].title == "Data, 3 bytes, link type 147"


def test_headers_without_a_parser_are_bridged_to_the_packet_that_decoding_found() -> None:
    packet = b.ip(b.tcp(b"abc"))
    layers = dissect(bytes(24) + packet, 127, packet_at=24)
    assert names(layers)[:3] == ["", "ip", "tcp"]
    assert layers[0].title == "Link type 127, 24 bytes, not read in detail"
    behind = dissect(b.ether(bytes(8) + packet, 0x22F3), 1, packet_at=22)
    assert [(layer.title, layer.start) for layer in behind[1:2]] == [("Headers, 8 bytes, not read in detail", 14)]
    assert names(behind)[2:4] == ["ip", "tcp"]


@pytest.mark.parametrize("packet_at", [0, 5, 99])
def test_a_place_that_is_not_within_what_nobody_reads_changes_nothing(packet_at: int) -> None:
    frame = b.ether(b.ip(b.tcp(b"abc")))
    assert dissect(frame, 1, packet_at=packet_at) == dissect(frame, 1)


def test_payload_that_looks_like_markup_or_escapes_is_harmless() -> None:
    hostile = b"\x1b]0;owned\x07[bold red]x[/]\r\n\xe2\x80\xae\x9b31m"
    layers = dissect(b.ether(b.ip(b.tcp(hostile))), 1)
    assert values(layers, "data.data") == [r"\x1b]0;owned\x07[bold red]x[/]\r\n\u202e\x9b31m"]


def test_every_registered_parser_exists() -> None:
    registries = (LINK_TYPES, ETHERTYPES, GRE_PROTOCOLS, PPP_PROTOCOLS, FAMILIES, SAPS, IP_PROTOCOLS, UDP_PORTS)
    called = {entry.parser for registry in registries for entry in registry.values()} - {"", "snap"}
    assert called <= set(PARSERS)


@cache
def wireshark_names() -> frozenset[str]:
    text = subprocess.run(["tshark", "-G", "fields"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    return frozenset(line.split("\t")[2] for line in text.splitlines() if line.count("\t") > 2)


# Wireshark filters by these, but lists them nowhere.
OPTION_NAMES = (
    *("ao", "acc_ecn", "echo", "echoreply", "eol", "experimental", "md5", "mss", "nop"),
    *("qs", "sack", "sack_perm", "tfo", "timestamp", "user_to", "wscale"),
)
UNLISTED = {f"tcp.options.{name}" for name in OPTION_NAMES} | {"_ws.malformed", ""}


@pytest.mark.skipif(which("tshark") is None, reason="tshark is not installed")
def test_field_names_are_wiresharks() -> None:
    used = {field.name for _, link_type, data in sampled(3) for field in everything(dissect(data, link_type))}
    used |= {field.name for data in SAMPLES.values() for field in everything(dissect(data, 1))}
    assert used - wireshark_names() - UNLISTED == set()
