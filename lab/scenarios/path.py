"""What a network does to segments short of losing them."""

from lab.rig import MSS, Lab, client_data, lines
from lab.scenario import scenario

UPLOAD_PORT = 8080


@scenario()
def out_of_order(lab: Lab) -> None:
    """The client's seventh and eighth data segments change places in the network; nothing is lost or sent again."""
    lab.rule("swap", "data 7", client_data(7))
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(20 * MSS))
    lab.close(client, server)


@scenario(
    promises={
        "client.RetransSegs": 1,
        "client.TCPFastRetrans": 1,
        "server.TCPDSACKOldSent": 1,
        "client.TCPDSACKRecv": 1,
    }
)
def held_up(lab: Lab) -> None:
    """One data segment is held up for so long that the client sends it again, and comes after its copy."""
    lab.rule("delay", "data 6", client_data(6), extra_s=0.06)
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(20 * MSS))
    lab.pause(0.2)
    lab.close(client, server)


@scenario(promises={"server.TCPDSACKOldSent": 1, "client.TCPDSACKRecv": 1})
def duplicated(lab: Lab) -> None:
    """The network delivers one data segment twice; the server tells the client by DSACK."""
    lab.rule("duplicate", "data 6", client_data(6), extra_s=0.002)
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(20 * MSS))
    lab.close(client, server)


@scenario(sysctls={"tcp_ecn": 1})
def ecn(lab: Lab) -> None:
    """Both ends agree on ECN; a router marks one data segment: the server echoes ECE until the client answers CWR."""
    lab.rule("mark_ce", "data 8", client_data(8))
    client, server = lab.connect(UPLOAD_PORT)
    lab.transfer(client, server, lines(10 * MSS))
    lab.pause(0.05)
    lab.transfer(client, server, lines(6 * MSS))
    lab.close(client, server)
