"""Long silences, and whose turn it was: a program's, a timer's, or that of an end whose window was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import FIN, RST, SYN
from tui_tcp.verdicts.headers import read_network

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.case import Case

CLIENT, SERVER, TIMER, WINDOW, NETWORK = "client", "server", "timer", "window", "network"  # whom all waited for
NOBODY = ""
_TIMER = (
    BITS["retransmission"] | BITS["keep_alive"] | BITS["zero_window_probe"] | BITS["keep_alive_ack"]
)  # what a timer sends, and the answer to it


_FAR_NS = 1_000_000
_FEW = 16  # packets left out that were lost, not spent on other connections


class Silence(NamedTuple):
    """Nothing was captured between two places; `turn` is whom all waited for, `last` who had spoken (-1: nobody)."""

    before: int
    after: int
    ns: int
    turn: str
    last: int


def silences(case: Case) -> list[Silence]:
    """Return a connection's silences between its opening and its end, in order."""
    return [_silence(case, place) for place in case.gaps.tolist()]


def _silence(case: Case, before: int) -> Silence:
    after = before + 1
    last = _last_speaker(case, before)
    turn = NOBODY if _was_broken_off(case, after, last) else _turn(case, before, after)
    return Silence(before, after, case.since(before, after), turn, last)


def _was_broken_off(case: Case, after: int, last: int) -> bool:
    """Tell whether a reset ended a silence that was nobody's turn: only a server can have owed an answer."""
    return bool(case.track.flags[after] & RST) and not (case.sender(after) == 1 and last == 0)


def _last_speaker(case: Case, before: int) -> int:
    """Return which end had sent data last, -1 if none had."""
    latest = [_last_until(data, before) for data in case.data]
    return -1 if max(latest) < 0 else int(latest[1] > latest[0])


def _last_until(places: Vector, before: int) -> int:
    """Return the last of some places up to another, -1 if there is none."""
    count = int(places.searchsorted(before, "right"))
    return int(places[count - 1]) if count else -1


def _turn(case: Case, before: int, after: int) -> str:
    """Tell whom all waited for: what ended the silence tells."""
    track = case.track
    if track.findings[after] & _TIMER:
        return TIMER
    if track.flags[after] & SYN or not _is_opened(case, before):
        return NETWORK
    speaker = _next_speaker(case, after)
    if speaker < 0:
        return NETWORK
    if _is_shut(case, 1 - speaker, before):
        return WINDOW
    if case.track.acked[speaker][before] < _sent_until(case, speaker, before) or _hides_loss(case, speaker, before):
        return NETWORK
    return SERVER if speaker else CLIENT


def _hides_loss(case: Case, speaker: int, before: int) -> bool:
    """Tell whether the speaker's packet numbers leave out a few: something it said was lost before the capture point.

    It may have spoken long before it was heard; next to the capture point nothing is lost.
    """
    if case.least[speaker] < _FAR_NS:
        return False
    own = case.track.of_end[speaker]
    at = int(own.searchsorted(before, "right"))
    if not 0 < at < len(own):
        return False
    one, two = (read_network(case.session, row) for row in case.rows(own[at - 1 : at + 1]))
    if one is None or two is None or not (one.identification and two.identification):
        return False
    return 1 < (two.identification - one.identification & 0xFFFF) <= _FEW


def may_hide_loss(case: Case, speaker: int, place: int) -> bool:
    """Tell whether a far end's packets have no numbers that would show that something before them was lost."""
    if case.least[speaker] < _FAR_NS:
        return False
    header = read_network(case.session, case.rows((place,))[0])
    return header is None or not header.identification


def _is_opened(case: Case, place: int) -> bool:
    return case.handshake_ack <= place or not len(case.syns[0])


def _next_speaker(case: Case, after: int) -> int:
    """Return which end says something next, a pure ACK being nothing; -1 if none does.

    A pure ACK that the other end answers by a reset said something: it broke the silence, whatever it meant.
    """
    track = case.track
    stop = min(after + 2, track.size)
    for place in range(after, stop):
        if track.length[place] or track.flags[place] & (FIN | RST):
            return case.sender(after if track.flags[place] & RST else place)
    return -1


def _is_shut(case: Case, end: int, place: int) -> bool:
    """Tell whether an end's last window before a place was 0."""
    last = _last_until(case.track.of_end[end], place)
    return last >= 0 and case.track.window[last] == 0 and not case.track.flags[last] & (SYN | RST)


def _sent_until(case: Case, end: int, place: int) -> int:
    own = case.track.of_end[end]
    own = own[: own.searchsorted(place, "right")]
    return int(case.track.end[own].max()) if len(own) else 0
