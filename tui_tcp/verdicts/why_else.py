"""Why a segment is out of its order, asks again, fills or shuts a window, keeps alive, or resets."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tui_tcp.tcp.flags import ACK, RST, SYN
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.claim import marks
from tui_tcp.verdicts.holes import DELAYED, LATE, OVERTAKEN, REPAIRED, fills
from tui_tcp.verdicts.repeats import first_copies
from tui_tcp.verdicts.why_again import Said, last_heard
from tui_tcp.verdicts.words import duration, size

_FILLS = {
    OVERTAKEN: "it was sent before what overtook it, so that the network reordered them",
    REPAIRED: "it was sent after it, so that the first copy was lost before the capture point",
    DELAYED: "its first copy came after it, so that this was held up on the way, not lost",
    LATE: "the capture does not tell whether it was overtaken, or lost before the capture point and sent again",
}


def _out_of_order(case: Case, place: int) -> Said:
    for fill in fills(case, case.sender(place)):
        if fill.place == place:
            text = (
                f"It belongs before {case.marks(fill.hole)}, which came {duration(fill.late)} earlier:"
                f" {_FILLS[fill.kind]}."
            )
            return text, (fill.hole,)
    return "It belongs before what was captured earlier, and had not been captured."


def _lost(case: Case, place: int) -> Said:
    track = case.track
    own = track.of_end[case.sender(place)]
    before = own[own < place]
    expected = int(track.end[before].max()) if len(before) else 0
    text = f"It begins at {track.seq[place]}, {size(track.seq[place] - expected)} beyond what had been captured"
    later = own[(own > place) & (track.seq[own] < track.seq[place]) & (track.end[own] > expected)]
    if len(later):
        fill = int(later[0])
        return f"{text}; {case.marks(fill)} fills the hole {duration(case.since(place, fill))} later.", (fill,)
    return f"{text}; nothing in the capture fills the hole."


def _ack_unseen(case: Case, place: int) -> Said:
    track = case.track
    sent = track.of_end[1 - case.sender(place)]
    sent = sent[sent < place]
    known = int(track.end[sent].max()) if len(sent) else 0
    return (
        f"It acknowledges up to {track.ack[place]}, {size(max(track.ack[place] - known, 0))} more than was"
        " captured by then."
    )


def _duplicate(case: Case, place: int) -> Said:
    track, end = case.track, case.sender(place)
    own = track.of_end[end]
    same = own[(own <= place) & (track.ack[own] == track.ack[place]) & ((track.flags[own] & (ACK | RST)) == ACK)]
    sent = track.of_end[1 - end]
    sent = sent[sent < place]
    under_way = int(track.end[sent].max() - track.ack[place]) if len(sent) else 0
    repeats = [
        p for p in case.where("duplicate_ack", end=end).tolist() if p <= place and track.ack[p] == track.ack[place]
    ]
    text = f"Duplicate number {len(repeats)}: it asks for {track.ack[place]} as {case.marks(int(same[0]))} did"
    return f"{text}, with {size(under_way)} under way.", (int(same[0]),)


def _window_full(case: Case, place: int) -> Said:
    ack = last_heard(case, place)
    if ack < 0:
        return "It ends where the other end's window does."
    window, until = int(case.track.window[ack]), int(case.track.ack[ack])
    text = (
        f"It ends at {case.track.end[place]}: {case.marks(ack)} allowed {window:,} bytes from {until} on, and no more."
    )
    return text, (ack,)


def _zero_window(case: Case, place: int) -> Said:
    own = case.track.of_end[case.sender(place)]
    later = own[(own > place) & (case.track.window[own] > 0)]
    if not len(later):
        return "Its window is 0, and stays so."
    until = int(later[0])
    return f"Its window is 0; it opens {duration(case.since(place, until))} later ({case.marks(until)}).", (until,)


def _probe(case: Case, place: int) -> Said:
    ack = last_heard(case, place)
    if ack < 0:
        return "Nothing is outstanding, and the other end's window is 0."
    return f"Nothing is outstanding, and the other end's window was 0 ({case.marks(ack)}): the window decides.", (ack,)


def _window_update(case: Case, place: int) -> Said:
    own = case.track.of_end[case.sender(place)]
    own = own[own < place]
    if not len(own):
        return "It acknowledges nothing new."
    before = int(own[-1])
    one, two = int(case.track.window[before]), int(case.track.window[place])
    return f"It acknowledges nothing new; the window goes from {one:,} ({case.marks(before)}) to {two:,} bytes.", (
        before,
    )


def _keep_alive(case: Case, place: int) -> Said:
    ack = last_heard(case, place)
    before = place - 1
    idle = f" after {duration(case.since(before, place))} of silence" if before >= 0 else ""
    window = f", and the other end's window is open ({case.marks(ack)})" if ack >= 0 else ""
    text = f"One number back{idle}, with nothing outstanding{window}: else it would be a window probe."
    return text, (ack,) if ack >= 0 else ()


def _keep_alive_ack(case: Case, place: int) -> Said:
    probes = [p for p in case.where("keep_alive", end=1 - case.sender(place)).tolist() if p < place]
    return (f"It answers {case.marks(probes[-1])}.", (probes[-1],)) if probes else "It answers a keep-alive."


def _challenge(case: Case, place: int) -> Said:
    track = case.track
    heard = track.of_end[1 - case.sender(place)]
    heard = heard[(heard < place) & ((track.flags[heard] & (SYN | RST)) != 0)]
    if not len(heard):
        return "It answers what does not fit (RFC 5961)."
    what = "reset" if track.flags[heard[-1]] & RST else "SYN"
    return f"It answers the {what} in {case.marks(int(heard[-1]))}, which does not fit (RFC 5961).", (int(heard[-1]),)


def _ignored_reset(case: Case, place: int) -> Said:
    track = case.track
    ack = last_heard(case, place)
    if ack < 0:
        return f"Its number, {track.seq[place]}, is not the one that the other end waits for."
    text = f"Its number is {track.seq[place]}, and the other end waited for {track.ack[ack]} ({case.marks(ack)})."
    return text, (ack,)


def _reset(case: Case, place: int) -> Said:
    ack = last_heard(case, place)
    syns = [p for p in case.syns[1 - case.sender(place)].tolist() if case.track.end[p] == case.track.ack[place]]
    if syns and case.track.flags[place] & ACK and not len(case.syn_acks[case.sender(place)]):
        return f"It acknowledges the SYN ({case.marks(syns[-1])}), so that the other end believes it.", (syns[-1],)
    bare = (
        "" if case.track.flags[place] & ACK else " It acknowledges nothing, as one that answers a stray segment does."
    )
    if ack >= 0 and case.track.ack[ack] == case.track.seq[place]:
        return f"Its number is just what the other end waited for ({case.marks(ack)}).{bare}", (ack,)
    return f"The other end believes it.{bare}"


def _after_fin(case: Case, place: int) -> Said:
    fins = [p for p in case.fins[case.sender(place)].tolist() if p < place]
    return (f"Its sender's FIN was {case.marks(fins[-1])}.", (fins[-1],)) if fins else "Its sender had sent a FIN."


def _twice(case: Case, place: int) -> Said:
    track = case.track
    own = track.of_end[case.sender(place)]
    same = own[(own < place) & (track.seq[own] == track.seq[place]) & (track.end[own] == track.end[place])]
    same = same[track.ack[same] == track.ack[place]]
    if not len(same):
        return "It is the same packet as an earlier one, byte for byte: the sender sent one of them."
    first = int(same[-1])
    since = duration(case.since(first, place))
    text = f"The same packet as {case.marks(first)}, {since} later: the tap or the network doubled it, not the sender."
    return text, (first,)


def _late_original(case: Case, place: int) -> Said:
    copy = int(first_copies(case.track, np.array([place]))[0])
    if copy < 0:
        return "It left its sender before others that were captured sooner."
    since = duration(case.since(copy, place))
    text = (
        f"Its copy {case.marks(copy)} was captured {since} sooner, but by its IP identification it was sent first:"
        " it was held up on the way, not lost."
    )
    return text, (copy,)


def _marked(case: Case, place: int) -> Said:
    return "Its IP header carries CE: a router before the capture point had a queue, and marks instead of dropping."


def _partial_ack(case: Case, place: int) -> Said:
    track = case.track
    sent = track.of_end[1 - case.sender(place)]
    sent = sent[(sent < place) & (track.seq[sent] < track.ack[place]) & (track.end[sent] > track.ack[place])]
    if not len(sent):
        return "It acknowledges a part of a segment: beyond the capture point the segments were cut otherwise."
    inside = int(sent[-1])
    text = f"{track.ack[place]} lies within {case.marks(inside)}, which goes from {track.seq[inside]} to"
    return f"{text} {track.end[inside] - 1}: beyond the capture point the segments were cut otherwise.", (inside,)


def _port_reused(case: Case, place: int) -> Said:
    earlier = case.around.same_sockets_before(case.connection)
    if earlier is None:
        return "A SYN with another number on addresses and ports that had been in use."
    since = duration(case.time(place) - earlier.last_time)
    return (
        f"Connection {earlier.number} had the same addresses and ports, until {since} before"
        f" ({marks([earlier.last_row])})."
    )


ELSE: dict[str, Callable[[Case, int], Said]] = {
    "out_of_order": _out_of_order,
    "lost_segment": _lost,
    "ack_of_unseen": _ack_unseen,
    "duplicate_ack": _duplicate,
    "window_full": _window_full,
    "zero_window": _zero_window,
    "zero_window_probe": _probe,
    "window_update": _window_update,
    "keep_alive": _keep_alive,
    "keep_alive_ack": _keep_alive_ack,
    "challenge_ack": _challenge,
    "ignored_reset": _ignored_reset,
    "reset": _reset,
    "data_after_fin": _after_fin,
    "port_reused": _port_reused,
    "duplicate_frame": _twice,
    "late_original": _late_original,
    "ecn_ce": _marked,
    "partial_ack": _partial_ack,
}
