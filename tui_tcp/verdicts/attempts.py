"""Why a connection did not open, or only at one end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.flags import RST, SYN
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.errors import read_error, refusal
from tui_tcp.verdicts.silent_ports import why_silent
from tui_tcp.verdicts.surroundings import is_half
from tui_tcp.verdicts.track import among
from tui_tcp.verdicts.words import count, duration, times

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab

_LONGEST_FIRST_TIMER_NS = 4_000_000_000  # a SYN,ACK is repeated after one second, or three, as in older systems
_SECOND = 1_000_000_000
_TIMER_NS = 100_000_000  # no timer of a handshake is shorter


def refused(case: Case) -> Claim | None:
    """A reset that acknowledges the SYN (RFC 9293 section 3.10.7.1)."""
    reset = case.place_of(case.connection.first_reset_row)
    if case.how != "refused" or reset < 0:
        return None
    before = [place for place in case.syns[0].tolist() if place < reset]
    port = case.session.sockets(case.connection)[1][1]
    after = f" after {duration(case.since(before[-1], reset))}" if before else ""
    text = f"Refused: a reset answered the SYN{after} ({case.marks(*before[-1:], reset)})"
    return claim(
        "refused", f"{text}: nobody listens on port {port}, or a firewall rejects.", case.rows([*before, reset])
    )


def refused_by_network(case: Case) -> Claim | None:
    """An ICMP error that quotes the SYN while nothing else answered it."""
    quotes = case.around.quotes.get(case.connection.number)
    if not quotes or not len(case.syns[0]) or case.connection.server.packets:
        return None
    for row in quotes:
        error = refusal(case.session, row)
        if error:
            syn = case.rows(case.syns[0][:1])
            text = f"Refused by the network: {error.sender} answered the SYN by ICMP, {error.what}"
            return claim("refused_by_network", f"{text} ({marks([*syn, row])}).", [*syn, row])
    return None


def unanswered(case: Case) -> Claim | None:
    """SYNs, and nothing that came back."""
    syns = case.syns[0]
    if len(case.doubled):
        syns = syns[~among(syns, case.doubled)]
    if case.how != "unanswered" or not len(syns) or is_half(case.connection) or refused_by_network(case):
        return None
    waited = case.end_time - case.time(int(syns[0]))
    if len(syns) == 1 and waited < _SECOND:
        text = f"No answer to the SYN ({case.marks(int(syns[0]))}) was captured, but {_end_of_capture(waited)}."
        return claim("unanswered", text, case.rows(syns), Severity.INFO)
    lasted = case.since(int(syns[0]), int(syns[-1]))
    is_one = len(syns) == 1
    tries = (
        f"the SYN, which was not repeated in {duration(waited)}"
        if is_one
        else f"{count(len(syns), 'SYN')} in {duration(lasted)}"
    )
    text = f"No answer to {tries} ({case.marks(*syns)})"
    if case.around.is_one_sided:
        text += " was captured; but of most other connections, too, only one direction was."
        return claim("unanswered", text, case.rows(syns), Severity.INFO)
    why = _error(case) or why_silent(case, "it" if is_one else "them")
    return claim("unanswered", f"{text}{why}.", case.rows(syns))


def _end_of_capture(waited: int) -> str:
    return f"the capture ends {duration(waited)} later" if waited else "the capture ends with it"


def _error(case: Case) -> str:
    """Return what an ICMP error says of the SYN that is no refusal, '' without one."""
    for row in case.around.quotes.get(case.connection.number, ()):
        error = read_error(case.session, row)
        if error:
            return f" but an ICMP error of {error.sender}: {error.what} ({marks([row])})"
    return ""


def half_open_server(case: Case) -> Claim | None:
    """The client's ACK was captured, and the server goes on as if it had not come."""
    ack = case.handshake_ack
    if ack < 0:
        return None
    # What the server sent before it can have heard the ACK proves nothing.
    heard = case.time(ack) + max(case.least[1], 0)
    again = [place for place in case.copies(1, "syn_retransmission").tolist() if case.time(place) > heard + _TIMER_NS]
    if again:
        return _repeated_answer(case, ack, again)
    copies = [place for place in case.copies(0).tolist() if place > ack]
    if case.connection.server.packets > len(case.syn_acks[1]) or len(copies) < 2:
        return None
    text = (
        f"The client connected ({case.marks(ack)}), but the server has said nothing since its SYN,ACK, though the"
        f" client sent its data {times(len(copies) + 1)} (last {case.marks(copies[-1])}): the server's queue of"
        " connections to accept may be full, or nothing reaches it any more."
    )
    return claim("half_open_server", text, case.rows([ack, *copies]))


def _repeated_answer(case: Case, ack: int, again: list[int]) -> Claim:
    heard = case.track.of_end[1]
    later = heard[(heard > again[-1]) & ((case.track.flags[heard] & SYN) == 0)]
    text = (
        f"The server sent its SYN,ACK again ({case.marks(*again)}) although the client had acknowledged it"
        f" ({case.marks(ack)}): that ACK was lost behind the capture point, the server's queue of connections to accept"
        " was full, or it waits for data on purpose"
    )
    if len(later):
        after = duration(case.since(ack, int(later[0])))
        text += f"; it went on {after} after the ACK ({case.marks(int(later[0]))})"
    severity = Severity.NOTE if len(later) else Severity.PROBLEM
    return claim("half_open_server", f"{text}.", case.rows([ack, *again, *later[:1]]), severity)


def may_be_unfinished(slab: Slab) -> Vector:
    """Tell where the server answered a SYN, and all that the client sent after that were SYNs."""
    answers = slab.syn_acks[1].first
    sent = slab.of_end[0].places
    others = sent[((slab.flags[sent] & (SYN | RST)) != SYN) & (sent > answers[slab.index[sent]])]
    may: Vector = (answers >= 0) & (slab.syns[0].counts > 0) & (slab.syns[1].counts == 0) & (slab.count(others) == 0)
    return may


def unfinished_open(case: Case) -> Claim | None:
    """SYN,ACKs that nothing answered."""
    answers = case.syn_acks[1]
    if not len(answers) or not len(case.syns[0]) or len(case.syns[1]):
        return None
    sent = case.track.of_end[0]
    if np.any((sent > answers[0]) & ((case.track.flags[sent] & (SYN | RST)) != SYN)):
        return None
    waited = case.end_time - case.time(int(answers[0]))
    if waited < _SECOND or case.around.is_one_sided:
        text = f"The server answered the SYN ({case.marks(*answers)}); no acknowledgment of that was captured, but"
        text += f" {_end_of_capture(waited)}."
        return claim("unfinished_open", text, case.rows([case.syns[0][-1], *answers]), Severity.INFO)
    if len(answers) == 1 and waited > _LONGEST_FIRST_TIMER_NS:
        text = (
            f"The server answered the SYN ({case.marks(*answers)}), and nothing more was captured in"
            f" {duration(waited)}, not even its answer again: the rest was left out of the capture, or the client never"
            " completed the handshake and the server does not repeat its answers (SYN cookies)."
        )
        return claim("unfinished_open", text, case.rows([case.syns[0][-1], *answers]), Severity.NOTE)
    lost = "the answer" if len(answers) == 1 else "the answers"
    text = (
        f"The server answered the SYN {times(len(answers))} ({case.marks(*answers)}), and the client never"
        f" completed the handshake in {duration(waited)}: {lost} or the client's ACK did not arrive, or the SYN had a"
        " false source address or was a port scanner's."
    )
    return claim("unfinished_open", text, case.rows([*case.syns[0][:1], *answers]))


def abandoned_open(case: Case) -> Claim | None:
    """The client answers the SYN,ACK by a reset."""
    answers = case.syn_acks[1]
    if not len(answers) or not len(case.resets) or case.handshake_ack >= 0:
        return None
    sent = case.track.of_end[0]
    after = sent[sent > answers[0]]
    if not len(after) or not case.track.flags[after[0]] & RST:
        return None
    if not len(case.syns[0]):
        return _unasked(case, int(answers[0]), int(after[0]))
    text = (
        f"The server accepted ({case.marks(int(answers[0]))}), and the client reset at once"
        f" ({case.marks(int(after[0]))}): a port scanner, or a client that had given up by then."
    )
    return claim("abandoned_open", text, case.rows([*case.syns[0][:1], answers[0], after[0]]))


def _unasked(case: Case, answer: int, reset: int) -> Claim | None:
    """A SYN,ACK that is reset, and no SYN: who forges addresses makes others answer to them."""
    if case.sender(0) == 0:
        return None
    text = (
        f"A SYN,ACK ({case.marks(answer)}) to a SYN that was not captured, and was reset ({case.marks(reset)}): the SYN"
        " had a false source address or was a port scanner's, or its client had given up by then."
    )
    return claim("abandoned_open", text, case.rows([answer, reset]))
