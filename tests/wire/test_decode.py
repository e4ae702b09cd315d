"""IP and TCP: numbers, lengths, padding, damage; and the same answers from dpkt."""

import dpkt
import pytest

from fuzz import corpus
from fuzz.columns import new_frames
from tests.wire.packets import (
    CLIENT,
    IP6,
    SERVER,
    VLAN,
    assert_segment,
    assert_survives_cuts,
    decode,
    ether,
    ip4,
    ip6,
    tcp,
)
from tui_tcp.segment import CUT, Segment
from tui_tcp.wire.decode import Decoder
from tui_tcp.wire.frames import NO_HEADER, Kind

FRAME = ether(ip4(tcp()))


def test_the_numbers_of_a_segment() -> None:
    frames, decoder = new_frames(1), Decoder([Segment()])
    frames.measure(0, len(FRAME), len(FRAME), 0)
    decoder.decode(memoryview(FRAME), 0, frames, 0, 1, [1], 0)
    numbers = frames.seq_raw[0], frames.ack_raw[0], frames.window_raw[0], frames.header_word[0]
    assert numbers == (1000, 2000, 512, 0x5018)
    assert (frames.ip_at[0], frames.tcp_at[0]) == (14, 34)
    assert decoder.pairs.sockets(0) == ((CLIENT, 1025), (SERVER, 80))


def test_dpkt_says_the_same() -> None:
    for frame in (FRAME, ether(ip4(tcp(options=b"\x01\x01\x01\x01"))), ether(b"\x00\x05\x08\x00" + ip4(tcp()), VLAN)):
        ours, packet = decode(frame), dpkt.ethernet.Ethernet(frame).data
        assert ours.sockets == ((packet.src, packet.data.sport), (packet.dst, packet.data.dport))
        assert ours.payload == len(packet.data.data)
        assert ours.header_word >> 12 == packet.data.off


def test_dpkt_says_the_same_of_ipv6() -> None:
    frame = ether(ip6(b"\x06\x00" + bytes(6) + tcp(), 0), IP6)
    ours, packet = decode(frame), dpkt.ethernet.Ethernet(frame).data
    assert ours.sockets == ((packet.src, packet.data.sport), (packet.dst, packet.data.dport))


def test_padding_is_no_payload() -> None:
    assert_segment(FRAME + bytes(20))


@pytest.mark.parametrize("frame", [ether(ip4(tcp(), total=0)), ether(ip6(tcp(), length=0), IP6)], ids=["IPv4", "IPv6"])
def test_a_length_of_zero_means_the_frames(frame: bytes) -> None:
    assert_segment(frame)


def test_a_short_capture_keeps_the_lengths() -> None:
    decoded = decode(FRAME[:54], wire=len(FRAME))
    assert (decoded.kind, decoded.payload, decoded.length, decoded.form) == (Kind.TCP4, 5, 5, 0)


def test_where_the_frames_length_was_cut_both_lengths_are_told() -> None:
    decoded = decode(FRAME[:56], wire=56)
    assert (decoded.kind, decoded.payload, decoded.length) == (Kind.TCP4, 2, 5)


@pytest.mark.parametrize("captured", [16, 18, 19])
def test_sixteen_bytes_of_the_header_are_enough(captured: int) -> None:
    decoded = decode(FRAME[: 34 + captured], wire=len(FRAME))
    assert (decoded.kind, decoded.payload, decoded.form) == (Kind.TCP4, 5, CUT)


def test_fewer_are_cut() -> None:
    assert decode(FRAME[:49], wire=len(FRAME)).kind is Kind.CUT


def test_a_header_longer_than_its_packet_has_no_length() -> None:
    decoded = decode(ether(ip4(tcp(b"", words=8))))
    assert (decoded.kind, decoded.payload, decoded.length) == (Kind.PARTIAL, 0, 0)


@pytest.mark.parametrize("words", range(5))
def test_a_header_that_is_too_short_is_marked(words: int) -> None:
    decoded = decode(ether(ip4(tcp(words=words))))
    assert (decoded.kind, decoded.form, decoded.payload, decoded.length) == (Kind.TCP4, CUT, 25 - 4 * words, 0)


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        (ether(b"\x44" + ip4(tcp())[1:]), Kind.MALFORMED),
        (ether(b"\x55" + ip4(tcp())[1:]), Kind.MALFORMED),
        (ether(ip4(tcp(), total=19)), Kind.MALFORMED),
        (ether(ip4(tcp(), total=30)), Kind.CUT),
        (ether(ip4(tcp()), IP6), Kind.MALFORMED),
        (ether(ip4(b"", 132)), Kind.OTHER_IP),
        (ether(ip4(bytes(8), 17)), Kind.UDP),
        (ether(ip4(bytes(8), 1)), Kind.ICMP),
        (ether(ip6(bytes(8), 58), IP6), Kind.ICMP6),
        (ether(ip6(b"", 59), IP6), Kind.OTHER_IP),
        (ether(ip6(b"\x00\xff", 0), IP6), Kind.CUT),
        (ether(ip4(bytes(40), place=0x2010)), Kind.FRAGMENT),
        (b"", Kind.CUT),
    ],
)
def test_what_is_no_segment(frame: bytes, kind: Kind) -> None:
    assert decode(frame).kind is kind


def test_the_version_counts_more_than_the_ethertype() -> None:
    assert_segment(ether(ip6(tcp())))


def test_extension_headers_are_followed() -> None:
    chain = b"\x2b\x00" + bytes(6) + b"\x3c\x01" + bytes(14) + b"\x33\x00" + bytes(6) + b"\x06\x01" + bytes(10)
    assert_segment(ether(ip6(chain + tcp(), 0), IP6))
    assert_survives_cuts(ether(ip6(chain + tcp(), 0), IP6))


def test_extension_headers_without_end_are_not_followed() -> None:
    assert decode(ether(ip6(bytes(4000), 0), IP6)).kind is Kind.OTHER_IP


def test_records_of_no_interface_are_other_and_unknown_links_are_counted() -> None:
    frames, decoder = new_frames(2), Decoder([Segment()])
    frames.interface[0], frames.interface[1] = 9, 0
    decoder.decode(memoryview(b""), 0, frames, 0, 2, [195], 0)
    assert list(frames.kind) == [Kind.OTHER, Kind.UNKNOWN_LINK]
    assert decoder.unknown_links == {195: 1}


def test_a_header_too_deep_for_its_column_has_no_place_there() -> None:
    options = b"\x00\xff" + bytes(2046)
    frame = ether(ip6(options * 31 + b"\x06" + options[1:] + tcp(), 0, length=0), IP6)
    decoded = decode(frame)
    assert (decoded.kind, decoded.ports, decoded.tcp_at) == (Kind.TCP6, (1025, 80), NO_HEADER)


@pytest.mark.parametrize("number", range(len(corpus.frames())))
def test_every_frame_of_the_corpus_may_be_cut_anywhere(number: int) -> None:
    assert_survives_cuts(corpus.frames()[number][2:])
