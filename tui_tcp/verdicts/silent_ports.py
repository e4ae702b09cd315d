"""Why a port may have been silent: what else the same host, port and client did leaves fewer causes than there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.verdicts.words import duration

if TYPE_CHECKING:
    from tui_tcp.verdicts.case import Case

_NEITHER = "the host is up and no filter drops all that the client sends"


def why_silent(case: Case, it: str) -> str:
    """Name the causes that the capture leaves possible; `it` stands for the SYN or SYNs without answer."""
    return _by_this_client(case, it) or _by_others(case, it)


def _by_this_client(case: Case, it: str) -> str:
    """Tell what follows from answers that this client got of the same port; '' where it got none."""
    waiting = case.connection
    before, after = case.around.answered_client(waiting)
    if after and after.first_time <= waiting.last_time:
        return (
            f": the same port answered this client meanwhile (connection {after.number}), so that {_NEITHER}: something"
            f" dropped just {it}, such as a firewall that remembers an older connection on the client's port, or one of"
            " several servers behind the address"
        )
    if before and before.client.last_heard > waiting.first_time:
        return (
            f": the same port went on answering this client (connection {before.number}), so that {_NEITHER}: the queue"
            f" of connections to accept may be full, or something dropped just {it}"
        )
    if before:
        return (
            f": the same port had answered this client before (connection {before.number}), so that no filter drops all"
            " that it sends: the queue of connections to accept may be full, or the host or the way to it failed since"
        )
    if after:
        later = duration(after.first_time - waiting.last_time)
        return (
            f"; but the same port answered this client {later} later (connection {after.number}): what dropped {it} did"
            " so for a while, or not to all: an outage, a full queue, or a firewall"
        )
    return ""


def _by_others(case: Case, it: str) -> str:
    other = case.around.answered_others(case.connection)
    if other >= 0:
        return (
            f": the same port answered others (connection {other}), so that its queue of connections to accept may be"
            " full, or a filter drops this client"
        )
    host = case.around.heard_of(case.connection)
    if host >= 0:
        return f": the host is up (it answered on connection {host}), so that a filter probably drops {it}"
    return f": a filter drops {it}, the host is down, or the answer goes another way"
