"""The one field table: the same names serve the command line, the screen, the filters and the help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from tui_tcp.errors import UsageError
from tui_tcp.fields.field import FlowField, FrameField, Value
from tui_tcp.fields.flow_fields import FLOW_FIELDS
from tui_tcp.fields.frame_fields import FRAME_FIELDS
from tui_tcp.fields.note_fields import NOTE_FIELDS
from tui_tcp.fields.wireshark_fields import WIRESHARK_FIELDS

if TYPE_CHECKING:
    from tui_tcp.model.rows import Rows

DEFAULT_FLOW_FIELDS = [
    "tcp.stream",
    "flow.state",
    "flow.client",
    "flow.server",
    "flow.start",
    "flow.duration",
    "flow.rtt",
    "flow.packets",
    "flow.bytes.client",
    "flow.bytes.server",
    "flow.retransmissions",
    "flow.close",
    "flow.closed_by",
]
DEFAULT_FRAME_FIELDS = [
    "frame.number",
    "frame.time_relative",
    "ip.src",
    "ipv6.src",
    "tcp.srcport",
    "ip.dst",
    "ipv6.dst",
    "tcp.dstport",
    "frame.protocol",
    "frame.len",
    "tcp.stream",
    "tcp.flags",
    "tcp.seq",
    "tcp.ack",
    "tcp.len",
    "tcp.window_size",
    "segment.client_state",
    "segment.server_state",
    "segment.finding",
]


def flow_fields(wanted: Sequence[str]) -> list[FlowField]:
    """Return the fields of a connection by name. Raises UsageError with the nearest names for an unknown one."""
    known = {field.name: field for field in FLOW_FIELDS}
    return [known[name] if name in known else _unknown(name, list(known)) for name in wanted]


def frame_fields(wanted: Sequence[str]) -> list[FrameField]:
    """Return the fields of a frame by name, `flow.*` among them. Raises UsageError as flow_fields does."""
    known = {field.name: _of_frame(field) for field in FLOW_FIELDS}
    known |= {field.name: field for field in (*FRAME_FIELDS, *NOTE_FIELDS, *WIRESHARK_FIELDS)}
    return [known[name] if name in known else _unknown(name, list(known)) for name in wanted]


def _of_frame(field: FlowField) -> FrameField:
    """A connection's field read for each of its frames, once a connection."""

    def read(rows: Rows) -> Sequence[Value]:
        numbers = rows.column("connection").tolist()
        distinct = sorted(set(numbers) - {-1})
        values = field.read(rows.session, [rows.session.connections[number] for number in distinct])
        known = dict(zip(distinct, values, strict=True))
        return [known.get(number) for number in numbers]

    return FrameField(field.name, field.type, field.meaning, read)


def _unknown(name: str, known: list[str]) -> NoReturn:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 3, 0.6)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise UsageError(f"no field {name!r}{hint}")
