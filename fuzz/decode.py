"""Decode: the first byte picks a link type, the second how much longer the frame was; the rest is one frame."""

from __future__ import annotations

from fuzz.columns import new_frames
from tui_tcp.segment import Segment
from tui_tcp.wire.decode import Decoder
from tui_tcp.wire.frames import NO_HEADER, Kind

LINKS = [
    1,
    0,
    108,
    113,
    276,
    101,
    12,
    14,
    228,
    229,
    9,
    50,
    51,
    104,
    10,
    6,
    100,
    105,
    107,
    109,
    117,
    119,
    127,
    163,
    192,
    239,
    11,
    112,
    123,
    138,
    178,
    204,
    242,
    252,
    258,
]
HEAD = 2  # bytes before the frame
_FRAMES = new_frames(1)
_BATCH = [Segment()]
_KINDS = {kind.value for kind in Kind}
_SEGMENTS = {Kind.TCP4, Kind.TCP6, Kind.PARTIAL}
_RENEW = 5000  # frames that one decoder sees: its table of pairs and its fragments go on growing


class Target:
    """A decoder that lives for many inputs, so that fragments meet."""

    def __init__(self) -> None:
        self._decoder = Decoder(_BATCH)
        self._seen = 0

    def run_one(self, data: bytes) -> int:
        """Decode one frame; return its kind. What is said of it must lie within it."""
        if len(data) < HEAD:
            return -1
        self._seen += 1
        if self._seen % _RENEW == 0:
            self._decoder = Decoder(_BATCH)
        frame = data[HEAD:]
        _FRAMES.offset[0] = 0
        _FRAMES.measure(0, len(frame), len(frame) + data[1] * 8, 0)
        self._decoder.decode(memoryview(frame), 0, _FRAMES, 0, 1, [LINKS[data[0] % len(LINKS)]], 0)
        _check(frame, len(self._decoder.pairs))
        return _FRAMES.kind[0]


def _check(frame: bytes, pairs: int) -> None:
    kind = _FRAMES.kind[0]
    assert kind in _KINDS
    assert _BATCH[0].pair < 2 * pairs
    assert _FRAMES.ip_at[0] == NO_HEADER or _FRAMES.ip_at[0] + 20 <= len(frame)
    if kind not in _SEGMENTS:
        return
    assert _BATCH[0].pair >= 0
    assert _FRAMES.tcp_at[0] == NO_HEADER or _FRAMES.tcp_at[0] + 16 <= len(frame)
    assert _BATCH[0].length <= 1 << 17
    assert _BATCH[0].sack_count <= 4
    assert _BATCH[0].shift <= 14 or _BATCH[0].shift == 255


_TARGET = Target()


def run_one(data: bytes) -> int:
    """Decode one frame with a decoder that is shared by all inputs."""
    return _TARGET.run_one(data)
