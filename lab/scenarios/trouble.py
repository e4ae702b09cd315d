"""What a verdict has to tell apart: openings, paths, programs and endings that somebody complains of.

Each is written as what the two taps saw, into a folder of its own.
"""

import errno
import socket

from lab.relay import ALWAYS
from lab.rig import DELAYED_ACK_S, HTTP_PORT, MSS, Lab, client_data, lines, receive
from lab.scenario import scenario
from lab.scenarios.forged import forge_reset, forge_syn, quote, watch

FOLDER = "verdicts"
CLOSED_PORT = 8081
UPLOAD_PORT = 8080
PRINTER_PORT = 9100
QUESTION = b"what is the time?\n"
ANSWER = b"time to close\n" * 20
SMALL_MSS = 256
SMALL_BUFFER = 8192
LONG_SILENCE_S = 31
TCP_REPAIR = 19


@scenario(folder=FOLDER, promises={"client.RetransSegs": 1})
def syn_lost(lab: Lab) -> None:
    """The first SYN is lost; the second opens the connection a second later."""
    lab.rule("drop", "SYN", lambda s: s.from_client and s.nth == 1)
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.close(client, server)


@scenario(folder=FOLDER, promises={"client.RetransSegs": 1, "server.RetransSegs": 2})
def syn_ack_lost(lab: Lab) -> None:
    """The first SYN,ACK is lost: the client asks again and is answered again."""
    lab.rule("drop", "SYN,ACK", lambda s: not s.from_client and s.nth == 1)
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.close(client, server)


@scenario(folder=FOLDER)
def refused_again(lab: Lab) -> None:
    """Nobody listens, and the client tries three times."""
    for _ in range(3):
        try:
            lab.dial(CLOSED_PORT)
        except ConnectionRefusedError:
            lab.note("refused")
        lab.pause(0.3)


@scenario(folder=FOLDER)
def prohibited(lab: Lab) -> None:
    """The SYN comes to a router that says by ICMP that it may not pass."""
    lab.rule("drop", "SYN", lambda s: s.from_client)
    with watch(lab.client) as sniffer:
        client = _dial_without_waiting(lab, HTTP_PORT)
        quote(lab.server, sniffer.next(lab.client), kind=3, code=13)
        lab.pause(0.1)
    lab.note("error", number=client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))


@scenario(
    folder=FOLDER,
    sysctls={"tcp_syn_linear_timeouts": 0},
    promises={"client.RetransSegs": 7},
)
def accept_queue_full(lab: Lab) -> None:
    """A program that accepts nobody: of two that dial at once one gets in, the other half; the third gets no answer."""
    listener = lab.listen()
    listener.listen(0)
    second = [_dial_without_waiting(lab, HTTP_PORT) for _ in range(2)][1]
    lab.pause(0.1)
    _dial_without_waiting(lab, HTTP_PORT)
    second.sendall(QUESTION)
    lab.pause(3.5)


@scenario(folder=FOLDER, sysctls={"tcp_early_retrans": 0}, promises={"server.RetransSegs": 2})
def ack_never_arrives(lab: Lab) -> None:
    """Of the client's segments only the SYN arrives: one end is connected, the other is not."""
    lab.rule("drop", "all but SYNs", lambda s: s.from_client and not s.header.flags & 0x02, times=ALWAYS)
    lab.listen()
    lab.dial(HTTP_PORT)
    lab.pause(3.3)


@scenario(folder=FOLDER)
def syn_scan(lab: Lab) -> None:
    """A scanner's SYN is answered, and the scanner's kernel, which knows nothing of it, resets."""
    lab.listen()
    forge_syn(lab.client, lab.server, HTTP_PORT)
    lab.pause(0.1)


@scenario(folder=FOLDER)
def silent_server(lab: Lab) -> None:
    """The server accepts and reads, and never answers; the client has enough after a second and a half."""
    client, server = lab.connect()
    lab.transfer(client, server, QUESTION)
    lab.pause(1.5)
    lab.close(client, server)


@scenario(folder=FOLDER)
def slow_answer(lab: Lab) -> None:
    """The server thinks for eight tenths of a second before it answers, twice."""
    client, server = lab.connect()
    for _ in range(2):
        lab.transfer(client, server, QUESTION)
        lab.pause(0.8)
        lab.transfer(server, client, ANSWER)
    lab.close(client, server)


@scenario(folder=FOLDER, delay_s=0.02)
def no_window_scaling(lab: Lab) -> None:
    """The server's kernel does not scale windows, though the client offers to."""
    lab.server.namespace.set_sysctl("net.ipv4.tcp_window_scaling", 0)
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(4 * MSS))
    lab.close(client, server)


@scenario(folder=FOLDER, promises={"client.RetransSegs": 1, "client.TCPFastRetrans": 1, "client.TCPTimeouts": 0})
def no_sack(lab: Lab) -> None:
    """The server's kernel does not do SACK, though the client offers it, and a segment is lost."""
    lab.server.namespace.set_sysctl("net.ipv4.tcp_sack", 0)
    lab.rule("drop", "data 5", client_data(5))
    client, server = _small_segments(lab)
    lab.transfer(client, server, lines(20 * (SMALL_MSS - 12)))
    lab.close(client, server)


@scenario(folder=FOLDER)
def nagle_delayed_ack(lab: Lab) -> None:
    """Write, write, read: the second write waits for an acknowledgment that the other end delays."""
    client, server = lab.connect()
    for _ in range(5):
        client.sendall(b"length: 12\n")
        client.sendall(b"what is it?\n")
        receive(server, 23)
        lab.transfer(server, client, b"this\n")
    lab.close(client, server)


@scenario(folder=FOLDER, delay_s=0.02)
def small_window(lab: Lab) -> None:
    """The server reads all the time, but its buffer is small: one window a round trip."""
    listener = lab.listen(PRINTER_PORT)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    client, server = lab.connect(PRINTER_PORT)
    lab.transfer(client, server, lines(40 * MSS))
    lab.close(client, server)


@scenario(folder=FOLDER, sysctls={"tcp_early_retrans": 0})
def latency_step(lab: Lab) -> None:
    """In the middle of an upload the way to the server becomes sixty milliseconds longer."""
    lab.rule("delay", "later data", lambda s: s.from_client and s.nth_data > 60, times=ALWAYS, extra_s=0.06)
    client, server = _small_segments(lab)
    for _ in range(36):
        lab.transfer(client, server, lines(4 * (SMALL_MSS - 12)))
    lab.close(client, server)


@scenario(folder=FOLDER, delay_s=0.01, promises={"client.RetransSegs": 6, "client.TCPFastRetrans": 6})
def lossy_upload(lab: Lab) -> None:
    """Six of two hundred segments are lost, one after the other."""
    for nth in range(30, 200, 30):
        lab.rule("drop", f"data {nth}", client_data(nth))
    client, server = _small_segments(lab)
    lab.transfer(client, server, lines(200 * (SMALL_MSS - 12)))
    lab.close(client, server)


@scenario(folder=FOLDER, sysctls={"tcp_early_retrans": 0}, promises={"client.RetransSegs": 4})
def mtu_hole(lab: Lab) -> None:
    """Large packets vanish on the way, and nobody says so; small ones pass."""
    lab.rule("drop", "large", lambda s: s.from_client and s.header.length > 1000, times=ALWAYS)
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    client.sendall(lines(MSS))
    lab.pause(3.4)


@scenario(folder=FOLDER, promises={"client.RetransSegs": 2})
def mtu_found(lab: Lab) -> None:
    """A router drops a large packet and says by ICMP how large it may be: it is sent again in pieces."""
    lab.rule("drop", "large", lambda s: s.from_client and s.header.length > 1000)
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    with watch(lab.client) as sniffer:
        client.sendall(lines(MSS))
        quote(lab.server, sniffer.next(lab.client, least=1000), kind=3, code=4, word=1000)
        receive(server, MSS)
    lab.close(client, server)


@scenario(folder=FOLDER)
def foreign_reset(lab: Lab) -> None:
    """A device near the client resets the connection in the server's name, to the byte."""
    client, server = lab.connect()
    with watch(lab.client) as sniffer:
        lab.converse(client, server, QUESTION, ANSWER)
        lab.pause(DELAYED_ACK_S)
        forge_reset(lab.server, sniffer.last(lab.server), ttl=243)
        lab.pause(DELAYED_ACK_S)


@scenario(folder=FOLDER)
def ignored_reset(lab: Lab) -> None:
    """A reset whose number is in the window but not the next one: a challenge ACK, and all goes on."""
    client, server = lab.connect()
    with watch(lab.client) as sniffer:
        lab.converse(client, server, QUESTION, ANSWER)
        lab.pause(DELAYED_ACK_S)
        forge_reset(lab.server, sniffer.last(lab.server), ttl=64, ahead=1000)
        lab.pause(DELAYED_ACK_S)
    lab.converse(client, server, QUESTION, ANSWER)
    lab.close(client, server)


@scenario(folder=FOLDER, promises={"client.RetransSegs": 1})
def half_open_recovery(lab: Lab) -> None:
    """The client forgets a connection without a word and dials again from the same port."""
    client, server = lab.connect(from_port=52000)
    lab.converse(client, server, QUESTION, ANSWER)
    lab.pause(DELAYED_ACK_S)
    client.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)  # what is closed so is closed silently
    client.close()
    client, server = lab.connect(from_port=52000)
    lab.converse(client, server, QUESTION, ANSWER)
    lab.close(client, server)


@scenario(folder=FOLDER)
def stuck_half_closed(lab: Lab) -> None:
    """The client closes; the server's program does not notice. Six seconds later it serves another connection."""
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.finish(client)
    lab.pause(6)
    lab.close(*lab.connect())


@scenario(folder=FOLDER, sysctls={"tcp_early_retrans": 0}, promises={"client.RetransSegs": 4})
def gave_up(lab: Lab) -> None:
    """The path dies in the middle of a conversation."""
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.pause(DELAYED_ACK_S)
    _speak_to_nobody(lab, client, 3.4)


@scenario(folder=FOLDER, sysctls={"tcp_early_retrans": 0}, promises={"client.RetransSegs": 3})
def idle_timeout(lab: Lab) -> None:
    """After half a minute of silence a device between the two has forgotten the connection."""
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.pause(LONG_SILENCE_S)
    _speak_to_nobody(lab, client, 1.8)


@scenario(folder=FOLDER)
def idle_reset(lab: Lab) -> None:
    """After half a minute of silence the client speaks and is reset: the server has no such connection any more."""
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.pause(DELAYED_ACK_S)
    server.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
    server.close()
    lab.pause(LONG_SILENCE_S)
    client.sendall(QUESTION)
    lab.pause(DELAYED_ACK_S)


def _dial_without_waiting(lab: Lab, port: int) -> socket.socket:
    client = lab.bound_socket(lab.client)
    client.setblocking(False)
    if client.connect_ex((lab.server.ipv4, port)) not in (0, errno.EINPROGRESS):
        raise ConnectionError("cannot dial")
    return client


def _speak_to_nobody(lab: Lab, client: socket.socket, seconds: float) -> None:
    """Have the client ask, and ask again for so long, while nothing of what it sends arrives."""
    lab.rule("drop", "all of the client's", lambda s: s.from_client, times=ALWAYS)
    client.sendall(QUESTION)
    lab.pause(seconds)


def _small_segments(lab: Lab) -> tuple[socket.socket, socket.socket]:
    """Connect with a small maximum segment size, so that many segments make a small capture."""
    listener = lab.listen(UPLOAD_PORT)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SMALL_MSS)
    return lab.connect(UPLOAD_PORT)
