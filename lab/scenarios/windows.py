"""Receivers that do not read, and connections that say nothing."""

import socket

from lab.rig import MSS, Lab, lines, receive
from lab.scenario import scenario

PRINTER_PORT = 9100
SMALL_BUFFER = 8192
UPLOAD = 24 * MSS


# The way is so long that the last ACK before the window closes, which is delayed, comes before the client's loss probe.
@scenario(delay_s=0.03, promises={"client.TCPWinProbe": 3, "server.TCPToZeroWindowAdv": 1})
def zero_window(lab: Lab) -> None:
    """The server does not read: its window closes, the client probes, and a window update sets it going again."""
    listener = lab.listen(PRINTER_PORT)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    client, server = lab.connect(PRINTER_PORT)
    lab.note("stops_reading")
    client.sendall(lines(UPLOAD))
    lab.pause(2.6)
    lab.note("reads_again")
    receive(server, UPLOAD)
    lab.close(client, server)


@scenario(promises={"client.TCPKeepAlive": 3})
def keepalive(lab: Lab) -> None:
    """Nothing is said for three and a half seconds; the client asks every second whether the server is still there."""
    client, server = lab.connect(PRINTER_PORT)
    for option in (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL):
        client.setsockopt(socket.IPPROTO_TCP, option, 1)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    lab.converse(client, server, b"status?\n", b"ready\n")
    lab.pause(3.5)
    lab.converse(client, server, b"status?\n", b"ready\n")
    lab.close(client, server)
