"""The fields of a frame as such, and of what we conclude about its segment: columns, all of them but its bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found, Words, merged
from tui_tcp.fields.protocols import protocols
from tui_tcp.fields.sources import Told, every_row, everywhere, layer_itself
from tui_tcp.model.protocols import PROTOCOLS
from tui_tcp.tcp.findings import BITS as FINDINGS
from tui_tcp.tcp.states import Confidence, State

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

NUMBER, TIME, TEXT, FLAG = Type.NUMBER, Type.TIME, Type.TEXT, Type.FLAG

_STATE_TEXTS = {state.value: state.text for state in State}
_STATES = [_STATE_TEXTS.get(value) or "" for value in range(16)]
_CONFIDENCE_TEXTS = {confidence.value: confidence.text for confidence in Confidence}
_CONFIDENCES = [_CONFIDENCE_TEXTS.get(value, "") for value in range(16)]
_KINDS = [PROTOCOLS[value] for value in range(len(PROTOCOLS))]


def _column(name: str) -> Find:
    return everywhere(lambda slab: slab.column(name))


def _timed(read: Callable[[Slab], Vector]) -> Find:
    """A time, of the rows that have one."""

    def has_time(slab: Slab) -> Vector:
        return slab.column("time") != 0 if slab.session.notes.has_timeless else every_row(slab)

    return Told(read, has_time)


def _since_first(slab: Slab) -> Vector:
    return slab.column("time") - slab.session.columns.value("time", 0)


def _time_delta(slab: Slab) -> Vector:
    """Time since the frame before in the capture; 0 for the first."""
    times, columns = slab.column("time"), slab.session.columns
    if slab.is_run:
        return np.diff(times, prepend=columns.value("time", max(int(slab.numbers[0]) - 1, 0)))
    before: Vector = columns.take("time", (slab.numbers - 1).clip(0))
    return times - before


def _zeros(slab: Slab) -> Vector:
    return np.zeros(len(slab), np.int64)


def _end_column(slab: Slab, of_client: bool) -> Vector:
    """The packed state of the client or the server after each row."""
    key = ("states", of_client)
    if key not in slab.known:
        own, other = ("state_0", "state_1") if of_client else ("state_1", "state_0")
        slab.known[key] = np.where(slab.client_is_first, slab.stored(own), slab.stored(other))
    vector: Vector = slab.known[key]
    return vector


def _state(of_client: bool) -> Find:
    def is_known(slab: Slab) -> Vector:
        known: Vector = slab.is_segment & (_end_column(slab, of_client) & 0x0F != State.UNSEEN)
        return known

    return Told(lambda slab: Words((_end_column(slab, of_client) & 0x0F).astype(np.int64), _STATES), is_known)


def _confidence(of_client: bool) -> Find:
    def read(slab: Slab) -> Words:
        return Words((_end_column(slab, of_client) >> 4).astype(np.int64), _CONFIDENCES)

    return Told(read, lambda slab: slab.is_segment)


def _findings(slab: Slab) -> Found:
    """Every finding about a segment is a value of its own."""
    if "findings" not in slab.known:
        slab.known["findings"] = _named_findings(slab)
    found: Found = slab.known["findings"]
    return found


def _named_findings(slab: Slab) -> Found:
    rows = np.flatnonzero(slab.stored("findings") != 0)
    bits, parts = slab.stored("findings")[rows], []
    for name, bit in FINDINGS.items():
        here = rows[(bits & bit) != 0]
        if len(here):
            parts.append(Found(here, Words(np.zeros(len(here), np.int64), [name])))
    return merged(parts)


FRAME_FIELDS = [
    FrameField("frame", Type.PROTOCOL, "the frame", layer_itself("frame", told=every_row)),
    FrameField("frame.number", NUMBER, "number of the frame, from 1", everywhere(lambda slab: slab.numbers + 1)),
    FrameField("frame.time", Type.MOMENT, "time of capture", _timed(lambda slab: slab.column("time"))),
    FrameField(
        "frame.time_epoch", TIME, "time of capture since 1970-01-01 UTC", _timed(lambda slab: slab.column("time"))
    ),
    FrameField("frame.time_relative", TIME, "time since the first frame", _timed(_since_first)),
    FrameField("frame.time_delta", TIME, "time since the frame before", _timed(_time_delta)),
    FrameField("frame.time_delta_displayed", TIME, "the same: what is before is not hidden", _timed(_time_delta)),
    FrameField("frame.offset_shift", TIME, "how far its time was moved: nowhere here", _timed(_zeros)),
    FrameField("frame.marked", FLAG, "marked: none is", everywhere(_zeros)),
    FrameField("frame.ignored", FLAG, "ignored: none is", everywhere(_zeros)),
    FrameField("frame.len", NUMBER, "bytes on the wire", _column("length")),
    FrameField("frame.cap_len", NUMBER, "bytes captured", _column("captured")),
    FrameField(
        "frame.protocol",
        TEXT,
        "highest protocol that is told apart here",
        everywhere(lambda slab: Words(slab.column("kind"), _KINDS)),
    ),
    FrameField("frame.protocols", TEXT, "all protocols that are told apart here, from the outside in", protocols),
    FrameField("segment.client_state", TEXT, "the client's state after this frame", _state(True)),
    FrameField("segment.server_state", TEXT, "the server's state after this frame", _state(False)),
    FrameField("segment.client_confidence", TEXT, "certain, implied or assumed", _confidence(True)),
    FrameField("segment.server_confidence", TEXT, "certain, implied or assumed", _confidence(False)),
    FrameField("segment.finding", TEXT, "what was noticed about the segment", _findings),
]
