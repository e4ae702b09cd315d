"""The grammar of filters, and the parser made from it: text to the shape of syntax.py.

Precedence is Wireshark 4.0's: `or`, `xor` (ours), `and`, `not`, comparisons, `&`, `+ -`, `* / %`, signs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from tui_tcp.filters.errors import FilterError
from tui_tcp.filters.syntax import Arithmetic, Call, Comparison, Expression, Logic, Membership, Part, Word
from tui_tcp.filters.tokens import KEYWORDS, RELATIONS, Token, tokens

if TYPE_CHECKING:
    from lark import Lark

_BUILDING = Lock()  # the parser takes a tenth of a second to build: threads that want it meanwhile wait for one
MOST_DEPTH = 100  # of things inside one another; parentheses alone do not count

_GRAMMAR = """
?start: either
?either: exclusive (OR exclusive)*
?exclusive: both (XOR both)*
?both: negation (AND negation)*
?negation: NOT negation -> negated
    | comparison
?comparison: bits
    | bits (RELATION bits)+ -> compared
    | QUANTIFIER bits (RELATION bits)+ -> compared
    | bits IN set -> member
    | bits NOT IN set -> member
    | QUANTIFIER bits IN set -> member
    | QUANTIFIER bits NOT IN set -> member
set: LBRACE element (COMMA element)* RBRACE
element: bits | bits DOTS bits
?bits: sum (AMPERSAND sum)* -> arithmetic
?sum: product ((PLUS | MINUS) product)* -> arithmetic
?product: signed ((STAR | SLASH | PERCENT) signed)* -> arithmetic
?signed: (PLUS | MINUS) signed -> sign
    | part
?part: atom
    | part SLICE -> sliced
    | part LAYER -> sliced
?atom: WORD -> word
    | STRING -> word
    | RAW -> word
    | CHAR -> word
    | REFERENCE -> word
    | LPAR either RPAR -> inside
    | LBRACE bits RBRACE -> inside
    | WORD LPAR RPAR -> call
    | WORD LPAR bits (COMMA bits)* RPAR -> call
%declare OR XOR AND NOT RELATION QUANTIFIER IN LBRACE RBRACE LPAR RPAR COMMA DOTS AMPERSAND PLUS MINUS STAR SLASH
%declare PERCENT SLICE LAYER WORD STRING RAW CHAR REFERENCE
"""

# What may follow, as people would say it, in the order in which it is said.
_SAID = [
    ("a field or a value", {"WORD", "STRING", "RAW", "CHAR"}),
    ("an operator", {"RELATION"}),
    ("and, or", {"AND", "OR"}),
    ("in", {"IN"}),
    ("'{'", {"LBRACE"}),
    ("'}'", {"RBRACE"}),
    ("','", {"COMMA"}),
    ("')'", {"RPAR"}),
    ("the end", {"$END"}),
]


class _Shape:
    """Builds the shape from below; each method takes the children of the rule that it is named after."""

    def word(self, children: list[Token]) -> Expression:
        return Word(_own(children[0]))

    def inside(self, children: list[Any]) -> Expression:
        inner: Expression = children[1]
        return inner

    def either(self, children: list[Any]) -> Expression:
        return _logic("or", children)

    def exclusive(self, children: list[Any]) -> Expression:
        return _logic("xor", children)

    def both(self, children: list[Any]) -> Expression:
        return _logic("and", children)

    def negated(self, children: list[Any]) -> Expression:
        sign, inner = children
        if isinstance(inner, Logic) and inner.operator == "not":
            return inner.parts[0]
        return Logic("not", (inner,), sign.start_pos, _depth(inner))

    def compared(self, children: list[Any]) -> Expression:
        quantifier = str(children.pop(0)) if isinstance(children[0], str) else ""
        pairs = [
            Comparison(left, _own(relation), right, quantifier, left.column, _depth(left, right))
            for left, relation, right in zip(children[::2], children[1::2], children[2::2], strict=False)
        ]
        return pairs[0] if len(pairs) == 1 else Logic("and", tuple(pairs), pairs[0].column, _depth(*pairs))

    def member(self, children: list[Any]) -> Expression:
        quantifier = str(children.pop(0)) if isinstance(children[0], str) else ""
        value, members = children[0], children[-1]
        depth = _depth(value, *(end for pair in members for end in pair if end))
        return Membership(value, members, len(children) > 3, quantifier, value.column, depth)

    def set(self, children: list[Any]) -> tuple[tuple[Expression, Expression | None], ...]:
        return tuple(child for child in children if not isinstance(child, str))

    def element(self, children: list[Any]) -> tuple[Expression, Expression | None]:
        return children[0], children[2] if len(children) > 1 else None

    def arithmetic(self, children: list[Any]) -> Expression:
        left: Expression = children[0]
        for sign, right in zip(children[1::2], children[2::2], strict=True):
            left = Arithmetic(left, _own(sign), right, left.column, _depth(left, right))
        return left

    def sign(self, children: list[Any]) -> Expression:
        sign, value = children
        return value if sign == "+" else Arithmetic(None, _own(sign), value, sign.start_pos, _depth(value))

    def sliced(self, children: list[Any]) -> Expression:
        of, brackets = children
        return Part(of, _own(brackets), of.column, _depth(of))

    def call(self, children: list[Any]) -> Expression:
        arguments = tuple(child for child in children[1:] if not isinstance(child, str))
        return Call(_own(children[0]), arguments, children[0].start_pos, _depth(*arguments))


def _own(token: Any) -> Token:
    return Token(token.type, str(token), token.start_pos, token.end_pos)


def _depth(*parts: Expression) -> int:
    depth = 1 + max((part.depth for part in parts), default=0)
    if depth > MOST_DEPTH:
        raise FilterError(f"nested deeper than {MOST_DEPTH} levels", parts[0].column)
    return depth


def _logic(operator: str, children: list[Any]) -> Expression:
    parts = tuple(children[::2])
    return Logic(operator, parts, parts[0].column, _depth(*parts))


@cache
def _parser() -> Lark:
    from lark import Lark
    from lark import Token as Leaf
    from lark.lexer import Lexer

    class Lexed(Lexer):
        """Hands our tokens to the parser."""

        def __init__(self, _: Any) -> None:
            pass

        def lex(self, text: Any) -> Iterator[Leaf]:  # type: ignore[override]
            """Yield the words of a filter."""
            for token in tokens(text if isinstance(text, str) else text.text):
                yield Leaf(token.kind, token.text, token.column, end_pos=token.end)

    return Lark(_GRAMMAR, parser="lalr", lexer=Lexed, transformer=_Shape())


def parse(text: str) -> Expression:
    """Return the shape of a filter. Raises FilterError with the column and what was expected there."""
    from lark import UnexpectedInput

    with _BUILDING:
        parser = _parser()
    try:
        shape: Any = parser.parse(text)
    except UnexpectedInput as error:
        raise _unexpected(error, text) from None
    expression: Expression = shape
    return expression


def _unexpected(error: Any, text: str) -> FilterError:
    token = error.token
    expected = _said(set(error.accepts or error.expected))
    if token.type == "$END":
        return FilterError(f"the filter ends where {expected} is expected", len(text.rstrip()))
    small = token.lower()
    hint = f"; did you mean {small}?" if small != token and small in (*KEYWORDS, *RELATIONS) else ""
    return FilterError(f"{str(token)!r} is not expected here, but {expected}{hint}", token.start_pos)


def _said(kinds: set[str]) -> str:
    said = [words for words, any_of in _SAID if any_of & kinds]
    return ", ".join(said[:-1]) + " or " + said[-1] if len(said) > 1 else "".join(said) or "nothing more"
