"""The fields of a frame as such, and of what we conclude about its segment: columns, all of them but its bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found, Words, dense, merged
from tui_tcp.fields.sources import everywhere, layer_itself
from tui_tcp.model.protocols import PROTOCOLS
from tui_tcp.tcp.findings import BITS as FINDINGS
from tui_tcp.tcp.states import Confidence, State

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

NUMBER, TIME, TEXT = Type.NUMBER, Type.TIME, Type.TEXT

_STATE_TEXTS = {state.value: state.text for state in State}
_STATES = [_STATE_TEXTS.get(value) or "" for value in range(16)]
_CONFIDENCE_TEXTS = {confidence.value: confidence.text for confidence in Confidence}
_CONFIDENCES = [_CONFIDENCE_TEXTS.get(value, "") for value in range(16)]
_KINDS = [PROTOCOLS[value] for value in range(len(PROTOCOLS))]


def _column(name: str) -> Find:
    return everywhere(lambda slab: slab.column(name))


def _timed(read: Callable[[Slab], Vector]) -> Find:
    """A time, of the rows that have one."""

    def find(slab: Slab) -> Found:
        if not slab.session.notes.has_timeless:
            return Found(None, read(slab))
        return dense(read(slab), slab.column("time") != 0)

    return find


def _since_first(slab: Slab) -> Vector:
    return slab.column("time") - slab.session.columns.value("time", 0)


def _time_delta(slab: Slab) -> Vector:
    """Time since the frame before in the capture; 0 for the first."""
    delta: Vector = slab.column("time") - slab.session.columns.take("time", (slab.numbers - 1).clip(0))
    return delta


def _end_column(slab: Slab, of_client: bool) -> Vector:
    """The packed state of the client or the server after each row."""
    client_is_first = (slab.column("direction") == 0) == slab.from_client
    vector: Vector = np.where(client_is_first == of_client, slab.column("state_0"), slab.column("state_1"))
    return vector


def _state(of_client: bool) -> Find:
    def find(slab: Slab) -> Found:
        codes = _end_column(slab, of_client) & 0x0F
        known = slab.is_segment & np.array([bool(text) for text in _STATES])[codes]
        return dense(Words(codes, _STATES), known)

    return find


def _confidence(of_client: bool) -> Find:
    return lambda slab: dense(Words(_end_column(slab, of_client) >> 4, _CONFIDENCES), slab.is_segment)


def _findings(slab: Slab) -> Found:
    """Every finding about a segment is a value of its own."""
    bits, parts = slab.column("findings"), []
    for name, bit in FINDINGS.items():
        rows = np.flatnonzero(bits & bit)
        if len(rows):
            parts.append(Found(rows, Words(np.zeros(len(rows), np.int64), [name])))
    return merged(parts)


FRAME_FIELDS = [
    FrameField("frame", Type.PROTOCOL, "the frame", layer_itself("frame", told=lambda slab: np.ones(len(slab), bool))),
    FrameField("frame.number", NUMBER, "number of the frame, from 1", everywhere(lambda slab: slab.numbers + 1)),
    FrameField("frame.time", Type.MOMENT, "time of capture", _timed(lambda slab: slab.column("time"))),
    FrameField(
        "frame.time_epoch", TIME, "time of capture since 1970-01-01 UTC", _timed(lambda slab: slab.column("time"))
    ),
    FrameField("frame.time_relative", TIME, "time since the first frame", _timed(_since_first)),
    FrameField("frame.time_delta", TIME, "time since the frame before", _timed(_time_delta)),
    FrameField("frame.time_delta_displayed", TIME, "the same: what is before is not hidden", _timed(_time_delta)),
    FrameField("frame.len", NUMBER, "bytes on the wire", _column("length")),
    FrameField("frame.cap_len", NUMBER, "bytes captured", _column("captured")),
    FrameField(
        "frame.protocol",
        TEXT,
        "highest protocol that is told apart here",
        lambda slab: Found(None, Words(slab.column("kind"), _KINDS)),
    ),
    FrameField("segment.client_state", TEXT, "the client's state after this frame", _state(True)),
    FrameField("segment.server_state", TEXT, "the server's state after this frame", _state(False)),
    FrameField("segment.client_confidence", TEXT, "certain, implied or assumed", _confidence(True)),
    FrameField("segment.server_confidence", TEXT, "certain, implied or assumed", _confidence(False)),
    FrameField("segment.finding", TEXT, "what was noticed about the segment", _findings),
]
