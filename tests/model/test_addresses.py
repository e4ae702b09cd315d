"""Addresses as people write them."""

from ipaddress import IPv6Address

import pytest

from tui_tcp.model.addresses import address_text, ipv4_text, socket_text, source_texts
from tui_tcp.wire.pairs import IPV6, Pairs


@pytest.mark.parametrize("text", ["::1", "fd09::1", "2001:db8::1:0:0:1", "2001:db8:0:1:1:1:1:1", "::"])
def test_ipv6_is_written_as_rfc_5952_says(text: str) -> None:
    assert address_text(IPv6Address(text).packed) == text


def test_ipv4_is_a_dotted_quad() -> None:
    assert address_text(bytes((192, 0, 2, 1))) == "192.0.2.1"


def test_a_socket_has_its_port_behind_a_colon_and_ipv6_in_brackets() -> None:
    assert socket_text((bytes((192, 0, 2, 1)), 80)) == "192.0.2.1:80"
    assert socket_text((IPv6Address("fd09::2").packed, 443)) == "[fd09::2]:443"


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0.0.0.0"), (0xC0000201, "192.0.2.1"), (0xFFFFFFFF, "255.255.255.255")]
)
def test_a_number_is_written_as_a_dotted_quad(number: int, text: str) -> None:
    assert ipv4_text(number) == text


def test_the_sources_of_pairs_are_written_as_sockets_are() -> None:
    pairs = Pairs()
    four = pairs.find(0, 0x0A000001, 0, 0x0A000002, 65535 << 16 | 80)
    six = pairs.find(0x20010DB8 << 32, 1, 0x20010DB8 << 32, 2, IPV6 | 1025 << 16 | 443)
    numbers = [four, four ^ 1, six, six ^ 1]
    assert source_texts(pairs, numbers) == ["10.0.0.1:65535", "10.0.0.2:80", "[2001:db8::1]:1025", "[2001:db8::2]:443"]
    assert source_texts(pairs, numbers) == [socket_text(pairs.socket(number)) for number in numbers]
