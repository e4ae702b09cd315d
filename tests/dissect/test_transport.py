"""TCP and UDP headers."""

from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import labelled, names, values


def test_tcp_fields_have_their_bytes() -> None:
    tcp = dissect(b.ip(b.tcp(b"abc", flags=0x12)), 228)[1]
    assert {field.name: (field.value, field.start, field.size) for field in tcp.fields} == {
        "tcp.srcport": ("51234", 20, 2),
        "tcp.dstport": ("80", 22, 2),
        "tcp.seq_raw": ("1000", 24, 4),
        "tcp.ack_raw": ("2000", 28, 4),
        "tcp.hdr_len": ("20 bytes", 32, 1),
        "tcp.flags": ("0x0012 (SYN, ACK)", 32, 2),
        "tcp.window_size_value": ("502", 34, 2),
        "tcp.checksum": (tcp.fields[7].value, 36, 2),
        "tcp.urgent_pointer": ("0", 38, 2),
        "tcp.len": ("3 bytes", 40, 0),
    }
    assert tcp.title == "Transmission Control Protocol, 51234 -> 80, seq 1000 (raw), len 3"


def test_flag_bits_stand_under_the_flags() -> None:
    layers = dissect(b.ip(b.tcp(flags=0x1C2)), 228)
    assert values(layers, "tcp.flags") == ["0x01c2 (SYN, ECE, CWR, AE)"]
    assert (values(layers, "tcp.flags.syn"), values(layers, "tcp.flags.ack")) == (["1 (set)"], ["0 (not set)"])


def test_a_header_length_below_twenty_ends_the_reading() -> None:
    segment = b.tcp(b"abc")
    layers = dissect(b.ip(segment[:12] + b"\x40" + segment[13:]), 228)
    assert names(layers) == ["ip", "tcp"]
    assert labelled(layers, "Malformed") == ["header length of 16 bytes"]


def test_a_header_longer_than_the_packet_is_malformed() -> None:
    segment = b.tcp(b"abc")
    layers = dissect(b.ip(segment[:12] + b"\xf0" + segment[13:]), 228)
    assert labelled(layers, "Malformed")[-1] == "60 bytes needed, 23 there"


def test_payload_that_was_not_captured_is_counted() -> None:
    layers = dissect(b.ip(b.tcp(b"x" * 100))[:60], 228, 140)
    assert values(layers, "tcp.len") == ["100 bytes"]
    assert labelled(layers, "Truncated") == ["20 of 100 bytes there"]


def test_udp_lengths() -> None:
    assert names(dissect(b.ip(b.udp(b"abc", (1, 2)), 17), 228)) == ["ip", "udp", "data"]
    layers = dissect(b.ip(b.udp(b"abc", (1, 2), length=7), 17), 228)
    assert labelled(layers, "Malformed") == ["length 7, the header alone has 8"]
    # Beyond the packet is nothing to read, whatever the datagram says.
    assert values(dissect(b.ip(b.udp(b"abc", (1, 2), length=90), 17) + b"zzz", 228), "data.data") == ["abc"]
