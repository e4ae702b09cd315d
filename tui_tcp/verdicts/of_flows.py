"""What is said of connections in a column: one value a connection, for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_tcp.verdicts.verdict import cases_of, judge
from tui_tcp.verdicts.zeek import conn_state, history

if TYPE_CHECKING:
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection


def verdict_names(session: Session, connections: Sequence[Connection]) -> list[str]:
    """Return the names of all verdicts on each connection, the worst first, with commas between."""
    return [",".join(dict.fromkeys(c.name for c in judge(case).claims)) for case in cases_of(session, connections)]


def conn_states(session: Session, connections: Sequence[Connection]) -> list[str]:
    """Return Zeek's conn_state of each connection."""
    return [conn_state(case) for case in cases_of(session, connections)]


def histories(session: Session, connections: Sequence[Connection]) -> list[str]:
    """Return Zeek's history of each connection."""
    return [history(case) for case in cases_of(session, connections)]


def completenesses(_: Session, connections: Sequence[Connection]) -> list[int]:
    """Return Wireshark's final tcp.completeness of each connection."""
    return [connection.analysis.completeness for connection in connections]
