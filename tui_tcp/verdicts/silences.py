"""Long silences, and whose turn it was: a program's, a timer's, or that of an end whose window was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import FIN, RST, SYN
from tui_tcp.verdicts.headers import read_network

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.verdicts.case import Case
    from tui_tcp.verdicts.slab import Slab

CLIENT, SERVER, TIMER, WINDOW, NETWORK = "client", "server", "timer", "window", "network"  # whom all waited for
NOBODY = ""
_TURNS = (CLIENT, SERVER, NETWORK, TIMER, WINDOW, NOBODY)
_NETWORK, _TIMER, _WINDOW, _NOBODY = range(2, len(_TURNS))  # the ends are 0 and 1
# what a timer sends, and the answer to it
_RINGS = BITS["retransmission"] | BITS["keep_alive"] | BITS["zero_window_probe"] | BITS["keep_alive_ack"]
_FAR_NS = 1_000_000
_FEW = 16  # packets left out that were lost, not spent on other connections


class Silence(NamedTuple):
    """Nothing was captured between two places; `turn` is whom all waited for, `last` who had spoken (-1: nobody)."""

    before: int
    after: int
    ns: int
    turn: str
    last: int


# Place before, nanoseconds, whose turn (of _TURNS), who spoke last, and the rows of `_neighbours`.
Gap = tuple[int, int, int, int, int, int]


class Silences:
    """The silences of all connections of a slab, and whom all waited for in each."""

    def __init__(self, slab: Slab) -> None:
        gaps = slab.gaps.places
        ns = slab.time[gaps + 1] - slab.time[gaps]
        is_worth = ns > np.array(slab.silence, np.int64)[slab.index[gaps]]
        gaps, ns = gaps[is_worth], ns[is_worth]
        client, server = (data.until(gaps) for data in slab.data)
        last = np.where(np.maximum(client, server) < 0, -1, server > client)
        turns = _turns(slab, gaps, last)
        columns = (gaps - slab.starts[slab.index[gaps]], ns, turns, last, *_neighbours(slab, gaps, turns))
        self._all: list[Gap] = list(zip(*(column.tolist() for column in columns), strict=True))
        self._bounds: list[int] = np.searchsorted(gaps, slab.starts).tolist()
        self.longest = np.zeros(len(slab.connections), np.int64)  # nanoseconds, of each connection; 0 if it has none
        np.maximum.at(self.longest, slab.index[gaps], ns)

    def of(self, at: int) -> list[Gap]:
        """Return those of the connection that is number `at` in the slab."""
        return self._all[self._bounds[at] : self._bounds[at + 1]]


def _turns(slab: Slab, before: Vector, last: Vector) -> Vector:
    """Tell whom all waited for: what ended the silence tells."""
    if not len(before):
        return before
    after = before + 1
    speaker = _next_speaker(slab, after)
    is_owed = ~slab.from_client[after] & (last == 0)  # only a server can have owed an answer
    rules = (
        (_NOBODY, ((slab.flags[after] & RST) != 0) & ~is_owed),  # a reset broke it off
        (_TIMER, (slab.findings[after] & _RINGS) != 0),
        (_NETWORK, ((slab.flags[after] & SYN) != 0) | ~_is_opened(slab, before) | (speaker < 0)),
        (_WINDOW, np.where(speaker == 0, _is_shut(slab, 1, before), _is_shut(slab, 0, before))),
        (_NETWORK, np.where(speaker == 0, _is_unheard(slab, 0, before), _is_unheard(slab, 1, before))),
    )
    turns: Vector = np.select([applies for _, applies in rules], [turn for turn, _ in rules], speaker)
    return turns


def _is_opened(slab: Slab, places: Vector) -> Vector:
    index = slab.index[places]
    acks = np.array(slab.handshake_acks, np.int64)[index] + slab.starts[index]
    opened: Vector = (acks <= places) | (slab.syns[0].first[index] < 0)
    return opened


def _next_speaker(slab: Slab, after: Vector) -> Vector:
    """Return which end says something next, a pure ACK being nothing; -1 if none does.

    A pure ACK that the other end answers by a reset said something: it broke the silence, whatever it meant.
    """
    then = np.minimum(after + 1, len(slab.rows) - 1)
    first, second = (~slab.from_client[places] for places in (after, then))
    says, says_then = ((slab.length[p] > 0) | ((slab.flags[p] & (FIN | RST)) != 0) for p in (after, then))
    says_then &= slab.index[then] == slab.index[after]
    second = np.where((slab.flags[then] & RST) != 0, first, second)
    speaker: Vector = np.where(says, first, np.where(says_then, second, -1))
    return speaker


def _is_shut(slab: Slab, end: int, places: Vector) -> Vector:
    """Tell where an end's last window up to a place was 0."""
    last = slab.of_end[end].until(places)
    shut: Vector = (last >= 0) & (slab.window[last] == 0) & ((slab.flags[last] & (SYN | RST)) == 0)
    return shut


def _is_unheard(slab: Slab, end: int, places: Vector) -> Vector:
    """Tell where an end had sent something up to a place that was not acknowledged by then."""
    own = slab.of_end[end]
    sent = np.maximum.accumulate((slab.end + slab.apart)[own.places]) - slab.apart[own.places]
    last = np.searchsorted(own.places, places, "right") - 1
    unheard: Vector = slab.acked[end][places] < np.where(own.until(places) < 0, 0, np.append(sent, 0)[last])
    return unheard


def _neighbours(slab: Slab, gaps: Vector, turns: Vector) -> tuple[Vector, Vector]:
    """Return the rows of the last packet that an end sent up to a gap and of its next, if it was the end's turn.

    Next to the capture point nothing is lost: there, and where there are none, they are -1.
    """
    rows = np.full((2, len(gaps)), -1, np.int64)
    for end in (0, 1) if len(gaps) else ():
        own, is_far = slab.of_end[end], np.array(slab.trips[end].least, np.int64) >= _FAR_NS
        before = own.until(gaps)
        at = np.searchsorted(own.places, gaps, "right")
        after = np.append(own.places, 0)[at]
        wanted = (turns == end) & is_far[slab.index[gaps]] & (before >= 0) & (slab.index[after] == slab.index[gaps])
        rows[:, wanted] = slab.rows[before[wanted]], slab.rows[after[wanted]]
    return rows[0], rows[1]


def silences(case: Case) -> list[Silence]:
    """Return a connection's silences between its opening and its end, in order."""
    found = []
    for before, ns, turn, last, *rows in case.gaps:
        whose = NETWORK if rows[0] >= 0 and _hides_loss(case.session, *rows) else _TURNS[turn]
        found.append(Silence(before, before + 1, ns, whose, last))
    return found


def _hides_loss(session: Session, before: int, after: int) -> bool:
    """Tell whether an end's packet numbers leave out a few: something it said was lost before the capture point.

    It may have spoken long before it was heard.
    """
    one, two = read_network(session, before), read_network(session, after)
    if one is None or two is None or not (one.identification and two.identification):
        return False
    return 1 < (two.identification - one.identification & 0xFFFF) <= _FEW


def may_hide_loss(case: Case, speaker: int, place: int) -> bool:
    """Tell whether a far end's packets have no numbers that would show that something before them was lost."""
    if case.least[speaker] < _FAR_NS:
        return False
    header = read_network(case.session, case.rows((place,))[0])
    return header is None or not header.identification
