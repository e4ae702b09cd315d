"""What a capture says beside its packets: interfaces and their losses, comments, names, decryption secrets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from tui_tcp.dissect.layers import Field
from tui_tcp.dissect.registry import LINK_TYPES
from tui_tcp.escape import escape_text
from tui_tcp.model.addresses import address_text
from tui_tcp.views.format import count
from tui_tcp.views.pieces import Line
from tui_tcp.wire.blocks import Block

if TYPE_CHECKING:
    from tui_tcp.model.session import Session
    from tui_tcp.wire.interfaces import Interface

_MOST = 1000  # lines of a kind
_TEXT = 400  # characters of a text
_CLOCKS = {1: "seconds", 1000: "milliseconds", 1_000_000: "microseconds", 1_000_000_000: "nanoseconds"}


def losses(session: Session) -> str:
    """Say how many packets were lost at capture, '' if none are known to be."""
    lost = [(session.interfaces[number], drops) for number, drops in _drops(session).items()]
    if not lost:
        return ""
    total = sum(drops for _, drops in lost)
    where = ", ".join(f"{drops:,} at {_name(interface)}" for interface, drops in lost)
    verb = "was" if total == 1 else "were"
    return f"{count(total, 'packet')} {verb} lost at capture" + (
        f": {where}" if len(lost) > 1 else f" at {_name(lost[0][0])}"
    )


def capture_lines(session: Session) -> tuple[Line, ...]:
    """Return all that is said beside the packets, under titles; each kind of thing up to a limit."""
    notes = session.notes
    comments = (
        (f"#{row + 1}", escape_text(text, _TEXT)) for row in sorted(notes.comments) for text in notes.comments[row]
    )
    names = ((address_text(address), escape_text(name, _TEXT)) for address, name in notes.names)
    secrets = len(notes.blocks.get(Block.SECRETS, ()))
    parts = [
        ("Interfaces", len(session.interfaces), _interfaces(session)),
        ("Comments on the capture", len(notes.section_comments), _texts(notes.section_comments)),
        ("Comments on frames", sum(map(len, notes.comments.values())), _pairs(comments)),
        ("Names", len(notes.names), _pairs(names)),
        ("Decryption secrets", secrets, iter(((("  ", ""), (f"{count(secrets, 'block')}, kept on export", "")),))),
    ]
    return tuple(line for title, size, lines in parts if size for line in _part(title, size, lines))


def noted_fields(session: Session, row: int) -> tuple[Field, ...]:
    """Return what a pcapng capture says of one frame beside its bytes: interface and comments."""
    if not session.names_interfaces:
        return ()
    comments = session.notes.comments.get(row, ())
    said = tuple(Field("frame.comment", "Comment", escape_text(text, _TEXT), 0, 0) for text in comments)
    number = session.columns.value("interface", row)
    if number >= len(session.interfaces):
        return said
    interface = session.interfaces[number]
    fields = [
        Field("frame.interface_id", "Interface", str(interface.number), 0, 0),
        Field("frame.interface_name", "Its name", escape_text(interface.name, _TEXT), 0, 0),
        Field("frame.interface_description", "Its description", escape_text(interface.description, _TEXT), 0, 0),
    ]
    return (*(field for field in fields if field.value), *said)


def _part(title: str, size: int, lines: Iterator[Line]) -> Iterator[Line]:
    yield ((title, "title"),)
    yield from islice(lines, _MOST)
    if size > _MOST and title != "Decryption secrets":
        yield ((f"  and {size - _MOST:,} more", "dim"),)


def _texts(texts: Iterable[str]) -> Iterator[Line]:
    return ((("  ", ""), (escape_text(text, _TEXT), "")) for text in texts)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[Line]:
    return ((("  ", ""), (head, "header"), ("  ", ""), (text, "")) for head, text in pairs)


def _interfaces(session: Session) -> Iterator[Line]:
    """A line each: number in the whole file, name, link type, clock, frames, losses, description."""
    import numpy as np

    frames = np.bincount(session.columns.vector("interface"), minlength=len(session.interfaces))
    drops = _drops(session)
    for number, interface in enumerate(session.interfaces):
        facts = [
            _link(interface),
            _clock(interface) if session.names_interfaces else "",
            count(int(frames[number]), "frame"),
        ]
        lost = f" · {count(drops[number], 'packet')} lost" if number in drops else ""
        told = f"  {escape_text(interface.description, _TEXT)}" if interface.description else ""
        head = f"  {number}  {_name(interface) if session.names_interfaces else ''}".rstrip()
        yield ((head, ""), ("  " + " · ".join(filter(None, facts)), "dim"), (lost, "problem"), (told, ""))


def _drops(session: Session) -> dict[int, int]:
    """Losses by interface, of those interfaces that there are."""
    known = len(session.interfaces)
    return {number: drops for number, drops in sorted(session.notes.drops.items()) if drops and number < known}


def _name(interface: Interface) -> str:
    return escape_text(interface.name, _TEXT) or f"interface {interface.number}"


def _link(interface: Interface) -> str:
    known = LINK_TYPES.get(interface.link_type)
    return known.name if known else f"link type {interface.link_type}"


def _clock(interface: Interface) -> str:
    return _CLOCKS.get(interface.ticks_per_second, f"{interface.ticks_per_second:,} ticks a second")
