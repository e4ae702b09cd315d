"""The rules in one table: what each needs to have been seen before it is worth asking, and how bad its answer can be.

Most connections need few of them, and a look at two numbers tells which: of twenty thousand connections none is asked
what it cannot answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from tui_tcp.tcp.findings import BITS
from tui_tcp.verdicts import (
    attempts,
    breaking,
    closing,
    course,
    limits,
    losses,
    misfits,
    opening,
    origin,
    path,
    resets,
    tap,
    twice,
    wrappings,
)
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim

Ask = Callable[[Case], Claim | Iterator[Claim] | None]

_I, _N, _P = Severity
_ANY = 0  # no finding is needed
_BROKEN = ("rst", "fin_rst")
_OVER = ("fin", "open")


@dataclass(frozen=True, slots=True)
class Rule:
    """A question to a connection: asked if it has one of the findings and ended in one of the ways, if any are named.

    `timeless` rules make sense where the capture's times make none.
    """

    ask: Ask
    worst: Severity
    findings: int = _ANY
    ways: tuple[str, ...] = ()
    timeless: bool = False


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
    Rule(attempts.unfinished_open, _P, ways=("open", "gave_up")),
    Rule(attempts.abandoned_open, _N, ways=("rst", "open")),
    Rule(opening.half_open_recovery, _N, _bits("reset", "ignored_reset")),
    Rule(opening.bare_ack, _N),
    Rule(opening.slow_open, _N),
    Rule(opening.retried, _N),
    Rule(opening.option_refused, _N),
    Rule(opening.simultaneous_open, _I),
    Rule(opening.one_sided, _I, timeless=True),
    Rule(opening.joined_late, _I, timeless=True),
    Rule(opening.port_reused, _I, _bits("port_reused")),
    Rule(opening.opened, _I),
    # What shaped it
    Rule(path.out_of_time, _N, timeless=True),
    Rule(losses.loss_after_tap, _P, _AGAIN),
    Rule(path.loss_before_tap, _P, _bits("out_of_order")),
    Rule(path.reordered, _N, _bits("out_of_order")),
    Rule(path.overtaken_by_copies, _N, _bits("late_original")),
    Rule(path.came_late, _N, _bits("out_of_order")),
    Rule(path.repaired_from_before, _N, _bits("fast_retransmission")),
    Rule(path.capture_incomplete, _N, _HOLES),
    Rule(misfits.stray_numbers, _N, _HOLES),
    Rule(twice.needless_retransmission, _N, _AGAIN),
    Rule(twice.unexplained_repeats, _N, _AGAIN),
    Rule(twice.doubled_frames, _I, _TWICE, timeless=True),
    Rule(wrappings.mixed_wrappings, _N, timeless=True),
    Rule(path.congestion_marked, _N, _bits("ecn_ce")),
    Rule(path.mtu_hole, _P, _AGAIN),
    Rule(course.receiver_full, _P, _bits("zero_window")),
    Rule(course.server_silent, _N),
    Rule(course.nagle_delay, _N),
    Rule(course.timeouts, _I, _bits("timeout_retransmission", "tail_loss_probe", "timer_retransmission")),
    Rule(course.waited, _I),
    Rule(course.keep_alives, _I, _bits("keep_alive")),
    Rule(course.transferred, _I, timeless=True),
    Rule(breaking.reset_ignored, _I, _bits("reset", "ignored_reset")),
    Rule(limits.window_limited, _N),
    Rule(limits.loss_limited, _N, _AGAIN),
    Rule(limits.sender_limited, _I),
    Rule(limits.latency_step, _N),
    Rule(tap.position, _I),
    # How it ended
    Rule(breaking.idle_timeout, _P, ways=("gave_up", *_BROKEN, *_OVER)),
    Rule(breaking.gave_up, _P, _AGAIN | _bits("keep_alive"), ("gave_up", *_BROKEN, *_OVER)),
    Rule(origin.foreign_reset, _P, ways=_BROKEN),
    Rule(resets.without_fin, _P, ways=("rst",)),
    Rule(resets.reset_after_close, _P, ways=("fin_rst",)),
    Rule(closing.stuck_half_closed, _P, ways=("open",)),
    Rule(closing.last_ack_lost, _I, _AGAIN),
    Rule(closing.half_closed, _I, ways=_OVER),
    Rule(closing.simultaneous_close, _I, ways=("simultaneous",)),
    Rule(closing.closed, _I, ways=("fin",)),
    Rule(closing.open_at_end, _I, ways=("open",)),
)


@cache
def suited(how: str, least: Severity) -> tuple[Rule, ...]:
    """Return the rules that suit a connection which ended in this way, and whose answers can be as bad as `least`."""
    return tuple(rule for rule in RULES if rule.worst >= least and (not rule.ways or how in rule.ways))
