"""The columns that framing and decoding fill."""

from fuzz.columns import new_frames
from tui_tcp.wire.frames import FRAME_COLUMNS


def test_every_column_is_an_attribute() -> None:
    frames = new_frames(3)
    assert {len(getattr(frames, name)) for name in FRAME_COLUMNS} == {3}
