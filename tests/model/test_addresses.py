"""Addresses as people write them."""

from ipaddress import IPv6Address

import pytest

from tui_tcp.model.addresses import address_text, socket_text


@pytest.mark.parametrize("text", ["::1", "fd09::1", "2001:db8::1:0:0:1", "2001:db8:0:1:1:1:1:1", "::"])
def test_ipv6_is_written_as_rfc_5952_says(text: str) -> None:
    assert address_text(IPv6Address(text).packed) == text


def test_ipv4_is_a_dotted_quad() -> None:
    assert address_text(bytes((192, 0, 2, 1))) == "192.0.2.1"


def test_a_socket_has_its_port_behind_a_colon_and_ipv6_in_brackets() -> None:
    assert socket_text((bytes((192, 0, 2, 1)), 80)) == "192.0.2.1:80"
    assert socket_text((IPv6Address("fd09::2").packed, 443)) == "[fd09::2]:443"
