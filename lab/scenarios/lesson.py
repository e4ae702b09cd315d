"""The sample that comes with the program: one capture near a client in which all of the classic lesson happens."""

import socket
import struct

from lab.relay import internet_checksum
from lab.rig import DELAYED_ACK_S, HTTP_PORT, MSS, Lab, lines, receive, receive_rest
from lab.scenario import scenario
from lab.segment import Segment
from lab.web import page, request, response

SITE = "www.example.com"
LIBRARY = "library.example.net"
CHAT_PORT = 6667
LIBRARY_PORT = 8000
CLOSED_PORT = 8080
FILTERED_PORT = 8443
SYSLOG_PORT = 514
NTP_PORT = 123
NTP_LENGTH = 48
BETWEEN_ACTS_S = 0.35

Ends = tuple[socket.socket, socket.socket]


@scenario(
    delay_s=0.012,
    lesson=True,
    promises={"client.RetransSegs": 1, "server.RetransSegs": 1, "server.TCPFastRetrans": 1},
)
def classic_lesson(lab: Lab) -> None:
    """A client asks two servers: closes by either side, IPv6, a refusal, a reset, a loss repaired, a SYN unanswered."""
    _ping(lab)
    chat = _begin_chat(lab)
    for act in (_page_closed_by_server, _log, _two_pages_closed_by_client):
        act(lab)
        lab.pause(BETWEEN_ACTS_S)
    _say(chat, ":ann PRIVMSG #tcp :who closes first here?\r\n", by_server=True)
    for act in (_refused, _loss_beside_ipv6, _ask_the_time, _reset_in_mid_transfer):
        act(lab)
        lab.pause(BETWEEN_ACTS_S)
    _end_chat(lab, chat)
    _unanswered(lab)


def _ping(lab: Lab) -> None:
    # Raw: the kernel's ping sockets are not open to everyone. The other end's kernel answers.
    opened = lab.client.open_socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
    for number in (1, 2):
        echo = struct.pack("!BBHHH", 8, 0, 0, 0x0909, number) + bytes(range(0x10, 0x38))
        checksum = struct.pack("!H", internet_checksum(echo))
        opened.sendto(echo[:2] + checksum + echo[4:], (lab.server.ipv4, 0))
        lab.pause(0.2)
    opened.close()


def _begin_chat(lab: Lab) -> Ends:
    client, server = lab.connect(CHAT_PORT, lab.server.addresses[1])
    _say((client, server), ":chat.example.net NOTICE * :welcome\r\n", by_server=True)
    _say((client, server), "NICK bob\r\nJOIN #tcp\r\n")
    lab.pause(DELAYED_ACK_S)
    return client, server


def _say(chat: Ends, line: str, *, by_server: bool = False) -> None:
    client, server = chat
    speaker, listener = (server, client) if by_server else (client, server)
    speaker.sendall(line.encode())
    receive(listener, len(line))


def _page_closed_by_server(lab: Lab) -> None:
    client, server = lab.connect(HTTP_PORT)
    body = page("The life of a connection", 8000)
    lab.converse(client, server, request(SITE, keep_alive=False), response(body, keep_alive=False))
    lab.close(server, client)


def _two_pages_closed_by_client(lab: Lab) -> None:
    client, server = lab.connect(HTTP_PORT, lab.server.addresses[1])
    lab.converse(client, server, request(LIBRARY, "/rfc9293"), response(page("RFC 9293 in seven paragraphs", 5000)))
    lab.pause(0.4)
    missing = response(b"no such book\n", kind="text/plain", status="404 Not Found")
    lab.converse(client, server, request(LIBRARY, "/rfc9999"), missing)
    lab.close(client, server)


def _refused(lab: Lab) -> None:
    try:
        lab.dial(CLOSED_PORT)
    except ConnectionRefusedError:
        lab.note("refused")


def _loss_beside_ipv6(lab: Lab) -> None:
    """A long download loses its eighth segment while a page is fetched over IPv6."""

    def is_eighth(segment: Segment) -> bool:
        return segment.header.sport == LIBRARY_PORT and segment.is_new_data(8)

    lab.rule("drop", "data 8 of the download", is_eighth)
    client, server = lab.connect(LIBRARY_PORT, lab.server.addresses[1])
    client6, server6 = lab.connect(HTTP_PORT, lab.server.ipv6)
    client6.sendall(request(SITE))
    client.sendall(request(LIBRARY, "/proverbs.txt"))
    receive(server6, len(request(SITE)))
    receive(server, len(request(LIBRARY, "/proverbs.txt")))
    server.sendall(response(lines(24 * MSS), kind="text/plain"))
    answer = response(page("The same over IPv6", 3000))
    server6.sendall(answer)
    receive(client6, len(answer))
    receive(client, 24 * MSS)
    lab.finish(client)
    lab.close(client6, server6)
    receive_rest(server)
    lab.finish(server)
    receive_rest(client)


def _log(lab: Lab) -> None:
    collector = lab.server.open_socket(socket.AF_INET, socket.SOCK_DGRAM)
    collector.bind((lab.server.ipv4, SYSLOG_PORT))
    sender = lab.client.open_socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.sendto(b"<30>1 - client lab - - - page read", (lab.server.ipv4, SYSLOG_PORT))
    collector.recv(1500)
    collector.close()
    sender.close()


def _ask_the_time(lab: Lab) -> None:
    clock = lab.server.open_socket(socket.AF_INET, socket.SOCK_DGRAM)
    clock.bind((lab.server.addresses[1], NTP_PORT))
    asker = lab.client.open_socket(socket.AF_INET, socket.SOCK_DGRAM)
    asker.sendto(b"\x23".ljust(NTP_LENGTH, b"\x00"), (lab.server.addresses[1], NTP_PORT))
    _, who = clock.recvfrom(1500)
    # Version 4, server, stratum 2; an answer with no time in it is answer enough here.
    clock.sendto(b"\x24\x02\x06\xe9".ljust(NTP_LENGTH, b"\x00"), who)
    asker.recv(1500)
    clock.close()
    asker.close()


def _reset_in_mid_transfer(lab: Lab) -> None:
    """The answer promises 40 kilobytes; the server gives up after nine."""
    client, server = lab.connect(HTTP_PORT)
    answer = response(lines(40_000), kind="text/plain")
    lab.transfer(client, server, request(SITE, "/big.txt"))
    lab.transfer(server, client, answer[: 6 * MSS])
    lab.pause(DELAYED_ACK_S)
    lab.abort(server)
    lab.pause(DELAYED_ACK_S)


def _end_chat(lab: Lab, chat: Ends) -> None:
    client, server = chat
    _say(chat, "PRIVMSG #tcp :whoever has said all\r\n")
    _say(chat, ":ann PRIVMSG #tcp :then good bye\r\n", by_server=True)
    lab.close(client, server, between_s=0)


def _unanswered(lab: Lab) -> None:
    lab.rule("drop", "SYN to a filtered port", lambda s: s.header.dport == FILTERED_PORT, times=2)
    client = lab.bound_socket(lab.client)
    client.setblocking(False)
    client.connect_ex((lab.server.addresses[1], FILTERED_PORT))
    lab.pause(1.2)
