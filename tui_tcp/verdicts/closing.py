"""How a connection ended in an orderly way, or did not end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.states import State
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.holes import never_captured
from tui_tcp.verdicts.track import among
from tui_tcp.verdicts.tries import LEAST_TRIES, unanswered_tries
from tui_tcp.verdicts.words import duration, join_words, size, times

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab

_PATIENCE_NS = 5_000_000_000  # so long the other end may take to close


def first_fins(case: Case) -> list[int]:
    """Return the place of each end's first FIN in the order of capture: none, one or two."""
    return sorted(int(places[0]) for places in case.fins if len(places))


def acknowledged(case: Case, fin: int) -> int:
    """Return the place of the segment that acknowledges an end's first FIN, -1 if none does."""
    return case.track.slab.fin_acks[case.sender(fin)][case.track.at]


def closed(case: Case) -> Claim | None:
    """FIN, ACK, FIN, ACK; or FIN, FIN and ACK, ACK."""
    fins = first_fins(case)
    if case.how != "fin" or len(fins) < 2:
        return None
    first, second = fins
    ack, last = acknowledged(case, first), acknowledged(case, second)
    who, other = NAMES[case.sender(first)], NAMES[case.sender(second)]
    text = f"The {who} closed first ({case.marks(first)}), the {other} {duration(case.since(first, second))} later"
    text += f" ({case.marks(second)})"
    if ack < 0 or last < 0:
        missing = who if ack >= 0 else other
        is_tried = last < 0 and len(case.fins[case.sender(second)]) > 1
        text += "; nothing acknowledged it" if is_tried else f"; the {missing}'s acknowledgment of it was not captured"
    else:
        text += ": three segments" if ack == second else ": four segments"
    rows = case.rows(place for place in (first, ack, second, last) if place >= 0)
    return claim("closed", f"{text}{_waits(case)}.", rows)


def simultaneous_close(case: Case) -> Claim | None:
    """FINs that do not acknowledge each other (RFC 9293 figure 13)."""
    fins = first_fins(case)
    if case.how != "simultaneous" or len(fins) < 2:
        return None
    text = f"Both closed at once, their FINs crossed ({case.marks(*fins)})"
    return claim("simultaneous_close", f"{text}{_waits(case)}.", case.rows(fins))


def _waits(case: Case) -> str:
    """Return who has to wait for twice the segment's lifetime, or who ended that by a reset."""
    reset = case.place_of(case.connection.first_reset_row) if case.connection.was_closed else -1
    if reset >= 0:
        who = NAMES[case.sender(reset)]
        return f"; the {who} then sent a reset ({case.marks(reset)}), which harmed nothing, as all was acknowledged"
    waiting = [name for end, name in enumerate(NAMES) if case.ends[end].state == State.TIME_WAIT and _heard(case, end)]
    if not waiting:
        return ""
    holds = "holds" if len(waiting) == 1 else "hold"
    return f"; the {join_words(waiting)} {holds} TIME-WAIT (60 s on Linux)"


def _heard(case: Case, end: int) -> bool:
    """Tell whether an end acknowledged the other's FIN: only then it is known to be in TIME-WAIT."""
    fins = case.fins[1 - end]
    return len(fins) > 0 and acknowledged(case, int(fins[0])) >= 0


def may_be_half_closed(slab: Slab) -> Vector:
    """Tell where an end sent data after the other's FIN."""
    may = np.zeros(len(slab.connections), bool)
    for fins, data in zip(slab.fins, slab.data[::-1], strict=True):
        may |= (fins.first >= 0) & (data.last > fins.first)
    return may


def half_closed(case: Case) -> Claim | None:
    """One end sent its FIN, and the other went on sending data that it took."""
    fins = first_fins(case)
    if not fins or case.how not in ("fin", "open"):
        return None
    fin = fins[0]
    end = case.sender(fin)
    data = case.data[1 - end]
    acked = acknowledged(case, fin)
    if acked < 0:
        return None
    later = data[(data > acked) & (case.track.end[data] > case.track.acked[1 - end][acked])]
    later = later[~among(later, case.copies(1 - end))]
    later = later[later <= fins[1]] if len(fins) > 1 else later
    if not len(later):
        return None
    amount = int(case.track.length[later].sum())
    text = (
        f"The {NAMES[end]} said that it had no more to send ({case.marks(fin)}) and went on listening:"
        f" {size(amount)} of"
        f" the {NAMES[1 - end]} came in the {duration(case.since(fin, int(later[-1])))} after that (last"
        f" {case.marks(int(later[-1]))})"
    )
    return claim("half_closed", f"{text}{_then(case, fins)}.", case.rows([fin, *later[:1], *later[-1:], *fins[1:]]))


def _then(case: Case, fins: list[int]) -> str:
    return f", then it closed, too ({case.marks(fins[1])}){_waits(case)}" if len(fins) > 1 else ""


def stuck_half_closed(case: Case) -> Claim | None:
    """A FIN that was acknowledged, and no FIN back until the end."""
    fins = first_fins(case)
    if len(fins) != 1 or case.how != "open":
        return None
    fin, ack = fins[0], acknowledged(case, fins[0])
    if ack < 0:
        return None
    end = case.sender(fin)
    data = case.data[1 - end]
    latest = max(fin, int(data[-1]) if len(data) else fin)
    waited = case.end_time - case.time(latest)
    if waited < _PATIENCE_NS:
        return None
    who, other = NAMES[end], NAMES[1 - end]
    text = (
        f"The {who} closed ({case.marks(fin)}, acknowledged by {case.marks(ack)}), and the {other} had not"
        f" {duration(waited)} later: it is in CLOSE-WAIT; its program forgot to close, or is still at work."
    )
    return claim("stuck_half_closed", text, case.rows([fin, ack]))


def last_ack_lost(case: Case) -> Claim | None:
    """The second FIN came again: the ACK of it had not arrived."""
    fins = first_fins(case)
    if len(fins) < 2 or case.how == "simultaneous":
        return None
    second = fins[1]
    end = case.sender(second)
    again = case.fins[end][1:]
    again = again[case.track.end[again] == case.track.end[second]]
    again = again[among(again, case.copies(end))] if len(again) else again
    if not len(again):
        return None
    ack = acknowledged(case, second)
    if ack < 0 and len(unanswered_tries(case)) >= LEAST_TRIES:
        return None  # nothing of the other end came any more: `gave_up` tells of it
    came = 0 <= ack < again[0]
    where = f"sent ({case.marks(ack)}), but lost or late behind the capture point" if came else "lost, or the FIN was"
    text = (
        f"The {NAMES[end]} sent its FIN {times(len(again) + 1)} ({case.marks(second, *again)}): the last ACK was"
        f" {where}; no data was harmed."
    )
    return claim("last_ack_lost", text, case.rows([second, *again, ack]))


def open_at_end(case: Case) -> Claim | None:
    """Neither FIN nor reset, or only one FIN."""
    if case.how != "open" or not (case.connection.client.packets and case.connection.server.packets):
        return None
    if len(case.syns[0]) and case.handshake_ack < 0 and not len(case.data[0]):
        return None  # it never opened
    last = case.track.size - 1
    until = "when the capture ended" if case.session.is_done else "so far"
    quiet = case.end_time - case.time(last)
    before = f", {duration(quiet)} before" if quiet > 0 else ""
    who = NAMES[case.sender(last)]
    fins = first_fins(case)
    later = case.around.same_sockets_after(case.connection)
    if later is not None:
        until, before = f"when connection {later.number} took its ports ({marks([later.first_row])})", ""
    closed = _closed(case, fins)
    text = f"{_who_had_closed(closed, until)}; the last segment was the {who}'s ({case.marks(last)}{before})"
    return claim("open_at_end", f"{text}.", case.rows([*(place for place, _ in closed.values()), last]))


def _closed(case: Case, fins: list[int]) -> dict[int, tuple[int, str]]:
    """Return which ends had closed, by a FIN or one that was only acknowledged: the place that shows it, and how."""
    closed = {case.sender(fin): (fin, f"({case.marks(fin)})") for fin in fins}
    for end in {0, 1} - closed.keys():
        missing = never_captured(case, end)
        if missing is not None and missing.is_fin:
            how = f"({case.marks(missing.ack)} acknowledges its FIN, it seems, which was not captured)"
            closed[end] = missing.ack, how
    return closed


def _who_had_closed(closed: dict[int, tuple[int, str]], until: str) -> str:
    if not closed:
        return f"Still open {until}"
    (end, (_, how)), *others = closed.items()
    if others:
        return f"The {NAMES[end]} had closed {how}, and so had the {NAMES[1 - end]} {others[0][1][1]}"
    return f"The {NAMES[end]} had closed {how}, the {NAMES[1 - end]} had not {until}"


def outstanding(case: Case, end: int) -> Vector:
    """Return the places of an end's data that was never acknowledged, one for each number."""
    data = case.data[end]
    acked = case.track.acked[end][-1]
    never: Vector = data[(case.track.end[data] > acked) & (acked >= 0)]
    if not len(never):
        return never
    return never[np.unique(case.track.seq[never], return_index=True)[1]]
