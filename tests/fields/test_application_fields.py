"""HTTP and TLS in single segments."""

from pathlib import Path

import pytest

from tests.builders import back, data, established
from tests.fields.frames import read
from tests.model.captures import frame
from tui_tcp.fields.field import Value

REQUEST = b"GET /a?b HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: curl\r\n\r\n"
RESPONSE = b"HTTP/1.1 404 Not Found\r\nServer: tiny\r\nContent-Type: text/html\r\n\r\nHost: not this\r\n"
HELLO = b"\x16\x03\x01\0\x08\x01\0\0\x04abcd" + b"\x17\x03\x03\0\x02xy"


def with_payload(whole: bytes, payload: bytes) -> bytes:
    return whole[: len(whole) - len(payload)] + payload


UP = with_payload(frame(data(1, len(REQUEST))), REQUEST)
DOWN = with_payload(frame(back(data(1, len(RESPONSE), 1 + len(REQUEST)))), RESPONSE)
FRAMES = [*map(frame, established()), UP, DOWN]


@pytest.mark.parametrize(
    ("name", "request_value", "response_value"),
    [
        ("http.request", 1, None),
        ("http.response", None, 1),
        ("http.request.method", "GET", None),
        ("http.request.uri", "/a?b", None),
        ("http.request.version", "HTTP/1.1", None),
        ("http.response.code", None, 404),
        ("http.response.phrase", None, "Not Found"),
        ("http.host", "www.example.org", None),
        ("http.user_agent", "curl", None),
        ("http.server", None, "tiny"),
        ("http.content_type", None, "text/html"),
        ("tls.record.content_type", None, None),
    ],
)
def test_what_a_message_begins_with(name: str, request_value: Value, response_value: Value, tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == [None, None, None, request_value, response_value]


def test_records_and_the_handshakes_in_them(tmp_path: Path) -> None:
    lines = [*established(), data(1, len(HELLO))]
    frames = [frame(line, port=50_000) for line in lines[:-1]]
    frames.append(with_payload(frame(lines[-1], port=50_000), HELLO))
    assert read(tmp_path, frames, "tls.record.content_type")[-1] == (22, 23)
    assert read(tmp_path, frames, "tls.handshake.type")[-1] == 1
    assert [value is not None for value in read(tmp_path, frames, "tls")] == [False, False, False, True]


def test_the_server_that_a_client_asks_for(tmp_path: Path) -> None:
    name = b"\0\0\0\x0b\0\x09\0\0\6shop.x"
    body = b"\3\3" + bytes(32) + b"\0" + b"\0\2\x13\1" + b"\1\0" + len(name).to_bytes(2, "big") + name
    hello = b"\1" + len(body).to_bytes(3, "big") + body
    record = b"\x16\3\1" + len(hello).to_bytes(2, "big") + hello
    frames = [with_payload(frame(data(1, len(payload))), payload) for payload in (record, record[:-1])]
    assert read(tmp_path, frames, "tls.handshake.extensions_server_name") == ["shop.x", None]


def test_a_first_line_may_end_with_its_segment_and_have_spaces(tmp_path: Path) -> None:
    payloads = [b"GET /long", b"GET /a b HTTP/1.1\r\n\r\n", b"HTTP/1.1 302 Mov", b"NEW data"]
    frames = [with_payload(frame(data(1, len(payload))), payload) for payload in payloads]
    assert read(tmp_path, frames[:1], "http.request.uri") == ["/long"]
    assert read(tmp_path, frames[1:2], "http.request.version") == ["b HTTP/1.1"]
    assert read(tmp_path, frames[2:3], "http.response.code") == [302]
    assert read(tmp_path, frames[3:], "http.request") == [None]


def test_what_follows_a_head_is_http_and_nothing_on_its_port_before_one_is(tmp_path: Path) -> None:
    more = with_payload(frame(data(1 + len(REQUEST), 4, 1 + len(RESPONSE))), b"more")
    assert read(tmp_path, [*FRAMES, more], "http")[-3:] == [REQUEST, RESPONSE, b"more"]
    assert read(tmp_path, [frame(data(1, 5))], "http") == [None]


@pytest.mark.parametrize(
    ("payload", "is_tls"), [(b"\x01\x02\x03\x04", True), (b"abcd", False), (b"abc\0", True), (HELLO, True)]
)
def test_what_goes_by_tls_s_port_is_tls_unless_it_begins_as_text(payload: bytes, is_tls: bool, tmp_path: Path) -> None:
    segment = frame(data(1, len(payload)))
    secure = segment[:36] + (443).to_bytes(2, "big") + segment[38:]
    assert [value is not None for value in read(tmp_path, [with_payload(secure, payload)], "tls")] == [is_tls]
