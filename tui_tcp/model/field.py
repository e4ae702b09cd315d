"""What a field is: a name, a type that says how it prints, one line of meaning, and how to read it.

Fields print exactly as `tshark -T fields` of Wireshark 4.0 prints them where Wireshark has the field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui_tcp.model.rows import Rows
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection


class Type(Enum):
    """How a value is held and printed."""

    NUMBER = "number"
    FLAG = "1 or 0"
    HEX = "hexadecimal"
    TIME = "seconds"  # held in nanoseconds, printed with nine decimals
    TEXT = "text"


Value = Any  # int for all types but TEXT; None where a frame or a connection has no such thing


@dataclass(frozen=True, slots=True)
class FrameField:
    """A field of a frame; `read` returns one value a row."""

    name: str
    type: Type
    meaning: str
    read: Callable[[Rows], Sequence[Value]]


@dataclass(frozen=True, slots=True)
class FlowField:
    """A field of a connection."""

    name: str
    type: Type
    meaning: str
    read: Callable[[Session, Connection], Value]


def seconds(nanoseconds: int) -> str:
    """Return nanoseconds as seconds with nine decimals."""
    whole, rest = divmod(abs(nanoseconds), 1_000_000_000)
    return f"{'-' if nanoseconds < 0 else ''}{whole}.{rest:09d}"


_PRINT: dict[Type, Callable[[Value], str]] = {
    Type.NUMBER: str,
    Type.FLAG: lambda value: "1" if value else "0",
    Type.HEX: lambda value: f"0x{value:04x}",
    Type.TIME: seconds,
    Type.TEXT: str,
}


def printer(kind: Type) -> Callable[[Value], str]:
    """Return the function that prints values of a type; None prints as nothing."""
    show = _PRINT[kind]
    return lambda value: "" if value is None else show(value)
