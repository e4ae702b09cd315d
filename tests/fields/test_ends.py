"""The ends of connections, as arrays."""

from pathlib import Path

import pytest

from tests.builders import back, closed, data, syn
from tests.fields.frames import slab
from tests.model.captures import frame, session_of, session_with
from tui_tcp.fields.ends import ends_of, senders
from tui_tcp.model.session import Session


def test_ends_stand_by_direction_whoever_is_the_client(tmp_path: Path) -> None:
    session = session_with(tmp_path, [frame(back(data(1, 5))), frame(syn(), port=50_000)])
    ends = ends_of(session)
    assert ends.ports.tolist() == [80, 40_000, 50_000, 80]
    assert ends.ipv4.tolist() == [0x0A090002, 0x0A090001, 0x0A090001, 0x0A090002]
    assert not ends.is_ipv6.any()
    assert ends_of(session) is ends
    assert senders(slab(session)).tolist() == [0, 2]


@pytest.mark.parametrize("name", ["port_reuse.client.pcap", "http_ipv6.client.pcap", "simultaneous_open.server.pcap"])
def test_ends_are_the_sockets_of_connections(name: str, fixtures: Path) -> None:
    session = session_of(fixtures / name)
    ends = ends_of(session)
    found = list(zip([ends.addresses[place] for place in ends.places], ends.ports.tolist(), strict=True))
    for connection in session.connections:
        at = 2 * connection.number
        client = connection.client_direction
        assert session.sockets(connection) == (found[at + client], found[at + (client ^ 1)])
    assert len(set(ends.addresses)) == len(ends.addresses) == len(ends.texts)


def test_connections_that_come_later_are_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second was opened by the other end of the first: its pair is odd."""
    frames = [*map(frame, closed()), frame(back(syn(90_000))), frame(syn(), port=50_000)]
    session = session_with(tmp_path, frames)
    whole, grown = ends_of(session), type(ends_of(session))()
    every = session.connections
    assert [one.pair for one in every] == [0, 1, 2]
    for count in range(1, len(every) + 1):
        monkeypatch.setattr(Session, "connections", every[:count])
        grown.update(session)
    assert grown.ports.tolist() == whole.ports.tolist()
    assert (grown.places.tolist(), grown.texts) == (whole.places.tolist(), whole.texts)
