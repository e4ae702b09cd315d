"""Which payloads are read as an application's messages."""

from pathlib import Path

import pytest

from tests.builders import ack, back, data, established, late
from tests.dissect import builders as b
from tests.fields.frames import read
from tests.model.captures import frame

REQUEST = b"GET / HTTP/1.0\r\n\r\n"
UP = frame(data(1, len(REQUEST)))[: -len(REQUEST)] + REQUEST
QUERY = b"\0\7\1\0\0\1\0\0\0\0\0\0\3www\7example\0\0\1\0\1"


def of_ports(payload: bytes, *ports: int) -> bytes:
    head = b"".join(port.to_bytes(2, "big") for port in ports) + b"\0\0\0\1" + bytes(4) + b"\x50\x18" + bytes(6)
    return b.ether(b.ip(head + payload))


def test_what_a_timer_sends_again_is_not_read_but_what_was_sent_in_vain_is(tmp_path: Path) -> None:
    frames = [*map(frame, established()), UP]
    answered = [*frames, frame(back(ack(1, 1 + len(REQUEST))))]
    assert read(tmp_path, [*frames, *[frame(late(ack(), 900))] * 600, UP], "http.request.method")[-1] is None
    assert read(tmp_path, [*answered, UP], "http.request.method")[-1] == "GET"


@pytest.mark.parametrize(
    ("ports", "value"), [((50_000, 8443), b"\1\2"), ((3000, 8443), b"\1\2"), ((21, 8443), None), ((50_000, 22), None)]
)
def test_the_lower_port_says_what_is_carried_if_it_is_well_known(
    ports: tuple[int, int], value: bytes | None, tmp_path: Path
) -> None:
    assert read(tmp_path, [of_ports(b"\1\2", *ports)], "tls") == [value]


def test_a_byte_that_keeps_alive_is_not_read(tmp_path: Path) -> None:
    frames = [*map(frame, established()), UP, frame(back(ack(1, 1 + len(REQUEST)))), frame(data(len(REQUEST), 1))]
    assert read(tmp_path, frames, "tcp.analysis.keep_alive")[-1] == 1
    assert read(tmp_path, frames, "http")[-3:] == [REQUEST, None, None]
    assert read(tmp_path, frames, "data.len")[-1] == 1


def test_dns_messages_behind_their_lengths(tmp_path: Path) -> None:
    framed = len(QUERY).to_bytes(2, "big") + QUERY
    frames = [of_ports(payload, 40_000, 53) for payload in (framed, framed[:2], QUERY, framed + framed)]
    names = [read(tmp_path, [one], "dns.qry.name") for one in frames]
    assert names == [["www.example"], [None], [None], [("www.example", "www.example")]]
    assert read(tmp_path, [of_ports(framed, 40_000, 54)], "dns") == [None]
    assert read(tmp_path, frames[:1], "dns.id") == [7]
