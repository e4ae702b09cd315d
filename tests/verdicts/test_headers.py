import pytest

from tests.verdicts.captures import path
from tests.views.builders import SYN_OPTIONS, read, session_of, up
from tui_tcp.tcp.flags import ACK, AE, CWR, ECE, SYN
from tui_tcp.verdicts.headers import read_network, read_offer, read_options, read_segment


def test_an_offer() -> None:
    offer = read_offer(read(path("ecn.client")), 0)
    assert (offer.mss, offer.scale, offer.sack, offer.timestamps, offer.ecn) == (1460, 10, True, True, True)
    assert read_offer(read(path("ecn.client")), 1).ecn
    assert not read_offer(read(path("refused.client")), 0).ecn
    assert read_offer(read(path("tfo.client")), 0).fast_open


def test_sack_blocks_and_timestamps() -> None:
    session = read(path("fast_retransmit_sack.client"))
    options = read_options(session, 29)
    assert len(options.sacked) == 1 and options.timestamps
    assert options.is_whole


def test_options_that_cannot_be() -> None:
    for options in (b"\x02\x00\x00\x00", b"\x02\xff\x00\x00", b"\x08\x0a\x00\x00", SYN_OPTIONS[:4]):
        found = read_options(session_of([up(0, "S", 0, 0, options=options)]), 0)
        assert found.timestamps is None and found.sacked == []


def test_the_header_below() -> None:
    network = read_network(read(path("close_client_first.client")), 0)
    assert network and (network.version, network.ttl) == (4, 64)
    network = read_network(read(path("http_ipv6.client")), 0)
    assert network and (network.version, network.identification) == (6, 0)


def test_a_segment_without_the_padding_behind_it() -> None:
    assert len(read_segment(read(path("close_client_first.client")), 3)) == 32 + 18


@pytest.mark.parametrize(
    ("flags", "ecn", "accurate"),
    [
        (SYN | AE | CWR | ECE, True, True),
        (SYN | CWR | ECE, True, False),
        (SYN | ACK | CWR, False, True),
        (SYN | ACK | AE, False, True),
        (SYN | ACK | CWR | ECE, False, True),
        (SYN | ACK | AE | CWR, False, True),
        (SYN | ACK | ECE, True, False),
        (SYN | ACK | AE | CWR | ECE, False, False),
        (SYN | ACK, False, False),
    ],
)
def test_the_flags_that_ask_for_accurate_ecn_and_agree_to_it(flags: int, ecn: bool, accurate: bool) -> None:
    ms, frame = up(0, "S", 0, 0)
    word = int.from_bytes(frame[46:48], "big") & 0xF000 | flags
    offer = read_offer(session_of([(ms, frame[:46] + word.to_bytes(2, "big") + frame[48:])]), 0)
    assert (offer.ecn, offer.accurate_ecn) == (ecn, accurate)


def test_a_header_may_have_several_options_of_multipath_tcp() -> None:
    both = bytes((30, 8, 0x20, 1, 0, 0, 0, 1, 30, 4, 0x40, 1))
    found = read_options(session_of([up(0, "A", 0, 0, options=both)]), 0)
    assert found.multipath == (both[2:8], both[10:])
    assert found.found == {30: both[2:8]}
    assert read_options(session_of([up(0, "S", 0, 0, options=SYN_OPTIONS)]), 0).multipath == ()
