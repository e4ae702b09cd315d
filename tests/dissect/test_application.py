"""One segment's payload in a few words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_tcp.dissect.application import LIMIT, protocol_of, summary

from . import builders as b

SMB2 = b"\0\0\0\x40\xfeSMB" + bytes(8) + b"\x01\0" + bytes(2) + b"\x01" + bytes(20)
CASES = {
    b"GET / HTTP/1.1\r\nHost: x\r\n\r\n": "GET / HTTP/1.1",
    b"HTTP/1.1 200 OK\r\n\r\n": "HTTP/1.1 200 OK",
    b"GET /" + b"a" * 200 + b" HTTP/1.1\r\n": "GET /" + "a" * 45 + "… HTTP/1.1",
    b.client_hello(b"example.org"): "TLS Client Hello (example.org)",
    b"\x17\x03\x03\0\x40" + bytes(64): "TLS Application Data",
    b"SSH-2.0-OpenSSH_9.2\r\n": "SSH-2.0-OpenSSH_9.2",
    b"220 mail.example ESMTP\r\n": "220 mail.example ESMTP",
    b"EHLO client.example\r\n": "EHLO client.example",
    b"+OK ready\r\n": "+OK ready",
    b"a1 LOGIN user secret\r\n": "a1 LOGIN user secret",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n": "PRI * HTTP/2.0",
    SMB2: "SMB2 Session Setup response",
    b"\xff" * 16 + b"\0\x13\x04": "BGP Keepalive",
    b"\x13BitTorrent protocol" + bytes(48): "BitTorrent handshake",
    b"": "",
    b"\0": "",
    b"some text of nobody\r\n": "",
    bytes(1000): "",
}


@pytest.mark.parametrize(("payload", "label"), CASES.items(), ids=range(len(CASES)))
def test_summary(payload: bytes, label: str) -> None:
    assert summary(payload) == label


@settings(max_examples=200, derandomize=True)
@given(st.sampled_from([payload for payload in CASES if payload]), st.binary(max_size=60), st.integers(0, 80))
def test_summaries_are_short_printable_and_never_raise(payload: bytes, noise: bytes, at: int) -> None:
    for hostile in (payload[:at] + noise, payload[:at] + noise + payload[at + len(noise) :], noise, payload[:at]):
        label = summary(hostile)
        assert len(label) <= LIMIT
        assert label.isprintable()


def test_hostile_text_is_harmless() -> None:
    assert summary(b"HTTP/1.1 200 \x1b]0;x\x07[red]\r\n") == r"HTTP/1.1 200 \x1b]0;x\x07[red]"


def test_dns_is_known_by_its_port_alone() -> None:
    assert protocol_of(b"\0\x20abcd", (53, 40000)) == "dns.tcp"
    assert protocol_of(b"\0\x20abcd", (54, 40000)) == "data"
