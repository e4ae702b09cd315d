"""What a field is: a name, a type that says how it prints, one line of meaning, and how to read it.

Fields print exactly as `tshark -T fields` of Wireshark 4.0 prints them where Wireshark has the field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from tui_tcp.escape import escape

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
    """A field of a connection; `read` returns one value a connection."""

    name: str
    type: Type
    meaning: str
    read: Callable[[Session, Sequence[Connection]], Sequence[Value]]


def seconds(nanoseconds: int) -> str:
    """Return nanoseconds as seconds with nine decimals."""
    if nanoseconds < 0:
        return "-" + seconds(-nanoseconds)
    return f"{nanoseconds // 1_000_000_000}.{nanoseconds % 1_000_000_000:09d}"


def seconds_of(values: Sequence[Value]) -> list[str]:
    """Print a column of nanoseconds, None as nothing."""
    return ["" if value is None else seconds(value) for value in values]


# A column at a time: a call a value would take three times as long.
_PRINT: dict[Type, Callable[[Sequence[Value]], list[str]]] = {
    Type.NUMBER: lambda values: ["" if value is None else str(value) for value in values],
    Type.FLAG: lambda values: ["" if value is None else "1" if value else "0" for value in values],
    Type.HEX: lambda values: ["" if value is None else f"0x{value:04x}" for value in values],
    Type.TIME: seconds_of,
    Type.TEXT: lambda values: [escape(value) if value else "" for value in values],
}


def printed(kind: Type, values: Sequence[Value]) -> list[str]:
    """Print a column of values of one type; None prints as nothing, text is escaped."""
    return _PRINT[kind](values)
