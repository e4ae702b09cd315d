"""How a connection opened."""

from __future__ import annotations

import numpy as np

from tui_tcp.model.addresses import socket_text
from tui_tcp.tcp.closing import how_closed
from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, RST, SYN
from tui_tcp.verdicts.agreed import agreed_text
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.headers import read_options
from tui_tcp.verdicts.limits import most_at
from tui_tcp.verdicts.surroundings import is_half
from tui_tcp.verdicts.words import duration, join_words, size, times

_SLOW = 3  # times the later round trip
_SLOW_NS = 10_000_000  # and this much longer, at least
_TIMER_NS = 100_000_000  # no timer of a handshake is shorter
_UNSCALED = 65_535  # the largest window without scaling (RFC 7323 section 2)
_LEAST_SAMPLES = 3


def opened(case: Case) -> Claim | None:
    """SYN, SYN,ACK, ACK: how long it took and what was agreed."""
    ack = case.handshake_ack
    if ack < 0:
        return None
    syn = case.syns[0][:1].tolist()
    proof = [*syn, *case.syn_acks[1][:1].tolist(), ack]
    agreed = agreed_text(*case.offers)
    text = f"Opened in {duration(case.since(proof[0], ack))} ({case.marks(*proof)})"
    if syn and case.track.length[syn[0]]:
        text += f", with {size(int(case.track.length[syn[0]]))} in the SYN"
        text += "" if case.track.ack[proof[1]] >= case.track.end[syn[0]] else ", which the server did not take"
    return claim("opened", f"{text}; agreed: {agreed}." if agreed else f"{text}.", case.rows(proof))


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
        f" {duration(summary.median)} for the ACKs that followed: something on the way, or the server, held the SYN up."
    )
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
    text = (
        f"The client's try number {len(failed) + 1} in {since}: before it, {noun} {numbers} had {' or '.join(ended)}."
    )
    return claim("retried", text, [*(c.first_row for c in failed[:3]), case.connection.first_row])


_FAILED = {"refused": "been refused", "unanswered": "got no answer", "gave_up": "died"}


def option_refused(case: Case) -> Claim | None:
    """Offered in the SYN, absent in the SYN,ACK, and missed: by so much data, or by losses."""
    most, has_losses = max(end.bytes for end in case.ends), case.has("fast_retransmission", "timeout_retransmission")
    if most <= _UNSCALED and not has_losses:
        return None
    client, server = case.offers
    if client is None or server is None or not (client.is_whole and server.is_whole) or not len(case.syn_acks[1]):
        return None
    proof = case.rows([*case.syns[0][:1], case.syn_acks[1][0]])
    if most > _UNSCALED and client.scale is not None and server.scale is None:
        at_rate = most_at(case, int(case.ends[1].bytes > case.ends[0].bytes), _UNSCALED)
        text = f"The server does not scale windows ({marks(proof)}): at most {size(_UNSCALED)} can be in flight"
        text += f", which at a round trip of {at_rate}." if at_rate else "."
        return claim("option_refused", text, proof)
    if has_losses and client.sack and not server.sack:
        text = f"The server does not do SACK ({marks(proof)}): several losses at once are repaired one a round trip."
        return claim("option_refused", text, proof)
    return None


def simultaneous_open(case: Case) -> Claim | None:
    """Each end sent a SYN (RFC 9293 figure 7)."""
    if not (len(case.syns[0]) and len(case.syns[1])):
        return None
    one, two = int(case.syns[0][0]), int(case.syns[1][0])
    ends = " and ".join(map(socket_text, case.session.sockets(case.connection)))
    heard = case.track.of_end[1]
    if np.any((heard < two) & ((case.track.flags[heard] & (ACK | RST)) == ACK)):
        text = f"An unusual handshake: the server acknowledged the SYN ({case.marks(one)}) and then sent one of its own"
        return claim("simultaneous_open", f"{text} ({case.marks(two)}), split in two.", case.rows([one, two]))
    text = f"Both ends dialled and their SYNs crossed ({case.marks(one, two)}): neither of {ends} is the server."
    return claim("simultaneous_open", text, case.rows([one, two]))


def one_sided(case: Case) -> Claim | None:
    """Only one direction was captured of what must have had two."""
    if not is_half(case.connection):
        return None
    end = 0 if case.connection.client.packets else 1
    text = f"Only what the {NAMES[end]} sent was captured: the other direction takes another way, or was filtered out."
    return claim("one_sided", text, case.rows([0, case.track.size - 1]))


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
