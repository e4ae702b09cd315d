"""What is said of real captures: one that shows a verdict's phenomenon, one that does not."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.views.builders import read
from tui_tcp.model.session import Session
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.claim import Claim
from tui_tcp.verdicts.verdict import Judgement, case_of, judge
from tui_tcp.verdicts.why import why

ROOT = Path(__file__).parents[2]


class Shown(NamedTuple):
    """A verdict's name, the capture and connection that show it, words and frames of it, and others that do not."""

    name: str
    capture: str
    number: int
    words: str
    frames: tuple[int, ...]
    others: tuple[str, int]


def path(name: str) -> str:
    """A capture of the repository: 'zero_window.client', 'verdicts/syn_lost.server'."""
    return f"fixtures/{name}.pcap"


@cache
def case(capture: str, number: int = 0) -> Case:
    session: Session = read(path(capture))
    return case_of(session, session.connections[number])


@cache
def judgement(capture: str, number: int = 0) -> Judgement:
    return judge(case(capture, number))


def said(capture: str, number: int = 0) -> dict[str, Claim]:
    """The claims about a connection by name, the first of each."""
    return {claim.name: claim for claim in reversed(judgement(capture, number).claims)}


def reasons(capture: str, frame: int) -> dict[str, str]:
    """Why a frame, numbered from 1, has its findings, by their names."""
    return {reason.finding: reason.text for reason in why(read(path(capture)), frame - 1)}


CLEAN = ("close_client_first.client", 0)
SHOWN = [
    Shown("refused", "refused.client", 0, "nobody listens on port 8080, or a firewall rejects", (1, 2), CLEAN),
    Shown("refused_by_network", "verdicts/prohibited.client", 0, "administratively prohibited", (1, 2), CLEAN),
    Shown("unanswered", "syn_blackhole.client", 0, "No answer to 3 SYNs in 3.0 s", (1, 2, 3), CLEAN),
    Shown(
        "unanswered", "verdicts/accept_queue_full.client", 2, "queue of connections to accept may be full", (7,), CLEAN
    ),
    Shown(
        "half_open_server", "verdicts/ack_never_arrives.client", 0, "sent its SYN,ACK again (#4 and #6)", (3,), CLEAN
    ),
    Shown("half_open_server", "verdicts/accept_queue_full.client", 1, "sent its data 6 times", (6,), CLEAN),
    Shown("unfinished_open", "verdicts/ack_never_arrives.server", 0, "never completed the handshake", (2, 3, 4), CLEAN),
    Shown(
        "half_open_recovery", "verdicts/half_open_recovery.client", 1, "had forgotten connection 0", (8, 9, 10), CLEAN
    ),
    Shown(
        "abandoned_open", "verdicts/syn_scan.client", 0, "a port scanner, or a client that had given up", (2, 3), CLEAN
    ),
    Shown(
        "slow_open",
        "verdicts/syn_lost.client",
        0,
        "the SYN had to be sent twice (#1 and #2), 1.0 s lost",
        (1, 2),
        CLEAN,
    ),
    Shown(
        "slow_open", "verdicts/syn_ack_lost.client", 0, "the first had arrived, for the answer (#3) echoes", (3,), CLEAN
    ),
    Shown("slow_open", "handshake_ack_lost.server", 0, "had to send its SYN,ACK twice", (2, 3), CLEAN),
    Shown(
        "retried", "verdicts/refused_again.client", 2, "try number 3", (1, 3, 5), ("verdicts/refused_again.client", 0)
    ),
    Shown("option_refused", "verdicts/no_sack.client", 0, "does not do SACK (#1 and #2)", (1, 2), CLEAN),
    Shown("opened", "verdicts/no_window_scaling.client", 0, "windows not scaled", (1, 2, 3), ("refused.client", 0)),
    Shown("simultaneous_open", "simultaneous_open.client", 0, "their SYNs crossed (#1 and #2)", (1, 2), CLEAN),
    Shown(
        "port_reused",
        "port_reuse.client",
        1,
        "The same addresses and ports as connection 0",
        (12,),
        ("port_reuse.client", 0),
    ),
    Shown(
        "opened",
        "close_client_first.client",
        0,
        "windows scaled by 1024, SACK, timestamps",
        (1, 2, 3),
        ("refused.client", 0),
    ),
    Shown("opened", "tfo.client", 1, "with 22 B in the SYN", (11,), ("refused.client", 0)),
    Shown(
        "mtu_hole",
        "verdicts/mtu_hole.client",
        0,
        "Segments of 1,448 bytes of the client vanish",
        (8,),
        ("verdicts/gave_up.client", 0),
    ),
    Shown("mtu_hole", "verdicts/mtu_found.client", 0, "packets of at most 1,000 bytes pass", (9,), CLEAN),
    Shown(
        "loss_after_tap",
        "three_losses.client",
        0,
        "3 of 30 segments of the client (10 %)",
        (8, 31),
        ("three_losses.server", 0),
    ),
    Shown(
        "loss_after_tap",
        "rto_tail_loss.client",
        0,
        "noticed by the retransmission timer",
        (13, 23, 24),
        ("spurious_retransmission.client", 0),
    ),
    Shown(
        "loss_before_tap",
        "three_losses.server",
        0,
        "between the client and the capture point",
        (12, 38),
        ("three_losses.client", 0),
    ),
    Shown("receiver_full", "zero_window.client", 0, "probed 3 times", (15, 22), CLEAN),
    Shown(
        "server_silent",
        "verdicts/silent_server.client",
        0,
        "its program said nothing in 1.5 s",
        (4, 6),
        ("fast_retransmit_sack.client", 0),
    ),
    Shown(
        "needless_retransmission",
        "spurious_retransmission.client",
        0,
        "again that had arrived (#6)",
        (6,),
        ("three_losses.client", 0),
    ),
    Shown("loss_limited", "verdicts/lossy_upload.client", 0, "at 5 different times", (88,), ("three_losses.client", 0)),
    Shown(
        "window_limited",
        "verdicts/small_window.client",
        0,
        "filled it 6 times",
        (8,),
        ("verdicts/lossy_upload.client", 0),
    ),
    Shown(
        "nagle_delay",
        "verdicts/nagle_delayed_ack.client",
        0,
        "#12 waited for #11, which answers #10",
        (10, 11, 12),
        ("verdicts/slow_answer.client", 0),
    ),
    Shown(
        "latency_step",
        "verdicts/latency_step.client",
        0,
        "71.9 ms instead of 11.0 ms",
        (110,),
        ("verdicts/lossy_upload.client", 0),
    ),
    Shown(
        "reordered", "out_of_order.server", 0, "the network delivers out of order", (16, 18), ("three_losses.server", 0)
    ),
    Shown("reordered", "held_up.server", 0, "came after its own copy (#44 after #42)", (42, 44), ("held_up.client", 0)),
    Shown(
        "doubled_frames",
        "duplicated.server",
        0,
        "captured twice as the same packet (#14 and #24)",
        (14, 24),
        ("three_losses.client", 0),
    ),
    Shown("congestion_marked", "ecn.server", 0, "1 segment of the client came marked", (), ("ecn.client", 0)),
    Shown(
        "reset_ignored", "verdicts/ignored_reset.client", 0, "a challenge ACK (#9)", (8, 9), ("rst_linger0.client", 0)
    ),
    Shown(
        "timeouts",
        "rto_tail_loss.client",
        0,
        "ran out twice; it waited 249 ms, 468 ms",
        (23, 24),
        ("three_losses.client", 0),
    ),
    Shown(
        "waited",
        "verdicts/slow_answer.client",
        0,
        "Waited 1.6 s for the server's program in 2 silences",
        (5, 6),
        ("keepalive.server", 0),
    ),
    Shown("sender_limited", "ecn.client", 0, "its program gave no more", (13, 24), ("three_losses.client", 0)),
    Shown(
        "keep_alives",
        "keepalive.client",
        0,
        "with 3 probes every 1.0 s (#8, #10 and #12), all answered",
        (8, 10, 12),
        ("zero_window.client", 0),
    ),
    Shown(
        "transferred",
        "close_client_first.client",
        0,
        "18 B from the client, 280 B from the server, nothing sent again",
        (4, 6),
        ("refused.client", 0),
    ),
    Shown(
        "tap_position", "close_client_first.client", 0, "Captured probably near the client", (), ("refused.client", 0)
    ),
    Shown(
        "tap_position", "close_client_first.server", 0, "Captured probably near the server", (), ("refused.client", 0)
    ),
    Shown(
        "idle_timeout",
        "verdicts/idle_timeout.client",
        0,
        "After 31.0 s of silence (#7) nothing answered",
        (7, 8),
        ("verdicts/gave_up.client", 0),
    ),
    Shown(
        "idle_timeout",
        "verdicts/idle_reset.client",
        0,
        "the client spoke (#8) and was reset (#9)",
        (7, 8, 9),
        ("rst_linger0.client", 0),
    ),
    Shown(
        "gave_up",
        "verdicts/gave_up.client",
        0,
        "got no answer to 5 tries in 3.3 s",
        (8, 12),
        ("rto_tail_loss.client", 0),
    ),
    Shown(
        "foreign_reset",
        "verdicts/foreign_reset.client",
        0,
        "its TTL is 243, that of the server's other packets 64",
        (6, 8),
        ("rst_linger0.client", 0),
    ),
    Shown(
        "reset_unread",
        "rst_unread_data.client",
        0,
        "2.90 kB of the client that it had not answered",
        (5, 8),
        ("rst_linger0.client", 0),
    ),
    Shown(
        "aborted",
        "rst_linger0.client",
        0,
        "its program aborted (SO_LINGER 0, killed), or a proxy did",
        (14,),
        ("rst_after_close.client", 0),
    ),
    Shown(
        "reset_after_close",
        "rst_after_close.client",
        0,
        "its program never read these 8 B",
        (8, 10, 11),
        ("rst_linger0.client", 0),
    ),
    Shown(
        "stuck_half_closed",
        "verdicts/stuck_half_closed.client",
        0,
        "had not 6.1 s later",
        (8, 9),
        ("half_close.client", 0),
    ),
    Shown("half_closed", "half_close.client", 0, "1.40 kB of the server came in the 232 ms after that", (5, 18), CLEAN),
    Shown("simultaneous_close", "simultaneous_close.client", 0, "the client and server hold TIME-WAIT", (8, 9), CLEAN),
    Shown(
        "closed",
        "teardown_3seg.client",
        0,
        "three segments; the client holds TIME-WAIT",
        (10, 11, 12),
        ("half_close.client", 0),
    ),
    Shown(
        "closed",
        "close_server_first.client",
        0,
        "four segments; the server holds TIME-WAIT",
        (8, 9, 10, 11),
        ("rst_linger0.client", 0),
    ),
    Shown(
        "last_ack_lost",
        "last_ack_lost.client",
        0,
        "sent its FIN twice (#10 and #12)",
        (10, 11, 12),
        ("fin_lost.client", 0),
    ),
    Shown("open_at_end", "verdicts/half_open_recovery.client", 0, "when connection 1 took its ports (#8)", (7,), CLEAN),
]
