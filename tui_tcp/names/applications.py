"""Which application speaks on a connection: by what its bytes begin with, and else by the server's port."""

from __future__ import annotations

import re
from collections.abc import Callable

from tui_tcp.dissect.http import START_LINE
from tui_tcp.dissect.tls import is_record
from tui_tcp.names.services import service_name

_SEARCHED = 512  # bytes of a payload that are looked at
_LONGEST_LINE = 8192

# services whose bytes are another protocol's, as they would be named by them
_BY_SERVICE = {
    "https": "tls",
    "https-alt": "tls",
    "smtps": "tls",
    "nntps": "tls",
    "ldaps": "tls",
    "ftps": "tls",
    "ftps-data": "tls",
    "imaps": "tls",
    "pop3s": "tls",
    "sips": "tls",
    "mqtts": "tls",
    "dns-tls": "tls",
    "http-alt": "http",
    "proxy": "http",
    "ipp": "http",
    "submission": "smtp",
}

# what either end begins with, and the application that does so
_BEGINNINGS = [
    (rb"SSH-\d", "ssh"),
    (rb"PRI \* HTTP/2\.0\r\n", "http2"),
    (rb"\x13BitTorrent protocol", "bittorrent"),
    (rb"\xff{16}..[\x01-\x05]", "bgp"),
    (rb"....[\xfe\xff]SMB", "smb"),
    (rb"AMQP\x00", "amqp"),
    (rb"RFB \d{3}\.\d{3}", "vnc"),
    (rb"\x10.{1,4}\x00(?:\x04MQTT|\x06MQIsdp)", "mqtt"),
    (rb"\x00\x00..(?:\x00\x03\x00\x00|\x04\xd2\x16[\x2e-\x30])", "postgresql"),
    (rb"...\x00\x0a\d{1,2}\.\d[^\x00]*\x00", "mysql"),
    (rb"\*\d+\r\n\$\d+\r\n", "redis"),
    (rb"\x03\x00..[\x06-\xff]\xe0\x00\x00.*mstshash=", "rdp"),
    (rb"\x03\x00\x00\x13\x0e\xe0\x00\x00", "rdp"),
    (rb"\xff[\xfb-\xfe].", "telnet"),
    (rb"<\?xml[^>]*>\s*<stream:stream|<stream:stream", "xmpp"),
    (rb"220[ -][^\n]*\bE?SMTP\b", "smtp"),
    (rb"220[ -][^\n]*FTP", "ftp"),
    (rb"(?:EHLO|HELO) ", "smtp"),
    (rb"LHLO ", "lmtp"),
    (rb"\+OK\b", "pop3"),
    (rb"\* (?:OK|PREAUTH|BYE)\b", "imap"),
    (rb"[A-Za-z0-9]{1,8} (?:LOGIN|CAPABILITY|STARTTLS|ID|AUTHENTICATE)\b", "imap"),
    (rb"(?:NICK|USER) \S+[^\n]*\n?(?:USER|NICK) ", "irc"),
    (rb":\S+ NOTICE ", "irc"),
    (rb"\x30.{1,5}\x02[\x01-\x04].{1,4}[\x60-\x78]", "ldap"),
]
# One pattern with a group for each: the group that matched is the beginning's number plus 1.
_ANY_BEGINNING = re.compile(b"|".join(b"(" + pattern + b")" for pattern, _ in _BEGINNINGS), re.DOTALL)
_TEXT_PROTOCOLS = {b"HTTP": "http", b"RTSP": "rtsp", b"SIP": "sip", b"ICAP": "icap"}
_VERSION = re.compile(rb"(HTTP|RTSP|SIP|ICAP)/\d\.\d")
_DNS_PORT = 53


def application_of(payload: bytes, port: int) -> str:
    """Return the application by what one end sent first, '' where that does not tell; `port` is the server's."""
    for recognise in _RECOGNISERS:
        name = recognise(payload)
        if name:
            return name
    return "dns" if port == _DNS_PORT and _is_dns(payload) else ""


def application_by_port(port: int) -> str:
    """Return the application that a server's port is known for, '' for other ports."""
    service = service_name(port)
    return _BY_SERVICE.get(service, service)


def _tls(payload: bytes) -> str:
    return "tls" if is_record(payload[:5]) else ""


def _text(payload: bytes) -> str:
    """HTTP and those that write their first line as it does."""
    match = START_LINE.match(payload[:_LONGEST_LINE])
    version = _VERSION.search(match[0]) if match else None
    return _TEXT_PROTOCOLS[version[1]] if version else ""


def _beginning(payload: bytes) -> str:
    match = _ANY_BEGINNING.match(payload[:_SEARCHED])
    return _BEGINNINGS[match.lastindex - 1][1] if match and match.lastindex else ""


def _is_dns(payload: bytes) -> bool:
    """A message on TCP has its length before it (RFC 1035 4.2.2), and a header of 12 bytes."""
    return len(payload) >= 2 and int.from_bytes(payload[:2], "big") >= 12


_RECOGNISERS: tuple[Callable[[bytes], str], ...] = (_tls, _beginning, _text)
