"""HTTP/1.1 as the classic lesson shows it."""

from lab.rig import HTTP_PORT, Lab
from lab.scenario import scenario
from lab.web import page, request, response

SITE = "www.example.com"


@scenario()
def http_ipv4(lab: Lab) -> None:
    """One GET and a page of eight kilobytes over IPv4; the server closes first, as asked."""
    client, server = lab.connect(HTTP_PORT)
    body = page("The life of a connection", 8000)
    lab.converse(client, server, request(SITE, keep_alive=False), response(body, keep_alive=False))
    lab.close(server, client)


@scenario()
def http_ipv6(lab: Lab) -> None:
    """Two GETs on one connection over IPv6, a page and a missing picture; the client closes first."""
    client, server = lab.connect(HTTP_PORT, lab.server.ipv6)
    lab.converse(client, server, request(SITE), response(page("The life of a connection", 6000)))
    lab.pause(0.2)
    missing = response(b"no such picture\n", kind="text/plain", status="404 Not Found")
    lab.converse(client, server, request(SITE, "/logo.png"), missing)
    lab.close(client, server)
