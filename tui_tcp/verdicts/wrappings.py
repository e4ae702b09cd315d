"""What a connection's frames were wrapped in on the wire: VLANs, tunnels. Streams are told apart by neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.verdicts.case import NAMES
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.words import count
from tui_tcp.wire.frames import NO_HEADER

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.verdicts.case import Case
    from tui_tcp.verdicts.slab import Slab

_ETHERNET = 1  # https://www.tcpdump.org/linktypes.html
_TAGS = (0x8100, 0x88A8, 0x9100)
_TAGS_AT = 12  # of the first tag in an Ethernet frame
_LOOKED_AT = 500  # frames of a connection: each is read again
_COLUMNS = ("interface", "offset", "captured", "ip_at", "tcp_at")

Wrapping = tuple[tuple[int, ...], bool]  # VLANs from the outside in, whether there is a tunnel
_NONE: Wrapping = ((), False)


def may_be_mixed(slab: Slab) -> Vector:
    """Tell where a frame came in anything but an IP packet in plain Ethernet."""
    may: Vector = slab.wrapped.counts > 0
    return may


def mixed_wrappings(case: Case) -> Claim | None:
    """Frames that came in different VLANs, or some of them in a tunnel: by addresses and ports they are one stream."""
    if not len(case.track.slab.wrapped.of(case.track.at)):
        return None
    rows, links = case.track.rows[:_LOOKED_AT], case.session.link_types
    columns = [case.session.columns.take(name, rows).tolist() for name in _COLUMNS]
    found: dict[Wrapping, list[int]] = {}
    senders: dict[Wrapping, set[bool]] = {}
    for row, is_client, link, *places in zip(rows.tolist(), case.track.from_client.tolist(), *columns, strict=False):
        if places[-1] != NO_HEADER:  # else it was compressed, or in fragments: what it came in stands in other bytes
            is_ethernet = link < len(links) and links[link] == _ETHERNET
            wrapping = _wrapping(case.session, *places) if is_ethernet else _NONE
            found.setdefault(wrapping, []).append(row)
            senders.setdefault(wrapping, set()).add(is_client)
    if len(found) < 2:
        return None
    words = _words(list(found))
    proof = [group[0] for group in found.values()]
    if sorted(map(list, senders.values())) == [[False], [True]]:
        whose = [NAMES[0] if senders[wrapping] == {True} else NAMES[1] for wrapping in found]
        (one, two), (first, second) = [f"the {name}'s" for name in whose], words
        text = f"The directions differ on the wire: {one} frames came {first} ({marks(proof[:1])}), {two} {second}"
        return claim("mixed_wrappings", f"{text} ({marks(proof[1:])}).", proof, Severity.INFO)
    told = ", ".join(
        f"{count(len(group), 'frame')} {text} (first {marks(group[:1])})"
        for text, group in zip(words, found.values(), strict=True)
    )
    text = f"By addresses and ports this is one connection, as Wireshark counts; but of its frames came {told}"
    text += ": they may be two, or one that was captured on its way from one network to another."
    return claim("mixed_wrappings", text, proof)


def _wrapping(session: Session, offset: int, captured: int, ip_at: int, _: int) -> Wrapping:
    head = session.bytes_at(offset, min(captured, ip_at))
    tags, at = [], _TAGS_AT
    while at + 4 <= len(head) and int.from_bytes(head[at : at + 2], "big") in _TAGS:
        tags.append(int.from_bytes(head[at + 2 : at + 4], "big") & 0x0FFF)
        at += 4
    return tuple(tags), len(head) > at + 2


def _words(wrappings: list[Wrapping]) -> list[str]:
    """Return in words what tells some wrappings apart."""
    has_tags, has_tunnel = (any(wrapping[part] for wrapping in wrappings) for part in (0, 1))
    told = []
    for tags, is_tunnelled in wrappings:
        vlan = f"in VLAN {' / '.join(map(str, tags))}" if tags else "without a VLAN"
        tunnel = "in a tunnel" if is_tunnelled else "in no tunnel"
        told.append(", ".join(text for text, is_told in ((vlan, has_tags), (tunnel, has_tunnel)) if is_told))
    return told
