"""What proves that a copy was needless, since what it repeats had arrived or was about to: and how much can be lost.

A D-SACK says so (RFC 2883), an echoed timestamp (RFC 3522), and an acknowledgment that comes sooner after the copy than
any answer takes. Where no single copy can be told, numbers can: whatever arrives twice, or out of its order, is
acknowledged at once (RFC 5681 section 4.2), so that no more was lost than segments were sent without an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, FIN, RST, SYN
from tui_tcp.verdicts.headers import read_options
from tui_tcp.verdicts.repeats import reported_twice
from tui_tcp.verdicts.track import among

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.case import Case

_LOOKED_INTO = 256  # copies, the first ones, whose answers' options are read
_FAR_NS = 500_000  # a nearer end answers within what clocks and queues vary by
_SURELY = 2  # times sooner than the soonest answer
_PROBES = BITS["keep_alive"] | BITS["zero_window_probe"]
_UNASKED = BITS["window_update"] | BITS["challenge_ack"] | BITS["duplicate_frame"]
_LARGEST_PLAIN = 1460  # bytes: what is larger was cut up behind the capture point
_MASK, _HALF = (1 << 32) - 1, 1 << 31


class Answered(NamedTuple):
    """How many segments of an end called for an answer, and how many answers came, up to the place of the last answer.

    Of what came after that it tells nothing.
    """

    sent: int
    answers: int
    until: int


def had_arrived(case: Case, copies: Vector) -> Vector:
    """Return those of some copies that something proves to have been needless; of many the first are looked into."""
    return np.array([p for p in copies[:_LOOKED_INTO].tolist() if _is_proven(case, p)], np.int64)


def _is_proven(case: Case, copy: int) -> bool:
    answer = first_answer(case, copy)
    if answer < 0:
        return False
    is_agreed = all(offer is None or offer.sack for offer in case.offers)
    return (
        is_answered_too_soon(case, copy, answer)
        or (is_agreed and reported_twice(case.session, case.track, copy) >= 0)
        or echoes_earlier(case, copy, answer)
    )


def first_answer(case: Case, copy: int) -> int:
    """Return the first segment after a copy that acknowledges all of it, -1 if none does."""
    track = case.track
    heard = track.of_end[1 - case.sender(copy)]
    heard = heard[np.searchsorted(heard, copy) :]
    heard = heard[((track.flags[heard] & (ACK | RST)) == ACK) & (track.ack[heard] >= track.end[copy])]
    return int(heard[0]) if len(heard) else -1


def is_answered_too_soon(case: Case, copy: int, answer: int) -> bool:
    """Tell whether an acknowledgment came so soon that it was under way when the copy passed the capture point."""
    least = case.least[1 - case.sender(copy)]
    return least >= _FAR_NS and 0 <= case.since(copy, answer) * _SURELY < least


def echoes_earlier(case: Case, copy: int, answer: int) -> bool:
    """Tell whether the acknowledgment of the oldest segment under way echoes what was sent before its copy (RFC 3522).

    Others may echo what came before them: they are acknowledged with it.
    """
    track, end = case.track, case.sender(copy)
    if track.acked[end][answer - 1] < track.seq[copy]:
        return False
    sent, heard = (read_options(case.session, row).timestamps for row in case.rows((copy, answer)))
    if sent is None or heard is None or not heard[1]:
        return False
    return 0 < (sent[0] - heard[1] & _MASK) < _HALF


def answered(case: Case, end: int) -> Answered | None:
    """Return how many segments of an end called for an answer, and how many answers came; None if that tells nothing.

    An answer that opens the window, or has another cause, does not count; nor do segments that are cut up on their way.
    """
    track = case.track
    sent = track.of_end[end]
    asks = (track.end[sent] > track.seq[sent]) | ((track.findings[sent] & _PROBES) != 0)
    sent = sent[asks & ((track.flags[sent] & (SYN | RST)) == 0) & ~among(sent, case.doubled)]
    offer = case.offers[1 - end]
    most = offer.mss if offer is not None and offer.mss else _LARGEST_PLAIN
    if not len(sent) or track.length[sent].max() > most:
        return None
    heard = track.of_end[1 - end]
    heard = heard[(heard > sent[0]) & (track.length[heard] == 0) & ~among(heard, case.doubled)]
    is_plain = (track.flags[heard] & (ACK | SYN | FIN | RST)) == ACK
    answers = heard[is_plain & ((track.findings[heard] & _UNASKED) == 0)]
    if not len(answers):
        return None
    return Answered(int(np.count_nonzero(sent < answers[-1])), len(answers), int(answers[-1]))
