"""DNS messages found among datagrams."""

from pathlib import Path

from tests.dissect import builders as b
from tests.model.captures import session_with
from tests.names.packets import CLIENT, answer
from tui_tcp.names.datagrams import dns_datagrams

MESSAGE = b"a message of more than twelve bytes"


def test_they_are_found_by_the_port_they_come_from(tmp_path: Path) -> None:
    query = b.ether(b.ip(b.udp(MESSAGE, (5000, 53)), 17))
    frames = [answer(MESSAGE), query, answer(MESSAGE, 5353), answer(MESSAGE, 80), b.ether(b.ip(b.tcp()))]
    session = session_with(tmp_path, frames)
    found = list(dns_datagrams(session, 0, session.frame_count))
    assert found == [(0, CLIENT, MESSAGE), (2, CLIENT, MESSAGE)]
    assert list(dns_datagrams(session, 1, 2)) == []


def test_behind_ipv6_and_ip_options(tmp_path: Path) -> None:
    six = b.ether(b.ipv6(b.udp(MESSAGE, (53, 5000), (b.CLIENT6, b.SERVER6)), 17), 0x86DD)
    four = b.ether(b.ip(b.udp(MESSAGE, (53, 5000)), 17, options=bytes(4)))
    session = session_with(tmp_path, [six, four])
    assert [message for _, _, message in dns_datagrams(session, 0, 2)] == [MESSAGE] * 2


def test_later_fragments_and_cut_ones_are_left(tmp_path: Path) -> None:
    datagram = b.udp(MESSAGE, (53, 5000))
    frames = [b.ether(b.ip(datagram, 17, fragment=9)), answer(MESSAGE)[:40]]
    session = session_with(tmp_path, frames)
    assert list(dns_datagrams(session, 0, 2)) == []


def test_one_in_fragments_is_that_of_the_row_that_completes_it(tmp_path: Path) -> None:
    datagram = b.udp(MESSAGE, (53, 5000))
    frames = [b.ether(b.ip(datagram[:16], 17, fragment=0x2000)), b.ether(b.ip(datagram[16:], 17, fragment=2))]
    for order in (frames, frames[::-1]):
        (found,) = dns_datagrams(session_with(tmp_path, order), 0, 2)
        assert (found[0], found[2]) == (1, MESSAGE)
