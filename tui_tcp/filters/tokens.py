"""The words of a filter: fields and values, quoted texts, operators, each with its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tui_tcp.filters.errors import FilterError

# Every word that is an operator, with the kind of token it is.
KEYWORDS = {
    "or": "OR",
    "and": "AND",
    "xor": "XOR",
    "not": "NOT",
    "in": "IN",
    "any": "QUANTIFIER",
    "all": "QUANTIFIER",
    "bitwise_and": "AMPERSAND",
}
SIGNS = {
    "||": "OR",
    "&&": "AND",
    "^^": "XOR",
    "!": "NOT",
    "&": "AMPERSAND",
    "+": "PLUS",
    "-": "MINUS",
    "*": "STAR",
    "/": "SLASH",
    "%": "PERCENT",
    "(": "LPAR",
    ")": "RPAR",
    "{": "LBRACE",
    "}": "RBRACE",
    ",": "COMMA",
    "..": "DOTS",
}
# Every way to write a comparison, with its meaning: the first word says of how many values it must hold.
RELATIONS = {
    "==": "any ==",
    "eq": "any ==",
    "any_eq": "any ==",
    "===": "all ==",
    "all_eq": "all ==",
    "!=": "all !=",
    "ne": "all !=",
    "all_ne": "all !=",
    "~=": "any !=",
    "!==": "any !=",
    "any_ne": "any !=",
    ">": "any >",
    "gt": "any >",
    ">=": "any >=",
    "ge": "any >=",
    "<": "any <",
    "lt": "any <",
    "<=": "any <=",
    "le": "any <=",
    "contains": "any contains",
    "matches": "any matches",
    "~": "any matches",
}

_HARDWARE = r"[0-9A-Fa-f]{2}(?:\.[0-9A-Fa-f]{2}){5}(?![\w.])"
_DECIMALS = r"\d{1,3}(?:\.\d{1,3}){3}"
_COLONS = r":[0-9A-Fa-f]{6,}(?![\w:])|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4})+(?:(?:\.\d{1,3}){3})?"
_SHARE = r"\d+(?:\.\d+)?%(?=\s*(?:$|[)},&|^]|(?:and|or|xor)\b))"
_SIGNS = sorted((sign for sign in (*SIGNS, *RELATIONS) if not sign[0].isalpha()), key=len, reverse=True)
_TOKEN = re.compile(
    rf"""(?P<SPACE>\s+)
    |(?P<STRING>[rR]?")
    |(?P<CHAR>')
    |(?P<LAYER>\#\s*(?:\d+|\[[^\[\]]*\]))
    |(?P<SLICE>\[[^\[\]]*\])
    |(?P<REFERENCE>\$\{{[^{{}}]*\}})
    |(?P<WORD>{_SHARE}|{_HARDWARE}|(?:{_COLONS}|{_DECIMALS})(?:/\d+)?(?![\w])|\.?[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*)
    |(?P<SIGN>{"|".join(map(re.escape, _SIGNS))})""",
    re.VERBOSE,
)
_REST_OF_TEXT = re.compile(r'((?:[^"\\]|\\.)*)"', re.DOTALL)
_REST_OF_CHAR = re.compile(r"((?:[^'\\]|\\.)*)'", re.DOTALL)


class Token(NamedTuple):
    """One word: its kind, what it stands for, and where it begins and ends."""

    kind: str
    text: str
    column: int
    end: int


MOST_OPEN = 5000  # parentheses, and signs before a value: the parser takes its time with each
_NESTING = {"LPAR": 1, "LBRACE": 1, "RPAR": -1, "RBRACE": -1}
_BEFORE = ("NOT", "MINUS", "PLUS", "LPAR", "LBRACE")


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a filter. Raises FilterError where there is none, a quote is not closed, or all is nested."""
    depth = row = 0
    for token in _tokens(text):
        depth += _NESTING.get(token.kind, 0)
        row = row + 1 if token.kind in _BEFORE else 0
        if max(depth, row) > MOST_OPEN:
            raise FilterError(f"nested deeper than {MOST_OPEN} levels", token.column)
        yield token


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            hint = "; did you mean ==?" if text[at] == "=" else ""
            raise FilterError(f"{text[at]!r} stands for nothing here{hint}", at)
        token = _token(match.lastgroup or "", match[0], text, at)
        if token.kind != "SPACE":
            yield token
        at = token.end


def _token(kind: str, found: str, text: str, at: int) -> Token:
    end = at + len(found)
    if kind == "STRING":
        return _quoted("RAW" if len(found) > 1 else "STRING", _REST_OF_TEXT, text, at, end)
    if kind == "CHAR":
        return _quoted(kind, _REST_OF_CHAR, text, at, end)
    if kind == "WORD":
        kind = "RELATION" if found in RELATIONS else KEYWORDS.get(found, kind)
    elif kind == "SIGN":
        kind = SIGNS.get(found, "RELATION")
    return Token(kind, found, at, end)


def _quoted(kind: str, rest: re.Pattern[str], text: str, at: int, end: int) -> Token:
    match = rest.match(text, end)
    if not match:
        raise FilterError("the closing quote is missing", at)
    return Token(kind, match[1], at, match.end())
