"""Applications by their first bytes and by their ports."""

import pytest

from tests.dissect import builders as b
from tui_tcp.names.applications import application_by_port, application_of

UNKNOWN = 40_001
BEGINNINGS = {
    "tls": [b.client_hello(b"example.org"), b"\x17\x03\x03\x00\x20" + bytes(32)],
    "http": [
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"HTTP/1.0 404 Not Found\r\n",
        b"GET /" + b"x" * 2000 + b" HTTP/1.1\r\n",
    ],
    "http2": [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    "rtsp": [b"OPTIONS rtsp://a/ RTSP/1.0\r\n"],
    "sip": [b"REGISTER sip:a SIP/2.0\r\n"],
    "ssh": [b"SSH-2.0-OpenSSH_9.2\r\n"],
    "smtp": [b"220 mail.example.org ESMTP\r\n", b"EHLO me\r\n"],
    "ftp": [b"220 (vsFTPd 3.0.3)\r\n", b"220 FTP ready\r\n"],
    "pop3": [b"+OK ready\r\n"],
    "imap": [b"* OK IMAP4rev1\r\n", b"a001 LOGIN me secret\r\n"],
    "bgp": [b"\xff" * 16 + b"\x00\x13\x04"],
    "smb": [b"\x00\x00\x00\x40\xfeSMB" + bytes(60)],
    "bittorrent": [b"\x13BitTorrent protocol" + bytes(48)],
    "mysql": [b"\x4a\x00\x00\x00\x0a8.0.32\x00" + bytes(60)],
    "postgresql": [b"\x00\x00\x00\x08\x04\xd2\x16\x2f", b"\x00\x00\x00\x29\x00\x03\x00\x00user\x00me\x00\x00"],
    "redis": [b"*1\r\n$4\r\nPING\r\n"],
    "mqtt": [b"\x10\x10\x00\x04MQTT\x04\x02"],
    "amqp": [b"AMQP\x00\x00\x09\x01"],
    "vnc": [b"RFB 003.008\n"],
    "telnet": [b"\xff\xfd\x18\xff\xfd\x20"],
    "rdp": [b"\x03\x00\x00\x2c\x27\xe0\x00\x00\x00\x00\x00Cookie: mstshash=me\r\n"],
    "irc": [b"NICK me\r\nUSER me 0 * :Me\r\n"],
    "xmpp": [b"<?xml version='1.0'?><stream:stream to='a'>"],
    "ldap": [b"\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\x00\x80\x00"],
    "": [b"", b"\x00", b"nothing known", bytes(600), b"\xff" * 600, b"220 ready\r\n"],
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_by_the_first_bytes(name: str) -> None:
    assert [application_of(payload, UNKNOWN) for payload in BEGINNINGS[name]] == [name] * len(BEGINNINGS[name])


def test_dns_is_known_by_its_port_and_length() -> None:
    message = b"\x00\x0c" + bytes(12)
    assert [application_of(payload, 53) for payload in (message, b"\x00\x01x", b"\x00")] == ["dns", "", ""]
    assert application_of(message, UNKNOWN) == ""


@pytest.mark.parametrize(("port", "name"), [(443, "tls"), (80, "http"), (587, "smtp"), (22, "ssh"), (UNKNOWN, "")])
def test_by_the_port(port: int, name: str) -> None:
    assert application_by_port(port) == name
