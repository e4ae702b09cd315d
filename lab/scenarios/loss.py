"""Segments lost on their way, and how the sender finds out."""

from lab.rig import MSS, Lab, client_data, lines
from lab.scenario import scenario
from lab.segment import Segment

UPLOAD_PORT = 8080


@scenario(promises={"client.RetransSegs": 1, "client.TCPFastRetrans": 1, "client.TCPTimeouts": 0})
def fast_retransmit_sack(lab: Lab) -> None:
    """The client's fifth data segment of thirty is lost: SACKs report the hole, and it is sent again at once."""
    lab.rule("drop", "data 5", client_data(5))
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(30 * MSS))
    lab.close(client, server)


@scenario(
    sysctls={"tcp_sack": 0}, promises={"client.RetransSegs": 1, "client.TCPFastRetrans": 1, "client.TCPTimeouts": 0}
)
def fast_retransmit_nosack(lab: Lab) -> None:
    """The same loss without SACK: three duplicate ACKs tell of it (NewReno)."""
    lab.rule("drop", "data 5", client_data(5))
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(30 * MSS))
    lab.close(client, server)


@scenario(promises={"client.RetransSegs": 3, "client.TCPFastRetrans": 3, "client.TCPTimeouts": 0})
def three_losses(lab: Lab) -> None:
    """Three segments of one flight are lost: SACKs show three holes, each is filled by a fast retransmission."""
    for nth in (5, 7, 8):
        lab.rule("drop", f"data {nth}", client_data(nth))
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(30 * MSS))
    lab.close(client, server)


@scenario(
    delay_s=0.01,
    sysctls={"tcp_early_retrans": 0},
    promises={"client.RetransSegs": 2, "client.TCPTimeouts": 2, "client.TCPLossProbes": 0, "client.TCPFastRetrans": 0},
)
def rto_tail_loss(lab: Lab) -> None:
    """The last data segment and its first copy are lost, no loss probes: the timer rings, and again twice as late."""

    def is_last(segment: Segment) -> bool:
        return segment.from_client and segment.has_data and segment.nth_data == 10

    lab.rule("drop", "data 10", is_last, times=2)
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(10 * MSS))
    lab.close(client, server)


@scenario(
    delay_s=0.01,
    sysctls={"tcp_early_retrans": 0},
    promises={"client.RetransSegs": 5, "client.TCPTimeouts": 1, "client.TCPFastRetrans": 0},
)
def flight_lost(lab: Lab) -> None:
    """The second half of a flight is lost, no loss probes: the timer rings once, ACKs call for the other four."""
    for nth in range(6, 11):
        lab.rule("drop", f"data {nth}", client_data(nth))
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(10 * MSS))
    lab.close(client, server)


@scenario(
    delay_s=0.01,
    promises={"client.RetransSegs": 1, "client.TCPLossProbes": 1, "client.TCPTimeouts": 0, "client.TCPFastRetrans": 0},
)
def tail_loss_probe(lab: Lab) -> None:
    """The last data segment is lost, so nothing after it tells: the kernel's tail loss probe sends it again."""
    lab.rule("drop", "data 10", client_data(10))
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(10 * MSS))
    lab.close(client, server)


@scenario(
    sysctls={"tcp_early_retrans": 0},
    promises={"client.RetransSegs": 1, "client.TCPTimeouts": 1, "client.TCPDSACKRecv": 1, "server.TCPDSACKOldSent": 1},
)
def spurious_retransmission(lab: Lab) -> None:
    """The data arrives and its ACKs do not: the client's timer rings for nothing, and the server says so by DSACK."""
    client, server = lab.connect(UPLOAD_PORT)
    lab.rule("drop", "ACKs", lambda s: not s.from_client and s.is_pure_ack, times=2)
    lab.transfer(client, server, lines(2 * MSS))
    lab.pause(0.5)
    lab.transfer(client, server, lines(MSS))
    lab.close(client, server)
