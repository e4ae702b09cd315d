"""How a connection opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.model.addresses import socket_text
from tui_tcp.tcp.closing import how_closed
from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, RST, SYN
from tui_tcp.verdicts.agreed import DEFAULT_MSS, DEFAULT_MSS_6, agreed_text
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.headers import read_options
from tui_tcp.verdicts.surroundings import MOST_TRIES, is_half
from tui_tcp.verdicts.words import duration, join_words, size, times

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab

_SLOW = 3  # times the later round trip
_SLOW_NS = 10_000_000  # and this much longer, at least
_FAR_FROM = 50  # times as long as a later answer: hardly the same host's
_LONGEST_OPEN_NS = 10_000_000_000  # hardly any SYN is answered later
_TIMER_NS = 100_000_000  # no timer of a handshake is shorter
_IPV4 = 4  # bytes of an address
_LEAST_SAMPLES = 3


def opened(case: Case) -> Claim | None:
    """SYN, SYN,ACK, ACK: how long it took and what was agreed."""
    ack = case.handshake_ack
    if ack < 0:
        return _opened_unseen(case)
    syn = case.syns[0][:1].tolist()
    if syn and not _is_answer(case, syn[0], int(case.syn_acks[1][0])):
        return _of_two(case, syn[0], int(case.syn_acks[1][0]))
    proof = [*syn, *case.syn_acks[1][:1].tolist(), ack]
    agreed = _agreed(case)
    text = f"Opened in {duration(case.since(proof[0], ack))} ({case.marks(*proof)})"
    if syn and case.track.length[syn[0]]:
        text += f", with {size(int(case.track.length[syn[0]]))} in the SYN"
        text += "" if case.track.ack[proof[1]] >= case.track.end[syn[0]] else ", which the server did not take"
    return claim("opened", f"{text}; agreed: {agreed}." if agreed else f"{text}.", case.rows(proof))


def _is_answer(case: Case, syn: int, answer: int) -> bool:
    """Tell whether a SYN,ACK acknowledges a SYN, or one like it, and no other (RFC 9293 section 3.10.7.3)."""
    return bool(case.track.seq[syn] < case.track.ack[answer] <= case.track.end[syn])


def _of_two(case: Case, syn: int, answer: int) -> Claim:
    """Tell of a SYN,ACK that answers another SYN, which was not captured."""
    or_damaged = ", or a number is damaged" if case.since(syn, answer) < _LONGEST_OPEN_NS else ""
    text = (
        f"{case.marks(answer)} does not answer the SYN {case.marks(syn)}, {duration(case.since(syn, answer))} before"
        f" it: it acknowledges other numbers. These are parts of two connections on the same ports{or_damaged}."
    )
    return claim("port_reused", text, case.rows([syn, answer]), Severity.NOTE)


def _agreed(case: Case) -> str:
    address = case.session.sockets(case.connection)[0][0]
    default = DEFAULT_MSS if len(address) == _IPV4 else DEFAULT_MSS_6
    return agreed_text(*case.offers, default, bool(case.track.length.max() > default))


def _opened_unseen(case: Case) -> Claim | None:
    """The client's ACK shows that it opened, though its SYN or the answer to it was not captured."""
    syns, answers = case.syns[0], case.syn_acks[1]
    if bool(len(syns)) == bool(len(answers)) or len(case.syns[1]):
        return None
    first = int(answers[0] if len(answers) else syns[0])
    sent = case.track.of_end[0]
    after = sent[sent > first][:1]
    if not len(after) or (case.track.flags[after[0]] & (SYN | ACK | RST)) != ACK:
        return None
    proof = [first, int(after[0])]
    if len(answers):
        text = f"Opened ({case.marks(*proof)}); the SYN was not captured, so that what was agreed is not known."
        return claim("opened", text, case.rows(proof))
    took = duration(case.since(*proof))
    text = f"Opened in {took} ({case.marks(*proof)}): the SYN,ACK was not captured, but the client acknowledged it;"
    return claim("opened", f"{text} what was agreed is not known.", case.rows(proof))


def half_open_recovery(case: Case) -> Claim | None:
    """A SYN into a live connection: an ACK with the old numbers, a reset, the SYN again (RFC 9293 section 3.5.1)."""
    if not (len(case.syns[0]) and len(case.resets)):
        return None
    syn = int(case.syns[0][0])
    heard = case.track.of_end[1]
    heard = heard[heard > syn][:1]
    if not len(heard) or (case.track.flags[heard[0]] & (SYN | ACK | RST)) != ACK:
        return None
    answer = int(heard[0])
    resets = [place for place in case.resets.tolist() if place > answer and case.sender(place) == 0]
    if not resets or case.track.ack[answer] == case.track.end[syn]:
        return None
    earlier = case.around.same_sockets_before(case.connection)
    cleared = " and opened anew" if len(case.syn_acks[1]) else ""
    if earlier:
        text = f"The client had forgotten connection {earlier.number} on these ports, by a restart or a reset that was"
        text += " lost: the server still held it"
    else:
        text = "The server still held an older connection, not captured, on these ports (the client's, from before a"
        text += " restart or a reset that was lost, or another host's behind the same address)"
    text += (
        f" and answered the SYN ({case.marks(syn)}) by an ACK with the old numbers ({case.marks(answer)}), which the"
        f" client reset ({case.marks(resets[0])}){cleared}."
    )
    return claim("half_open_recovery", text, case.rows([syn, answer, resets[0], *case.syn_acks[1][:1]]))


def may_be_bare_ack(slab: Slab) -> Vector:
    """Tell where a SYN was not answered by a SYN of any kind, though something was."""
    answers = slab.syns[1].counts + slab.syn_acks[1].counts
    may: Vector = (slab.syns[0].counts > 0) & (answers == 0) & (slab.of_end[1].counts > 0)
    return may


def bare_ack(case: Case) -> Claim | None:
    """An ACK without a SYN answers the SYN, and nothing follows on it."""
    syns, heard = case.syns[0], case.track.of_end[1]
    if not len(syns) or len(case.syns[1]) or len(case.syn_acks[1]) or not len(heard):
        return None
    answer = int(heard[0])
    sent = case.track.of_end[0]
    before = syns[syns < answer]
    if not len(before) or np.any((case.track.flags[sent] & SYN) == 0):
        return None
    if (case.track.flags[answer] & (SYN | ACK | RST)) != ACK:
        return None
    syn = int(before[-1])
    proof = case.rows([syn, answer])
    if case.track.ack[answer] != case.track.end[syn]:
        text = f"The server answered the SYN by an ACK with other numbers ({marks(proof)}): it probably holds an older"
        text += " connection on these ports, which the client should have reset (RFC 9293 section 3.5.1) and did not."
        return claim("bare_ack", text, proof)
    text = f"The server acknowledged the SYN without a SYN of its own ({marks(proof)}):"
    other = case.around.turned_round_after(case.connection)
    if other is None:
        return claim("bare_ack", f"{text} its SYN,ACK was not captured, or it is no TCP as others are.", proof)
    text += f" that came by itself (#{other.first_row + 1}), a handshake split in two. Connection {other.number} is the"
    return claim("bare_ack", f"{text} rest of it, with the ends turned round.", [*proof, other.first_row])


def may_be_slow(slab: Slab) -> Vector:
    """Tell where the handshake had more segments than it needs, or the answer took longer than a later one."""
    syns, answers, least = slab.syns[0], slab.syn_acks[1], slab.trips[1].least
    took = slab.time[answers.first] - slab.time[syns.first]
    is_late = (took >= _SLOW_NS) & (took >= _SLOW * np.array(least, np.int64))
    is_whole = (syns.counts > 0) & (answers.counts > 0) & (slab.syns[1].counts == 0)
    may: Vector = is_whole & (is_late | (syns.counts > 1) | (answers.counts > 1))
    return may


def slow_open(case: Case) -> Claim | None:
    """The handshake took longer than the way takes."""
    answers, syns = case.syn_acks[1], case.syns[0]
    if not (len(answers) and len(syns)) or len(case.syns[1]) or half_open_recovery(case):
        return None
    doubled = set(case.doubled.tolist())
    tries = [place for place in syns.tolist() if place not in doubled]
    replies = [place for place in answers.tolist() if place not in doubled]
    if len(tries) > 1 and case.since(tries[0], tries[-1]) > _TIMER_NS:
        return _repeated_syn(case, tries, replies)
    # A SYN,ACK that is repeated after the client's ACK is half_open_server's.
    if len(replies) > 1 and replies[-1] < case.handshake_ack and case.since(replies[0], replies[-1]) > _TIMER_NS:
        text = (
            f"Opened late: the server had to send its SYN,ACK {times(len(replies))} ({case.marks(*replies)}),"
            f" which took {duration(case.since(replies[0], case.handshake_ack))}: the SYN,ACK was lost beyond the"
            " capture point, or the ACK of it before it."
        )
        return claim("slow_open", text, case.rows([*replies, case.handshake_ack]))
    return _slow_answer(case, tries[0], replies[0])


def _repeated_syn(case: Case, tries: list[int], replies: list[int]) -> Claim:
    """Tell on which way the SYN or its answer was lost, or that it was only late."""
    first = replies[0]
    before = [place for place in tries if place < first]
    lost = duration(case.since(tries[0], tries[-1]))
    text = f"Opened late: the SYN had to be sent {times(len(tries))} ({case.marks(*tries)}), {lost} lost"
    if len(before) < len(tries):
        why = f"its answer ({case.marks(first)}) passed the capture point and was lost or late on the way to the client"
    elif _answers_first(case, tries[0], first):
        why = f"the first had arrived, for the answer ({case.marks(first)}) echoes its timestamp: the answer to it was"
        why += " lost before the capture point, or late"
    else:
        why = "it was lost on its way to the server, or the answer before it came to the capture point"
    return claim("slow_open", f"{text}; {why}.", case.rows([*tries, *replies]))


def _answers_first(case: Case, syn: int, answer: int) -> bool:
    rows = case.rows([syn, answer])
    sent, heard = (read_options(case.session, row).timestamps for row in rows)
    return sent is not None and heard is not None and sent[0] == heard[1]


def _slow_answer(case: Case, syn: int, answer: int) -> Claim | None:
    """Compare the answer to the SYN with the server's later answers."""
    took = case.since(syn, answer)
    if took < _SLOW * case.least[1] or took < _SLOW_NS:
        return None
    summary = case.round_trips[1].summary
    if summary is None or summary.samples <= _LEAST_SAMPLES:
        return None
    if took < _SLOW * summary.high or took < summary.high + _SLOW_NS:
        return None
    text = (
        f"Opened slowly: the server took {duration(took)} for its SYN,ACK ({case.marks(syn, answer)}), and"
        f" {duration(summary.median)} for the ACKs that followed: something on the way, or the server, held the SYN up"
    )
    if took > _FAR_FROM * max(summary.high, 1):
        text += ", or a proxy or NAT nearby answers, which first opened its own connection"
    text += "."
    return claim("slow_open", text, case.rows([syn, answer]))


def retried(case: Case) -> Claim | None:
    """Failed connections of the same client to the same port came directly before."""
    if not len(case.syns[0]):
        return None
    failed = case.around.failed_before(case.connection)
    if not failed:
        return None
    ended = sorted({_FAILED[how] for how in map(how_closed, failed)})
    numbers = join_words([str(c.number) for c in failed[:3]] + ["others"] * (len(failed) > 3))
    noun = "connection" if len(failed) == 1 else "connections"
    since = duration(case.connection.first_time - failed[0].first_time)
    tries = case.around.tries_since(failed[0], case.connection)
    number = f"number {tries}" if len(failed) < MOST_TRIES else f"after more than {MOST_TRIES:,} others"
    text = f"The client's try {number} in {since}: before it, {noun} {numbers} had {' or '.join(ended)}."
    return claim("retried", text, [*(c.first_row for c in failed[:3]), case.connection.first_row])


_FAILED = {"refused": "been refused", "unanswered": "got no answer", "gave_up": "died"}


def may_be_simultaneous(slab: Slab) -> Vector:
    """Tell where both ends sent a SYN."""
    may: Vector = (slab.syns[0].counts > 0) & (slab.syns[1].counts > 0)
    return may


def simultaneous_open(case: Case) -> Claim | None:
    """Each end sent a SYN (RFC 9293 figure 7)."""
    if not (len(case.syns[0]) and len(case.syns[1])):
        return None
    one, two = int(case.syns[0][0]), int(case.syns[1][0])
    heard = case.track.of_end[1]
    if np.any((heard < two) & ((case.track.flags[heard] & (ACK | RST)) == ACK)):
        text = f"An unusual handshake: the server acknowledged the SYN ({case.marks(one)}) and then sent one of its own"
        return claim("simultaneous_open", f"{text} ({case.marks(two)}), split in two.", case.rows([one, two]))
    proof = [one, two, *(int(answers[0]) for answers in case.syn_acks if len(answers))]
    return claim("simultaneous_open", _crossing(case, proof), case.rows(proof))


def _crossing(case: Case, proof: list[int]) -> str:
    """Tell whether two SYNs crossed: then each end answers the other's by a SYN,ACK."""
    both = case.marks(*proof[:2])
    answered = [len(answers) > 0 for answers in case.syn_acks]
    if all(answered):
        ends = " and ".join(map(socket_text, case.session.sockets(case.connection)))
        return f"Both ends dialled and their SYNs crossed ({both}): neither of {ends} is the server."
    if any(answered):
        who, other = NAMES if answered[0] else NAMES[::-1]
        return (
            f"An unusual handshake: each end sent a bare SYN ({both}), but only the {who} answered by a SYN,ACK"
            f" ({case.marks(proof[2])}). The {other} answers a SYN by a SYN (a split handshake), or the SYNs crossed"
            " and its SYN,ACK was not captured."
        )
    return f"Each end sent a SYN ({both}); whether they crossed does not show, as no SYN,ACK was captured."


def may_be_one_sided(slab: Slab) -> Vector:
    """Tell where nothing of an end was captured."""
    return np.array([not (c.client.packets and c.server.packets) for c in slab.connections])


def one_sided(case: Case) -> Claim | None:
    """Only one direction was captured, of what must have had two, or of too little to tell."""
    packets = [end.packets for end in case.ends]
    if all(packets):
        return None
    one, other = NAMES if packets[0] else NAMES[::-1]
    proof = case.rows([0, case.track.size - 1])
    if is_half(case.connection):
        text = f"Only what the {one} sent was captured, though it heard the {other}: the other direction takes another"
        return claim("one_sided", f"{text} way, or was filtered out.", proof)
    if case.how == "unanswered":
        return None
    if case.track.size == 1:
        return claim("one_sided", f"Only one segment of it was captured ({marks(proof[:1])}), the {one}'s.", proof)
    some = "Both" if case.track.size == 2 else f"All {case.track.size:,}"
    text = f"{some} segments that were captured of it are the {one}'s"
    return claim("one_sided", f"{text} ({case.marks(*range(case.track.size))}).", proof)


def may_be_joined_late(slab: Slab) -> Vector:
    """Tell where no SYN was captured."""
    return np.array([not (c.client.has_syn or c.server.has_syn) for c in slab.connections])


def joined_late(case: Case) -> Claim | None:
    """No SYN of either end was captured."""
    if any(end.has_syn for end in case.ends):
        return None
    guess = "; which end is the client is a guess" if case.connection.client_guessed else ""
    text = (
        f"The capture begins after the connection did ({case.marks(0)}): window scale and options are unknown{guess}."
    )
    return claim("joined_late", text, case.rows([0]))


def port_reused(case: Case) -> Claim | None:
    """The same addresses and ports had another connection before."""
    places = case.track.having(BITS["port_reused"])
    if not len(places):
        return None
    earlier = case.around.same_sockets_before(case.connection)
    if earlier is None:
        return None
    after = duration(case.time(int(places[0])) - earlier.last_time)
    text = f"The same addresses and ports as connection {earlier.number}, {after} after its last segment"
    rows = [earlier.last_row, case.rows(places[:1])[0]]
    return claim("port_reused", f"{text} ({marks(rows)}).", rows)
