"""Ways in which a connection opens, or does not."""

import socket

from lab.relay import ALWAYS
from lab.rig import DELAYED_ACK_S, HTTP_PORT, Lab, receive
from lab.scenario import scenario

CLOSED_PORT = 8080
SMTP_PORT = 25
PEER_PORTS = (6881, 6882)
GREETING = b"220 mail.example ready\r\n"


@scenario()
def refused(lab: Lab) -> None:
    """Nobody listens on the port: the SYN is answered by RST,ACK."""
    try:
        lab.dial(CLOSED_PORT)
    except ConnectionRefusedError:
        lab.note("refused")


@scenario(sysctls={"tcp_syn_linear_timeouts": 0, "tcp_syn_retries": 2}, promises={"client.RetransSegs": 2})
def syn_blackhole(lab: Lab) -> None:
    """Nothing of the client's arrives: SYN again after one second, again after two more, then it gives up."""
    lab.rule("drop", "all of the client's", lambda s: s.from_client, times=ALWAYS)
    lab.listen()
    try:
        lab.dial(HTTP_PORT)
    except TimeoutError:
        lab.note("timed_out")


@scenario(promises={"server.RetransSegs": 1})
def handshake_ack_lost(lab: Lab) -> None:
    """The last ACK of the handshake is lost: the client is connected, the server sends SYN,ACK again after a second."""
    lab.rule("drop", "ACK of the SYN,ACK", lambda s: s.from_client and s.is_pure_ack)
    client, server = lab.connect(SMTP_PORT)
    server.sendall(GREETING)
    receive(client, len(GREETING))
    lab.close(client, server)


@scenario(delay_s=0.04)
def simultaneous_open(lab: Lab) -> None:
    """Both ends connect within the time a segment takes: the SYNs cross, both pass through SYN-RECEIVED."""
    ends = [lab.bound_socket(host, port) for host, port in zip((lab.client, lab.server), PEER_PORTS, strict=True)]
    for end in ends:
        end.setblocking(False)
    ends[0].connect_ex((lab.server.ipv4, PEER_PORTS[1]))
    ends[1].connect_ex((lab.client.ipv4, PEER_PORTS[0]))
    lab.pause(0.2)
    for end in ends:
        end.setblocking(True)
    lab.converse(ends[0], ends[1], b"hello\n", b"hello to you\n")
    lab.close(ends[0], ends[1])


@scenario(sysctls={"tcp_fastopen": 3}, promises={"client.TCPFastOpenActive": 1, "server.TCPFastOpenPassive": 1})
def tfo(lab: Lab) -> None:
    """TCP Fast Open: the first connection asks for a cookie, the second sends its data with the SYN."""
    listener = lab.listen()
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_FASTOPEN, 5)
    for _ in range(2):
        client = lab.bound_socket(lab.client)
        client.sendto(b"GET /fast HTTP/1.0\r\n\r\n", socket.MSG_FASTOPEN, (lab.server.ipv4, HTTP_PORT))
        server = lab.accept(listener)
        server.recv(1000)
        server.sendall(b"HTTP/1.0 200 OK\r\n\r\nfast\n")
        receive(client, 24)
        lab.pause(DELAYED_ACK_S)
        lab.close(server, client)
        lab.pause(DELAYED_ACK_S)
