"""What a file says of the interfaces that frames were captured at."""

from tui_tcp.wire.interfaces import Interface


def test_an_interface_of_a_pcap_file_has_its_link_and_microseconds() -> None:
    assert Interface(1) == Interface(1, "", "", 0, 1_000_000, 0, 0)
