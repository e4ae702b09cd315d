"""Why a segment has its findings: the rule and the numbers that met it, and what Wireshark calls it if that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.tcp.findings import BITS, FINDINGS
from tui_tcp.tcp.findings import names as names_of
from tui_tcp.tcp.labels import BITS as LABEL_BITS
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.claim import Reason, reason
from tui_tcp.verdicts.verdict import case_of
from tui_tcp.verdicts.why_again import AGAIN
from tui_tcp.verdicts.why_else import ELSE

if TYPE_CHECKING:
    from tui_tcp.model.session import Session

WHY = {**AGAIN, **ELSE}

# our finding -> what Wireshark 4.0 calls the same
_THEIRS = {
    "retransmission": {"retransmission", "fast_retransmission", "spurious_retransmission"},
    "fast_retransmission": {"fast_retransmission"},
    "timeout_retransmission": {"retransmission"},
    "tail_loss_probe": {"retransmission"},
    "timer_retransmission": {"retransmission"},
    "path_mtu_retransmission": {"retransmission"},
    "syn_retransmission": {"retransmission"},
    "answer_to_repeated_syn": {"retransmission"},
    "spurious_retransmission": {"spurious_retransmission", "retransmission"},
    "out_of_order": {"out_of_order"},
    "lost_segment": {"lost_segment"},
    "ack_of_unseen": {"ack_lost_segment"},
    "duplicate_ack": {"duplicate_ack"},
    "window_full": {"window_full"},
    "zero_window": {"zero_window"},
    "zero_window_probe": {"zero_window_probe"},
    "window_update": {"window_update"},
    "keep_alive": {"keep_alive"},
    "keep_alive_ack": {"keep_alive_ack"},
    "port_reused": {"reused_ports"},
}


def why(session: Session, row: int) -> list[Reason]:
    """Return a reason for each finding about a segment, and one for what only Wireshark finds."""
    number = session.columns.value("connection", row)
    if number < 0:
        return []
    case = case_of(session, session.connections[number])
    place = case.place_of(row)
    if place < 0:
        return []
    bits = session.columns.value("findings", row)
    reasons = [_reason(case, place, finding.name) for finding in FINDINGS if bits & BITS[finding.name]]
    return [*reasons, *_as_wireshark(session, row, bits)]


def _reason(case: Case, place: int, name: str) -> Reason:
    said = WHY[name](case, place)
    text, places = said if isinstance(said, tuple) else (said, ())
    return reason(name, text, case.rows((*places, place)))


def _as_wireshark(session: Session, row: int, bits: int) -> list[Reason]:
    """Tell what Wireshark calls the segment, where that is something else."""
    labels = session.columns.value("labels", row)
    theirs = {name for name, bit in LABEL_BITS.items() if labels & bit}
    ours = names_of(bits)
    expected = set().union(*(_THEIRS.get(name, set()) for name in ours)) if ours else set()
    unsaid = sorted(theirs - expected)
    silent = not theirs and any(_THEIRS.get(name) for name in ours)
    if unsaid:
        called = " and ".join(f"tcp.analysis.{name}" for name in unsaid)
        return [reason("wireshark", f"Wireshark 4.0 calls it {called}.", [row])]
    return [reason("wireshark", "Wireshark 4.0 says nothing about it.", [row])] if silent else []
