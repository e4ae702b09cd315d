"""Values as they are written in a filter, read as what they are compared with asks for."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, NoReturn

from tui_tcp.fields.field import Type
from tui_tcp.filters.errors import FilterError
from tui_tcp.filters.moments import moment
from tui_tcp.filters.quotes import character, unescaped
from tui_tcp.filters.tokens import Token

_SECOND = 1_000_000_000
_TIME_UNITS = {
    "": _SECOND,
    "ns": 1,
    "us": 1_000,
    "ms": 1_000_000,
    "s": _SECOND,
    "min": 60 * _SECOND,
    "h": 3600 * _SECOND,
}
_SIZE_UNITS = {
    "": 1,
    "B": 1,
    **{f"{letter}{unit}": 1000**power for power, letter in enumerate("kMG", 1) for unit in ("", "B")},
    **{f"{letter}iB": 1024**power for power, letter in enumerate("KMG", 1)},
}
# No number is as long as Python may refuse to read.
_INTEGER = re.compile(r"0[xX][0-9A-Fa-f]{1,99}|0[bB][01]{1,99}|0[0-7]{0,99}|[1-9]\d{0,99}")
_MEASURE = re.compile(r"(\d{1,99})(?:\.(\d{1,9}))?([A-Za-z]*)")
_HEX_BYTES = re.compile(r":?[0-9A-Fa-f]{1,2}(?:([:.-])[0-9A-Fa-f]{1,2}(?:\1[0-9A-Fa-f]{1,2})*)?")
_BYTE_RUN = re.compile(r":?(?:[0-9A-Fa-f]{2})*[0-9A-Fa-f]{1,2}")
_ETHER = re.compile(
    r"[0-9A-Fa-f]{1,2}([:.-])[0-9A-Fa-f]{1,2}(?:\1[0-9A-Fa-f]{1,2}){4}"
    r"|[0-9A-Fa-f]{4}[.:][0-9A-Fa-f]{4}[.:][0-9A-Fa-f]{4}"
)
_PREFIX_DIGITS = 3
_SHARE_DIGITS = 1_000_000


class Wanted(NamedTuple):
    """What a value is compared with: its type, its width in bits, its values' names, and what to call it."""

    kind: Type
    bits: int = 32
    names: Mapping[int, str] = {}
    label: str = "the value"
    is_ours: bool = False  # units may follow a number


class Constant(NamedTuple):
    """A value; of addresses with a prefix, the mask of the bits that count."""

    value: Any
    mask: int | None = None


def constant(token: Token, wanted: Wanted) -> Constant:
    """Return what a token stands for. Raises FilterError if it cannot be such a value."""
    return _READ[wanted.kind](token, wanted)


def raw_bytes(token: Token) -> bytes | None:
    """Return the bytes of a quoted text or character, None for a bare word."""
    if token.kind == "STRING":
        return unescaped(token.text, token.column)
    if token.kind == "RAW":
        return token.text.encode("utf-8", "surrogateescape")
    return bytes([character(token.text, token.column)]) if token.kind == "CHAR" else None


def _refuse(token: Token, wanted: Wanted, what: str) -> NoReturn:
    text = f'"{token.text}"' if token.kind in ("STRING", "RAW") else token.text
    raise FilterError(f"{wanted.label} wants {what}, not {text}", token.column)


def _by_name(token: Token, wanted: Wanted) -> int | None:
    return next((value for value, name in wanted.names.items() if name == token.text), None)


def _number(token: Token, wanted: Wanted) -> Constant:
    if token.kind == "CHAR":
        return Constant(character(token.text, token.column))
    if wanted.is_ours and token.kind == "WORD":
        return Constant(_size(token, wanted))
    if token.kind != "WORD" or not _INTEGER.fullmatch(token.text):
        value = _by_name(token, wanted)
        return Constant(value) if value is not None else _refuse(token, wanted, "a number")
    value = _integer(token.text)
    most = (1 << abs(wanted.bits) - (wanted.bits < 0)) - 1
    if value > most:
        raise FilterError(f"{token.text} is more than {wanted.label} can be: {most}", token.column)
    return Constant(value)


def _integer(text: str) -> int:
    if text[:2].lower() in ("0x", "0b"):
        return int(text, 0)
    return int(text, 8) if text.startswith("0") else int(text)


def _size(token: Token, wanted: Wanted) -> int:
    if _INTEGER.fullmatch(token.text):
        return _integer(token.text)
    match = _MEASURE.fullmatch(token.text)
    if not match or match[3] not in _SIZE_UNITS:
        _refuse(token, wanted, "a number, with k, M, G, kB, MB, GB, KiB, MiB or GiB if you like")
    return _scaled(match, _SIZE_UNITS[match[3]])


def _scaled(match: re.Match[str], unit: int) -> int:
    decimals = match[2] or ""
    digits, scale = int(match[1] + decimals), int(10 ** len(decimals))
    return digits * unit // scale


def _flag(token: Token, wanted: Wanted) -> Constant:
    known = {"True": 1, "TRUE": 1, "False": 0, "FALSE": 0}
    if token.kind == "WORD" and token.text in known:
        return Constant(known[token.text])
    if token.kind == "WORD" and _INTEGER.fullmatch(token.text):
        return Constant(int(_integer(token.text) != 0))
    value = _by_name(token, wanted)
    return Constant(value) if value is not None else _refuse(token, wanted, "1, 0, True or False")


def _time(token: Token, wanted: Wanted) -> Constant:
    match = _MEASURE.fullmatch(token.text.replace("µ", "u")) if token.kind == "WORD" else None
    if not match or match[3] not in _TIME_UNITS:
        _refuse(token, wanted, "seconds, as in 0.25, or with a unit: 250ms, 3s, 2min")
    return Constant(_scaled(match, _TIME_UNITS[match[3]]))


def _moment(token: Token, wanted: Wanted) -> Constant:
    value = moment(token.text)
    return Constant(value) if value is not None else _refuse(token, wanted, 'a time, as in "2023-11-14 22:13:20.5"')


def _text(token: Token, _: Wanted) -> Constant:
    raw = raw_bytes(token)
    return Constant(token.text if raw is None else raw.decode("utf-8", "surrogateescape"))


def _address(family: int, bits: int, what: str) -> Callable[[Token, Wanted], Constant]:
    def read(token: Token, wanted: Wanted) -> Constant:
        address, _, prefix = token.text.partition("/")
        try:
            value = int.from_bytes(socket.inet_pton(family, address), "big")
        except (OSError, ValueError):
            _refuse(token, wanted, what)
        if token.kind != "WORD" or len(prefix) > _PREFIX_DIGITS or (prefix and int(prefix) > bits):
            _refuse(token, wanted, what)
        return Constant(value, (1 << bits) - (1 << bits - int(prefix)) if prefix else None)

    return read


def _ether(token: Token, wanted: Wanted) -> Constant:
    if token.kind != "WORD" or not _ETHER.fullmatch(token.text):
        _refuse(token, wanted, "a hardware address, as in 02:00:00:00:00:01")
    parts = re.split(r"[:.-]", token.text)
    size = 4 if len(parts) == 3 else 2
    return Constant(int("".join(part.rjust(size, "0") for part in parts), 16))


def _bytes(token: Token, wanted: Wanted) -> Constant:
    raw = raw_bytes(token)
    if raw is not None:
        return Constant(raw)
    text = token.text
    if re.fullmatch("0[xX][0-9A-Fa-f]{1,2}", text):
        return Constant(bytes([int(text, 16)]))
    if _HEX_BYTES.fullmatch(text):
        return Constant(bytes(int(part, 16) for part in re.split("[:.-]", text.removeprefix(":"))))
    if _BYTE_RUN.fullmatch(text):
        text = text.removeprefix(":")
        return Constant(bytes.fromhex(text if len(text) % 2 == 0 else text[:-1] + "0" + text[-1]))
    return _refuse(token, wanted, 'bytes, as in 47:45:54 or "GET"')


def _label(token: Token, wanted: Wanted) -> Constant:
    raise FilterError(f"{wanted.label} has no value to compare: write it alone", token.column)


def share(token: Token) -> int | None:
    """Return a percentage in millionths of a percent, None for anything else."""
    if token.kind != "WORD" or not token.text.endswith("%"):
        return None
    match = _MEASURE.fullmatch(token.text[:-1])
    return _scaled(match, _SHARE_DIGITS) if match else None


_READ: dict[Type, Callable[[Token, Wanted], Constant]] = {
    Type.NUMBER: _number,
    Type.HEX: _number,
    Type.FLAG: _flag,
    Type.LABEL: _label,
    Type.TIME: _time,
    Type.MOMENT: _moment,
    Type.TEXT: _text,
    Type.IPV4: _address(socket.AF_INET, 32, "an IPv4 address, as in 10.0.0.1 or 10.0.0.0/8"),
    Type.IPV6: _address(socket.AF_INET6, 128, "an IPv6 address, as in fe80::1 or fe80::/10"),
    Type.ETHER: _ether,
    Type.BYTES: _bytes,
    Type.PROTOCOL: _bytes,
}
