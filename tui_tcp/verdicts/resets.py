"""Why a program's or a system's reset came: without a FIN, or after one; and what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.flags import ACK
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim
from tui_tcp.verdicts.closing import first_fins, outstanding
from tui_tcp.verdicts.headers import read_segment
from tui_tcp.verdicts.multipath import meant
from tui_tcp.verdicts.origin import ended_at_once, final_reset, together
from tui_tcp.verdicts.words import duration, size, were

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

IDLE_NS = 30_000_000_000  # the shortest idle timeout that devices are known to have
_SETTLED_NS = 1_000_000_000  # a client that resets so long after the last data was done with it
_LARGEST_FAREWELL = 64
_TLS_RECORDS = (0x15, 0x17)  # alert, application data


def without_fin(case: Case) -> Claim | None:
    """A reset that ended a connection which neither end had closed."""
    reset = final_reset(case)
    if reset < 0 or case.how != "rst":
        return None
    multipath = meant(case, reset)
    if multipath:
        return claim("aborted", f"{multipath.text}.", multipath.rows, Severity.NOTE)
    others = ended_at_once(case, reset)
    if not others and _is_unread(case, reset):
        return _unread(case, reset)
    if len(case.syn_acks[1]) and case.handshake_ack < 0 and not case.connection.client.bytes:
        return None  # the handshake was never completed
    return _aborted(case, reset, others)


def _is_unread(case: Case, reset: int) -> bool:
    """Tell whether an end resets to which data had last come, that it had not answered."""
    end = case.sender(reset)
    came, said = case.data[1 - end], case.data[end]
    came, said = came[came < reset], said[said < reset]
    is_answered = len(said) > 0 and (not len(came) or said[-1] > came[-1])
    return bool(case.track.flags[reset] & ACK) and len(came) > 0 and not is_answered


def _unread(case: Case, reset: int) -> Claim | None:
    """A reset by the end that data had last come to, without a FIN and without an answer."""
    end = case.sender(reset)
    came, said = case.data[1 - end], case.data[end]
    came, said = came[came < reset], said[said < reset]
    is_late = case.since(int(came[-1]), reset) > _SETTLED_NS and not len(outstanding(case, 1 - end))
    severity = Severity.NOTE if end == 0 and is_late else Severity.PROBLEM
    if severity is Severity.NOTE and is_after_idle(case, reset):
        return None
    unread = came[came > said[-1]] if len(said) else came
    amount = int(case.track.length[unread].sum())
    text = (
        f"The {NAMES[end]} reset the connection ({case.marks(reset)}) after {size(amount)} of the"
        f" {NAMES[1 - end]} that it had not answered (last {case.marks(int(came[-1]))}): its program probably closed"
        f" without reading {'it' if amount == 1 else 'all of them'}, or aborted (SO_LINGER 0, killed)"
    )
    text += "; what it had sent before may be lost, too." if len(outstanding(case, end)) else "."
    return claim("reset_unread", text, case.rows([came[-1], reset]), severity)


def is_after_idle(case: Case, reset: int) -> bool:
    """Tell whether a reset ended a long silence: `idle_timeout` tells of it."""
    return reset > 0 and case.since(reset - 1, reset) > IDLE_NS


def _aborted(case: Case, reset: int, others: list[int]) -> Claim | None:
    """A reset without a FIN; `others` are those by which the same host ended other connections at once."""
    end = case.sender(reset)
    lost = outstanding(case, 1 - end)
    is_bad = (end == 1 or len(lost) > 0) and (len(case.data[0]) or len(case.data[1]))
    if not is_bad and is_after_idle(case, reset):
        return None
    late = _answers_late(case, reset)
    text = f"The {NAMES[end]} reset the connection ({case.marks(reset)}){_why(case, reset, late, others)}"
    text += _never_acknowledged(case, lost, f"; {{}} of the {NAMES[1 - end]} {{}} not acknowledged")
    own = outstanding(case, end)
    text += _never_acknowledged(case, own[own < reset], "; of its own {} {} still under way")
    severity = Severity.PROBLEM if is_bad else Severity.NOTE
    return claim("aborted", f"{text}.", [*case.rows([*late[:1], reset]), *others], severity)


def _why(case: Case, reset: int, late: list[int], others: list[int]) -> str:
    """Tell why an end reset a connection without closing it first."""
    if late:
        return f" in answer to {case.marks(late[0])}: it had no such connection, or no longer"
    if not case.track.flags[reset] & ACK:
        return ", without acknowledging anything: it, or a device between the two, had no such connection any more"
    if others:
        return f" {together(case, reset, others)}"
    return " without closing it: its program aborted (SO_LINGER 0, killed), or a proxy did"


def _never_acknowledged(case: Case, places: Vector, text: str) -> str:
    """Put the size of some data and the verb that suits it into a text; nothing if there is none."""
    amount = int(case.track.length[places].sum())
    return text.format(size(amount), were(amount)) if amount else ""


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
    reset, fins = final_reset(case), first_fins(case)
    if reset < 0 or case.how != "fin_rst" or not fins:
        return None
    closer, who = case.sender(fins[0]), case.sender(reset)
    own = case.fins[who]
    if len(own) and own[0] < reset:
        return _closer_resets(case, int(own[0]), reset)
    lost = outstanding(case, closer)
    text = f"The {NAMES[closer]} closed ({case.marks(fins[0])}), and the {NAMES[who]} answered by a reset"
    text += f" ({case.marks(reset)}) instead of a FIN"
    rows = case.rows([fins[0], *lost[:1], reset])
    if not len(lost):
        return claim("reset_after_close", f"{text}; all data had been acknowledged.", rows, Severity.INFO)
    amount = int(case.track.length[lost].sum())
    if _is_farewell(case, lost):
        text += f"; only the {size(amount)} of a last TLS record {were(amount)} never acknowledged{_FAREWELL}"
        return claim("reset_after_close", f"{text}.", rows, Severity.INFO)
    text += f": {size(amount)} of the {NAMES[closer]} {were(amount)} never acknowledged and may not have been read"
    return claim("reset_after_close", f"{text}.", rows, Severity.PROBLEM)


_FAREWELL = ": probably its farewell (close_notify), which nobody misses"


def _closer_resets(case: Case, fin: int, reset: int) -> Claim:
    """An end that has closed resets, too: in answer to what still came, or by itself."""
    end = case.sender(fin)
    data = case.data[1 - end]
    came = data[(data < reset) & (case.track.end[data] > case.track.acked[1 - end][reset])]
    came = came[came > fin] if np.any(came > fin) else came
    came = came[np.unique(case.track.seq[came], return_index=True)[1]]
    fins = [place for place in first_fins(case) if place <= fin]
    who, then = ("Both", f", and the {NAMES[end]}") if len(fins) > 1 else (f"The {NAMES[end]}", " and")
    text = f"{who} closed ({case.marks(*fins)}){then} reset the connection"
    if not len(came):
        return _nothing_lost(case, fin, reset, text)
    amount, first = int(case.track.length[came].sum()), int(came.min())
    rows = case.rows([*fins, first, reset])
    text += f" ({case.marks(reset)}) when"
    if _is_farewell(case, came):
        text += f" a last TLS record of the {NAMES[1 - end]} still came ({case.marks(first)}, {size(amount)})"
        return claim("reset_after_close", f"{text}{_FAREWELL}.", rows, Severity.INFO)
    text += (
        f" data of the {NAMES[1 - end]} still came ({case.marks(first)}): it had closed for good, and its"
        f" program never read {'this' if amount == 1 else 'these'} {size(amount)}"
    )
    # A client that closes first wants no more; to a server that does so a request may be lost.
    severity = Severity.NOTE if end == 0 and case.sender(fins[0]) == 0 else Severity.PROBLEM
    return claim("reset_after_close", f"{text}.", rows, severity)


def _nothing_lost(case: Case, fin: int, reset: int, text: str) -> Claim:
    """All that the other end had sent was acknowledged when an end reset that had closed."""
    end = case.sender(fin)
    finished = case.fins[1 - end]
    then = " after the other end had closed, too" if len(finished) and fin < finished[0] < reset else ""
    text = f"{text} {duration(case.since(fin, reset))} later ({case.marks(reset)}){then}{_loss(case, fin)}"
    return claim("reset_after_close", f"{text}.", case.rows([fin, reset]), Severity.INFO)


def _loss(case: Case, fin: int) -> str:
    """Tell what a reset after the own FIN cost, if both directions were captured."""
    end = case.sender(fin)
    if not len(case.track.of_end[1 - end]):
        return ""
    own = outstanding(case, end)
    if len(own):
        amount = int(case.track.length[own].sum())
        return f"; {size(amount)} of its own had not been acknowledged by then"
    # What came after the FIN was acknowledged, but need not have been read.
    return "; all data had been acknowledged" if np.any(case.data[1 - end] > fin) else ": no data was lost"


def _is_farewell(case: Case, came: Vector) -> bool:
    """Tell whether what came is one small TLS record (RFC 8446 section 6.1: close_notify, encrypted mostly)."""
    if len(came) != 1 or case.track.length[came[0]] > _LARGEST_FAREWELL:
        return False
    size = int(case.track.length[came[0]])
    payload = read_segment(case.session, case.rows(came)[0])[-size:]
    return len(payload) == size > 5 and payload[0] in _TLS_RECORDS and payload[1] == 3
