"""What a capture holds, to be chosen from."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from tests.builders import back, data, established, syn
from tests.dissect import builders as b
from tests.fields.frames import ethernet
from tests.model.captures import frame, session_of, session_with
from tui_tcp import sample
from tui_tcp.fields import seen as module
from tui_tcp.fields.field import FrameField, Value
from tui_tcp.fields.seen import Seen
from tui_tcp.fields.table import all_frame_fields
from tui_tcp.model.rows import Rows

SAMPLE = Path(sample.__file__).parent / "classic_lesson.pcap"


def told(seen: Seen, name: str, word: str = "") -> list[tuple[str, str]]:
    return list(seen(all_frame_fields()[name], word))


@pytest.fixture
def seen() -> Seen:
    return Seen(session_of(SAMPLE))


def test_addresses_and_ports_of_most_connections_come_first(tmp_path: Path) -> None:
    lines = [frame(syn(), port) for port in (50_000, 50_001)] + [frame(back(data(1, 5)), port=50_000)]
    seen = Seen(session_with(tmp_path, lines))
    assert told(seen, "tcp.port") == [
        ("80", "http · 2 connections"),
        ("50000", "1 connection"),
        ("50001", "1 connection"),
    ]
    assert told(seen, "ip.src") == [("10.9.0.1", "2 connections"), ("10.9.0.2", "2 connections")]
    assert told(seen, "ipv6.src") == []
    assert told(seen, "flow.client") == [('"10.9.0.1:50000"', "1 connection"), ('"10.9.0.1:50001"', "1 connection")]


def test_behind_those_of_connections_comes_what_frames_hold(tmp_path: Path) -> None:
    lone = b.ether(b.ip(b.udp(b"hello", (5000, 53)), 17))
    seen = Seen(session_with(tmp_path, [lone, *(frame(line) for line in established()), lone]))
    assert ("5000", "2 frames") in told(seen, "udp.port")
    assert told(seen, "ip.proto") == [("6", "TCP · 3 frames"), ("17", "UDP · 2 frames")]


def test_a_connection_with_itself_counts_once(tmp_path: Path) -> None:
    seen = Seen(session_with(tmp_path, [frame(syn(), 80)]))
    assert told(seen, "tcp.port") == [("80", "http · 1 connection")]


def test_a_word_narrows_with_or_without_its_quote(seen: Seen) -> None:
    clients = told(seen, "flow.client")
    first = clients[0][0]
    assert clients[0] in told(seen, "flow.client", first[:5]) and clients[0] in told(seen, "flow.client", first[1:5])
    assert told(seen, "flow.client", "x") == []


def test_times_and_bytes_are_not_offered(seen: Seen) -> None:
    assert told(seen, "frame.time_relative") == [] == told(seen, "tcp.payload")


def test_of_many_numbers_only_those_that_stand_out(tmp_path: Path) -> None:
    frames = [frame(data(at, 5)) for at in range(1, 200, 2)] + [frame(data(1, 5))] * 9
    values = told(Seen(session_with(tmp_path, frames)), "tcp.seq_raw")
    assert len(values) < 10 and values[0][1] == "10 frames"


def test_in_a_large_capture_only_some_frames_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FRAMES", 4)
    frames = [frame(line) for line in established()] * 10
    assert told(Seen(session_with(tmp_path, frames)), "ip.ttl") == [("64", "4 of 4 frames")]


def test_what_a_text_must_not_hold_between_quotes_is_escaped_or_left_out(tmp_path: Path) -> None:
    def request(host: bytes) -> bytes:
        return ethernet(b.ip(b.tcp(b"GET / HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")), 0x0800)

    hosts = (b'a"b\\c', b"a\x1b[31m", b"x" * 500)
    values = told(Seen(session_with(tmp_path, [request(host) for host in hosts])), "http.host")
    assert [value for value, _ in values] == ['"a\\"b\\\\c"']


def test_frames_are_looked_at_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_of(SAMPLE)
    whole, pauses = told(Seen(session), "tcp.window_size"), list[None]()
    monkeypatch.setattr(module, "_PIECE", 50)
    assert told(Seen(session, lambda: pauses.append(None)), "tcp.window_size") == whole
    assert len(pauses) == session.frame_count // 50 + 1


def test_of_many_who_ask_at_a_time_one_counts(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = []
    read = FrameField.read

    def slowly(field: FrameField, rows: Rows) -> Sequence[Value]:
        counted.append(field.name)
        sleep(0.05)
        return read(field, rows)

    monkeypatch.setattr(FrameField, "read", slowly)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: told(seen, "http.host"), range(4)))
    assert counted == ["http.host"]
    assert answers[0] and answers == answers[:1] * 4


def test_what_was_counted_holds_until_the_capture_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen(session_with(tmp_path, [frame(syn())]))
    seen.prepare()
    before = told(seen, "tcp.port")
    monkeypatch.setattr(module, "ends_of", None)
    assert told(seen, "tcp.port") == before
