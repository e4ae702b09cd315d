"""The columns that framing and decoding fill."""

from fuzz.columns import new_frames, new_scratch
from tui_tcp.wire.frames import FRAME_COLUMNS, MAX_SACK_BLOCKS, SCRATCH_COLUMNS, scratch_width


def test_every_column_is_an_attribute() -> None:
    frames, scratch = new_frames(3), new_scratch(3)
    assert {len(getattr(frames, name)) for name in FRAME_COLUMNS} == {3}
    assert {len(getattr(scratch, name)) for name in SCRATCH_COLUMNS if name != "sack"} == {3}
    assert len(scratch.sack) == 3 * scratch_width("sack") == 3 * 2 * MAX_SACK_BLOCKS
