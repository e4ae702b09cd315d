"""A filter, compiled: which frames of a capture match, and which connections."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tui_tcp.filters.grammar import parse
from tui_tcp.filters.resolve import question_of

if TYPE_CHECKING:
    from tui_tcp.filters.questions import Question
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session

Progress = Callable[[int], None]


class Filter:
    """A filter's text and what it asks. Its answers may be had from any thread."""

    def __init__(self, text: str, question: Question) -> None:
        self.text = text
        self._question = question

    @property
    def fields(self) -> set[str]:
        """The names of the fields that it asks for."""
        return {field.name for field in self._question.fields}

    @property
    def is_of_flows(self) -> bool:
        """Whether it asks of connections alone, so that no frame need be looked at."""
        return all(name.startswith("flow.") or name == "tcp.stream" for name in self.fields)

    def frames(
        self,
        session: Session,
        start: int,
        stop: int,
        progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Vector:
        """Return a mask of the rows start..stop that match; rows that are no longer in memory do not.

        `progress` is told the number of rows done; once cancelled, the rows not looked at count as no match. Raises
        FilterError for a pattern that takes too long, CaptureError where frames cannot be read again.
        """
        import numpy as np

        from tui_tcp.fields.of_flow import GO_ON, Stopped

        def go_on(share: float) -> bool:
            if progress:
                progress(int(share * (stop - start)))
            return not (is_cancelled and is_cancelled())

        shared: dict[Any, Any] = {GO_ON: go_on}
        try:
            ask = self._frames_of_connections if self.is_of_flows else self._frames_themselves
            mask = ask(session, start, stop, shared)
        except Stopped:
            return np.zeros(stop - start, bool)
        go_on(1.0)
        return mask

    def _frames_themselves(self, session: Session, start: int, stop: int, shared: dict[Any, Any]) -> Vector:
        import numpy as np

        from tui_tcp.fields.of_ends import share_senders
        from tui_tcp.fields.of_flow import GO_ON
        from tui_tcp.fields.slab import slabs
        from tui_tcp.filters.questions import answer

        mask = np.zeros(stop - start, bool)
        done = min(max(session.columns.first - start, 0), stop - start)
        share_senders(session, stop - start - done, shared)
        for slab in slabs(session, start + done, stop, shared):
            if not shared[GO_ON](done / (stop - start)):
                break
            mask[done : done + len(slab)] = answer(self._question, slab)
            done += len(slab)
        mask[: max(session.columns.first - start, 0)] = False  # what went meanwhile was perhaps read as a blank
        return mask

    def _frames_of_connections(self, session: Session, start: int, stop: int, shared: dict[Any, Any]) -> Vector:
        """Ask each connection once; and one of the frames that have none, or all if those may quote one."""
        import numpy as np

        from tui_tcp.fields.of_flow import Connections
        from tui_tcp.fields.slab import Slab
        from tui_tcp.filters.questions import answer

        numbers = session.columns.vector("connection", stop)[start:]
        connections = Connections(session, len(session.connections), shared)
        matching = np.append(answer(self._question, connections), False)  # the last one is found by -1, too
        found: Vector = matching[numbers]
        others = np.flatnonzero(numbers < 0)
        others = others[others + start >= session.columns.first]
        asked = others if "tcp.stream" in self.fields else others[:1]
        if len(others):
            found[others] = answer(self._question, Slab(session, asked + start, shared))
        found[: max(session.columns.first - start, 0)] = False
        return found

    def connections(self, session: Session, mask: Vector | None = None) -> Vector:
        """Return a mask of the connections that match: by themselves, or by any of their frames.

        `mask` is what `frames` said of the rows from 0 on; without it, it is worked out where it is needed.
        """
        import numpy as np

        from tui_tcp.fields.of_flow import Connections
        from tui_tcp.filters.questions import answer

        count = len(session.connections)
        if self.is_of_flows:
            return answer(self._question, Connections(session, count))
        if mask is None:
            mask = self.frames(session, 0, session.frame_count)
        numbers = session.columns.vector("connection", len(mask))[mask]
        matching = np.zeros(count, bool)
        matching[numbers[numbers >= 0]] = True
        return matching


def compile_filter(text: str) -> Filter:
    """Return a filter. Raises FilterError, in one line and with the column, for what is none."""
    return Filter(text, question_of(parse(text)))
