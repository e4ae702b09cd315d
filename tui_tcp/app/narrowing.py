"""The filter that narrows a capture down: which frames and connections match, worked out in a thread as they come."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from tui_tcp.app.readers import Readers
from tui_tcp.errors import TcptuiError
from tui_tcp.model.session import Session

if TYPE_CHECKING:
    from tui_tcp.filters import Filter
    from tui_tcp.model.columns import Vector

_REST_S = 0.2  # between looks at a capture that grows


@dataclass(frozen=True)
class Matches:
    """Which frames and which connections match, as vectors of booleans from the first on."""

    frames: Vector
    connections: Vector
    frame_count: int
    connection_count: int


class _Evaluation:
    """One filter at work."""

    def __init__(self, session: Session, chosen: Filter, matches: Matches | None = None) -> None:
        self._session = session
        self.filter = chosen
        self.is_cancelled = Event()
        self.is_finished = False
        self.share = 0.0  # of what is being filtered just now
        self.matches = matches  # those of before, until there are some
        self.error = ""

    def work(self) -> None:
        """Filter what is there, then what comes, and once more all when all has come: findings may have changed."""
        try:
            self._work()
        except TcptuiError as error:
            self.error = str(error)
        finally:
            self.is_finished = True

    def _work(self) -> None:
        import numpy as np

        frames: Vector = np.empty(0, bool)
        while not self.is_cancelled.is_set():
            is_done, stop = self._session.is_done, self._session.frame_count
            if is_done:
                self._publish(self._evaluate(0, stop))
                break
            if stop > len(frames):
                frames = np.concatenate((frames, self._evaluate(len(frames), stop)))
                self._publish(frames)
            self.is_cancelled.wait(_REST_S)

    def _evaluate(self, start: int, stop: int) -> Vector:
        def note(done: int) -> None:
            self.share = done / max(stop - start, 1)

        self.share = 0.0
        return self.filter.frames(self._session, start, stop, note, self.is_cancelled.is_set)

    def _publish(self, frames: Vector) -> None:
        if not self.is_cancelled.is_set():
            connections = self.filter.connections(self._session, frames)
            self.matches = Matches(frames, connections, int(frames.sum()), int(connections.sum()))


class Narrowing:
    """The filter that holds now, if one does, and what matches it so far."""

    def __init__(self, readers: Readers, session: Session) -> None:
        self._readers = readers
        self._session = session
        self._at_work: _Evaluation | None = None
        self._held: tuple[str, _Evaluation] | None = None  # the last filter that held before this one
        self.text = ""

    def narrow(self, text: str, chosen: Filter | None) -> None:
        """Begin to filter by another filter; None for by none."""
        last = self._at_work
        if last:
            last.is_cancelled.set()
        if last and last.matches and not last.error:
            self._held = self.text, last
        elif not last:
            self._held = None
        self.text = text if chosen else ""
        self._at_work = _Evaluation(self._session, chosen) if chosen else None
        if self._at_work:
            self._readers.start(self._at_work.work)

    def fall_back(self) -> bool:
        """Filter again by what held before a filter that failed; tell whether there was such a filter."""
        if not self._held:
            return False
        self.text, held = self._held
        self._held = None
        self._at_work = _Evaluation(self._session, held.filter, held.matches)
        self._readers.start(self._at_work.work)
        return True

    def renew(self, field: str) -> None:
        """Filter again if the filter asks for a field whose values have changed; what matched holds meanwhile."""
        last = self._at_work
        if last and last.is_finished and field in last.filter.fields:
            self._at_work = _Evaluation(self._session, last.filter, last.matches)
            self._readers.start(self._at_work.work)

    def stop(self) -> None:
        """Leave the rest unfiltered."""
        if self._at_work:
            self._at_work.is_cancelled.set()

    @property
    def is_working(self) -> bool:
        """Whether more may come."""
        return self._at_work is not None and not self._at_work.is_finished

    @property
    def share(self) -> float:
        """How much of what is being filtered is done, 0 to 1."""
        return self._at_work.share if self._at_work else 1.0

    @property
    def matches(self) -> Matches | None:
        """What matches, as far as that is known; None while nothing is, and without a filter."""
        return self._at_work.matches if self._at_work else None

    @property
    def error(self) -> str:
        """Why a filter failed while it was at work."""
        return self._at_work.error if self._at_work else ""
