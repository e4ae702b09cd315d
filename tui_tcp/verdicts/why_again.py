"""Why a segment was sent again: which copy it is, and what made the sender send it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tui_tcp.tcp.causes import SHORTEST_TIMER_NS
from tui_tcp.tcp.findings import BITS, CAUSES
from tui_tcp.tcp.flags import ACK, RST, SYN
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.claim import marks
from tui_tcp.verdicts.headers import read_options
from tui_tcp.verdicts.repeats import first_copies, reported_twice
from tui_tcp.verdicts.second_answers import why_second
from tui_tcp.verdicts.words import count, duration

Said = str | tuple[str, tuple[int, ...]]  # a sentence, and the places of the other segments that prove it

_MASK = (1 << 32) - 1
_DUPLICATES = 3  # RFC 5681 section 3.2
_CAUSES = sum(BITS[name] for name in CAUSES)


def _retransmission(case: Case, place: int) -> Said:
    track = case.track
    original = int(first_copies(track, np.array([place]))[0])
    what = _what(case, place)
    if original < 0:
        return _without_copy(case, place, what)
    own = case.copies(case.sender(place))
    same = own[track.seq[own] == track.seq[place]].tolist()
    times = f", copy {same.index(place) + 1} of {len(same)}" if len(same) > 1 and place in same else ""
    text = f"{what} had been sent {duration(case.since(original, place))} before ({case.marks(original)}){times}."
    if place in case.doubled.tolist():
        text += " Byte for byte it is the same packet: the network or the capture doubled it, the sender did not."
    elif place in case.fins_in_answers:
        text += f" {_in_answer(case, place)}"
    elif not track.findings[place] & _CAUSES:
        text += f" {_no_cause(case, place, original)}"
    return text, (original,)


def _without_copy(case: Case, place: int, what: str) -> Said:
    """Tell of a number that was used before, though nothing captured holds what is sent now."""
    track, data = case.track, case.data[case.sender(place)]
    data = data[(data < place) & (track.seq[data] <= track.seq[place]) & (track.end[data] > track.seq[place])]
    if track.length[place] or not len(data):
        return f"{what} had been acknowledged or sent before, though no earlier copy was captured."
    said = int(data[-1])
    return f"{what} has a number that data had before ({case.marks(said)}): its sender went back.", (said,)


def _in_answer(case: Case, place: int) -> str:
    """Tell of a FIN within the acknowledgment of the other end's."""
    other = int(case.fins[1 - case.sender(place)][0])
    return (
        f"It is the acknowledgment of the other end's FIN ({case.marks(other)}), into which BSD puts the own one again."
    )


def _no_cause(case: Case, place: int, original: int) -> str:
    """Tell why no cause is named."""
    ack = last_heard(case, place)
    if ack >= 0 and case.track.flags[ack] & SYN and case.track.flags[original] & SYN:
        return f"The SYN carried it, and the SYN,ACK ({case.marks(ack)}) did not take it (RFC 7413)."
    if case.since(original, place) < 0 or (ack >= 0 and case.since(ack, place) < 0):
        return "Its time does not fit its place in the capture, so that nothing is said of timers."
    if case.track.flags[place] & SYN and case.track.flags[place] & ACK:
        return _second_answer(case, original, place)
    if case.since(original, place) < SHORTEST_TIMER_NS:
        return "No acknowledgment called for it, and so soon no timer rings, unless somebody set it lower."
    if case.track.findings[place] & BITS["spurious_retransmission"]:
        return "Its timestamp is no newer than what came before: it was late on the way, or doubled there."
    return f"No acknowledgment called for it{_late(case, place)}."


def _late(case: Case, place: int) -> str:
    """Tell whether a timer may have rung after all, that others would have set anew."""
    if not case.is_unexplained(np.array([place]))[0]:
        return ": probably a timer rang that nothing sent in between had set anew"
    return ", and no timer rings sooner than a round trip, or just after it was set"


def _second_answer(case: Case, original: int, place: int) -> str:
    """Tell what a SYN,ACK may be that neither a SYN called for nor a timer, as far as the capture shows."""
    syns = [p for p in case.syns[1 - case.sender(place)].tolist() if p < place]
    if len(syns) > 1:
        return f"It answers the SYN sent again ({case.marks(syns[-1])}), or its timer ran out: the time suits both."
    return f"So soon its timer does not ring: {why_second(case, original, place)}."


def _what(case: Case, place: int) -> str:
    """Name the sequence numbers that a segment uses."""
    track = case.track
    flags = int(track.flags[place])
    if not track.length[place]:
        return "The SYN,ACK" if flags & SYN and flags & ACK else "The SYN" if flags & SYN else "The FIN"
    return f"Bytes {track.seq[place]} to {track.seq[place] + track.length[place] - 1}"


def _fast(case: Case, place: int) -> Said:
    ack = last_heard(case, place)
    if ack < 0:
        return "SACK or duplicate ACKs showed the loss."
    sacked = _sacked(case, ack)
    duplicates = case.where("duplicate_ack", end=1 - case.sender(place))
    duplicates = duplicates[(duplicates < place) & (case.track.ack[duplicates] == case.track.ack[ack])]
    told = []
    if len(duplicates):
        told = [f"{count(len(duplicates), 'duplicate ACK')} so far (last {case.marks(int(duplicates[-1]))})"]
    told += [f"{case.marks(ack)} had SACKed {sacked}"] if sacked else []
    since = duration(case.since(ack, place))
    because = " and ".join(told) or _acknowledged(case, place, ack)
    return f"{because}: so the sender knew of the hole, and filled it {since} after {case.marks(ack)}.", (ack,)


def _acknowledged(case: Case, place: int, ack: int) -> str:
    """Tell how an acknowledgment without SACK blocks, and without duplicates, shows a loss."""
    track, end = case.track, case.sender(place)
    own = track.of_end[end]
    sent = own[(own < place) & (track.seq[own] < track.end[place]) & (track.end[own] > track.seq[place])]
    arrived = case.copies(end)
    arrived = arrived[(arrived < ack) & (track.end[arrived] <= track.ack[ack])]
    is_agreed = all(offer is not None and offer.sack for offer in case.offers)
    is_racks = is_agreed or track.seq[place] > track.ack[ack]
    if is_racks and len(sent) and len(arrived) and arrived[-1] > sent[-1]:
        return (
            f"{case.marks(ack)} acknowledged {case.marks(int(arrived[-1]))}, which had been sent after this (RFC 8985)"
        )
    heard = track.of_end[1 - end]
    same = heard[(heard <= ack) & (track.ack[heard] == track.ack[ack]) & (track.length[heard] == 0)]
    if len(same) > _DUPLICATES:
        return f"{count(len(same) - 1, 'ACK')} asked for the same number once more (last {case.marks(ack)})"
    return f"{case.marks(ack)} acknowledged a part of what was lost"


def last_heard(case: Case, place: int) -> int:
    """Return the place of the other end's latest acknowledgment before a place, -1 if there is none."""
    heard = case.track.of_end[1 - case.sender(place)]
    heard = heard[(heard < place) & ((case.track.flags[heard] & (ACK | RST)) == ACK)]
    return int(heard[-1]) if len(heard) else -1


def _sacked(case: Case, ack: int) -> str:
    """Return the ranges that an acknowledgment reports beyond a hole, counted as all numbers are here."""
    row = case.rows((ack,))[0]
    base = case.session.columns.value("ack_raw", row) - int(case.track.ack[ack])
    blocks = [(low - base & _MASK, high - base & _MASK) for low, high in read_options(case.session, row).sacked]
    return ", ".join(f"{low} to {high - 1}" for low, high in blocks if low >= case.track.ack[ack])


def _timeout(case: Case, place: int) -> Said:
    if place in case.fins_in_answers:
        return f"No timer rang. {_in_answer(case, place)}"
    ack = last_heard(case, place)
    track, end = case.track, case.sender(place)
    own = case.copies(end)
    earlier = own[(own < place) & (track.seq[own] == track.seq[place])]
    original = int(first_copies(track, np.array([place]))[0])
    before = int(earlier[-1]) if len(earlier) else original
    if before < 0:
        return "Nothing that was heard explains it but the retransmission timer."
    waited = duration(case.since(before, place))
    if place in case.doubled.tolist():
        return f"Nothing called for it but a timer; yet it is the packet of {case.marks(original)} once more.", (
            original,
        )
    if case.since(before, place) < SHORTEST_TIMER_NS:
        return _too_soon(case, place, before)
    text = f"The timer ran out {waited} after {case.marks(before)}"
    if ack >= 0:
        text += f"; the last that was heard came {duration(case.since(ack, place))} before ({case.marks(ack)})"
    return f"{text}, and neither SACK nor duplicate ACKs called for this segment.", (before,)


def _too_soon(case: Case, place: int, before: int) -> Said:
    """What follows an earlier timeout counts as the timer's doing, however soon it comes."""
    timeouts = case.where("timeout_retransmission", end=case.sender(place))
    timeouts = timeouts[timeouts < place]
    if len(timeouts):
        first = int(timeouts[-1])
        return f"It follows the timeout of {case.marks(first)}, by which all that was under way counted as lost.", (
            first,
        )
    waited = duration(case.since(before, place))
    return f"No acknowledgment called for it, and {waited} after {case.marks(before)} no timer rings.", (before,)


def _tail_probe(case: Case, place: int) -> Said:
    original = int(first_copies(case.track, np.array([place]))[0])
    since = f", {duration(case.since(original, place))} after {case.marks(original)}" if original >= 0 else ""
    what = "a probe (RFC 8985), or a timer as short as one"
    if "tail_loss_probe" in case.timers:
        what = "its timer ran out; senders that probe are younger than this capture"
    text = f"The last segment that was sent, repeated once{since}, with nothing SACKed above a hole: {what}."
    return text, (original,) if original >= 0 else ()


def _by_timer(case: Case, place: int) -> Said:
    """A probe or the retransmission timer: say what keeps them from being told apart."""
    if place in case.fins_in_answers:
        return f"No timer rang. {_in_answer(case, place)}"
    own = case.copies(case.sender(place))
    earlier = own[(own < place) & (case.track.seq[own] == case.track.seq[place])]
    original = int(first_copies(case.track, np.array([place]))[0])
    before = int(earlier[-1]) if len(earlier) else original
    since = f" {duration(case.since(before, place))} after {case.marks(before)}" if before >= 0 else ""
    is_known = all(offer is not None for offer in case.offers)
    why = "the time does not tell which" if is_known else "neither the time nor what is known of SACK tells which"
    why = f"a timer rang, for a tail-loss probe or for a retransmission; {why}"
    if "timer_retransmission" in case.timers:
        why = "the retransmission timer ran out; senders that probe are younger than this capture"
    text = f"The last segment again{since}: {why}."
    return text, (before,) if before >= 0 else ()


def _path_mtu(case: Case, place: int) -> Said:
    rows = case.around.quotes.get(case.connection.number, ())
    told = [row for row in rows if case.session.columns.value("time", row) <= case.time(place)]
    if not told:
        return "An ICMP error had called a segment too large for the way."
    since = duration(case.time(place) - case.session.columns.value("time", told[-1]))
    return f"An ICMP error ({marks(told[-1:])}) had said {since} before that a segment was too large: it is cut anew."


def _syn_again(case: Case, place: int) -> Said:
    tries = [p for places in (case.syns, case.syn_acks) for p in places[case.sender(place)].tolist() if p <= place]
    tries = [p for p in tries if case.track.flags[p] == case.track.flags[place]]
    if len(tries) < 2:
        return "Nothing had answered it: its timer ran out."
    since = duration(case.since(tries[-2], place))
    text = f"Try number {len(tries)}, {since} after {case.marks(tries[-2])}: nothing that ends the wait had come."
    return text, tuple(tries[:-1])


def _answer(case: Case, place: int) -> Said:
    syns = [p for p in case.syns[1 - case.sender(place)].tolist() if p < place]
    if not syns:
        return "It answers a SYN that came again."
    return f"It came {duration(case.since(syns[-1], place))} after the SYN came again ({case.marks(syns[-1])}).", (
        syns[-1],
    )


def _spurious(case: Case, place: int) -> Said:
    track, end = case.track, case.sender(place)
    heard = track.of_end[1 - end]
    heard = heard[((track.flags[heard] & (ACK | RST)) == ACK) & (track.ack[heard] >= track.end[place])]
    if len(heard) and heard[0] < place:
        ack = int(heard[0])
        return (
            f"{_what(case, place)} had been acknowledged {duration(case.since(ack, place))} before"
            f" ({case.marks(ack)}).",
            (ack,),
        )
    dsack = reported_twice(case.session, track, place)
    if dsack >= 0:
        return f"The other end reported by D-SACK that it had come twice ({case.marks(dsack)}; RFC 2883).", (dsack,)
    answer = int(heard[0]) if len(heard) else -1
    if answer < 0:
        return "What was heard later shows that it had arrived before."
    return f"The acknowledgment ({case.marks(answer)}) echoes the timestamp of an earlier copy (RFC 3522).", (answer,)


AGAIN: dict[str, Callable[[Case, int], Said]] = {
    "retransmission": _retransmission,
    "fast_retransmission": _fast,
    "timeout_retransmission": _timeout,
    "tail_loss_probe": _tail_probe,
    "path_mtu_retransmission": _path_mtu,
    "timer_retransmission": _by_timer,
    "syn_retransmission": _syn_again,
    "answer_to_repeated_syn": _answer,
    "spurious_retransmission": _spurious,
}
