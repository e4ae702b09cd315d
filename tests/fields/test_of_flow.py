"""A connection's fields on its frames, and connections as if they were frames."""

from pathlib import Path

import pytest

from tests.builders import ack, back, data, established
from tests.fields.frames import values_of
from tests.model.captures import datagram, frame, session_with
from tui_tcp.fields.flow_fields import FLOW_FIELDS
from tui_tcp.fields.found import listed
from tui_tcp.fields.of_flow import Connections, Stopped, of_connections, of_frames

LINES = [*established(), data(1, 10), data(1, 10), back(ack(1, 11))]
FRAMES = [*map(frame, LINES), datagram()]


def test_frames_of_no_connection_have_none(tmp_path: Path) -> None:
    assert values_of(session_with(tmp_path, FRAMES), "flow.packets") == [6] * 6 + [None]


def test_what_names_several_things_is_several_values(tmp_path: Path) -> None:
    session = session_with(tmp_path, FRAMES)
    (field,) = [field for field in FLOW_FIELDS if field.name == "flow.findings"]
    (findings,) = listed(of_connections(field, session, session.connections), 1)
    assert isinstance(findings, tuple | str)


@pytest.mark.parametrize("field", FLOW_FIELDS, ids=lambda field: field.name)
def test_connections_can_be_asked_as_frames_are(field, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    session = session_with(tmp_path, FRAMES)
    connections = Connections(session, 1)
    asked = listed(of_frames(field).find(connections), 1)
    assert asked == listed(of_connections(field, session, session.connections), 1)
    assert len(connections.narrow(connections.numbers)) == 1


def test_several_verdicts_are_several_values(tmp_path: Path) -> None:
    session = session_with(tmp_path, FRAMES)
    (field,) = [field for field in FLOW_FIELDS if field.name == "flow.verdict"]
    (verdicts,) = listed(of_connections(field, session, session.connections), 1)
    assert "opened" in verdicts and len(verdicts) > 1


def test_reading_may_be_stopped(tmp_path: Path) -> None:
    session = session_with(tmp_path, FRAMES)
    (field,) = [field for field in FLOW_FIELDS if field.name == "flow.packets"]
    with pytest.raises(Stopped):
        of_connections(field, session, session.connections, lambda share: share > 0)
