"""The one field table."""

from pathlib import Path

import numpy as np
import pytest

from tests.model.captures import session_of, values
from tui_tcp.errors import UsageError
from tui_tcp.fields.field import FlowField, FrameField, Type, Value
from tui_tcp.fields.flow_fields import FLOW_FIELDS
from tui_tcp.fields.table import (
    DEFAULT_FLOW_FIELDS,
    DEFAULT_FRAME_FIELDS,
    all_frame_fields,
    flow_fields,
    frame_fields,
    frame_tables,
    nearest,
)
from tui_tcp.model.rows import Rows
from tui_tcp.model.session import Session

SAMPLE = Path(__file__).parents[2] / "tui_tcp" / "sample" / "classic_lesson.pcap"
ALL_FRAME_FIELDS = list(all_frame_fields().values())
HELD_AS = {Type.TEXT: str, Type.IPV6: bytes, Type.BYTES: bytes, Type.PROTOCOL: bytes}


@pytest.fixture(scope="module")
def lesson() -> Session:
    return session_of(SAMPLE)


def test_every_name_stands_once() -> None:
    names = [field.name for _, fields in frame_tables() for field in fields]
    assert len(names) == len(set(names))
    assert len(FLOW_FIELDS) == len({field.name for field in FLOW_FIELDS})


def test_the_default_fields_exist() -> None:
    assert [field.name for field in flow_fields(DEFAULT_FLOW_FIELDS)] == DEFAULT_FLOW_FIELDS
    assert [field.name for field in frame_fields(DEFAULT_FRAME_FIELDS)] == DEFAULT_FRAME_FIELDS


@pytest.mark.parametrize("find", [flow_fields, frame_fields])
def test_an_unknown_name_is_told_with_its_nearest(find) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError, match=r"no field 'flow.stat'; did you mean flow.state"):
        find(["flow.stat"])


def test_a_name_in_capitals_or_without_its_beginning_is_known() -> None:
    assert nearest("TCP", ["tcp", "udp"]) == "; did you mean tcp?"
    assert nearest("rtt", ["flow.start", "flow.rtt"]) == "; did you mean flow.rtt?"


def test_a_name_like_nothing_is_told_alone() -> None:
    with pytest.raises(UsageError, match=r"no field 'zzzz'$"):
        flow_fields(["zzzz"])


@pytest.mark.parametrize("field", ALL_FRAME_FIELDS, ids=lambda field: field.name)
def test_a_frame_field_has_one_value_of_its_type_for_every_frame(field: FrameField, lesson: Session) -> None:
    read = field.read(Rows(lesson, np.arange(lesson.frame_count)))
    assert len(read) == lesson.frame_count
    assert all(fits(field.type, value) for value in read)


@pytest.mark.parametrize("field", FLOW_FIELDS, ids=lambda field: field.name)
def test_a_flow_field_has_a_value_of_its_type_for_every_connection(field: FlowField, lesson: Session) -> None:
    read = [
        int(value) if value is True or value is False else value for value in field.read(lesson, lesson.connections)
    ]
    assert len(read) == len(lesson.connections)
    assert all(fits(field.type, value) for value in read)


def fits(kind: Type, value: Value) -> bool:
    """numpy's own integers would print the same but overflow and are no JSON."""
    values = value if isinstance(value, tuple) else () if value is None else (value,)
    return all(type(one) is HELD_AS.get(kind, int) for one in values)


def test_a_flow_field_stands_on_each_frame_of_its_connection(lesson: Session) -> None:
    connections = values(lesson, "tcp.stream")
    clients = values(lesson, "flow.client")
    of_connections = flow_fields(["flow.client"])[0].read(lesson, lesson.connections)
    assert all(
        client == (None if number is None else of_connections[number])
        for number, client in zip(connections, clients, strict=True)
    )
    assert None in clients
