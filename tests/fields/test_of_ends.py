"""Questions that need only be asked of the ends of connections."""

from pathlib import Path
from typing import Any

import numpy as np

from tests.builders import ack, back, data, established
from tests.fields.frames import slab
from tests.model.captures import datagram, frame, session_with
from tui_tcp.fields.ends import senders
from tui_tcp.fields.found import listed
from tui_tcp.fields.of_ends import Senders, are_of_ends, senders_of, share_senders
from tui_tcp.fields.slab import Slab
from tui_tcp.fields.table import frame_fields

FRAMES = [*map(frame, [*established(), data(1, 10), back(ack(1, 11))]), datagram()]
FIELDS = ["ip.src", "ip.dst", "ip.addr", "tcp.srcport", "tcp.port", "ip.src_host", "tcp.stream", "flow.packets"]


def test_a_sender_has_what_its_segments_have(tmp_path: Path) -> None:
    session = session_with(tmp_path, FRAMES)
    everybody, frames = Senders(session, 1, {}), slab(session)
    segments = np.flatnonzero(frames.is_segment)
    for field in frame_fields(FIELDS):
        of_senders = listed(field.find(everybody), len(everybody))
        of_frames = listed(field.find(frames), len(frames))
        assert [of_senders[place] for place in senders(frames)[segments].tolist()] == [of_frames[n] for n in segments]


def test_what_differs_from_segment_to_segment_is_not_theirs() -> None:
    assert are_of_ends(frame_fields(FIELDS))
    assert not are_of_ends(frame_fields(["ip.src", "tcp.seq"]))


def test_they_are_asked_where_they_are_fewer(tmp_path: Path) -> None:
    session = session_with(tmp_path, FRAMES)
    shared: dict[str, Any] = {}
    share_senders(session, 2, shared)
    assert shared == {}
    share_senders(session, 3, shared)
    everybody = senders_of(Slab(session, np.arange(3), shared))
    assert everybody is not None and len(everybody) == 2
    assert senders_of(everybody) is None
