"""Copy a stream into an unlinked file on disk as it comes, decompressed where it is compressed.

A slow reader of the spool never holds back the writer, and so never the program at the other end of a pipe.
"""

from __future__ import annotations

import os
import select
import tempfile
import threading
from typing import BinaryIO

from tui_tcp.capture.room import Room, spool_folder
from tui_tcp.capture.unpack import MAGIC_SIZE, PIECE, UnpackError, unpacker_for


def _temporary() -> BinaryIO:
    return tempfile.TemporaryFile(prefix="tcptui-", buffering=0, dir=spool_folder())


class Spool:
    """A file that a thread fills from `source`, a descriptor that it takes over and closes.

    The file is a temporary one, or the one open as `output`, which is taken over, too; what was in that goes with the
    first bytes. Of a temporary one at most `most` bytes stay, if there is such a bound; see room.py. Raises
    CaptureError.
    """

    def __init__(self, source: int, output: int | None = None, most: int = 0, step: int = 0) -> None:
        self._file = _temporary() if output is None else open(output, "r+b", 0)  # noqa: SIM115 (closed by stop)
        self._room = Room(self._file.fileno(), most, step) if output is None else None
        self.size = 0  # bytes that came
        self.read_to = 0  # told by who reads it
        self._grown = threading.Condition()
        self._stopped = False
        self.is_complete = False
        self.warning = ""
        self._thread = threading.Thread(target=self._fill, args=(source,), name="spool", daemon=True)
        self._thread.start()

    @property
    def descriptor(self) -> int:
        """The spool file's, for reading by position."""
        return self._file.fileno()

    @property
    def gone(self) -> int:
        """Bytes at the beginning that are there no more."""
        return self._room.gone if self._room else 0

    def has(self, position: int, size: int) -> bool:
        """Tell whether these bytes are still there, or yet to come."""
        return self._room is None or self._room.has(position, size)

    @property
    def is_short(self) -> bool:
        """Whether they go because the disk is nearly full."""
        return self._room is not None and self._room.is_short

    def wait(self, seconds: float) -> None:
        """Wait until bytes were added or none will come, at most so long."""
        with self._grown:
            if not self.is_complete:
                self._grown.wait(seconds)

    def stop(self) -> None:
        """End the copying; what has been copied stays readable."""
        self._stopped = True
        self._thread.join(timeout=1.0)
        self._file.close()

    def _fill(self, source: int) -> None:
        try:
            self._copy(source)
        except (OSError, UnpackError) as error:
            self.warning = f"{error} (after {os.fstat(self.descriptor).st_size} bytes)"
        finally:
            os.close(source)
            with self._grown:
                self.is_complete = True
                self._grown.notify_all()

    def _copy(self, source: int) -> None:
        piece = self._first_piece(source)
        if not piece and not self._stopped:
            self.warning = "nothing was written to it"
        unpacker = unpacker_for(piece)
        while piece and not self._stopped:
            for plain in unpacker.pieces(piece) if unpacker else (piece,):
                self._append(plain)
                if self._stopped:
                    return
            piece = self._next_piece(source)
        if unpacker and unpacker.is_inside and not self._stopped:
            self.warning = f"the {unpacker.name} stream is cut short"

    def _first_piece(self, source: int) -> bytes:
        """Read enough to tell what it is."""
        piece = b""
        while len(piece) < MAGIC_SIZE:
            more = self._next_piece(source)
            if not more:
                break
            piece += more
        return piece

    def _next_piece(self, source: int) -> bytes:
        """Read what there is; looks up twice a second so that an idle pipe cannot keep the thread for ever."""
        while not self._stopped:
            if select.select([source], [], [], 0.5)[0]:
                return os.read(source, PIECE)
        return b""

    def _append(self, piece: bytes) -> None:
        view = memoryview(piece)
        if not self.size:
            os.ftruncate(self.descriptor, 0)
        while view and not self._stopped:
            written = os.write(self.descriptor, view)
            self.size += written
            view = view[written:]
            if self._room:
                self._room.look(self.size, self.read_to)
        with self._grown:
            self._grown.notify_all()
