from tests.views.builders import closed_by_server, down, request, session_of, up, with_a_copy
from tui_tcp.dissect.layers import Field, Layer
from tui_tcp.views.detail_of_ours import connection_layer, frame_layer


def fields(layer: Layer) -> dict[str, Field]:
    return {field.name: field for field in layer.fields}


def test_when_and_how_much() -> None:
    layer = frame_layer(session_of(request()), 3)
    found = fields(layer)
    assert layer.title == "Frame 4, 72 bytes"
    assert found["frame.time_relative"].value == "0.030000000 s"
    assert found["frame.time_delta"].value == "0.009000000 s"


def test_relative_numbers_say_why() -> None:
    found = fields(connection_layer(session_of(request()), 3))
    assert [found[name].value for name in ("tcp.seq", "tcp.nxtseq", "tcp.ack")] == ["1", "19", "1"]
    assert [child.value for child in found["tcp.seq"].children] == [
        "1000, the client's initial sequence number",
        "1001",
    ]
    assert [child.value for child in found["tcp.ack"].children] == [
        "5000, the server's initial sequence number",
        "5001",
    ]


def test_numbers_without_a_syn() -> None:
    found = fields(connection_layer(session_of([up(0, "A", 1, 1, b"x")]), 0))
    assert found["tcp.seq"].children[0].value == "1000, one before the client's first number seen here"
    assert found["tcp.window_size"].value == "1,000 bytes (scale unknown: the SYNs were not captured)"
    assert found["flow.client"].value.endswith("(a guess: no SYN was captured)")


def test_windows_are_scaled() -> None:
    session = session_of(request())
    assert fields(connection_layer(session, 0))["tcp.window_size"].value == "1,000 bytes (never scaled on a SYN)"
    assert fields(connection_layer(session, 3))["tcp.window_size"].value == "128,000 bytes (1000 × 128)"
    plain = session_of([up(0, "S", 0, 0), down(20, "SA", 0, 1), up(21, "A", 1, 1)])
    assert "not scaled" in fields(connection_layer(plain, 2))["tcp.window_size"].value


def test_states_say_how_they_are_known() -> None:
    found = fields(connection_layer(session_of(closed_by_server()), 24))
    assert found["segment.server_state"].value == "FIN-WAIT-1 (certain)"
    assert found["segment.client_state"].value == "CLOSE-WAIT (implied)"
    assert "its peer sent" in found["segment.client_state"].children[0].value


def test_findings_say_what_they_mean() -> None:
    layer = connection_layer(session_of(with_a_copy()), 4)
    found = {field.label: field.value for field in layer.fields if field.name == "segment.finding"}
    assert "R  retransmission" in found
    assert all(found.values())
