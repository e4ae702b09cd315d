"""The rules in one table: what each needs to have been seen before it is worth asking, and how bad its answer can be.

Most connections need few of them, and a look at two numbers tells which: of twenty thousand connections none is asked
what it cannot answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.verdicts import (
    attempts,
    breaking,
    closing,
    course,
    discarded,
    limits,
    losses,
    misfits,
    missed_options,
    opening,
    origin,
    path,
    resets,
    second_answers,
    tap,
    twice,
    wrappings,
)
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab

Ask = Callable[[Case], Claim | Iterator[Claim] | None]

_I, _N, _P = Severity
_ANY = 0  # no finding is needed
_BROKEN = ("rst", "fin_rst")
_OVER = ("fin", "open")


@dataclass(frozen=True, slots=True)
class Rule:
    """A question to a connection: asked if it has one of the findings and ended in one of the ways, if any are named.

    `may` looks at all connections of a slab at once, and tells which it makes sense to ask: a vector operation on all
    is cheaper than a question to each. `timeless` rules make sense where the capture's times make none.
    """

    ask: Ask
    worst: Severity
    findings: int = _ANY
    ways: tuple[str, ...] = ()
    timeless: bool = False
    may: Callable[[Slab], Vector] | None = None

    def suits(self, how: str, findings: int, signs: int) -> bool:
        """Tell whether it is worth asking a connection that ended in this way, and has these findings and signs."""
        if (self.ways and how not in self.ways) or (self.findings and not self.findings & findings):
            return False
        return self.may is None or bool(signs >> _TESTS.index(self.may) & 1)


def _bits(*names: str) -> int:
    return sum(BITS[name] for name in names)


_AGAIN = _bits("retransmission")
_TWICE = _AGAIN | _bits("duplicate_frame")
_HOLES = _bits("lost_segment", "ack_of_unseen")

RULES = (
    # How it opened
    Rule(attempts.refused, _P, ways=("refused",), timeless=True),
    Rule(attempts.refused_by_network, _P, ways=("unanswered",), timeless=True),
    Rule(attempts.unanswered, _P, ways=("unanswered",), timeless=True),
    Rule(attempts.half_open_server, _P, _AGAIN),
    Rule(attempts.unfinished_open, _P, ways=("open", "gave_up"), may=attempts.may_be_unfinished),
    Rule(attempts.abandoned_open, _N, ways=("rst", "open")),
    Rule(opening.half_open_recovery, _N, _bits("reset", "ignored_reset")),
    Rule(opening.bare_ack, _N, may=opening.may_be_bare_ack),
    Rule(second_answers.two_answers, _N, may=second_answers.may_be_two),
    Rule(opening.slow_open, _N, may=opening.may_be_slow),
    Rule(opening.retried, _N),
    Rule(missed_options.option_refused, _N, may=missed_options.may_be_missed),
    Rule(opening.simultaneous_open, _I, may=opening.may_be_simultaneous),
    Rule(opening.one_sided, _I, timeless=True, may=opening.may_be_one_sided),
    Rule(opening.joined_late, _I, timeless=True, may=opening.may_be_joined_late),
    Rule(opening.port_reused, _I, _bits("port_reused")),
    Rule(opening.opened, _I),
    # What shaped it
    Rule(path.out_of_time, _N, timeless=True, may=path.may_be_out_of_time),
    Rule(losses.loss_after_tap, _P, _AGAIN),
    Rule(path.loss_before_tap, _P, _bits("out_of_order")),
    Rule(path.reordered, _N, _bits("out_of_order")),
    Rule(path.overtaken_by_copies, _N, _bits("late_original")),
    Rule(path.came_late, _N, _bits("out_of_order")),
    Rule(path.repaired_from_before, _N, _bits("fast_retransmission")),
    Rule(path.capture_incomplete, _N, _HOLES),
    Rule(misfits.stray_numbers, _N, _HOLES),
    Rule(misfits.older_numbers, _N, _HOLES | _AGAIN | _bits("out_of_order")),
    Rule(misfits.outlived_fin, _N, _AGAIN | _bits("data_after_fin")),
    Rule(discarded.stale_timestamps, _P, _AGAIN),
    Rule(twice.needless_retransmission, _N, _AGAIN),
    Rule(twice.fins_in_answers, _I, _AGAIN),
    Rule(twice.unexplained_repeats, _N, _AGAIN),
    Rule(twice.doubled_frames, _I, _TWICE, timeless=True),
    Rule(wrappings.mixed_wrappings, _N, timeless=True, may=wrappings.may_be_mixed),
    Rule(path.congestion_marked, _N, _bits("ecn_ce")),
    Rule(path.mtu_hole, _P, _AGAIN),
    Rule(course.receiver_full, _P, _bits("zero_window")),
    Rule(course.server_silent, _N, may=course.may_be_silent),
    Rule(course.nagle_delay, _N, may=course.may_be_delayed),
    Rule(course.timeouts, _I, _bits("timeout_retransmission", "tail_loss_probe", "timer_retransmission")),
    Rule(course.waited, _I, may=course.may_have_waited),
    Rule(course.keep_alives, _I, _bits("keep_alive")),
    Rule(course.transferred, _I, timeless=True),
    Rule(breaking.reset_ignored, _I, _bits("reset", "ignored_reset")),
    Rule(limits.window_limited, _N, may=limits.may_fill_window),
    Rule(limits.loss_limited, _N, _AGAIN),
    Rule(limits.sender_limited, _I, may=limits.may_be_idle),
    Rule(limits.latency_step, _N, may=limits.may_step),
    Rule(tap.position, _I, may=tap.may_be_told),
    # How it ended
    Rule(breaking.idle_timeout, _P, ways=("gave_up", *_BROKEN, *_OVER), may=breaking.may_be_idle),
    Rule(breaking.gave_up, _P, _AGAIN | _bits("keep_alive"), ("gave_up", *_BROKEN, *_OVER)),
    Rule(origin.foreign_reset, _P, ways=_BROKEN),
    Rule(resets.without_fin, _P, ways=("rst",)),
    Rule(resets.reset_after_close, _P, ways=("fin_rst",)),
    Rule(closing.stuck_half_closed, _P, ways=("open",)),
    Rule(closing.last_ack_lost, _I, _AGAIN),
    Rule(closing.half_closed, _I, ways=_OVER, may=closing.may_be_half_closed),
    Rule(closing.simultaneous_close, _I, ways=("simultaneous",)),
    Rule(closing.closed, _I, ways=("fin",)),
    Rule(closing.open_at_end, _I, ways=("open",)),
)


_TESTS = tuple(dict.fromkeys(rule.may for rule in RULES if rule.may))
_ASKED = reduce(or_, (rule.findings for rule in RULES))


def questions(case: Case, least: Severity = Severity.INFO) -> tuple[Ask, ...]:
    """Return what is worth asking a connection, where the answer can be as bad as `least`."""
    if not case.track.size:
        return ()
    findings, signs = case.connection.findings & _ASKED, case.track.slab.once(_signs)[case.track.at]
    return _suited(case.how, findings, signs, case.is_out_of_time, least)


@lru_cache(maxsize=4096)  # of a thousand connections most are alike
def _suited(how: str, findings: int, signs: int, is_out_of_time: bool, least: Severity) -> tuple[Ask, ...]:
    rules = (rule for rule in RULES if rule.worst >= least and rule.suits(how, findings, signs))
    return tuple(rule.ask for rule in rules if rule.timeless or not is_out_of_time)


def _signs(slab: Slab) -> list[int]:
    """Return for each connection which of _TESTS it passed, a bit each."""
    if len(slab.connections) == 1:
        return [-1]  # the tests would take longer than the questions
    bits = np.zeros(len(slab.connections), np.int64)
    for number, test in enumerate(_TESTS):
        bits |= test(slab).astype(np.int64) << number
    signs: list[int] = bits.tolist()
    return signs
