from pathlib import Path

import pytest

from tests.views.builders import read
from tui_tcp.names.names import names_of
from tui_tcp.names.network import permit
from tui_tcp.names.resolver import Resolver
from tui_tcp.views.flow_rows import FlowRows
from tui_tcp.views.frame_rows import FrameRows
from tui_tcp.views.ladder import LadderRows
from tui_tcp.views.naming import ADDRESSES, Naming
from tui_tcp.views.pieces import text_of

SAMPLE = "tui_tcp/sample/classic_lesson.pcap"
NAMED, UNNAMED = 1, 0  # connections


def test_ends_go_by_address_until_names_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_tcp.names.ports.TABLE", Path("/nowhere"))  # names of services as on any computer
    session = read(SAMPLE)
    connection = session.connections[NAMED]
    assert ADDRESSES.socket(session, connection, 1) == "10.9.0.2:80" and ADDRESSES.name(connection) == ""
    known = Naming(names_of(session))
    assert known.socket(session, connection, 1) == "10.9.0.2:80" and known.name(connection) == "www.example.com"
    shown = Naming(names_of(session), uses_names=True)
    assert shown.socket(session, connection, 1) == "www.example.com:http"
    assert shown.socket(session, session.connections[UNNAMED], 1) == "10.9.0.3:irc"
    assert shown.socket(session, session.connections[5], 0).startswith("[fd09::1]:")


@pytest.mark.parametrize("uses_names", [False, True])
def test_lists_and_ladder_call_ends_so(uses_names: bool) -> None:
    session = read(SAMPLE)
    flows, frames, ladder = FlowRows(session), FrameRows(session), LadderRows(session, NAMED)
    assert "Name" not in text_of(flows.header(200)) and "Name" not in flows.sortable
    for rows in (flows, frames, ladder):
        rows.call_ends(Naming(names_of(session), uses_names))
    assert "Name" in text_of(flows.header(200)) and "www.example.com" in text_of(flows.line(NAMED, 200))
    assert ("www.example.com:http" in text_of(ladder.header(120))) == uses_names
    assert ("www.example.com" in text_of(frames.line(15, 160))) == uses_names
    flows.sort_by("Name")
    assert [flows.key_at(row) for row in range(flows.row_count)][-3:] == [0, 3, 7]


def test_what_is_shown_is_asked_for_where_that_is_permitted() -> None:
    asked: list[bytes] = []
    permit(Resolver(5, lambda address: asked.append(address) or ""))  # type: ignore[func-returns-value]
    try:
        session = read(SAMPLE)
        Naming(names_of(session)).name(session.connections[UNNAMED])
        assert asked == [bytes((10, 9, 0, 3))]
        Naming(names_of(session)).host(session, session.connections[UNNAMED], 0)
        assert len(asked) == 1, "clients have no column of names"
        Naming(names_of(session), uses_names=True).host(session, session.connections[UNNAMED], 0)
        assert asked == [bytes((10, 9, 0, 3)), bytes((10, 9, 0, 1))]
    finally:
        permit(None)
