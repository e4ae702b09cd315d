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


FINDINGS = [
    Finding("retransmission", "R", "problem", "every byte of it, or its SYN or FIN, was seen before"),
    Finding("out_of_order", "O", "problem", "it fills a hole that was left before it: late, or lost before the tap"),
    Finding("lost_segment", "L", "problem", "it leaves a hole: what should stand before it was not captured"),
    Finding("zero_window", "Z", "problem", "its sender has no room for a byte more"),
    Finding("zero_window_probe", "P", "note", "asks a peer without room whether it has room again"),
    Finding("keep_alive", "K", "note", "asks an idle peer whether it is still there"),
    Finding("ignored_reset", "X", "note", "a reset outside the exact sequence, which the receiver ignores (RFC 5961)"),
    Finding("reset", "X", "problem", "ends the connection at once"),
]

BITS = {finding.name: 1 << number for number, finding in enumerate(FINDINGS)}


def names(bits: int) -> list[str]:
    """Return the names of the findings whose bits are set."""
    return [finding.name for finding in FINDINGS if bits & BITS[finding.name]]
