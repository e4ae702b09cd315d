"""From the shape of a filter to its questions: which words are fields, and what the others are then read as."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from tui_tcp.fields.field import Type
from tui_tcp.fields.table import all_frame_fields, nearest
from tui_tcp.filters.brackets import layers_of, slices_of
from tui_tcp.filters.choices import CHOICES
from tui_tcp.filters.errors import FilterError
from tui_tcp.filters.functions import FUNCTIONS
from tui_tcp.filters.literals import Constant, Wanted, constant, raw_bytes
from tui_tcp.filters.pattern import Pattern
from tui_tcp.filters.questions import Compared, HasBytes, Holds, Joined, Member, NotZero, Present, Question
from tui_tcp.filters.scan import Needle
from tui_tcp.filters.shares import as_share
from tui_tcp.filters.syntax import Arithmetic, Call, Comparison, Expression, Logic, Membership, Part, Word
from tui_tcp.filters.tokens import RELATIONS, Token
from tui_tcp.filters.values import NUMBERS, FieldValue, NoValue, PartValue, SumValue, Value

_FEW = 12  # values that can be listed in a line
_BYTES = (Type.BYTES, Type.PROTOCOL, Type.ETHER)
_SLICED = (*_BYTES, Type.TEXT, Type.IPV4, Type.IPV6)
_SUMMED = {
    **dict.fromkeys(NUMBERS, "+-*/%&"),
    Type.TIME: "+-",
    **dict.fromkeys((Type.IPV4, Type.IPV6, Type.ETHER, Type.BYTES), "&"),
}


def question_of(shape: Expression) -> Question:
    """Return what a filter asks. Raises FilterError for unknown fields and for what cannot be compared."""
    if isinstance(shape, Logic):
        return Joined(shape.operator, tuple(question_of(part) for part in shape.parts))
    if isinstance(shape, Comparison):
        return _comparison(shape)
    if isinstance(shape, Membership):
        return _membership(shape)
    if isinstance(shape, Call):
        raise FilterError(f"{shape.name.text}(...) is a value: compare it with something", shape.column)
    value = _value(shape)
    if isinstance(value, FieldValue):
        return Present(value)
    return HasBytes(value) if isinstance(value, PartValue) else NotZero(value)


def _value(shape: Expression) -> Value:
    """Return a value that has a field in it."""
    if isinstance(shape, Word):
        return _field(shape.token)
    if isinstance(shape, Part):
        return _part(shape)
    if isinstance(shape, Call):
        return _call(shape)
    if isinstance(shape, Arithmetic):
        return _arithmetic(shape)
    raise FilterError("a value is expected here, not a test", shape.column)


def _field(token: Token) -> FieldValue:
    known = all_frame_fields()
    name = token.text.removeprefix(".")
    if token.kind == "REFERENCE":
        raise FilterError("there is no selected frame whose field this could be", token.column)
    if token.kind != "WORD" or name not in known:
        hint = nearest(name, list(known)) if token.kind == "WORD" else ""
        raise FilterError(f"no field {token.text!r}{hint}", token.column)
    return FieldValue(known[name])


def _is_literal(shape: Expression) -> bool:
    """Tell whether a shape is a plain value: no field, and nothing made of any."""
    if isinstance(shape, Arithmetic):
        return (shape.left is None or _is_literal(shape.left)) and _is_literal(shape.right)
    if not isinstance(shape, Word):
        return False
    token = shape.token
    return token.kind != "WORD" or token.text.removeprefix(".") not in all_frame_fields()


def _part(shape: Part) -> Value:
    if shape.brackets.kind == "LAYER":
        field = _value(shape.of)
        if not isinstance(field, FieldValue):
            raise FilterError("only fields have layers", shape.brackets.column)
        return FieldValue(field.field, layers_of(shape.brackets))
    inner = _value(shape.of)
    if inner.wanted.kind not in _SLICED:
        raise FilterError(f"{inner.wanted.label} has no bytes to cut", shape.brackets.column)
    return PartValue(inner, slices_of(shape.brackets))


def _call(shape: Call) -> Value:
    name = shape.name.text
    function = FUNCTIONS.get(name)
    if function is None:
        raise FilterError(f"no function {name!r}{nearest(name, list(FUNCTIONS))}", shape.column)
    if not shape.arguments or (function.takes_so_many and len(shape.arguments) != function.takes_so_many):
        count = "1 argument" if function.takes_so_many else "1 argument or more"
        raise FilterError(f"{name}() takes {count}", shape.column)
    first = _value(shape.arguments[0])
    wanted = first.wanted
    if function.kinds and wanted.kind not in function.kinds:
        raise FilterError(f"{name}() takes {function.takes}, not {wanted.label}", shape.arguments[0].column)
    others = tuple(_side(argument, wanted) for argument in shape.arguments[1:])
    return function.make((first, *others), wanted)


def _arithmetic(shape: Arithmetic) -> Value:
    sign, right = shape.sign.text.replace("bitwise_and", "&"), shape.right
    if shape.left is None:
        value = _value(right)
        return SumValue("-", Constant(0), value, _summed(value.wanted, "-", shape))
    if _is_literal(shape.left):
        value = _value(right)
        return SumValue(sign, _side(shape.left, value.wanted, in_sum=True), value, _summed(value.wanted, sign, shape))
    first = _value(shape.left)
    wanted = _summed(first.wanted, sign, shape)
    return SumValue(sign, first, _side(right, first.wanted, in_sum=True), wanted)


def _summed(wanted: Wanted, sign: str, shape: Arithmetic) -> Wanted:
    if sign not in _SUMMED.get(wanted.kind, ()):
        raise FilterError(f"{wanted.label} and {sign} do not go together", shape.sign.column)
    # A difference may be negative; a constant beside it, too.
    return wanted._replace(names={}, bits=-64 if sign == "-" or wanted.bits < 0 else max(wanted.bits, 32))


def _side(shape: Expression, wanted: Wanted, *, in_sum: bool = False) -> Value | Constant:
    """Return a constant as `wanted` reads it, or a value that goes with it."""
    if isinstance(shape, Word) and shape.token.kind == "REFERENCE":
        _field(shape.token._replace(kind="WORD", text=shape.token.text[2:-1].strip()))
        return NoValue(wanted)
    if _is_literal(shape):
        read = _constant(shape, wanted)
        is_address = wanted.kind is Type.IPV6 and in_sum
        return Constant(read.value.to_bytes(16, "big")) if is_address else read
    value = _value(shape)
    if not _go_together(wanted, value.wanted):
        raise FilterError(
            f"{wanted.label} is {_told(wanted.kind)}, {value.wanted.label} is {_told(value.wanted.kind)}", shape.column
        )
    return value


def _beside(left: Value, shape: Expression) -> Value | Constant:
    """Return what a value is compared with; not a text that a field of ours never is, as that would leave nothing."""
    read, name = _side(shape, left.wanted), left.wanted.label
    if isinstance(left, FieldValue) and isinstance(read, Constant) and name in CHOICES:
        choices = list(CHOICES[name])
        if read.value not in choices:
            few = f"; it is one of {', '.join(choices)}" if len(choices) <= _FEW else ""
            raise FilterError(f"{name} is never {read.value!r}{nearest(read.value, choices) or few}", shape.column)
    return read


def _constant(shape: Expression, wanted: Wanted) -> Constant:
    if isinstance(shape, Word):
        return constant(shape.token, wanted)
    assert isinstance(shape, Arithmetic)
    sign = shape.sign.text.replace("bitwise_and", "&")
    _summed(wanted, sign, shape)
    left = 0 if shape.left is None else _constant(shape.left, wanted).value
    right = _constant(shape.right, wanted).value
    if sign in "/%" and not right:
        raise FilterError("division by zero", shape.sign.column)
    value = _ARITHMETIC[sign](left, right)
    is_unsigned = wanted.kind in NUMBERS and wanted.bits > 0 and not wanted.is_ours
    return Constant(value & 0xFFFFFFFF if is_unsigned else value)


_ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left // right,
    "%": lambda left, right: left % right,
    "&": lambda left, right: left & right,
}


def _go_together(one: Wanted, other: Wanted) -> bool:
    if one.kind in NUMBERS and other.kind in NUMBERS:
        return True
    if one.kind in _BYTES and other.kind in _BYTES:
        return True
    return one.kind is other.kind


_TOLD = {Type.FLAG: "1 or 0", Type.LABEL: "without a value", Type.TIME: "a time", Type.PROTOCOL: "a protocol"}


def _told(kind: Type) -> str:
    return _TOLD.get(kind, f"of type {kind.value}")


def _comparison(shape: Comparison) -> Question:
    quantity, relation = RELATIONS[shape.relation.text].split()
    every = (shape.quantifier or quantity) == "all"
    if _is_literal(shape.left):
        _refuse_literal(shape)
    left = _value(shape.left)
    if left.wanted.kind is Type.LABEL:
        raise FilterError(f"{left.wanted.label} has no value to compare: write it alone", shape.relation.column)
    if relation in ("contains", "matches"):
        return _search(shape, left, relation, every=every)
    shared = as_share(left, shape.right)
    if shared:
        return Compared(shared[0], relation, shared[1], every)
    return Compared(left, relation, _beside(left, shape.right), every)


def _refuse_literal(shape: Comparison) -> NoReturn:
    known = all_frame_fields()
    if isinstance(shape.left, Word) and shape.left.token.kind == "WORD":
        text = shape.left.token.text
        raise FilterError(f"no field {text!r}{nearest(text, list(known))}", shape.column)
    raise FilterError("a field stands on the left, and what it is compared with on the right", shape.column)


def _search(shape: Comparison, left: Value, relation: str, *, every: bool) -> Question:
    if left.wanted.kind not in (*_BYTES, Type.TEXT):
        raise FilterError(f"{left.wanted.label} has no text or bytes to search", shape.relation.column)
    if relation == "matches":
        if not isinstance(shape.right, Word) or shape.right.token.kind not in ("STRING", "RAW"):
            raise FilterError('matches wants a pattern in quotes, as in "^GET"', shape.right.column)
        return Holds(left, Pattern(raw_bytes(shape.right.token) or b"", shape.right.column), every)
    if not _is_literal(shape.right):
        raise FilterError('contains wants a text or bytes, as in "GET" or 47:45:54', shape.right.column)
    kind = Type.TEXT if left.wanted.kind is Type.TEXT else Type.BYTES
    needle = _constant(shape.right, Wanted(kind, label=left.wanted.label)).value
    octets = needle.encode("utf-8", "surrogateescape") if isinstance(needle, str) else needle
    return Holds(left, Needle(octets), every)


def _membership(shape: Membership) -> Question:
    if _is_literal(shape.value):
        raise FilterError("only a field can be in a set", shape.column)
    value = _value(shape.value)
    if value.wanted.kind is Type.LABEL:
        raise FilterError(f"{value.wanted.label} has no value that could be in a set", shape.column)
    members = tuple(
        (_beside(value, low), None if high is None else _beside(value, high)) for low, high in shape.members
    )
    question = Member(value, members, shape.quantifier == "all")
    return Joined("not", (question,)) if shape.negated else question
