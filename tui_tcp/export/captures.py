"""Frames of a session written as a capture: which format, by the file's name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from tui_tcp.errors import UsageError
from tui_tcp.export.new_file import new_file
from tui_tcp.export.pcap_file import write_pcap
from tui_tcp.export.pcapng_file import write_pcapng
from tui_tcp.export.places import Progress, unwatched
from tui_tcp.model.rows import Rows

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session


class Write(Protocol):
    """What writes frames in a format; returns a line for each kind of thing that it has no place for."""

    def __call__(self, rows: Rows, out: BinaryIO, progress: Progress = unwatched) -> list[str]:
        """Write the frames of these rows, of which all of `WRITTEN` was gathered."""


WRITTEN = ("offset", "captured", "length", "time", "interface")
SUFFIXES: dict[str, Write] = {
    ".pcapng": write_pcapng,
    ".ntar": write_pcapng,
    ".pcap": write_pcap,
    ".cap": write_pcap,
    ".dmp": write_pcap,
}


def capture_writer(path: Path) -> Write:
    """Return what writes a capture of this name. Raises UsageError for a suffix that names no format."""
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise UsageError("the suffix says the format: name it .pcapng or .pcap") from None


def write_capture(
    session: Session, rows: Vector, path: Path, force: bool = False, progress: Progress = unwatched
) -> list[str]:
    """Write the frames of ascending `rows`; return a line for each kind of thing that was left out.

    Raises UsageError for what cannot be written so, CaptureError where the capture can no longer be read, OSError, and
    what `progress` raises; then no file is left.
    """
    write = capture_writer(path)
    kept = _gathered(session, rows)
    gone = len(rows) - len(kept)
    left_out = [f"{gone} of the frames are no longer in memory: left out"] if gone else []
    with new_file(path, force) as out:
        return left_out + write(kept, out, progress)


def _gathered(session: Session, numbers: Vector) -> Rows:
    """Return the rows that are still there, with what is written of them: the capture may let go of more meanwhile."""
    while True:
        rows = Rows(session, numbers[numbers >= session.columns.first])
        for name in WRITTEN:
            rows.column(name)
        if not len(rows) or rows.numbers[0] >= session.columns.first:
            return rows
