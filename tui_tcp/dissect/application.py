"""What one segment's payload says: which protocol's parser to call, and a short label for the ladder."""

import re

from tui_tcp.dissect.http import START_LINE
from tui_tcp.dissect.tls import is_record, labels
from tui_tcp.escape import escape_bytes, escape_text

LIMIT = 60
DNS_PORT = 53
# A longer start line than this is not searched for its end.
_SEARCHED = 8192

_BGP = {1: "Open", 2: "Update", 3: "Notification", 4: "Keepalive", 5: "Route Refresh"}
_SMB2 = {
    0: "Negotiate",
    1: "Session Setup",
    2: "Logoff",
    3: "Tree Connect",
    4: "Tree Disconnect",
    5: "Create",
    6: "Close",
    7: "Flush",
    8: "Read",
    9: "Write",
    10: "Lock",
    11: "Ioctl",
    13: "Echo",
    14: "Find",
    15: "Notify",
    16: "Get Info",
    17: "Set Info",
}

# Lines of text that stand for themselves: replies with a number (FTP, SMTP, NNTP), POP3 and IMAP, and commands.
_TEXT_LINE = re.compile(
    rb"(?:SSH-\d\.\d+-"
    rb"|[1-5]\d\d[ -]"
    rb"|\+OK\b|-ERR\b|\* (?:OK|BYE|PREAUTH|CAPABILITY|BAD|NO)\b"
    rb"|(?:EHLO|HELO|LHLO|MAIL FROM:|RCPT TO:|STARTTLS|AUTH|USER|PASS|RETR|STOR|LIST|NLST|CWD|PWD|PASV|EPSV|PORT|EPRT"
    rb"|TYPE|SYST|FEAT|QUIT|NOOP|RSET|DATA|STAT|UIDL|TOP|DELE|CAPA|NICK|JOIN|PRIVMSG|PING|PONG|NOTICE)\b"
    rb"|RFB \d{3}\.\d{3}"
    rb")[^\r\n\0]*(?=\r?\n)"
)
_IMAP_COMMAND = re.compile(
    rb"[A-Za-z]{0,4}\d{1,6} (?:LOGIN|SELECT|FETCH|UID|CAPABILITY|LOGOUT|NOOP|IDLE|OK|NO|BAD)\b[^\r\n\0]*(?=\r?\n)"
)


def protocol_of(payload: bytes, ports: tuple[int, int]) -> str:
    """Return the parser of a TCP payload, by what it begins with; DNS by its port."""
    if is_record(payload[:5]):
        return "tls"
    if START_LINE.match(payload[:_SEARCHED]):
        return "http"
    return "dns.tcp" if DNS_PORT in ports else "data"


def summary(payload: bytes) -> str:
    """Return an escaped label of at most 60 characters for a TCP payload, '' if nothing is recognised.

    'GET / HTTP/1.1', 'HTTP/1.1 200 OK', 'TLS Client Hello (example.org)', 'SSH-2.0-OpenSSH_9.2'.
    """
    if len(payload) < 4:
        return ""
    for recognise in _RECOGNISERS:
        label = recognise(payload)
        if label:
            return label
    return ""


def _tls(payload: bytes) -> str:
    found = labels(payload, 3) if is_record(payload[:5]) else []
    return escape_text("TLS " + ", ".join(found), LIMIT) if found else ""


def _http(payload: bytes) -> str:
    match = START_LINE.match(payload[:_SEARCHED])
    return _shortened_request(match[0]) if match else ""


def _shortened_request(line: bytes) -> str:
    """Cut a long target in its middle, so that method and version stay."""
    words = line.split(b" ")
    if len(line) <= LIMIT or len(words) != 3 or words[0].startswith(b"HTTP/"):
        return escape_bytes(line, LIMIT)
    head, end = escape_bytes(words[0], 16), escape_bytes(words[2], 12)
    return f"{head} {escape_bytes(words[1], LIMIT - len(head) - len(end) - 2)} {end}"


def _text(payload: bytes) -> str:
    match = _TEXT_LINE.match(payload[:_SEARCHED]) or _IMAP_COMMAND.match(payload[:_SEARCHED])
    return escape_bytes(match[0], LIMIT) if match else ""


def _bgp(payload: bytes) -> str:
    """RFC 4271 4.1."""
    if len(payload) < 19 or not payload.startswith(b"\xff" * 16):
        return ""
    return f"BGP {_BGP[payload[18]]}" if payload[18] in _BGP else ""


def _smb(payload: bytes) -> str:
    """MS-SMB2 2.2.1: behind four bytes of length."""
    if payload[4:8] == b"\xfeSMB" and len(payload) >= 24:
        command = int.from_bytes(payload[16:18], "little")
        answer = " response" if payload[20] & 1 else ""
        return f"SMB2 {_SMB2.get(command, command)}{answer}"
    return "SMB" if payload[4:8] == b"\xffSMB" else ""


def _bittorrent(payload: bytes) -> str:
    return "BitTorrent handshake" if payload.startswith(b"\x13BitTorrent protocol") else ""


_RECOGNISERS = (_tls, _http, _text, _smb, _bgp, _bittorrent)
