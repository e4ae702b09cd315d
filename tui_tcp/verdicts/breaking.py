"""How a connection broke off: ends that got no answer any more, silences that ended it, resets that did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import FIN, RST
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.closing import outstanding
from tui_tcp.verdicts.errors import refusal
from tui_tcp.verdicts.origin import ended_at_once, final_reset, is_own, together
from tui_tcp.verdicts.resets import IDLE_NS
from tui_tcp.verdicts.surroundings import is_half
from tui_tcp.verdicts.tries import LEAST_TRIES, unanswered_tries
from tui_tcp.verdicts.ways import outlived_reset
from tui_tcp.verdicts.words import count, duration

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab


_LONG_NS = 5_000_000_000  # no path is so slow
_MANY_TRIES = 5  # in a row are hardly ever lost by chance


def gave_up(case: Case) -> Claim | None:
    """The last segments were repeated, and nothing answered."""
    reset = final_reset(case)
    if case.how not in ("gave_up", "rst", "fin_rst", "open", "fin"):
        return None
    tries = unanswered_tries(case, reset)
    if len(tries) < LEAST_TRIES or 0 < case.connection.server.packets == len(case.syn_acks[1]):
        return None
    first, last = int(tries[0]), int(tries[-1])
    end = case.sender(last)
    if is_half(case.connection) and not case.ends[1 - end].packets:
        return None  # the answers were not captured
    is_only_fin = not len(outstanding(case, end)) and bool(case.track.flags[last] & FIN)
    text = (
        f"The {NAMES[end]} got no answer to {count(len(tries), 'try', 'tries')} in {duration(case.since(first, last))}"
        f" ({case.marks(*tries)}){_why_silent(case, tries, reset, is_only_fin)}"
    )
    text += "; only its FIN was still to be acknowledged" if is_only_fin else ""
    errors = [row for row in case.around.quotes.get(case.connection.number, ()) if refusal(case.session, row)]
    error = refusal(case.session, errors[0]) if errors else None
    if error:
        text += f"; {error.sender} said by ICMP: {error.what} ({marks(errors[:1])})"
    rows = [*case.rows([*tries, reset if reset > last else last]), *errors[:1]]
    is_mild = is_only_fin or _may_be_answered(case, tries, reset)
    return claim("gave_up", f"{text}.", rows, Severity.NOTE if is_mild else Severity.PROBLEM)


def _why_silent(case: Case, tries: Vector, reset: int, is_only_fin: bool) -> str:
    """Tell why nothing answered some tries, by what came after them."""
    last, who, other = int(tries[-1]), NAMES[case.sender(int(tries[-1]))], NAMES[1 - case.sender(int(tries[-1]))]
    if _may_be_answered(case, tries, reset):
        left = case.end_time - case.time(last)
        return f" until the capture ended{f', {duration(left)} after the last' if left else ''}"
    if reset > last and case.sender(reset) != case.sender(last):
        return (
            f", and then a reset ({case.marks(reset)}): the tries were lost, or the {other}, or a device between the"
            " two, had forgotten the connection"
        )
    forgot = f"the {other} had forgotten the connection, or " if is_only_fin else ""
    died = f": {forgot}the {other} or the path to it died"
    return died + (f"; the {who} then reset the connection ({case.marks(reset)})" if reset > last else "")


def _may_be_answered(case: Case, tries: Vector, reset: int) -> bool:
    """Tell whether the capture ended before the next try was due: all that were lost may be these few."""
    if reset >= 0 or not 1 < len(tries) < _MANY_TRIES:
        return False
    if case.since(int(tries[0]), int(tries[-1])) > _LONG_NS:
        return False
    return case.end_time - case.time(int(tries[-1])) < case.since(int(tries[-2]), int(tries[-1]))


def may_be_idle(slab: Slab) -> Vector:
    """Tell where there was a silence long enough."""
    may: Vector = slab.silences.longest > IDLE_NS
    return may


def idle_timeout(case: Case) -> Claim | None:
    """Nothing for half a minute or longer, then a reset or no answer."""
    long = [place for place, ns, *_ in case.gaps if ns > IDLE_NS]
    if not long:
        return None
    before = long[-1]
    after, reset = before + 1, final_reset(case)
    speaker, rest = case.sender(after), case.track.of_end[1 - case.sender(after)]
    rest = rest[rest > after]
    answered = rest[(case.track.flags[rest] & RST) == 0] if reset < 0 else rest[rest < reset]
    if len(answered) or case.track.findings[after] & BITS["retransmission"]:
        return None
    idle, who = f"After {duration(case.since(before, after))} of silence ({case.marks(before)})", NAMES[speaker]
    severity = Severity.PROBLEM
    if reset == after:
        severity = Severity.NOTE  # all had been said, as far as the capture shows
        text = f"{idle} {_reset_by(case, reset)}"
    elif reset > after and case.sender(reset) != speaker:
        text = (
            f"{idle} the {who} spoke ({case.marks(after)}) and was reset ({case.marks(reset)}): the other end, or a"
            " device between the two, probably had forgotten the connection; keep-alives would prevent it"
        )
    elif case.how == "gave_up" or len(unanswered_tries(case, reset)) >= LEAST_TRIES:
        text = (
            f"{idle} nothing answered the {who} any more (from {case.marks(after)} on): probably a device between the"
            f" two had forgotten the connection, or the {NAMES[1 - speaker]} is gone; keep-alives would show or"
            " prevent it"
        )
    else:
        return None
    return claim("idle_timeout", f"{text}.", case.rows([before, after, reset]), severity)


def _reset_by(case: Case, reset: int) -> str:
    """Tell who reset an idle connection; against an end that does so itself no keep-alives help."""
    who, others = NAMES[case.sender(reset)], ended_at_once(case, reset)
    if others:
        return f"the {who} reset the connection ({case.marks(reset)}) {together(case, reset, others)}"
    if is_own(case, reset):
        return (
            f"the {who} itself reset the connection ({case.marks(reset)}; its TTL and number are those of the {who}'s"
            " packets): its program had a timeout of its own, or ended"
        )
    return (
        f"a reset came from the {who} ({case.marks(reset)}): its own idle timeout, or that of a device between the"
        " two, which keep-alives would prevent"
    )


def reset_ignored(case: Case) -> Claim | None:
    """A reset that changed nothing: its number was not the next one (RFC 5961 section 3), or both ends went on."""
    outlived = outlived_reset(case)
    if outlived >= 0:
        end, last = case.sender(outlived), int(case.track.of_end[case.sender(outlived)][-1])
        text = (
            f"A reset in the {NAMES[end]}'s name ({case.marks(outlived)}) had no effect: both ends went on, the"
            f" {NAMES[end]} for {duration(case.since(outlived, last))} (last {case.marks(last)})."
        )
        return claim("reset_ignored", text, case.rows([outlived, last]))
    ignored = case.where("ignored_reset")
    if not len(ignored):
        return None
    place = int(ignored[0])
    if case.place_of(case.connection.first_reset_row) == place:
        return None
    later = np.flatnonzero((np.arange(case.track.size) > place) & ((case.track.flags & (RST | FIN)) == 0))
    challenge = [p for p in case.where("challenge_ack").tolist() if p > place][:1]
    if not len(later) or case.connection.first_reset_row >= 0:
        return None
    answer = f", which answered by a challenge ACK ({case.marks(*challenge)})" if challenge else ""
    text = (
        f"A reset in the {NAMES[case.sender(place)]}'s name ({case.marks(place)}) did not have the exact number and was"
        f" ignored by the {NAMES[1 - case.sender(place)]}{answer}, as RFC 5961 wants it."
    )
    return claim("reset_ignored", text, case.rows([place, *challenge]))
