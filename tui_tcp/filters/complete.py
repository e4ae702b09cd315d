"""What a filter may go on with at the cursor: fields by their beginning, operators behind a field, its known values."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.table import all_frame_fields
from tui_tcp.filters.choices import CHOICES
from tui_tcp.filters.errors import FilterError
from tui_tcp.filters.functions import FUNCTIONS
from tui_tcp.filters.tokens import Token, tokens

MOST = 60  # candidates

Candidates = Iterable[tuple[str, str]]

_WORD_BEFORE = re.compile(r'"?[A-Za-z0-9_.-]*\Z')
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
_BEFORE_VALUE = ("RELATION", "COMMA", "DOTS", "LBRACE", "AMPERSAND")


def complete(text: str, cursor: int) -> list[tuple[str, str]]:
    """Return what the filter may become by finishing the word before the cursor, each with what that word means."""
    match = _WORD_BEFORE.search(text[:cursor])
    word = match[0] if match else ""
    begin = cursor - len(word)
    try:
        before = list(tokens(text[:begin]))
    except FilterError:
        return []  # within quotes
    chosen = [(name, meaning) for name, meaning in _candidates(before) if _begins(name, word)]
    return [(text[:begin] + name + text[cursor:], meaning) for name, meaning in chosen[:MOST]]


def _begins(name: str, word: str) -> bool:
    return name != word and name.lower().lstrip('"').startswith(word.lower().lstrip('"'))


def _candidates(before: list[Token]) -> Candidates:
    """Return what may follow some words."""
    last = before[-1] if before else None
    if last is None or last.kind not in (*_AFTER_VALUE, *_BEFORE_VALUE):
        return [*_fields(), *_BEGIN.items()]
    field = _field_before(before)
    if last.kind in _BEFORE_VALUE:
        return [*_values(field), *_fields(like=field)] if field else _fields()
    is_compared = len(before) > 1 and before[-2].kind in (*_BEFORE_VALUE,)
    if last.kind == "WORD" and last.text in all_frame_fields() and not is_compared:
        return [*_operators(all_frame_fields()[last.text]), *_JOINED.items()]
    return _JOINED.items()


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
