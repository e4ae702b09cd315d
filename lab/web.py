"""A small web: the requests a client sends, the answers and pages a server gives."""

from __future__ import annotations

from email.utils import formatdate

PARAGRAPHS = (
    "A connection begins with three segments. The client sends SYN with a first sequence number of its "
    "choice, the server answers SYN,ACK with one of its own, and the client acknowledges that: now both know "
    "that both can send and hear.",
    "Every byte has a number. An acknowledgement names the next byte that is expected, so it speaks for all "
    "bytes before it; what is not acknowledged in time is sent again.",
    "The receiver says in every segment how many more bytes it can take. If its program does not read, that "
    "window closes, and the sender asks now and then whether it has opened.",
    "When one segment is lost, those after it still arrive. The receiver repeats its acknowledgement for each "
    "and says by SACK what it has, so the sender sees the hole and fills it long before its timer would ring.",
    "Either end may close first. Its FIN says that it will send no more; the other may still send, and says "
    "FIN when it is done as well. Hence four segments: FIN, ACK, FIN, ACK. If the second is in no hurry of "
    "its own, its ACK and FIN travel as one.",
    "Whoever closed first waits in TIME-WAIT for a while: its last ACK may be lost, and old segments must die "
    "out before the same pair of ports is used again.",
    "A reset ends a connection at once. It answers a SYN to a port where nobody listens, and it says that an "
    "end has gone without reading all that was sent to it.",
)


def request(host: str, path: str = "/", *, keep_alive: bool = True) -> bytes:
    """A GET as a small command-line client sends it."""
    fields = {"Host": host, "User-Agent": "lab/1.0", "Accept": "*/*"}
    if not keep_alive:
        fields["Connection"] = "close"
    return _message(f"GET {path} HTTP/1.1", fields)


def response(
    body: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", keep_alive: bool = True
) -> bytes:
    """The answer with its body."""
    fields = {
        "Date": formatdate(usegmt=True),
        "Server": "lab/1.0",
        "Content-Type": kind,
        "Content-Length": str(len(body)),
        "Connection": "keep-alive" if keep_alive else "close",
    }
    return _message(f"HTTP/1.1 {status}", fields) + body


def page(title: str, length: int) -> bytes:
    """A page of about so many bytes that tells how TCP works."""
    head = f"<!DOCTYPE html>\n<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n"
    body: list[str] = []
    while sum(map(len, body)) < length:
        body += [f"<p>{text}</p>\n" for text in PARAGRAPHS]
    return (head + "".join(body)[: length - len(head)] + "\n</body>\n</html>\n").encode()


def _message(first_line: str, fields: dict[str, str]) -> bytes:
    return "\r\n".join([first_line, *(f"{name}: {value}" for name, value in fields.items()), "", ""]).encode()
