"""Each field of a connection, on a small capture."""

from pathlib import Path

import pytest

from tests.builders import Line, ack, back, data, established, fin, fin_wait_1, syn
from tests.model.captures import datagram, frame, session_with
from tests.names.packets import segment
from tests.views.builders import down, handshake, session_of, up
from tui_tcp.fields.field import printed
from tui_tcp.fields.flow_fields import FLOW_FIELDS
from tui_tcp.fields.table import flow_fields
from tui_tcp.tcp.flags import PSH

TALK = [*established(), data(1, 100), data(1, 100), back(ack(1, 101)), back(data(1, 3, 101)), ack(101, 4)]
CLOSE = [fin(101, 4), back(fin(4, 102)), ack(102, 5)]


def read(folder: Path, lines: list[Line], name: str) -> str:
    """The field of the only connection, printed; a datagram comes before it."""
    session = session_with(folder, [datagram(), *map(frame, lines)])
    field = flow_fields([name])[0]
    (text,) = printed(field.type, field.read(session, session.connections))
    return text


EXPECTED = {
    "tcp.stream": "0",
    "flow.client": "10.9.0.1:40000",
    "flow.server": "10.9.0.2:80",
    "flow.client_guessed": "0",
    "flow.start": "0.001000000",
    "flow.duration": "0.010000000",
    "flow.rtt": "0.002000000",
    "flow.packets": "11",
    "flow.packets.client": "7",
    "flow.packets.server": "4",
    "flow.bytes": "103",
    "flow.bytes.client": "100",
    "flow.bytes.server": "3",
    "flow.retransmissions": "1",
    "flow.retransmissions.client": "1",
    "flow.retransmissions.server": "0",
    "flow.client_state": "TIME-WAIT",
    "flow.server_state": "CLOSED",
    "flow.state": "TIME-WAIT",
    "flow.close": "fin",
    "flow.closed_by": "client",
    "flow.name": "",
    "flow.protocol": "http",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_field_prints(name: str, tmp_path: Path) -> None:
    assert read(tmp_path, [*TALK, *CLOSE], name) == EXPECTED[name]


def test_findings_are_listed(tmp_path: Path) -> None:
    assert "retransmission" in read(tmp_path, TALK, "flow.findings").split(",")[0]


def test_without_a_handshake_there_is_no_round_trip(tmp_path: Path) -> None:
    assert read(tmp_path, [syn()], "flow.rtt") == ""


def test_without_a_syn_the_well_known_port_is_the_server_s(tmp_path: Path) -> None:
    lines = [back(Line(PSH, 1, 0, 5))]
    assert read(tmp_path, lines, "flow.client") == "10.9.0.1:40000"
    assert read(tmp_path, lines, "flow.client_guessed") == "1"


def test_nobody_closed_what_is_half_open(tmp_path: Path) -> None:
    assert read(tmp_path, fin_wait_1(), "flow.closed_by") == ""


def test_all_fields_bear_the_prefix() -> None:
    assert all(field.name.startswith("flow.") or field.name == "tcp.stream" for field in FLOW_FIELDS)


def test_what_the_client_asks_for_names_the_connection(tmp_path: Path) -> None:
    session = session_with(tmp_path, [segment(b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", port=8000)])
    assert [
        list(flow_fields([name])[0].read(session, session.connections)) for name in ("flow.name", "flow.protocol")
    ] == [
        ["example.org"],
        ["http"],
    ]


def test_a_clock_that_ran_back_makes_no_duration_negative() -> None:
    times = (1000, 1020, 1021, 500, 510)  # tshark -z conv,tcp says 0.5210
    frames = [*handshake(), up(0, "PA", 1, 1, b"x" * 10), down(0, "A", 1, 11)]
    session = session_of([(time, packet) for time, (_, packet) in zip(times, frames, strict=True)])
    assert flow_fields(["flow.duration"])[0].read(session, session.connections) == [521_000_000]
