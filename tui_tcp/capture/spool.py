"""Copy a stream into an unlinked file on disk as it comes, decompressed where it is gzip (RFC 1952).

A slow reader of the spool never holds back the writer, and so never the program at the other end of a pipe.
"""

from __future__ import annotations

import os
import select
import tempfile
import threading
import zlib
from collections.abc import Iterator

_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"


class Spool:
    """A temporary file that a thread fills from `source`, a descriptor that it takes over and closes."""

    def __init__(self, source: int) -> None:
        self._file = tempfile.TemporaryFile(prefix="tcptui-", buffering=0)
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
        except (OSError, zlib.error) as error:
            self.warning = f"{error} (after {os.fstat(self.descriptor).st_size} bytes)"
        finally:
            os.close(source)
            with self._grown:
                self.is_complete = True
                self._grown.notify_all()

    def _copy(self, source: int) -> None:
        first = self._next_piece(source)
        unpack = _Gunzip() if first[:2] == _GZIP else None
        piece = first
        while piece and not self._stopped:
            if unpack:
                for plain in unpack.pieces(piece):
                    self._append(plain)
            else:
                self._append(piece)
            piece = self._next_piece(source)
        if unpack and unpack.is_inside and not self._stopped:
            self.warning = "the gzip stream is cut short"

    def _next_piece(self, source: int) -> bytes:
        """Read what there is; looks up twice a second so that an idle pipe cannot keep the thread for ever."""
        while not self._stopped:
            if select.select([source], [], [], 0.5)[0]:
                return os.read(source, _PIECE)
        return b""

    def _append(self, piece: bytes) -> None:
        view = memoryview(piece)
        while view and not self._stopped:
            view = view[os.write(self.descriptor, view) :]
        with self._grown:
            self._grown.notify_all()


class _Gunzip:
    """Members of a gzip file, one after the other, in pieces of bounded size: a bomb fills a disk slowly, not memory."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self.is_inside = True

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` unpacks to."""
        while data:
            plain, data = self._step(data)
            yield plain

    def _step(self, data: bytes) -> tuple[bytes, bytes]:
        """Decompress some of `data`; return the plain bytes and what of `data` is left."""
        if self._member.eof:
            self._member = zlib.decompressobj(wbits=31)
        plain = self._member.decompress(data, _PIECE)
        self.is_inside = not self._member.eof
        return plain, self._member.unconsumed_tail or self._member.unused_data
