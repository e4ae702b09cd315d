"""A SYN,ACK that came again, after a single SYN, before its timer could run out: one packet doubled, or two sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.flags import ACK, RST, SYN
from tui_tcp.verdicts.case import NAMES
from tui_tcp.verdicts.claim import Claim, claim
from tui_tcp.verdicts.headers import read_network, read_options
from tui_tcp.verdicts.words import duration, times

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.case import Case
    from tui_tcp.verdicts.slab import Slab

_DOUBLED_NS = 1_000_000  # what doubles a packet does it within this


def second_answers(case: Case, places: list[int]) -> Claim | None:
    """Tell of the SYN,ACKs among some copies of SYNs; None without any, or where the SYN was repeated, too."""
    places = [place for place in places if case.track.flags[place] & ACK]
    if not places or len(case.syns[1 - case.sender(places[0])]) != 1:
        return None
    first, last = case.original(places[0]), places[-1]
    text = (
        f"The {NAMES[case.sender(last)]}'s SYN,ACK came {times(len(places) + 1)} within"
        f" {duration(case.since(first, last))} ({case.marks(first, *places)}), too soon for its timer:"
        f" {why_second(case, first, places[0])}."
    )
    return claim("unexplained_repeats", text, case.rows([first, *places]))


def may_be_two(slab: Slab) -> Vector:
    """Tell where a server answered more than once."""
    may: Vector = slab.syn_acks[1].counts > 1
    return may


def two_answers(case: Case) -> Claim | None:
    """SYN,ACKs that acknowledge the same SYN and have different numbers: a host that keeps its state answers alike."""
    track, answers = case.track, case.syn_acks[1]
    if len(answers) < 2 or not len(case.syns[0]):
        return None
    others = answers[(track.seq[answers] != track.seq[answers[0]]) & (track.ack[answers] == track.ack[answers[0]])]
    if not len(others):
        return None
    one, two = int(answers[0]), int(others[0])
    text = f"Two different SYN,ACKs answered the SYN ({case.marks(one, two)}, with different sequence numbers)"
    sent = track.of_end[0]
    acks = sent[(sent > two) & ((track.flags[sent] & (SYN | ACK | RST)) == ACK)]
    taken = [name for name, place in (("first", one), ("second", two)) if np.any(track.ack[acks] == track.end[place])]
    took = f"; the client took the {taken[0]}" if len(taken) == 1 else ""
    anew = ", or a server that keeps nothing of a SYN answers each anew" if len(case.syns[0]) > 1 else ""
    text += f": of two hosts behind the address, or of a device on the way that answers, too{anew}{took}."
    return claim("two_answers", text, case.rows([one, two]))


def why_second(case: Case, first: int, second: int) -> str:
    """Tell what two SYN,ACKs are, as far as their headers and the time between them show."""
    sender = NAMES[case.sender(second)]
    told = [one == two for one, two in zip(_marks(case, first), _marks(case, second), strict=True) if one and two]
    if not all(told):
        return f"they are two packets, so that the {sender} answered twice, as if the SYN had reached it twice"
    if not told and case.since(first, second) > _DOUBLED_NS:
        return f"so far apart they are probably two, which the {sender} sent for a reason that does not show"
    return f"the SYN, or the answer to it, was doubled between the capture point and the {sender}"


def _marks(case: Case, place: int) -> tuple[int, int]:
    """Return what tells a packet from others of its sender: identification and timestamp, 0 where it has none."""
    row = case.rows([place])[0]
    network, stamps = read_network(case.session, row), read_options(case.session, row).timestamps
    return network.identification if network else 0, stamps[0] if stamps else 0
