"""The names that clients ask for."""

import pytest

from tests.dissect import builders as b
from tui_tcp.names.asked import asked_name

HELLO = b.client_hello(b"www.example.org")
REQUEST = b"GET / HTTP/1.1\r\nAccept: a\r\nhost:\texample.org:8080 \r\nUser-Agent: b\r\n\r\n"
WITHOUT = HELLO.replace(b"\x00\x00\x00\x14\x00\x12", b"\x00\x2a\x00\x14\x00\x12")


@pytest.mark.parametrize(
    ("application", "payload", "name"),
    [
        ("tls", HELLO, "www.example.org"),
        ("tls", HELLO[:5], None),
        ("tls", HELLO[:70], None),
        ("tls", WITHOUT, ""),
        ("tls", HELLO[:5] + b"\x02" + HELLO[6:], ""),
        ("tls", b"\x17\x03\x03\x00\x20" + bytes(32), ""),
        ("tls", b.client_hello(b"a\x1b[31m\xff"), "a\\x1b[31m\\xff"),
        ("http", REQUEST, "example.org"),
        ("http", REQUEST[:20], None),
        ("http", REQUEST[:40], None),
        ("http", b"GET / HTTP/1.0\r\n\r\nHost: body\r\n", ""),
        ("http", b"GET / HTTP/1.1\r\nHost: 10.0.0.1:80\r\n\r\n", ""),
        ("http", b"GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", ""),
        ("http", b"GET / HTTP/1.1\r\nX: " + b"y" * 20_000, ""),
        ("http", b"GET / HTTP/1.1\r\nHost: \x1b]0;x\x07\r\n\r\n", "\\x1b]0;x\\x07"),
        ("ssh", b"SSH-2.0-a\r\n", ""),
    ],
)
def test_names(application: str, payload: bytes, name: str | None) -> None:
    assert asked_name(application, payload) == name


@pytest.mark.parametrize("size", range(len(HELLO)))
def test_a_hello_cut_anywhere_never_gives_half_a_name(size: int) -> None:
    assert asked_name("tls", HELLO[:size]) in (None, "www.example.org")


@pytest.mark.parametrize("size", range(16, len(REQUEST)))
def test_a_request_cut_anywhere_never_gives_half_a_name(size: int) -> None:
    assert asked_name("http", REQUEST[:size]) in (None, "example.org")
