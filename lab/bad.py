"""Broken and hostile captures, made by script: what a program must survive.

    python -m lab.bad fixtures/http_ipv4.client.pcap fixtures/bad

The broken ones are pieces of the good capture that is named first. This needs neither Linux nor root.
"""

from __future__ import annotations

import argparse
import struct
from pathlib import Path

from lab.relay import internet_checksum
from lab.segment import ACK, FIN, PSH, SYN
from lab.tap import write_pcap

FILE_HEADER = 24
RECORD_HEADER = 16
WHOLE_RECORDS = 5
CLIENT, SERVER = bytes((10, 9, 0, 1)), bytes((10, 9, 0, 2))
CLIENT_MAC, SERVER_MAC = bytes.fromhex("020000000901"), bytes.fromhex("020000000902")
CLIENT_PORT, SERVER_PORT = 51000, 80
FIRST_NS = 1_700_000_000 * 10**9
STEP_NS = 10**7

ESCAPES = b"\x1b]0;x\x07 \x1b[2J \x1b[31mred\x1b[0m \x1b]52;c;AAAA\x07 \x1bP$q\x1b\\ \x9b2J \x08\x08 \x00 \x7f"
MARKUP = b"[red]boo[/red] [@click=app.quit]x[/] [/] [bold"
INVISIBLE = "\u202etxt.exe\u202c \u2066hidden\u2069 zero\u200bwidth \ufeff \u00ad \u200d".encode()

REQUEST = b"GET /%s/%s HTTP/1.1\r\nHost: %s%s.example\r\nUser-Agent: %s\r\n\r\n" % (
    MARKUP.replace(b" ", b"+"),
    INVISIBLE.replace(b" ", b"+"),
    b"\x1b[2J[red]boo[/red]",
    "\u202e".encode(),
    ESCAPES,
)
BODY = b"\r\n".join((ESCAPES, MARKUP, INVISIBLE, b"plain text at the end"))
RESPONSE = b"HTTP/1.1 200 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s" % (MARKUP, len(BODY), BODY)


def main() -> None:
    """Read the arguments and write every file."""
    parser = argparse.ArgumentParser(prog="python -m lab.bad", description="Make broken and hostile captures.")
    parser.add_argument("good", type=Path, help="a good little-endian pcap to take pieces of")
    parser.add_argument("out", type=Path, help="folder for the bad ones")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, data in broken(options.good.read_bytes()).items():
        (options.out / name).write_bytes(data)
    write_pcap(options.out / "no_tcp.pcap", _timed(no_tcp()))
    write_pcap(options.out / "hostile_payload.pcap", _timed(hostile_connection()))


def broken(good: bytes) -> dict[str, bytes]:
    """Damage a good capture in every way a file can be damaged."""
    whole = good[: _end_of_record(good, WHOLE_RECORDS)]
    following = good[len(whole) :]
    time = following[:8]
    return {
        "empty.pcap": b"",
        "text.pcap": b"This is not a capture.\nIt only bears the name of one.\n",
        "no_frames.pcap": good[:FILE_HEADER],
        "cut_in_file_header.pcap": good[: FILE_HEADER // 2],
        "cut_in_record_header.pcap": whole + following[: RECORD_HEADER // 2],
        "cut_in_record.pcap": whole + following[: RECORD_HEADER + 20],
        "record_of_length_zero.pcap": whole + time + struct.pack("<II", 0, 0) + following,
        "record_claims_4_gb.pcap": whole
        + time
        + struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0)
        + following[RECORD_HEADER:],
    }


def no_tcp() -> list[bytes]:
    """Frames of other protocols alone: ARP, and UDP both ways."""
    arp = b"\x00\x01\x08\x00\x06\x04\x00\x01" + CLIENT_MAC + CLIENT + bytes(6) + SERVER
    return [
        (b"\xff" * 6 + CLIENT_MAC + b"\x08\x06" + arp).ljust(60, b"\x00"),
        _ipv4(17, CLIENT, SERVER, _udp(40000, 514, b"<30>1 - client lab - - - hello")),
        _ipv4(17, SERVER, CLIENT, _udp(514, 40000, b"noted")),
    ]


def hostile_connection() -> list[bytes]:
    """A sound connection from SYN to the last ACK whose texts try to reach the terminal."""
    up, down = len(REQUEST) + 1, len(RESPONSE) + 1
    return [
        _from_client(0, 0, SYN),
        _from_server(0, 1, SYN | ACK),
        _from_client(1, 1, ACK),
        _from_client(1, 1, PSH | ACK, REQUEST),
        _from_server(1, up, PSH | ACK, RESPONSE),
        _from_client(up, down, FIN | ACK),
        _from_server(down, up + 1, FIN | ACK),
        _from_client(up + 1, down + 1, ACK),
    ]


def _end_of_record(good: bytes, records: int) -> int:
    at = FILE_HEADER
    for _ in range(records):
        at += RECORD_HEADER + int(struct.unpack_from("<I", good, at + 8)[0])
    return at


def _timed(frames: list[bytes]) -> list[tuple[int, bytes]]:
    return [(FIRST_NS + number * STEP_NS, frame) for number, frame in enumerate(frames)]


def _from_client(seq: int, ack: int, flags: int, data: bytes = b"") -> bytes:
    return _ipv4(6, CLIENT, SERVER, _tcp(CLIENT_PORT, SERVER_PORT, (1000 + seq, 5000 + ack), flags, data))


def _from_server(seq: int, ack: int, flags: int, data: bytes = b"") -> bytes:
    return _ipv4(6, SERVER, CLIENT, _tcp(SERVER_PORT, CLIENT_PORT, (5000 + seq, 1000 + ack), flags, data))


def _tcp(sport: int, dport: int, numbers: tuple[int, int], flags: int, data: bytes) -> bytes:
    seq, ack = numbers
    return struct.pack("!HHIIBBHHH", sport, dport, seq, ack if flags & ACK else 0, 0x50, flags, 64240, 0, 0) + data


def _udp(sport: int, dport: int, data: bytes) -> bytes:
    return struct.pack("!HHHH", sport, dport, 8 + len(data), 0) + data


def _ipv4(protocol: int, source: bytes, destination: bytes, payload: bytes) -> bytes:
    checksum_at = 16 if protocol == 6 else 6
    pseudo = source + destination + struct.pack("!BBH", 0, protocol, len(payload))
    checksum = struct.pack("!H", internet_checksum(pseudo + payload))
    payload = payload[:checksum_at] + checksum + payload[checksum_at + 2 :]
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), 1, 0x4000, 64, protocol, 0) + source + destination
    header = header[:10] + struct.pack("!H", internet_checksum(header)) + header[12:]
    macs = SERVER_MAC + CLIENT_MAC if source == CLIENT else CLIENT_MAC + SERVER_MAC
    return macs + b"\x08\x00" + header + payload


if __name__ == "__main__":
    main()
