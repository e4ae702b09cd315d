"""The functions of a filter: what each takes, and what it makes of it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from tui_tcp.fields.field import Type
from tui_tcp.fields.found import Found, Words, dense, rows_of, words_for
from tui_tcp.filters.literals import Constant, Wanted
from tui_tcp.filters.values import NUMBERS, CallValue, Value

_WIDTHS = {Type.TIME: 16, Type.MOMENT: 16, Type.IPV4: 4, Type.IPV6: 16, Type.ETHER: 6, Type.FLAG: 8, Type.LABEL: 0}


class Function(NamedTuple):
    """A function: how many arguments it takes (None: one or more), of which types, and the value it makes of them."""

    takes_so_many: int | None
    kinds: tuple[Type, ...]  # () for any
    make: Callable[[tuple[Value | Constant, ...], Wanted], Value]
    meaning: str
    takes: str


def _length(arguments: tuple[Value | Constant, ...], wanted: Wanted) -> Value:
    def answer(found: list[Found], _: int) -> Found:
        values = found[0].values
        if not isinstance(values, Words):
            width = _WIDTHS.get(wanted.kind, (abs(wanted.bits) + 7) // 8)
            return Found(found[0].rows, np.full(len(values), width, np.int64))
        return Found(found[0].rows, values.judge(_size, int))

    return CallValue(answer, arguments, Wanted(Type.NUMBER, 32, label=f"len({wanted.label})"))


def _size(word: bytes | str) -> int:
    return len(word if isinstance(word, bytes) else word.encode("utf-8", "surrogateescape"))


def _count(arguments: tuple[Value | Constant, ...], wanted: Wanted) -> Value:
    def answer(found: list[Found], count: int) -> Found:
        counts = np.bincount(rows_of(found[0]), minlength=count)
        rows = np.flatnonzero(counts)
        return Found(rows, counts[rows])

    return CallValue(answer, arguments, Wanted(Type.NUMBER, 32, label=f"count({wanted.label})"))


def _cased(change: Callable[[str], str], name: str) -> Callable[[tuple[Value | Constant, ...], Wanted], Value]:
    def make(arguments: tuple[Value | Constant, ...], wanted: Wanted) -> Value:
        def answer(found: list[Found], _: int) -> Found:
            words = found[0].values
            if not isinstance(words, Words):
                return found[0]
            return Found(found[0].rows, words.changed(change))

        return CallValue(answer, arguments, Wanted(Type.TEXT, label=f"{name}({wanted.label})"))

    return make


def _ascii(table: dict[int, int], plain: Callable[[str], str]) -> Callable[[str], str]:
    """Change the letters of ASCII alone, as Wireshark does: with a table, which takes long, only where it must be."""
    return lambda text: plain(text) if text.isascii() else text.translate(table)


_LOWER = _ascii({code: code + 32 for code in range(65, 91)}, str.lower)
_UPPER = _ascii({code: code - 32 for code in range(97, 123)}, str.upper)


def _string(arguments: tuple[Value | Constant, ...], wanted: Wanted) -> Value:
    text = _TEXTS.get(wanted.kind, str)

    def answer(found: list[Found], _: int) -> Found:
        values = found[0].values
        if isinstance(values, Words):
            return Found(found[0].rows, values.changed(text))
        return Found(found[0].rows, words_for(values, text))

    return CallValue(answer, arguments, Wanted(Type.TEXT, label=f"string({wanted.label})"))


_TEXTS: dict[Type, Callable[..., str]] = {
    Type.IPV4: lambda number: socket.inet_ntoa(number.to_bytes(4, "big")),
    Type.IPV6: lambda word: socket.inet_ntop(socket.AF_INET6, word) if word else "",
    Type.ETHER: lambda number: number.to_bytes(6, "big").hex(":"),
}


def _extreme(choose: np.ufunc, worst: int, name: str) -> Callable[..., Value]:
    def make(arguments: tuple[Value | Constant, ...], wanted: Wanted) -> Value:
        def answer(found: list[Found], count: int) -> Found:
            here, chosen = np.zeros(count, bool), np.full(count, worst)
            for rows, values in found:
                if rows is None:
                    here[:], chosen = True, choose(chosen, values)
                    continue
                here[rows] = True
                choose.at(chosen, rows, values)
            return dense(chosen, here)

        return CallValue(answer, arguments, wanted._replace(label=f"{name}({wanted.label})"))

    return make


def _absolute(arguments: tuple[Value | Constant, ...], wanted: Wanted) -> Value:
    def answer(found: list[Found], _: int) -> Found:
        return Found(found[0].rows, np.abs(found[0].values))

    return CallValue(answer, arguments, wanted._replace(label=f"abs({wanted.label})"))


_LEAST, _MOST = np.iinfo(np.int64).min, np.iinfo(np.int64).max
_ORDERED = (*NUMBERS, Type.TIME, Type.IPV4, Type.ETHER, Type.MOMENT)

FUNCTIONS: dict[str, Function] = {
    "len": Function(1, (), _length, "bytes of a value", "a field"),
    "count": Function(1, (), _count, "how often a field occurs in a frame", "a field"),
    "string": Function(1, (*NUMBERS, *_TEXTS), _string, "a number or an address as text", "a number or an address"),
    "lower": Function(1, (Type.TEXT,), _cased(_LOWER, "lower"), "a text in small letters", "a text"),
    "upper": Function(1, (Type.TEXT,), _cased(_UPPER, "upper"), "a text in capitals", "a text"),
    "max": Function(None, _ORDERED, _extreme(np.maximum, _LEAST, "max"), "the largest of several", "numbers or times"),
    "min": Function(None, _ORDERED, _extreme(np.minimum, _MOST, "min"), "the smallest of several", "numbers or times"),
    "abs": Function(1, (*NUMBERS, Type.TIME), _absolute, "a number without its sign", "a number or a time"),
}
