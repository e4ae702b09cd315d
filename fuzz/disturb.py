"""Seeded disturbances of a capture's order, times and TCP headers: what a poor tap records and no kernel sends."""

from __future__ import annotations

from random import Random
from struct import pack_into, unpack_from
from typing import NamedTuple

_ETHERNET, _TCP, _IPV4, _IPV6 = 14, 6, 0x0800, 0x86DD
_SEQ, _ACK, _FLAGS, _WINDOW = 4, 8, 13, 14  # in a TCP header (RFC 9293 section 3.1)
_SYN, _ACK_BIT = 0x02, 0x10
_MOVES = (1, -1, 5, 1000, -1000, 1 << 31)
_WINDOWS = (0, 0, 1, 100, 65535)
_SNAP_LENGTHS = (54, 60, 66, 68, 78, 96, 128)


class Record(NamedTuple):
    """A pcap record: time in seconds and a fraction's units, length on the wire, what was captured."""

    seconds: int
    fraction: int
    wire: int
    data: bytearray


Records = list[Record]


def disturbed(capture: bytes, random: Random) -> bytes:
    """Return a little-endian pcap capture of Ethernet frames with one to three disturbances."""
    records = _records(capture)
    for disturb in random.sample(_DISTURBANCES, random.choice((1, 1, 2, 3))):
        records = disturb(records, random)
    return capture[:24] + b"".join(map(_bytes, records))


def _records(capture: bytes) -> Records:
    found, at = [], 24
    while at + 16 <= len(capture):
        seconds, fraction, size, wire = unpack_from("<IIII", capture, at)
        found.append(Record(seconds, fraction, wire, bytearray(capture[at + 16 : at + 16 + size])))
        at += 16 + size
    return found


def _bytes(record: Record) -> bytes:
    head = bytearray(16)
    pack_into("<IIII", head, 0, record.seconds, record.fraction, len(record.data), record.wire)
    return bytes(head + record.data)


def _segments(records: Records, random: Random, share: float) -> list[tuple[bytearray, int]]:
    """Return about that share of the frames that hold a whole TCP header, with its place."""
    places = [(record.data, _tcp_at(record.data)) for record in records if random.random() < share]
    return [(data, at) for data, at in places if 0 < at <= len(data) - 20]


def _tcp_at(data: bytearray) -> int:
    if len(data) < _ETHERNET + 20:
        return -1
    ethertype = int.from_bytes(data[12:14], "big")
    if ethertype == _IPV4 and data[23] == _TCP:
        return _ETHERNET + (data[14] & 15) * 4
    return _ETHERNET + 40 if ethertype == _IPV6 and data[20] == _TCP else -1


def _lose(records: Records, random: Random) -> Records:
    share = random.choice((0.02, 0.05, 0.15))
    return [record for record in records if random.random() >= share]


def _double(records: Records, random: Random) -> Records:
    share = random.choice((0.02, 0.1))
    return [copy for record in records for copy in [record] * (1 + (random.random() < share))]


def _exchange(records: Records, random: Random) -> Records:
    """Put frames up to five places later, some with the times of the places, some with their own."""
    keeps_time = random.random() < 0.5
    for at in range(len(records) - 1):
        if random.random() < 0.05:
            other = min(len(records) - 1, at + random.choice((1, 2, 5)))
            first, second = records[at], records[other]
            if keeps_time:
                first, second = (
                    first._replace(seconds=second.seconds, fraction=second.fraction),
                    second._replace(seconds=first.seconds, fraction=first.fraction),
                )
            records[at], records[other] = second, first
    return records


def _begin_late(records: Records, random: Random) -> Records:
    return records[random.randrange(len(records) // 2 + 1) :]


def _cut(records: Records, random: Random) -> Records:
    length = random.choice(_SNAP_LENGTHS)
    return [record._replace(data=record.data[:length]) for record in records]


def _repeat(records: Records, random: Random) -> Records:
    """Let all of it, or its end, come once more: the same ports again."""
    gap = records[-1].seconds - records[0].seconds + random.choice((0, 1, 100, 100_000)) if records else 0
    again = [record._replace(seconds=record.seconds + gap, data=bytearray(record.data)) for record in records]
    return records + again[random.choice((0, len(again) // 2)) :]


def _turn_back(records: Records, random: Random) -> Records:
    return [
        record._replace(seconds=record.seconds - random.choice((1, 3, 100))) if random.random() < 0.03 else record
        for record in records
    ]


def _flip_flags(records: Records, random: Random) -> Records:
    for data, at in _segments(records, random, 0.04):
        data[at + _FLAGS] ^= 1 << random.randrange(8)
    return records


def _hide_syn(records: Records, random: Random) -> Records:
    for data, at in _segments(records, random, 0.5):
        if data[at + _FLAGS] & _SYN:
            data[at + _FLAGS] = _ACK_BIT
    return records


def _set_window(records: Records, random: Random) -> Records:
    for data, at in _segments(records, random, 0.06):
        pack_into(">H", data, at + _WINDOW, random.choice(_WINDOWS))
    return records


def _move_ack(records: Records, random: Random) -> Records:
    for data, at in _segments(records, random, 0.04):
        pack_into(">I", data, at + _ACK, unpack_from(">I", data, at + _ACK)[0] + random.choice(_MOVES) & 0xFFFFFFFF)
    return records


def _set_zero(records: Records, random: Random) -> Records:
    for data, at in _segments(records, random, 0.02):
        pack_into(">I", data, at + random.choice((_SEQ, _ACK)), 0)
    return records


def _spoil_option(records: Records, random: Random) -> Records:
    for data, at in _segments(records, random, 0.05):
        end = min(len(data), at + (data[at + 12] >> 4) * 4)
        if end > at + 20:
            data[random.randrange(at + 20, end)] = random.choice((0, 1, 2, 3, 5, 8, 10, 255))
    return records


_DISTURBANCES = (
    _lose,
    _double,
    _exchange,
    _begin_late,
    _cut,
    _repeat,
    _turn_back,
    _flip_flags,
    _hide_syn,
    _set_window,
    _move_ack,
    _set_zero,
    _spoil_option,
)
