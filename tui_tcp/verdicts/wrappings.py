"""What a connection's frames were wrapped in on the wire: VLANs, tunnels. Streams are told apart by neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.words import count

if TYPE_CHECKING:
    from tui_tcp.model.session import Session
    from tui_tcp.verdicts.case import Case

_ETHERNET = 1  # https://www.tcpdump.org/linktypes.html
_TAGS = (0x8100, 0x88A8, 0x9100)
_TAGS_AT = 12  # of the first tag in an Ethernet frame
_LOOKED_AT = 500  # frames of a connection: each is read again

Wrapping = tuple[tuple[int, ...], bool]  # VLANs from the outside in, whether there is a tunnel


def mixed_wrappings(case: Case) -> Claim | None:
    """Frames that came in different VLANs, or some of them in a tunnel: by addresses and ports they are one stream."""
    if not len(case.track.slab.wrapped.of(case.track.at)):
        return None
    rows = case.track.rows[:_LOOKED_AT]
    places = case.session.columns.take("ip_at", rows)
    found: dict[Wrapping, list[int]] = {}
    for row, ip_at in zip(rows.tolist(), places.tolist(), strict=True):
        found.setdefault(_wrapping(case.session, row, ip_at), []).append(row)
    if len(found) < 2:
        return None
    told = [
        f"{count(len(group), 'frame')} {_words(wrapping)} (first {marks(group[:1])})"
        for wrapping, group in found.items()
    ]
    text = (
        f"By addresses and ports this is one connection, as Wireshark counts; but of its frames came {', '.join(told)}"
    )
    text += ": they may be two, or one that was captured on its way from one network to another."
    return claim("mixed_wrappings", text, [group[0] for group in found.values()])


def _wrapping(session: Session, row: int, ip_at: int) -> Wrapping:
    if session.link_type(row) != _ETHERNET:
        return (), False
    head = session.frame_bytes(row)[:ip_at]
    tags, at = [], _TAGS_AT
    while at + 4 <= len(head) and int.from_bytes(head[at : at + 2], "big") in _TAGS:
        tags.append(int.from_bytes(head[at + 2 : at + 4], "big") & 0x0FFF)
        at += 4
    return tuple(tags), len(head) > at + 2


def _words(wrapping: Wrapping) -> str:
    tags, is_tunnelled = wrapping
    where = f"in VLAN {' / '.join(map(str, tags))}" if tags else "without a VLAN"
    return f"{where}, in a tunnel" if is_tunnelled else where
