"""Puts together what the kernels said: per endpoint, the states it went through and when."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from lab.polls import GONE

Lane = list[list[Any]]
"""[time, state] in order."""
Event = dict[str, Any]

# In the trace these two end in CLOSE when the socket is replaced by a small one that only waits: in TIME-WAIT, or, if
# no program holds it any more, in FIN-WAIT-2 still.
BEFORE_WAITING = ("FIN_WAIT2", "CLOSING")
# The poll sees a change about this much later at most. (Or earlier: its time is taken before it reads.)
POLL_LAG_S = 0.02


def timeline(trace: list[Event], polls: list[Event]) -> dict[str, Lane]:
    """Tell each endpoint's states, from the trace where there is one, completed by the polls."""
    polled = defaultdict(list)
    for poll in polls:
        polled[_poll_key(poll)].append(poll)
    traced = defaultdict(list)
    for event in trace:
        if event["ev"] == "inet_sock_set_state" and event["dport"]:
            traced[f"{event['saddr']}:{event['sport']}>{event['dport']}"].append(event)
    lanes = {}
    for key in sorted({*polled, *traced}):
        lanes[key] = _lane(traced[key], polled[key]) if key in traced else _polled_lane(polled[key])
    return lanes


def _poll_key(poll: Event) -> str:
    sport, _, dport = poll["flow"].partition("-")
    return f"{poll['saddr']}:{sport}>{dport}"


def _polled_lane(polls: list[Event]) -> Lane:
    return [[poll["t"], "CLOSE" if poll["state"] == GONE else poll["state"]] for poll in polls]


def _lane(events: list[Event], polls: list[Event]) -> Lane:
    lane: Lane = []
    for event in events:
        if event["new"] == event["old"]:
            continue
        if event["new"] == "CLOSE" and event["old"] in BEFORE_WAITING:
            lane += _end_of_waiting(event, polls)
        else:
            lane.append([event["t"], event["new"]])
    for poll in polls:
        if poll["state"] == "SYN_RECV":
            _place_syn_received(lane, poll["t"])
    return lane


def _end_of_waiting(event: Event, polls: list[Event]) -> Lane:
    """What the polls say about a socket that the trace calls closed: when it came to TIME-WAIT, or went."""
    later = (p for p in polls if p["t"] >= event["t"] - POLL_LAG_S and p["state"] in ("TIME_WAIT", GONE))
    end = next(later, None)
    if end is None:  # an orphan that waits in FIN-WAIT-2 to the end
        return []
    state = "CLOSE" if end["state"] == GONE else "TIME_WAIT"
    return [[event["t"] if end["t"] <= event["t"] + POLL_LAG_S else end["t"], state]]


def _place_syn_received(lane: Lane, polled_at: float) -> None:
    """Begin SYN-RECEIVED when it was first seen: the trace knows of it only when the last ACK arrives."""
    index = next((i for i, (t, _) in enumerate(lane) if t > polled_at), len(lane))
    if index and lane[index - 1][1] == "SYN_RECV":
        return
    if index < len(lane) and lane[index][1] == "SYN_RECV":
        lane[index][0] = polled_at
    else:
        lane.insert(index, [polled_at, "SYN_RECV"])
