"""How a connection broke off: resets and their likely causes, and ends that got no answer any more."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, FIN, RST
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.closing import first_fins, outstanding
from tui_tcp.verdicts.errors import refusal
from tui_tcp.verdicts.headers import read_network, read_segment
from tui_tcp.verdicts.track import NOWHERE
from tui_tcp.verdicts.words import count, duration, size

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_IDLE_NS = 30_000_000_000  # the shortest idle timeout that devices are known to have
_LEAST_TRIES = 3
_FIRST_TTLS = (64, 128, 255)
_LEAST_HOPS_APART = 3
_LOOKED_AT = 8  # of an end's packets, whose TTLs are compared with the reset's
_SETTLED_NS = 1_000_000_000  # a client that resets so long after the last data was done with it
_LARGEST_FAREWELL = 64
_TLS_RECORDS = (0x15, 0x17)  # alert, application data
_OURS = BITS["keep_alive"] | BITS["zero_window_probe"]


def _reset(case: Case) -> int:
    """Return the place of the reset that ended a connection which had been open, -1 if none did."""
    if case.how not in ("rst", "fin_rst"):
        return -1
    return case.place_of(case.connection.first_reset_row)


def gave_up(case: Case) -> Claim | None:
    """The last segments were repeated, and nothing answered."""
    reset = _reset(case)
    if case.how not in ("gave_up", "rst", "fin_rst", "open", "fin"):
        return None
    tries = _unanswered_tries(case, reset)
    if len(tries) < _LEAST_TRIES or 0 < case.connection.server.packets == len(case.syn_acks[1]):
        return None
    first, last = int(tries[0]), int(tries[-1])
    end = case.sender(last)
    text = (
        f"The {NAMES[end]} got no answer to {count(len(tries), 'try', 'tries')} in {duration(case.since(first, last))}"
        f" ({case.marks(*tries)}): the {NAMES[1 - end]} or the path to it died"
    )
    if reset > last:
        text += f"; the {NAMES[case.sender(reset)]} reset the connection ({case.marks(reset)})"
    errors = [row for row in case.around.quotes.get(case.connection.number, ()) if refusal(case.session, row)]
    error = refusal(case.session, errors[0]) if errors else None
    if error:
        text += f"; {error.sender} said by ICMP: {error.what} ({marks(errors[:1])})"
    return claim("gave_up", f"{text}.", [*case.rows([*tries, reset if reset > last else last]), *errors[:1]])


def _unanswered_tries(case: Case, reset: int) -> Vector:
    """Return the places of a segment and its copies at the end that nothing of the other end followed."""
    track = case.track
    heard = [own[own < reset] if reset >= 0 else own for own in track.of_end]
    latest = [int(own[-1]) if len(own) else -1 for own in heard]
    end = int(latest[1] > latest[0])
    alone = heard[end][heard[end] > latest[1 - end]]
    alone = alone[(track.end[alone] > track.seq[alone]) | ((track.findings[alone] & _OURS) != 0)]
    if not len(alone):
        return NOWHERE
    same: Vector = alone[track.seq[alone] == track.seq[alone[-1]]]
    probes = (track.findings[alone[-1]] & BITS["keep_alive"]) != 0
    return same if len(same) > 1 or probes else same[:0]


def idle_timeout(case: Case) -> Claim | None:
    """Nothing for half a minute or longer, then a reset or no answer."""
    long = [place for place in case.gaps.tolist() if case.since(place, place + 1) > _IDLE_NS]
    if not long:
        return None
    before = long[-1]
    after, reset = before + 1, _reset(case)
    speaker, rest = case.sender(after), case.track.of_end[1 - case.sender(after)]
    rest = rest[rest > after]
    answered = rest[(case.track.flags[rest] & RST) == 0] if reset < 0 else rest[rest < reset]
    if len(answered) or case.track.findings[after] & BITS["retransmission"]:
        return None
    idle = duration(case.since(before, after))
    severity = Severity.PROBLEM
    if reset == after:
        severity = Severity.NOTE  # all had been said, as far as the capture shows
        text = (
            f"After {idle} of silence ({case.marks(before)}) a reset came from the {NAMES[speaker]}"
            f" ({case.marks(after)}):"
            " its own idle timeout, or that of a device between the two; keep-alives would prevent it"
        )
    elif reset > after and case.sender(reset) != speaker:
        text = (
            f"After {idle} of silence ({case.marks(before)}) the {NAMES[speaker]} spoke ({case.marks(after)}) and was"
            f" reset ({case.marks(reset)}): the other end, or a device between the two, probably had forgotten the"
            " connection; keep-alives would prevent it"
        )
    elif case.how == "gave_up" or len(_unanswered_tries(case, reset)) >= _LEAST_TRIES:
        text = (
            f"After {idle} of silence ({case.marks(before)}) nothing answered the {NAMES[speaker]} any more (from"
            f" {case.marks(after)} on): probably a device between the two had forgotten the connection, or the"
            f" {NAMES[1 - speaker]} is gone; keep-alives would show or prevent it"
        )
    else:
        return None
    return claim("idle_timeout", f"{text}.", case.rows([before, after, reset]), severity)


def foreign_reset(case: Case) -> Claim | None:
    """A reset from another distance than the rest of what its sender sent."""
    reset = _reset(case)
    if reset < 0:
        return None
    end = case.sender(reset)
    own = case.track.of_end[end]
    own = own[(case.track.flags[own] & RST) == 0]
    ttls = [header.ttl for row in case.rows(own[-_LOOKED_AT:]) if (header := read_network(case.session, row))]
    header = read_network(case.session, int(case.track.rows[reset]))
    if header is None or len(ttls) < 2:
        return None
    usual, often = Counter(ttls).most_common(1)[0]
    if often < len(ttls) or abs(_hops(header.ttl) - _hops(usual)) < _LEAST_HOPS_APART:
        return None
    text = (
        f"The reset in the {NAMES[end]}'s name ({case.marks(reset)}) probably came from a device between the"
        " two: its TTL"
        f" is {header.ttl}, that of the {NAMES[end]}'s other packets {usual} (as in {case.marks(int(own[-1]))})."
    )
    return claim("foreign_reset", text, case.rows([reset, own[-1]]))


def _hops(ttl: int) -> int:
    """Return how many routers a packet has probably passed."""
    return min(first - ttl for first in _FIRST_TTLS if first >= ttl)


def reset_unread(case: Case) -> Claim | None:
    """A reset by the end that data had last come to, without a FIN and without an answer."""
    reset = _reset(case)
    if reset < 0 or case.how != "rst" or not case.track.flags[reset] & ACK:
        return None
    end = case.sender(reset)
    came, said = case.data[1 - end], case.data[end]
    came, said = came[came < reset], said[said < reset]
    if not len(came) or (len(said) and said[-1] > came[-1]):
        return None
    unread = came[came > said[-1]] if len(said) else came
    amount = int(case.track.length[unread].sum())
    text = (
        f"The {NAMES[end]} reset the connection ({case.marks(reset)}) after {size(amount)} of the"
        f" {NAMES[1 - end]} that it"
        f" had not answered (last {case.marks(int(came[-1]))}): its program probably closed without reading all"
        " of them,"
        " or aborted (SO_LINGER 0, killed)"
    )
    text += "; what it had sent before may be lost, too." if len(outstanding(case, end)) else "."
    is_late = case.since(int(came[-1]), reset) > _SETTLED_NS and not len(outstanding(case, 1 - end))
    severity = Severity.NOTE if end == 0 and is_late else Severity.PROBLEM
    return claim("reset_unread", text, case.rows([came[-1], reset]), severity)


def aborted(case: Case) -> Claim | None:
    """A reset without a FIN."""
    reset = _reset(case)
    if reset < 0 or case.how != "rst" or reset_unread(case):
        return None
    if len(case.syn_acks[1]) and case.handshake_ack < 0 and not case.connection.client.bytes:
        return None  # the handshake was never completed
    end = case.sender(reset)
    late = _answers_late(case, reset)
    lost = outstanding(case, 1 - end)
    text = f"The {NAMES[end]} reset the connection ({case.marks(reset)})"
    if late:
        text += f" in answer to {case.marks(late[0])}: it had no such connection, or no longer"
    elif not case.track.flags[reset] & ACK:
        text += ", without acknowledging anything: it, or a device between the two, had no such connection any more"
    else:
        text += " without closing it: its program aborted (SO_LINGER 0, killed), or a proxy did"
    if len(lost):
        amount = int(case.track.length[lost].sum())
        text += f"; {size(amount)} of the {NAMES[1 - end]} were not acknowledged"
    own = outstanding(case, end)
    if len(own):
        text += f"; of its own {size(int(case.track.length[own].sum()))} were still under way"
    is_bad = (end == 1 or len(lost) > 0) and (len(case.data[0]) or len(case.data[1]))
    severity = Severity.PROBLEM if is_bad else Severity.NOTE
    return claim("aborted", f"{text}.", case.rows([*late[:1], reset]), severity)


def _answers_late(case: Case, reset: int) -> list[int]:
    """Return the segment that a reset without ACK answers: its number is that segment's acknowledgment (3.10.7.1)."""
    if case.track.flags[reset] & ACK:
        return []
    heard = case.track.of_end[1 - case.sender(reset)]
    heard = heard[(heard < reset) & ((case.track.flags[heard] & ACK) != 0)]
    heard = heard[case.track.ack[heard] == case.track.seq[reset]][-1:]
    near = case.since(int(heard[0]), reset) <= case.trip + case.silence // 4 if len(heard) else False
    return heard.tolist() if near else []


def reset_after_close(case: Case) -> Claim | None:
    """A FIN, then a reset: harmless, unless data was lost."""
    reset, fins = _reset(case), first_fins(case)
    if reset < 0 or case.how != "fin_rst" or not fins:
        return None
    fin = fins[0]
    closer, who = case.sender(fin), case.sender(reset)
    if closer == who:
        return _closer_resets(case, fin, reset)
    lost = outstanding(case, closer)
    text = f"The {NAMES[closer]} closed ({case.marks(fin)}), and the {NAMES[who]} answered by a reset"
    text += f" ({case.marks(reset)}) instead of a FIN"
    if len(lost):
        amount = size(int(case.track.length[lost].sum()))
        text += f": {amount} of the {NAMES[closer]} were never acknowledged and may not have been read"
        return claim("reset_after_close", f"{text}.", case.rows([fin, *lost[:1], reset]), Severity.PROBLEM)
    return claim(
        "reset_after_close", f"{text}; all data had been acknowledged.", case.rows([fin, reset]), Severity.INFO
    )


def _closer_resets(case: Case, fin: int, reset: int) -> Claim:
    """The end that closed resets, too: in answer to what still came, or by itself."""
    closer = case.sender(fin)
    data = case.data[1 - closer]
    came = data[(data > fin) & (data < reset)]
    came = came[case.track.end[came] > case.track.acked[1 - closer][fin]]  # what it had acknowledged it had
    came = came[~np.isin(came, case.padding(came))]
    name, other = NAMES[closer], NAMES[1 - closer]
    text = f"The {name} closed ({case.marks(fin)}) and reset the connection"
    if len(came):
        amount = size(int(case.track.length[came].sum()))
        if _is_farewell(case, came):
            text += (
                f" ({case.marks(reset)}) when a last TLS record of the {other} still came ({case.marks(int(came[0]))},"
            )
            text += f" {amount}): probably its farewell (close_notify), which nobody misses"
            return claim("reset_after_close", f"{text}.", case.rows([fin, came[0], reset]), Severity.INFO)
        text += (
            f" ({case.marks(reset)}) when data of the {other} still came ({case.marks(int(came[0]))}): it had"
            " closed for"
            f" good, and its program never read these {amount}"
        )
        rows = case.rows([fin, came[0], reset])
        return claim("reset_after_close", f"{text}.", rows, Severity.PROBLEM)
    finished = case.fins[1 - closer]
    then = " after the other end had closed, too" if len(finished) and finished[0] < reset else ""
    text += f" {duration(case.since(fin, reset))} later ({case.marks(reset)}){then}{_loss(case, closer)}"
    return claim("reset_after_close", f"{text}.", case.rows([fin, reset]), Severity.INFO)


def _loss(case: Case, closer: int) -> str:
    """Tell what a reset after the own FIN cost, if both directions were captured."""
    if not len(case.track.of_end[1 - closer]):
        return ""
    own = outstanding(case, closer)
    own = own[~np.isin(own, case.padding(own))]
    if not len(own):
        return ": no data was lost"
    return f"; {size(int(case.track.length[own].sum()))} of its own had not been acknowledged by then"


def reset_ignored(case: Case) -> Claim | None:
    """A reset whose number was not the next one (RFC 5961 section 3)."""
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


def _is_farewell(case: Case, came: Vector) -> bool:
    """Tell whether what came is one small TLS record (RFC 8446 section 6.1: close_notify, encrypted mostly)."""
    if len(came) != 1 or case.track.length[came[0]] > _LARGEST_FAREWELL:
        return False
    size = int(case.track.length[came[0]])
    payload = read_segment(case.session, case.rows(came)[0])[-size:]
    return len(payload) == size > 5 and payload[0] in _TLS_RECORDS and payload[1] == 3
