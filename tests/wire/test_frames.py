"""The columns that framing and decoding fill."""

import pytest

from fuzz.columns import new_frames
from tui_tcp.wire.frames import FRAME_COLUMNS


def test_every_column_is_an_attribute() -> None:
    frames = new_frames(3)
    assert {len(getattr(frames, name)) for name in FRAME_COLUMNS} == {3}


@pytest.mark.parametrize(("captured", "wire", "cut"), [(60, 60, 0), (60, 1514, 1454), (60, 54, 0xFFFFFFFA)])
def test_what_was_cut_is_told_whatever_stood_in_the_row(captured: int, wire: int, cut: int) -> None:
    frames = new_frames(1)
    for before in ((9, 99, 3), (7, 7, 0)):
        frames.measure(0, *before)
        frames.measure(0, captured, wire, 2)
        assert (frames.captured[0], frames.cut[0], frames.interface[0]) == (captured, cut, 2)
