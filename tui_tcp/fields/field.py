"""What a field is: a name, a type that says how it compares and prints, one line of meaning, and how to read it.

Fields print exactly as `tshark -T fields` of Wireshark 4.0 prints them where Wireshark has the field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from tui_tcp.escape import escape
from tui_tcp.fields.decimals import seconds, times
from tui_tcp.model.addresses import address_text, ipv4_text

if TYPE_CHECKING:
    from tui_tcp.fields.found import Found
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.rows import Rows
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection


class Type(Enum):
    """How a value is held and printed."""

    NUMBER = "number"
    FLAG = "1 or 0"
    LABEL = "1 or nothing"
    HEX = "hexadecimal"
    TIME = "seconds"  # held in nanoseconds, printed with nine decimals
    MOMENT = "date and time"  # held in nanoseconds since the epoch
    TEXT = "text"
    IPV4 = "IPv4 address"  # held as a number
    IPV6 = "IPv6 address"
    ETHER = "hardware address"  # held as a number
    BYTES = "bytes"
    PROTOCOL = "protocol: 1"  # held as its bytes


Value = Any  # int, str for TEXT, bytes; None where there is no such thing, a tuple where there are several
Find = Callable[["Slab"], "Found"]


@dataclass(frozen=True, slots=True)
class FrameField:
    """A field of a frame.

    `bits` is the width of a number, negative for one with a sign; `names` are what its values are called in a filter.
    """

    name: str
    type: Type
    meaning: str
    find: Find
    bits: int = 32
    names: Mapping[int, str] = field(default_factory=dict)

    def read(self, rows: Rows) -> Sequence[Value]:
        """Return one value a row."""
        from tui_tcp.fields.found import listed
        from tui_tcp.fields.slab import in_parts, slab_of

        parts = in_parts(slab_of(rows), lambda part: listed(self.find(part), len(part)))
        return parts[0] if len(parts) == 1 else [value for part in parts for value in part]


@dataclass(frozen=True, slots=True)
class FlowField:
    """A field of a connection; `read` returns one value a connection, for which it may look into its frames."""

    name: str
    type: Type
    meaning: str
    read: Callable[[Session, Sequence[Connection]], Sequence[Value]]
    bits: int = 64
    needs_frames: bool = False


def moment(nanoseconds: int) -> str:
    """Return nanoseconds since the epoch as a date and a time of day, in UTC."""
    from time import gmtime, strftime

    return strftime("%b %e, %Y %H:%M:%S", gmtime(nanoseconds // 1_000_000_000)) + f".{nanoseconds % 10**9:09d} UTC"


# How one value prints; the number is the width of its field in bits.
_TEXT: dict[Type, Callable[[Value, int], str]] = {
    Type.NUMBER: lambda value, bits: str(value),
    Type.FLAG: lambda value, bits: "1" if value else "0",
    Type.LABEL: lambda value, bits: "1",
    Type.HEX: lambda value, bits: f"0x{value:0{(bits + 7) // 8 * 2}x}",
    Type.TIME: lambda value, bits: seconds(value),
    Type.MOMENT: lambda value, bits: moment(value),
    Type.TEXT: lambda value, bits: escape(value) if value else "",
    Type.IPV4: lambda value, bits: ipv4_text(value),
    Type.IPV6: lambda value, bits: address_text(value),
    Type.ETHER: lambda value, bits: value.to_bytes(6, "big").hex(":"),
    Type.BYTES: lambda value, bits: value.hex() or "<none>",
    Type.PROTOCOL: lambda value, bits: "1",
}


def printed(kind: Type, values: Sequence[Value], bits: int = 16) -> list[str]:
    """Print a column of values of one type; None prints as nothing, several values with commas, text is escaped."""
    whole = _WHOLE.get(kind)
    if whole and tuple not in set(map(type, values)):
        return whole(values)
    text = _TEXT[kind]
    known = {
        value: ",".join([text(one, bits) for one in value]) if type(value) is tuple else text(value, bits)
        for value in dict.fromkeys(values)
        if value is not None
    }
    known[None] = ""
    return list(map(known.__getitem__, values))


def _numbers(values: Sequence[Value]) -> list[str]:
    return ["" if value is None else str(value) for value in values]


def _texts(values: Sequence[Value]) -> list[str]:
    texts = [value or "" for value in values]
    together = "".join(texts)
    return texts if together.isascii() and together.isprintable() else list(map(escape, texts))


# Columns whose values mostly differ are printed without a call a value: a line of `flows` takes a sixth less.
_WHOLE: dict[Type, Callable[[Sequence[Value]], list[str]]] = {
    Type.NUMBER: _numbers,
    Type.TIME: times,
    Type.TEXT: _texts,
}
