"""Which segments came twice, and whether the sender sent them twice or the same packet passed the tap twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, FIN, RST, SYN
from tui_tcp.verdicts.headers import read_network, read_options, read_segment

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.verdicts.track import Track

_NEAR_NS = 50_000_000  # the same packet comes twice within this, or something else holds it back
_SURE_NS = 1_000_000  # where packets have no number of their own, no sender repeats one so soon
_LOOKED_AT = 512  # candidates whose bytes are compared; of more a sample speaks for all
_NEARLY_ALL = 0.95
_ANSWERS = 4  # acknowledgments of a copy, among which the report of it is looked for
_MASK = (1 << 32) - 1
_ASKS_AGAIN = BITS["duplicate_ack"] | BITS["window_update"] | BITS["keep_alive"] | BITS["keep_alive_ack"]
_ALIKE = 8  # segments with the same numbers, among which the same packet is looked for
_LOOKED_BACK = 64  # segments with lower numbers, in which a copy's original is looked for


def first_copies(track: Track, places: Vector) -> Vector:
    """Return for each place the latest earlier segment of the same end that holds its first number, -1 if none does."""
    found = np.full(len(places), -1, np.int64)
    for end in (0, 1):
        mine = np.flatnonzero(track.from_client[places] == (end == 0))
        if not len(mine):
            continue
        own = track.of_end[end]
        own = own[track.end[own] > track.seq[own]]
        order = own[np.argsort(track.seq[own], kind="stable")]
        low = np.searchsorted(track.seq[order], track.seq[places[mine]], "right").tolist()
        for index, stop in zip(mine.tolist(), low, strict=True):
            found[index] = _latest_before(track, order[max(stop - _LOOKED_BACK, 0) : stop], int(places[index]))
    return found


def _latest_before(track: Track, near: Vector, place: int) -> int:
    """Return the last of some segments that stands before a place and reaches beyond its first number.

    A FIN takes a number, but holds nothing of what data repeats; and nothing but a FIN is repeated by one alone.
    """
    is_fin = (track.flags[near] & FIN) != 0
    if track.length[place]:
        reach = track.end[near] - is_fin
    else:
        reach = np.where(is_fin | ((track.flags[place] & FIN) == 0), track.end[near], 0)
    near = near[(near < place) & (reach > track.seq[place])]
    return int(near.max()) if len(near) else -1


def doubled(session: Session, track: Track, places: Vector, originals: Vector) -> Vector:
    """Return the places of the copies that are an earlier packet captured again: the same bytes, the same number."""
    is_near = track.time[places] - track.time[originals] < _NEAR_NS
    is_near &= track.length[places] == track.length[originals]
    places, originals = places[is_near], originals[is_near]
    step = -(-len(places) // _LOOKED_AT) or 1
    looked_at = zip(places[::step].tolist(), originals[::step].tolist(), strict=True)
    same = [place for place, other in looked_at if _is_same_packet(session, track, place, other)]
    is_rule = step > 1 and _NEARLY_ALL * len(places[::step]) <= len(same)
    return places if is_rule else np.array(same, np.int64)


def twins(session: Session, track: Track, places: Vector) -> Vector:
    """Return for each packet that came again the latest one before that is the same, -1 if none was captured.

    Pure acknowledgments, too, have one: with the same numbers, window and IP identification; that is read of the first.
    """
    if not len(places):
        return places
    earlier = alike_before(track)
    found: Vector = earlier[places]
    for index, place in enumerate(places[:_LOOKED_AT].tolist()):
        number = _identification(session, track, place)
        near, steps = int(found[index]), 0
        while near >= 0 and steps < _ALIKE and _identification(session, track, near) != number:
            near, steps = int(earlier[near]), steps + 1
        found[index] = near if steps < _ALIKE else -1
    return found


def doubled_acks(session: Session, track: Track, told: Vector) -> tuple[Vector, Vector]:
    """Return what else of a connection with doubled packets is pure acknowledgments that came again, and their twins.

    Those that count as duplicate ACKs stay what they are.
    """
    earlier = alike_before(track)
    is_plain = (track.length == 0) & ((track.flags & (ACK | SYN | FIN | RST)) == ACK)
    is_plain &= (earlier >= 0) & ((track.findings & _ASKS_AGAIN) == 0)
    is_plain[told] = False
    places = np.flatnonzero(is_plain)
    found = doubled(session, track, places, earlier[places])
    return found, earlier[found]


def alike_before(track: Track) -> Vector:
    """Return for each place the latest one before with the same numbers, window and flags, -1 if there is none."""
    earlier = np.full(track.size, -1, np.int64)
    columns = (track.flags, track.window, track.ack, track.end, track.seq)
    for own in track.of_end:
        order = own[np.lexsort([own, *(column[own] for column in columns)])]
        same = np.all([column[order][1:] == column[order][:-1] for column in columns], axis=0)
        earlier[order[1:][same]] = order[:-1][same]
    return earlier


def _identification(session: Session, track: Track, place: int) -> int:
    network = read_network(session, int(track.rows[place]))
    return network.identification if network else 0


def _is_same_packet(session: Session, track: Track, place: int, other: int) -> bool:
    """Compare two packets byte by byte from the TCP header on; the IP header's number must agree."""
    row, earlier = int(track.rows[place]), int(track.rows[other])
    one, two = read_network(session, row), read_network(session, earlier)
    if one is None or two is None or one.identification != two.identification:
        return False
    if not one.identification and track.time[place] - track.time[other] > _SURE_NS:
        return False
    return read_segment(session, row) == read_segment(session, earlier)


def reported_twice(session: Session, track: Track, place: int) -> int:
    """Return the segment that reports a copy as needless: its first SACK block lies in the copy and is acknowledged.

    That is a D-SACK (RFC 2883 section 4). -1 if none of the next segments is one, or it reports a later copy.
    """
    is_clients = bool(track.from_client[place])
    heard, sent = track.of_end[int(is_clients)], track.of_end[int(not is_clients)]
    later = sent[(sent > place) & (track.seq[sent] <= track.seq[place]) & (track.end[sent] >= track.end[place])]
    heard = heard[np.searchsorted(heard, place) : np.searchsorted(heard, later[0]) if len(later) else None]
    for ack in heard[track.ack[heard] >= track.end[place]][:_ANSWERS].tolist():
        row = int(track.rows[ack])
        base = session.columns.value("ack_raw", row) - int(track.ack[ack])
        for low, high in read_options(session, row).sacked[:1]:
            is_inside = track.seq[place] <= (low - base & _MASK) < track.end[place] <= track.ack[ack]
            if is_inside or _is_renumbered(track, place, ack, low - base & _MASK, high - low & _MASK):
                return int(ack)
    return -1


def _is_renumbered(track: Track, place: int, ack: int, low: int, size: int) -> bool:
    """Tell whether a block that fits no number of what was sent reports a copy: as long, and with no hole to tell of.

    Devices that change sequence numbers on the way forget those in SACK options.
    """
    sent = track.of_end[int(not track.from_client[place])]
    sent = sent[: np.searchsorted(sent, ack)]
    highest = int(track.end[sent].max())
    is_strange = low > highest and low + size > highest
    return bool(is_strange and size == track.length[place] and track.ack[ack] == highest)
