"""The shape of a filter as it is written, before anybody asks what its words mean."""

from __future__ import annotations

from typing import NamedTuple

from tui_tcp.filters.tokens import Token


class Word(NamedTuple):
    """A field's name or a value: a word, or a quoted text or character (`token.kind` tells)."""

    token: Token
    depth: int = 1

    @property
    def column(self) -> int:
        """Where it begins."""
        return self.token.column


class Part(NamedTuple):
    """Some bytes of a value, or some of a field's layers: the brackets as written."""

    of: Expression
    brackets: Token
    column: int
    depth: int


class Call(NamedTuple):
    """A function of values."""

    name: Token
    arguments: tuple[Expression, ...]
    column: int
    depth: int


class Arithmetic(NamedTuple):
    """Two values with + - * / % or &; or one value with - (left is None)."""

    left: Expression | None
    sign: Token
    right: Expression
    column: int
    depth: int


class Comparison(NamedTuple):
    """Two values and how they shall compare; `quantifier` is 'any', 'all', or '' where none is written."""

    left: Expression
    relation: Token
    right: Expression
    quantifier: str
    column: int
    depth: int


class Membership(NamedTuple):
    """A value and the set that shall hold it: pairs of the lowest and the highest value of each of its members."""

    value: Expression
    members: tuple[tuple[Expression, Expression | None], ...]
    negated: bool
    quantifier: str
    column: int
    depth: int


class Logic(NamedTuple):
    """Tests joined by 'and', 'or' or 'xor', or one with 'not'."""

    operator: str
    parts: tuple[Expression, ...]
    column: int
    depth: int


Expression = Word | Part | Call | Arithmetic | Comparison | Membership | Logic
