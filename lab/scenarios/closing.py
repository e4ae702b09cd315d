"""Ways in which a connection ends well."""

from lab.rig import DELAYED_ACK_S, Lab, receive_rest
from lab.scenario import scenario

QUESTION = b"what is the time?\n"
ANSWER = b"time to close\n" * 20


@scenario()
def close_client_first(lab: Lab) -> None:
    """The client closes first, the server a moment later: FIN, ACK, FIN, ACK; TIME-WAIT on the client."""
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.close(client, server)


@scenario()
def close_server_first(lab: Lab) -> None:
    """The server closes first, the client a moment later: FIN, ACK, FIN, ACK; TIME-WAIT on the server."""
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.close(server, client)


@scenario()
def teardown_3seg(lab: Lab) -> None:
    """The client closes and the server does so at once when it reads the end: its ACK and FIN are one segment."""
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    # An interactive conversation makes the kernel hold its ACK back, so that the FIN can take it along.
    lab.converse(client, server, QUESTION, ANSWER)
    lab.close(client, server, between_s=0)


@scenario()
def half_close(lab: Lab) -> None:
    """The client closes after its question and still reads: the server sends five pieces before it closes, too."""
    client, server = lab.connect()
    client.sendall(QUESTION)
    lab.finish(client)
    receive_rest(server)
    lab.pause(DELAYED_ACK_S)
    for _ in range(5):
        server.sendall(ANSWER)
        lab.pause(0.03)
    lab.finish(server)
    receive_rest(client)


@scenario(delay_s=0.04)
def simultaneous_close(lab: Lab) -> None:
    """Both ends close within the time a segment takes: the FINs cross and both pass through CLOSING into TIME-WAIT."""
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.pause(0.2)
    lab.finish(client)
    lab.finish(server)
    receive_rest(client)
    receive_rest(server)
    lab.pause(0.1)


@scenario()
def port_reuse(lab: Lab) -> None:
    """The server closes first and waits in TIME-WAIT; the client connects again from the same port at once."""
    for _ in range(2):
        client, server = lab.connect(from_port=51000)
        lab.converse(client, server, QUESTION, ANSWER)
        lab.close(server, client)
        lab.pause(0.1)


@scenario(promises={"client.RetransSegs": 1, "client.TCPLossProbes": 1})
def fin_lost(lab: Lab) -> None:
    """The client's FIN is lost on its way and sent again by the kernel's loss probe."""
    lab.rule("drop", "FIN", lambda s: s.from_client and s.has_fin)
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.close(client, server)


@scenario(promises={"server.RetransSegs": 1, "server.TCPLossProbes": 1})
def last_ack_lost(lab: Lab) -> None:
    """The ACK of the second FIN is lost: the server repeats its FIN, the client in TIME-WAIT its ACK."""
    client, server = lab.connect()
    lab.converse(client, server, QUESTION, ANSWER)
    lab.finish(client)
    receive_rest(server)
    lab.pause(DELAYED_ACK_S)
    lab.rule("drop", "last ACK", lambda s: s.from_client and s.is_pure_ack)
    lab.finish(server)
    receive_rest(client)
    lab.pause(0.5)
