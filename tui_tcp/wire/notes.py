"""What a pcapng file says beside its packets: comments, names, losses, and where the blocks lie that say it.

All of it is text and numbers from the file, and so hostile: nothing here is shown without being escaped above.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

Order = str  # "big" or "little"
Option = tuple[int, bytes]

COMMENT = 1  # the option's code in every block (draft-ietf-opsawg-pcapng section 3.5)
_DROPPED_AT_INTERFACE = 5  # if_ifdrop, section 4.6
_IP4_NAME, _IP6_NAME = 1, 2  # section 4.5
_MAX_NAMES = 100_000
_MAX_COMMENTS = 100  # of one packet


@dataclass(slots=True)
class Notes:
    """Filled while a file is framed; rows count the capture's frames from 0."""

    comments: dict[int, tuple[str, ...]] = field(default_factory=dict)  # by row
    section_comments: list[str] = field(default_factory=list)
    names: list[tuple[bytes, str]] = field(default_factory=list)  # address, name
    drops: dict[int, int] = field(default_factory=dict)  # interface in the whole file -> packets it lost
    blocks: dict[int, array[int]] = field(default_factory=dict)  # type -> offsets in the file of blocks beside packets
    has_timeless: bool = False  # some rows have no time: it stands as 0

    def add_comment(self, row: int, comment: bytes) -> None:
        """Keep a packet's comment; it may have several, of which the first ones are kept."""
        known = self.comments.get(row, ())
        if len(known) < _MAX_COMMENTS:
            self.comments[row] = (*known, _text(comment))

    def add_block(self, kind: int, offset: int) -> None:
        """Remember where a block lies that is no packet."""
        self.blocks.setdefault(kind, array("q")).append(offset)

    def add_drops(self, interface: int, count: int) -> None:
        """Count packets lost between this packet and the one before it."""
        self.drops[interface] = self.drops.get(interface, 0) + count

    def read_section(self, found: list[Option]) -> None:
        """Keep a section header's comments."""
        self.section_comments += [_text(value) for code, value in found if code == COMMENT]

    def read_statistics(self, interface: int, found: list[Option], order: Order) -> None:
        """Keep what an interface statistics block says was lost; the newest counts."""
        for code, value in found:
            if code == _DROPPED_AT_INTERFACE and len(value) == 8:
                self.drops[interface] = _number(value, order)

    def read_names(self, body: bytes, order: Order) -> None:
        """Keep the names of a name resolution block: an address and the names it has."""
        sizes = {_IP4_NAME: 4, _IP6_NAME: 16}
        for code, value in options(body, order):
            size = sizes.get(code, 0)
            if not size or len(self.names) >= _MAX_NAMES:
                continue
            self.names += [(value[:size], _text(name)) for name in value[size:].split(b"\0") if name]


def options(body: bytes, order: Order) -> Iterator[Option]:
    """Walk an option list (or a list of name records, which has the same form); what overruns it ends it."""
    at = 0
    while at + 4 <= len(body):
        code, size = _number(body[at : at + 2], order), _number(body[at + 2 : at + 4], order)
        if code == 0 or at + 4 + size > len(body):
            return
        yield code, body[at + 4 : at + 4 + size]
        at += 4 + (size + 3 & ~3)


def _number(value: bytes, order: Order) -> int:
    return int.from_bytes(value, "big" if order == "big" else "little")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")
