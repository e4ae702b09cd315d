"""Every verdict that a connection can get: a permanent name, the chapter of its life, how bad, one line of meaning.

The order is the rank: of two verdicts as bad as each other in one chapter, the one that stands first here is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How much a verdict matters; the larger, the more."""

    INFO = 0
    NOTE = 1
    PROBLEM = 2

    @property
    def letter(self) -> str:
        """The sign that stands for it."""
        return "iNP"[self]

    @property
    def text(self) -> str:
        """The word for it."""
        return self.name.lower()


class Chapter(IntEnum):
    """The parts of a connection's life, a sentence for each."""

    OPENING = 0
    COURSE = 1
    CLOSING = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict; `severity` is what it usually is: little of it may weigh less, much of it more."""

    name: str
    chapter: Chapter
    severity: Severity
    meaning: str


_O, _C, _E = Chapter
_I, _N, _P = Severity

VERDICTS = [
    # How it opened
    Verdict("refused", _O, _P, "a reset answers the SYN: nobody listens there, or a firewall rejects"),
    Verdict("refused_by_network", _O, _P, "an ICMP error answers the SYN"),
    Verdict("unanswered", _O, _P, "nothing answers the SYNs"),
    Verdict("half_open_server", _O, _P, "the client is connected; the server, which repeats its SYN,ACK, is not"),
    Verdict("unfinished_open", _O, _P, "the server answers, and the client never completes the handshake"),
    Verdict("half_open_recovery", _O, _N, "one end had forgotten a connection that the other still held"),
    Verdict("bare_ack", _O, _N, "a bare ACK answers the SYN: an older connection, or a handshake split in two"),
    Verdict("two_answers", _O, _N, "two SYN,ACKs with different numbers answer one SYN: of two hosts, or a device"),
    Verdict("abandoned_open", _O, _N, "the client resets what the server has just accepted, as a port scanner does"),
    Verdict("slow_open", _O, _N, "the handshake took longer than the way takes, mostly because a SYN was sent again"),
    Verdict("retried", _O, _N, "earlier connections of this client to this port had failed shortly before"),
    Verdict("simultaneous_open", _O, _I, "both ends sent a SYN, as when both dial at once"),
    Verdict("one_sided", _O, _I, "only one direction was captured"),
    Verdict("joined_late", _O, _I, "the capture began after the connection did"),
    Verdict("opened", _O, _I, "the handshake was completed"),
    Verdict("option_refused", _O, _N, "the server did not agree to window scaling or to SACK"),
    Verdict("port_reused", _O, _I, "the same addresses and ports had another connection before"),
    # What shaped it: the path
    Verdict("out_of_time", _C, _N, "the capture's clock ran back: what would be said of times is left out"),
    Verdict("mtu_hole", _C, _P, "large segments vanish, small ones pass"),
    Verdict("loss_after_tap", _C, _P, "segments passed the capture point and were lost behind it"),
    Verdict("loss_before_tap", _C, _P, "segments were lost between their sender and the capture point"),
    Verdict("stale_timestamps", _C, _P, "segments arrived and were discarded: their timestamps were too old"),
    Verdict("receiver_full", _C, _P, "a program did not read: its window was closed, and the other end had to wait"),
    Verdict("server_silent", _C, _N, "the server's kernel took the request, its program did not answer"),
    Verdict("needless_retransmission", _C, _N, "sent again although it had arrived"),
    Verdict("loss_limited", _C, _N, "losses, not windows, held the transfer back"),
    Verdict("window_limited", _C, _N, "the receiver's window held the transfer back: it was full again and again"),
    Verdict("nagle_delay", _C, _N, "small writes waited for acknowledgments that the other end delayed"),
    Verdict("latency_step", _C, _N, "the round trip became longer or shorter for good"),
    Verdict("reordered", _C, _N, "the network delivered segments out of order"),
    Verdict("came_late", _C, _N, "segments came late, reordered or repaired: the capture does not tell which"),
    Verdict("capture_incomplete", _C, _N, "the capture, not the network, lost segments"),
    Verdict("stray_numbers", _C, _N, "numbers that no window allows: damaged, or of another connection"),
    Verdict("unexplained_repeats", _C, _N, "segments came twice at once, and nothing in the capture explains it"),
    Verdict("congestion_marked", _C, _N, "routers marked segments instead of dropping them: their queues were long"),
    Verdict("doubled_frames", _C, _I, "the same packets were captured twice"),
    Verdict("mixed_wrappings", _C, _N, "its frames came in different VLANs, or some of them in a tunnel"),
    Verdict("reset_ignored", _C, _I, "a reset that changed nothing: not the exact number, or both ends went on"),
    Verdict("timeouts", _C, _I, "the retransmission timer ran out: how often, and how long it waited"),
    Verdict("waited", _C, _I, "long silences, and whose turn it was to speak"),
    Verdict("sender_limited", _C, _I, "the sending program gave no more to send"),
    Verdict("keep_alives", _C, _I, "idle, and kept alive by probes"),
    Verdict("transferred", _C, _I, "how much went each way, when nothing else is to be told"),
    Verdict("tap_position", _C, _I, "where on the way the capture was taken"),
    # How it ended
    Verdict("idle_timeout", _E, _P, "after a long silence the connection was gone"),
    Verdict("gave_up", _E, _P, "segments were sent again and again, and nothing answered any more"),
    Verdict("foreign_reset", _E, _P, "a reset that somebody between the ends probably sent"),
    Verdict("reset_unread", _E, _P, "a program probably closed without reading all that had come"),
    Verdict("aborted", _E, _P, "reset without a FIN"),
    Verdict("reset_after_close", _E, _P, "a FIN, then a reset"),
    Verdict("stuck_half_closed", _E, _P, "one end closed, the other did not follow"),
    Verdict("half_closed", _E, _I, "one end closed its direction and went on listening"),
    Verdict("simultaneous_close", _E, _I, "the FINs crossed on their way"),
    Verdict("closed", _E, _I, "both ends closed, one after the other"),
    Verdict("last_ack_lost", _E, _I, "the second FIN came again: its acknowledgment had not arrived"),
    Verdict("open_at_end", _E, _I, "still open when the capture ended"),
]

BY_NAME = {verdict.name: verdict for verdict in VERDICTS}
RANK = {verdict.name: number for number, verdict in enumerate(VERDICTS)}
