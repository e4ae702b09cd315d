"""Zeek's `conn_state` and `history` of a connection, by its documented rules, so that people can compare.

The originator is our client. Zeek's timers (an attempt ends after 5 s, and the like) are not played; neither are
checksums looked at. Numbers of a segment are not validated there, nor here.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, FIN, RST, SYN
from tui_tcp.verdicts.holes import never_captured

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.case import Case

_OPENS_OR_ENDS = SYN | FIN | RST
_ZERO_WINDOW = BITS["zero_window"]


class _State(Enum):
    INACTIVE = 0
    SYN_SENT = 1
    SYN_ACK_SENT = 2
    PARTIAL = 3
    ESTABLISHED = 4
    CLOSED = 5
    RESET = 6


_IDLE = (_State.INACTIVE, _State.PARTIAL)
_TRYING = (_State.SYN_SENT, _State.SYN_ACK_SENT)


class _Ends:
    """What Zeek keeps of the originator (0) and the responder (1)."""

    def __init__(self) -> None:
        self.states = [_State.INACTIVE, _State.INACTIVE]
        self.was_reset_after_fin = [False, False]

    def see(self, end: int, flags: int) -> None:
        """Follow a segment; its numbers do not matter."""
        own, other = self.states[end], self.states[1 - end]
        if flags & RST:
            self._reset(end, own, other)
        elif flags & SYN:
            self._open(end, flags, own)
        elif flags & FIN:
            if self.was_reset_after_fin[1 - end]:
                self.states[1 - end] = _State.CLOSED
            self.states[end] = _State.CLOSED if own != _State.RESET else own
        elif own == _State.INACTIVE:
            late = flags & ACK and other in (_State.SYN_ACK_SENT, _State.ESTABLISHED)
            if end or other != _State.SYN_SENT:  # a bare ACK that answers a SYN is tolerated
                self.states[end] = _State.ESTABLISHED if late else _State.PARTIAL

    def _open(self, end: int, flags: int, own: _State) -> None:
        if own in (_State.CLOSED, _State.RESET):
            return
        if end == 0 and not flags & ACK:
            self.states[0] = _State.SYN_SENT if own in _IDLE else own
        elif self.states[1 - end] in (_State.SYN_SENT, _State.ESTABLISHED):
            self.states = [_State.ESTABLISHED, _State.ESTABLISHED]
        else:
            self.states[end] = _State.SYN_ACK_SENT if flags & ACK else _State.SYN_SENT

    def _reset(self, end: int, own: _State, other: _State) -> None:
        if own == _State.CLOSED and other == _State.CLOSED:
            return
        self.was_reset_after_fin[end] = own == _State.CLOSED
        self.states[end] = _State.RESET


def conn_state(case: Case) -> str:
    """Return Zeek's summary of a connection: S0, S1, SF, REJ, S2, S3, RSTO, RSTR, RSTOS0, RSTRH, SH, SHR or OTH."""
    track, ends = case.track, _Ends()
    places = _telling(case)
    for is_client, flags in zip(track.from_client[places].tolist(), track.flags[places].tolist(), strict=True):
        ends.see(0 if is_client else 1, flags)
    one, two = ends.states
    if two == _State.RESET:
        return _refused_or_reset(case, one)
    if one == _State.RESET:
        if two in _IDLE:
            return "RSTOS0" if _is_syn_and_reset(case) else "OTH"
        return "RSTO"
    if _State.CLOSED in (one, two):
        return _closed(one, two)
    if one == _State.SYN_SENT and two == _State.INACTIVE:
        return "S0"
    return "S1" if one == two == _State.ESTABLISHED else "OTH"


def _refused_or_reset(case: Case, one: _State) -> str:
    sizes = case.connection.client.bytes + case.connection.server.bytes
    if one in _TRYING or (one == _State.RESET and not sizes):
        return "REJ"
    return "RSTRH" if one in _IDLE else "RSTR"


def _closed(one: _State, two: _State) -> str:
    if one == two:
        return "SF"
    if one == _State.CLOSED:
        return "SH" if two in _IDLE else "S2"
    return "SHR" if one in _IDLE else "S3"


def _is_syn_and_reset(case: Case) -> bool:
    """Tell whether the originator sent a SYN, then a reset, and nothing else in between."""
    letters = [letter for letter in history(case) if letter.isupper() and letter not in "CTWD"]
    return letters[:1] == ["S"] and set(letters) == {"S", "R"}


def _telling(case: Case) -> list[int]:
    """Return the places that can change a state: what opens or ends, and each end's first segment that does neither."""
    track = case.track
    other = (track.flags & _OPENS_OR_ENDS) == 0
    first = [own[other[own]][:1] for own in track.of_end]
    return sorted({*np.flatnonzero(~other).tolist(), *(place for places in first for place in places.tolist())})


def history(case: Case) -> str:
    """Return Zeek's history: a letter an event, capitals the originator's, '^' where the roles were turned round."""
    events = [*_flag_events(case), *_first_events(case), *_counted_events(case)]
    turned = case.track.size > 0 and case.sender(0) == 1
    letters = (letter.upper() if case.sender(place) == 0 else letter for place, _, letter in sorted(events))
    return ("^" if turned else "") + "".join(letters)


_Event = tuple[int, int, str]  # place, order within a segment, letter


def _flag_events(case: Case) -> list[_Event]:
    """SYN, SYN,ACK, FIN and RST: again only with another sequence number; q and i: more than one of them, once."""
    track, events, seen = case.track, [], set()
    for place in np.flatnonzero(track.flags & _OPENS_OR_ENDS).tolist():
        flags = int(track.flags[place])
        letter = _letter(flags)
        number = int(track.end[place] if letter == "f" else track.seq[place])
        key = (case.sender(place), letter, 0 if letter in "qi" else number)
        if key not in seen:
            seen.add(key)
            events.append((place, 0, letter))
    return events


def _letter(flags: int) -> str:
    if flags & FIN and flags & RST:
        return "i"
    if (flags & _OPENS_OR_ENDS).bit_count() > 1:
        return "q"
    if flags & SYN:
        return "h" if flags & ACK else "s"
    return "f" if flags & FIN else "r"


def _first_events(case: Case) -> list[_Event]:
    """The first pure ACK and the first payload of each end."""
    track, events = case.track, []
    plain = (track.flags & _OPENS_OR_ENDS) == 0
    for own in track.of_end:
        own = own[plain[own]]
        pure = own[(track.length[own] == 0) & ((track.flags[own] & ACK) != 0)]
        data = own[track.length[own] > 0]
        events += [(int(place), 0, "a") for place in pure[:1]] + [(int(place), 0, "d") for place in data[:1]]
    return events


def _counted_events(case: Case) -> list[_Event]:
    """Payload not beyond what was sent before, windows of 0, gaps: told at the 1st, 10th, 100th, ..."""
    track, events = case.track, []
    for end, own in enumerate(track.of_end):
        ends = track.end[own]
        highest = np.maximum.accumulate(np.append(np.iinfo(np.int64).min, ends))[:-1]
        again = own[(ends <= highest) & (track.length[own] > 0)]
        shut = own[(track.findings[own] & _ZERO_WINDOW) != 0]
        events += [(place, 1, "t") for place in _tenfold(again)] + [(place, 2, "w") for place in _tenfold(shut)]
        missing = never_captured(case, end)
        if missing is not None:
            events.append((missing.after, 3, "g"))
    return events


def _tenfold(places: Vector) -> list[int]:
    """Return the 1st, the 10th, the 100th and so on."""
    found, number = [], 1
    while number <= len(places):
        found.append(int(places[number - 1]))
        number *= 10
    return found
