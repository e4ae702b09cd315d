"""The registered numbers."""

from tui_tcp.dissect.registry import IP_PROTOCOLS, ethertype, follower, name_of, protocol


def test_numbers_are_printed_with_their_names() -> None:
    assert protocol(b"\x06") == "6 (TCP)"
    assert protocol(b"\xfe") == "254"
    assert ethertype(b"\x86\xdd") == "0x86dd (IPv6)"


def test_what_is_not_listed_is_data() -> None:
    assert (follower(IP_PROTOCOLS, 6), follower(IP_PROTOCOLS, 254)) == ("tcp", "data")
    assert name_of(IP_PROTOCOLS, 254) == "254"
