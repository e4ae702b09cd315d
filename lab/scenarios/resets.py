"""Ways in which a connection ends badly."""

from lab.rig import DELAYED_ACK_S, MSS, Lab, lines, receive
from lab.scenario import scenario

DATABASE_PORT = 5432


@scenario(promises={"server.OutRsts": 1})
def rst_linger0(lab: Lab) -> None:
    """The server aborts before it has said all (SO_LINGER with zero seconds): RST instead of FIN."""
    client, server = lab.connect(DATABASE_PORT)
    client.sendall(b"select * from accounts;\n")
    receive(server, 24)
    server.sendall(lines(4 * MSS))
    receive(client, 4 * MSS)
    lab.pause(DELAYED_ACK_S)
    lab.abort(server)
    lab.pause(0.05)


@scenario()
def rst_mid_transfer(lab: Lab) -> None:
    """The server aborts while its data is on the way: RST at once, and again for every ACK that comes in afterwards."""
    client, server = lab.connect(DATABASE_PORT)
    client.sendall(b"select * from accounts;\n")
    receive(server, 24)
    server.sendall(lines(8 * MSS))
    receive(client, 2 * MSS)
    lab.abort(server)
    lab.pause(0.05)


@scenario(promises={"server.TCPAbortOnClose": 1})
def rst_unread_data(lab: Lab) -> None:
    """The server closes without having read all that was sent to it: the kernel says RST, for that data is lost."""
    client, server = lab.connect(DATABASE_PORT)
    client.sendall(lines(2 * MSS))
    receive(server, 24)
    lab.pause(0.05)
    lab.note("close")
    server.close()
    lab.pause(0.05)


@scenario(promises={"server.OutRsts": 1})
def rst_after_close(lab: Lab) -> None:
    """The server closes for good and the client goes on sending: FIN, ACK, data, and RST for an answer."""
    client, server = lab.connect(DATABASE_PORT)
    lab.converse(client, server, b"begin;\n", b"BEGIN\n")
    lab.note("close")
    server.close()
    lab.pause(DELAYED_ACK_S)
    client.sendall(b"commit;\n")
    lab.pause(0.05)
