"""Zeros that only fill a frame, though the IP header counts them."""

import pytest

from tests.wire.packets import IP6, decode, ether, ip4, ip6, tcp

ACK, PSH_ACK, FIN_ACK, SYN_ACK = 0x10, 0x18, 0x11, 0x12


@pytest.mark.parametrize("size", [2, 6], ids=["behind a VLAN's tag", "to the least frame"])
@pytest.mark.parametrize("flags", [ACK, FIN_ACK])
def test_it_is_no_payload_but_shown_as_wireshark_shows_it(size: int, flags: int) -> None:
    decoded = decode(ether(ip4(tcp(bytes(size), flags=flags))))
    assert (decoded.length, decoded.payload) == (0, size)


@pytest.mark.parametrize(
    "frame",
    [
        ether(ip4(tcp(bytes(6), flags=PSH_ACK))),
        ether(ip4(tcp(bytes(6), flags=SYN_ACK))),
        ether(ip4(tcp(b"\0\0\0\0\0\1", flags=ACK))),
        ether(ip4(tcp(bytes(5), flags=ACK))),
        ether(ip4(tcp(bytes(7), flags=ACK))),
        ether(ip4(tcp(bytes(2), b"\1" * 8, flags=ACK))),
        ether(ip6(tcp(bytes(6), flags=ACK)), IP6),
    ],
    ids=["pushed", "of a SYN", "no zeros", "less than fills", "more than fills", "behind options", "of IPv6"],
)
def test_whatever_else_is_small_is_payload(frame: bytes) -> None:
    decoded = decode(frame)
    assert decoded.length == decoded.payload > 0


def test_what_was_not_captured_is_payload() -> None:
    frame = ether(ip4(tcp(bytes(6), flags=ACK)))
    assert decode(frame[:-1], wire=len(frame)).length == 6
