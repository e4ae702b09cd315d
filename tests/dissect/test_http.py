"""HTTP heads."""

import pytest

from tui_tcp.dissect.frame import dissect
from tui_tcp.dissect.http import START_LINE

from . import builders as b
from .looking import check, labelled, names, values


def frame(payload: bytes) -> bytes:
    return b.ip(b.tcp(payload))


def test_a_request_and_its_headers_have_their_bytes() -> None:
    data = frame(b"GET /a?b=c HTTP/1.1\r\nHost: example.org\r\nX-Odd:  1 \r\n\r\nbody")
    layers = dissect(data, 228)
    check(layers, data)
    assert layers[2].title == "Hypertext Transfer Protocol, GET /a?b=c HTTP/1.1"
    assert values(layers, "http.request.uri") == ["/a?b=c"]
    host = layers[2].fields[1]
    assert (host.name, host.value, data[host.start : host.start + host.size]) == (
        "http.host",
        "example.org",
        b"Host: example.org",
    )
    assert labelled(layers, "X-Odd") == ["1"]
    assert values(layers, "data.data") == ["body"]


def test_a_response() -> None:
    layers = dissect(frame(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), 228)
    assert values(layers, "http.response.code") == ["404"]
    assert values(layers, "http.response.phrase") == ["Not Found"]
    assert values(layers, "http.content_length_header") == ["0"]
    assert names(layers) == ["ip", "tcp", "http"]


def test_a_head_that_goes_on_in_the_next_segment() -> None:
    layers = dissect(frame(b"GET / HTTP/1.1\r\nHost: exam"), 228)
    assert labelled(layers, "Continues") == ["the head goes on in a later segment"]
    assert values(layers, "http.host") == ["exam"]


def test_hostile_headers_are_harmless() -> None:
    layers = dissect(frame(b"GET / HTTP/1.1\r\n\x1b[2J: \x9b31m\r\nno colon\x00\r\n\r\n"), 228)
    assert labelled(layers, r"\x1b[2J") == [r"\x9b31m"]
    assert labelled(layers, "Line") == [r"no colon\x00"]


@pytest.mark.parametrize(
    "line", [b"GET / HTTP/1.1\r\n", b"M-SEARCH * HTTP/1.1\r\n", b"HTTP/1.0 200\r\n", b"OPTIONS sip:a SIP/2.0\n"]
)
def test_start_lines(line: bytes) -> None:
    assert START_LINE.match(line)


@pytest.mark.parametrize(
    "line", [b"GET /\r\n", b"get / HTTP/1.1\r\n", b"HTTP/x\r\n", b"", b"GET  HTTP/1.1", b"a HTTP/1.1 200 OK"]
)
def test_no_start_lines(line: bytes) -> None:
    assert not START_LINE.match(line)
