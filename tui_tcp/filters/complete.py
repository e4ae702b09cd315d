"""What a filter may go on with at the cursor: fields by their beginning, operators behind a field, values."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.table import all_frame_fields
from tui_tcp.filters.choices import CHOICES
from tui_tcp.filters.errors import FilterError
from tui_tcp.filters.functions import FUNCTIONS
from tui_tcp.filters.tokens import Token, tokens

MOST = 60  # candidates
MOST_SEEN = 40  # values that a capture holds: fields to compare with come behind them

Candidates = Iterable[tuple[str, str]]
Seen = Callable[[FrameField, str], Candidates]  # those values of a field that begin with a word, as a filter has them

_BACKWARDS = re.compile(r"[\w:-]*(?:\.[\w:-]+)*", re.ASCII)  # a word with single dots, read from its end
_OF_A_SET = {"}": "the end of the set", ",": "one more"}
_JOINED = {"and": "both hold", "or": "one of them holds", "xor": "one of them alone holds"}
_COMPARED = {
    "==": "equal",
    "!=": "all differ",
    ">": "greater",
    "<": "less",
    ">=": "greater or equal",
    "<=": "less or equal",
    "in {": "one of a set",
}
_SEARCHED = {"contains": "has it within", "matches": "a regular expression is found in it"}
_BEGIN = {"not": "does not hold", "any": "any value compares so", "all": "all values compare so"}
_AFTER_VALUE = ("WORD", "STRING", "RAW", "CHAR", "RPAR", "RBRACE", "SLICE", "LAYER")
_BEFORE_OTHERS = ("AMPERSAND", "matches", "~")  # before masks and patterns, not values
_BEFORE_VALUE = ("RELATION", "COMMA", "DOTS", "LBRACE", "AMPERSAND")


def unseen(_: FrameField, __: str) -> Candidates:
    """Return no values: there is no capture."""
    return ()


def complete(text: str, cursor: int, seen: Seen = unseen) -> list[tuple[str, str]]:
    """Return what the filter may become by finishing the word before the cursor, each with what that word means.

    `seen` tells which values of a field the capture holds.
    """
    begin = _begin_of_word(text[:cursor])
    try:
        before = list(tokens(text[:begin]))
    except FilterError:
        return []
    chosen = islice(_candidates(before, text[begin:cursor], seen), MOST)
    return [(text[:begin] + name + text[cursor:], meaning) for name, meaning in chosen]


def _begin_of_word(text: str) -> int:
    """Return where the word at the end begins: with a quote that is not closed, or behind the last sign."""
    try:
        deque(tokens(text), 0)
    except FilterError as error:
        if text.startswith('"', error.column):
            return error.column
    match = _BACKWARDS.match(text[::-1])
    return len(text) - (match.end() if match else 0)


def _beginning(word: str, candidates: Candidates) -> Iterator[tuple[str, str]]:
    """Yield what a word may become; a quote need not be written."""
    word = word.lower()
    for candidate in candidates:
        name = candidate[0].lower()
        if name.startswith((word, f'"{word}')) and name != word:
            yield candidate


def _candidates(before: list[Token], word: str, seen: Seen) -> Iterator[tuple[str, str]]:
    """Yield what a word behind some others may become."""
    last = before[-1] if before else None
    if last is None or last.kind not in (*_AFTER_VALUE, *_BEFORE_VALUE):
        return _beginning(word, chain(_fields(), _BEGIN.items()))
    field = _field_before(before)
    if last.kind in _BEFORE_VALUE:
        if not field:
            return _beginning(word, _fields())
        is_value = last.kind not in _BEFORE_OTHERS and last.text not in _BEFORE_OTHERS
        return _compared(word, field, seen if is_value else unseen)
    is_compared = len(before) > 1 and before[-2].kind in _BEFORE_VALUE
    if is_compared and _is_in_set(before):
        return _beginning(word, _OF_A_SET.items())
    if last.kind == "WORD" and last.text in all_frame_fields() and not is_compared:
        return _beginning(word, chain(_operators(all_frame_fields()[last.text]), _JOINED.items()))
    return _beginning(word, _JOINED.items())


def _compared(word: str, field: FrameField, seen: Seen) -> Iterator[tuple[str, str]]:
    """Yield what a field may be compared with: values of the capture, others that it can have, other fields."""
    told = set()
    held = () if field.name in CHOICES else islice(_beginning(word, seen(field, word)), MOST_SEEN)
    for value, meaning in chain(held, _beginning(word, _values(field))):
        if value not in told:
            told.add(value)
            yield value, meaning
    yield from _beginning(word, _fields(like=field))


def _is_in_set(before: list[Token]) -> bool:
    """Tell whether the last word stands in a set that is not closed."""
    return next((token.kind == "LBRACE" for token in reversed(before) if token.kind in ("LBRACE", "RBRACE")), False)


def _fields(like: FrameField | None = None) -> Candidates:
    """All fields, protocols first, and the functions; or what can be compared `like` another: those of its type."""
    fields = sorted(all_frame_fields().values(), key=lambda field: (field.name.count("."), field.name))
    if like:
        return [(field.name, field.meaning) for field in fields if field.type is like.type and field is not like]
    functions = [(f"{name}(", function.meaning) for name, function in FUNCTIONS.items()]
    return [*((field.name, field.meaning) for field in fields), *functions]


def _operators(field: FrameField) -> Candidates:
    if field.type is Type.LABEL:
        return []
    searched = _SEARCHED.items() if field.type in (Type.TEXT, Type.BYTES, Type.PROTOCOL, Type.ETHER) else ()
    return [*_COMPARED.items(), *searched]


def _field_before(before: list[Token]) -> FrameField | None:
    """Return the field that the value at the end is compared with."""
    known = all_frame_fields()
    for token in reversed(before):
        if token.kind in ("AND", "OR", "XOR", "NOT", "LPAR"):
            return None
        if token.kind == "WORD" and token.text in known:
            return known[token.text]
    return None


def _values(field: FrameField) -> Candidates:
    if field.name in CHOICES:
        return [(f'"{value}"', meaning) for value, meaning in CHOICES[field.name].items()]
    if field.type is Type.FLAG:
        return [("1", field.names.get(1, "set")), ("0", field.names.get(0, "not set"))]
    return [(str(value), name) for value, name in field.names.items()]
