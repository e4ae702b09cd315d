"""Every named thing that we notice about a segment: a permanent name, its bit, its letter, one line of meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `letter` marks it where room is scarce, `severity` is 'problem' or 'note'."""

    name: str
    letter: str
    severity: str
    meaning: str


# The order is that of the bits in the column `findings`; a name and its place are permanent.
FINDINGS = [
    Finding("retransmission", "R", "problem", "data, a SYN or a FIN that was sent before"),
    Finding("fast_retransmission", "F", "problem", "sent again because SACK or duplicate ACKs showed a loss"),
    Finding("timeout_retransmission", "T", "problem", "sent again because the retransmission timer ran out"),
    Finding("tail_loss_probe", "T", "note", "the last segment again, to provoke an answer (RFC 8985 section 7)"),
    Finding("syn_retransmission", "T", "problem", "a SYN or SYN,ACK again: nothing had answered it"),
    Finding("answer_to_repeated_syn", "R", "note", "the SYN,ACK again because the SYN came again"),
    Finding("spurious_retransmission", "S", "note", "sent again although it had arrived"),
    Finding("out_of_order", "O", "problem", "fills a hole: it was overtaken, or lost and repaired before the tap"),
    Finding("lost_segment", "L", "problem", "leaves a hole: what stands before it was not captured"),
    Finding("ack_of_unseen", "U", "note", "acknowledges what was not captured"),
    Finding("duplicate_ack", "D", "note", "asks again for the same number, while data is under way"),
    Finding("window_full", "Z", "problem", "fills the peer's window to the last byte"),
    Finding("zero_window", "Z", "problem", "its sender has no room for a byte more"),
    Finding("zero_window_probe", "P", "note", "asks a peer without room whether it has room again"),
    Finding("window_update", "", "note", "acknowledges nothing new: the window changed"),
    Finding("keep_alive", "K", "note", "asks an idle peer whether it is still there"),
    Finding("keep_alive_ack", "K", "note", "answers a keep-alive"),
    Finding("challenge_ack", "X", "note", "answers a SYN or a reset that does not fit (RFC 5961)"),
    Finding("ignored_reset", "X", "note", "a reset outside the exact sequence, which its receiver ignores (RFC 5961)"),
    Finding("reset", "X", "problem", "ends the connection at once"),
    Finding("data_after_fin", "!", "problem", "carries data beyond its sender's FIN"),
    Finding("port_reused", "", "note", "a new connection on the ports of an earlier one"),
    Finding("duplicate_frame", "C", "note", "the same packet once more: the tap or the network doubled it"),
    Finding("ecn_ce", "", "note", "a router marked it on the way: congestion experienced (RFC 3168 section 5)"),
    Finding("partial_ack", "", "note", "acknowledges part of a segment: it was cut up, or joined, beyond the tap"),
    Finding("path_mtu_retransmission", "R", "note", "sent again because a router had called it too large (RFC 1191)"),
    Finding("timer_retransmission", "T", "problem", "sent again by a timer: a tail-loss probe, or a retransmission"),
    Finding("late_original", "O", "note", "came after its own copy: it was held up on the way, not lost"),
]

BITS = {finding.name: 1 << number for number, finding in enumerate(FINDINGS)}

# Why something was sent again; a retransmission with none of these is one whose cause the capture does not tell.
CAUSES = (
    "fast_retransmission",
    "timeout_retransmission",
    "tail_loss_probe",
    "syn_retransmission",
    "answer_to_repeated_syn",
    "path_mtu_retransmission",
    "timer_retransmission",
)

PROBLEMS = sum(bit for finding, bit in zip(FINDINGS, BITS.values(), strict=True) if finding.severity == "problem")


def names(bits: int) -> list[str]:
    """Return the names of the findings whose bits are set."""
    return [finding.name for finding in FINDINGS if bits & BITS[finding.name]]
