"""The writing of frames to a file, in a thread, as long as nobody stops it."""

from __future__ import annotations

import os.path
from pathlib import Path
from threading import Event

from tui_tcp.app.portions import Portion
from tui_tcp.app.readers import Readers
from tui_tcp.errors import TcptuiError
from tui_tcp.model.session import Session


class _StoppedError(Exception):
    """Somebody does not want the file any more."""


class Export:
    """One file that is written; without `error` it is there when this `is_finished`, else it is not."""

    def __init__(self, session: Session, readers: Readers, portion: Portion, path: Path, is_forced: bool) -> None:
        self._session = session
        self._readers = readers
        self._portion = portion
        self._is_forced = is_forced
        self.path = path
        self.is_cancelled = Event()
        self.is_finished = False
        self.share = 0.0
        self.frames = 0
        self.left_out: list[str] = []  # what the format has no place for
        self.error = ""

    def start(self) -> None:
        """Begin, in a thread; it ends when the screen is left, too."""
        self._readers.start(self._work)

    def _work(self) -> None:
        try:
            self._write()
        except _StoppedError:
            self.error = "stopped, nothing is left of it"
        except TcptuiError as error:
            self.error = str(error)
        except OSError as error:
            self.error = self._reason(error)
        finally:
            self.is_finished = True

    def _write(self) -> None:
        from tui_tcp.export.captures import write_capture

        rows = self._portion.rows()
        self.frames = int((rows >= self._session.columns.first).sum())  # those that were let go are told as left out
        self.left_out = write_capture(self._session, rows, self.path, self._is_forced, self._heed)

    def _heed(self, share: float) -> None:
        self.share = share
        if self.is_cancelled.is_set() or self._readers.has_left:
            raise _StoppedError

    def _reason(self, error: OSError) -> str:
        if isinstance(error, FileNotFoundError) and not os.path.isdir(self.path.parent):
            return f"there is no folder {self.path.parent}"
        return error.strerror or str(error)
