"""What a DNS answer says of addresses (RFC 1035 section 4): which name was asked for, and what it has for addresses."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from struct import Struct, error
from typing import NamedTuple

from tui_tcp.dissect.dns import MAX_RECORDS, BadName, name_at

_HEADER = Struct(">HHHHHH")
_QUESTION = Struct(">HH")
_RECORD = Struct(">HHIH")
_IS_RESPONSE, _RCODE = 0x8000, 0x000F
_A, _CNAME, _PTR, _AAAA = 1, 5, 12, 28
_SIZES = {_A: 4, _AAAA: 16}
_REVERSE4, _REVERSE6 = ".in-addr.arpa", ".ip6.arpa"


class Answer(NamedTuple):
    """An address and a name that it has; `is_reverse` where the address was asked for and the name the answer."""

    address: bytes
    name: str
    is_reverse: bool


class _Record(NamedTuple):
    owner: str
    kind: int
    at: int  # of its data in the message
    size: int


def answers(message: bytes) -> list[Answer]:
    """Return what a message says, up to where it makes no sense; names are escaped. A query says nothing."""
    if len(message) < _HEADER.size:
        return []
    _, flags, questions, count, authorities, others = _HEADER.unpack_from(message)
    if not flags & _IS_RESPONSE or flags & _RCODE or not count:
        return []
    found: list[Answer] = []
    try:
        asked, at = _asked(message, questions)
        aliases = {asked}
        for record in _records(message, at, min(count + authorities + others, MAX_RECORDS)):
            found += _said(message, record, asked, aliases)
    except (BadName, error):
        pass
    return found


def _asked(message: bytes, questions: int) -> tuple[str, int]:
    """Return the name of the first question, '' if there is none, and where the records begin."""
    asked, at = "", _HEADER.size
    for number in range(min(questions, MAX_RECORDS)):
        name, at = name_at(message, at)
        at += _QUESTION.size
        asked = asked if number else name
    return asked, at


def _records(message: bytes, at: int, count: int) -> Iterator[_Record]:
    for _ in range(count):
        owner, at = name_at(message, at)
        kind, _, _, size = _RECORD.unpack_from(message, at)
        at += _RECORD.size
        yield _Record(owner, kind, at, size)
        at += size


def _said(message: bytes, record: _Record, asked: str, aliases: set[str]) -> Iterator[Answer]:
    """Go along the chain of aliases, so that an address gets the name that was asked for."""
    if record.kind == _CNAME and record.owner in aliases:
        aliases.add(name_at(message, record.at)[0])
    elif record.kind == _PTR:
        address = reversed_address(record.owner)
        if address:
            yield Answer(address, name_at(message, record.at)[0], True)
    elif record.size == _SIZES.get(record.kind, -1):
        address = message[record.at : record.at + record.size]
        if len(address) == record.size:
            yield Answer(address, asked if asked and record.owner in aliases else record.owner, False)


def reversed_address(name: str) -> bytes:
    """Return the address that a name under in-addr.arpa or ip6.arpa stands for, b'' for another name."""
    lower = name.lower()
    try:
        if lower.endswith(_REVERSE4):
            return socket.inet_pton(socket.AF_INET, ".".join(reversed(lower.removesuffix(_REVERSE4).split("."))))
        if lower.endswith(_REVERSE6):
            return bytes.fromhex("".join(reversed(lower.removesuffix(_REVERSE6).split(".")))).ljust(16, b"\0")[:16]
    except (OSError, ValueError):
        pass
    return b""
