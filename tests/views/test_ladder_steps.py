import pytest

from tests.views.builders import read
from tui_tcp.views.ladder_index import read_track
from tui_tcp.views.ladder_steps import steps


def steps_of(name: str) -> dict[int, int]:
    """Return {frame number: step}."""
    session = read(f"fixtures/{name}.client.pcap")
    connection = session.connections[0]
    track = read_track(session.columns, connection, connection.first_row)
    return {int(track.rows[at]) + 1: number for at, number in steps(track, connection).items()}


HANDSHAKE = {1: 1, 2: 2, 3: 3}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("close_client_first", {**HANDSHAKE, 8: 1, 9: 2, 10: 3, 11: 4}),
        ("teardown_3seg", {**HANDSHAKE, 10: 1, 11: 2, 12: 3}),
        ("http_ipv4", {**HANDSHAKE, 18: 1, 19: 2, 20: 3, 21: 4}),
        ("rst_linger0", HANDSHAKE),
        ("refused", {1: 1}),
        ("syn_blackhole", {1: 1}),
    ],
)
def test_steps(name: str, expected: dict[int, int]) -> None:
    assert steps_of(name) == expected


def test_a_simultaneous_open_has_two_first_steps() -> None:
    assert [steps_of("simultaneous_open").get(frame) for frame in range(1, 6)] == [1, 1, 2, 2, None]


def test_a_simultaneous_close_has_four_steps() -> None:
    assert sorted(steps_of("simultaneous_close").values()) == [1, 1, 2, 2, 3, 3, 4]
