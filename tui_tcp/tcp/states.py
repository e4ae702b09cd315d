"""RFC 9293's state machine as one flat table that can be read beside figure 5 of section 3.3.2.

All that decides a transition stands here. A segment moves its sender by *sent* events and its receiver by *received*
events; the file does not know which end is whose. Two additions to the RFC, for a passive observer: UNSEEN, an endpoint
of which nothing was captured yet, and rows for SYNs and FINs that crossed on the way, because we take what was captured
for received and learn better when the peer's answer shows that it was still under way.
"""

from __future__ import annotations

from enum import IntEnum


class State(IntEnum):
    """RFC 9293 section 3.3.2, and UNSEEN."""

    UNSEEN = 0
    CLOSED = 1
    LISTEN = 2
    SYN_SENT = 3
    SYN_RECEIVED = 4
    ESTABLISHED = 5
    FIN_WAIT_1 = 6
    FIN_WAIT_2 = 7
    CLOSE_WAIT = 8
    CLOSING = 9
    LAST_ACK = 10
    TIME_WAIT = 11

    @property
    def text(self) -> str:
        """The RFC's spelling, for people; UNSEEN has none."""
        return "" if self is State.UNSEEN else self.name.replace("_", "-")


class Confidence(IntEnum):
    """How a state is known."""

    ASSUMED = 0  # nothing of it was captured
    IMPLIED = 1  # the peer sent what leads there
    CERTAIN = 2  # the endpoint itself proved it by what it sent

    @property
    def text(self) -> str:
        """The word for people."""
        return self.name.lower()


class Event(IntEnum):
    """What one segment means for one endpoint, in the order in which RFC 9293 section 3.10.7.4 looks."""

    SENT_RST = 0
    SENT_SYN = 1
    SENT_CROSSING_SYN = 2  # although the peer's SYN was captured before: it had not arrived
    SENT_SYN_ACK = 3
    SENT_ACK = 4  # of the peer's SYN, or with neither end's SYN captured
    SENT_FIN = 5
    SENT_CROSSING_FIN = 6  # it does not acknowledge the peer's FIN, captured before
    SENT_SACK_BELOW_FIN = 7  # it waits for what precedes the peer's FIN, captured before: that had been lost
    RCVD_RST = 8
    RCVD_RST_IN_PASSIVE_OPEN = 9
    RCVD_SYN = 10
    RCVD_SYN_ACK = 11
    RCVD_ACK_OF_SYN = 12
    RCVD_ACK_OF_FIN = 13
    RCVD_FIN = 14
    RCVD_OTHER = 15  # a segment that is none of these, with no SYN captured


_S, _E = State, Event

# (state, event, next state, place in RFC 9293 unless another is named)
TRANSITIONS: list[tuple[State, Event, State, str]] = [
    # Opening
    (_S.UNSEEN, _E.SENT_SYN, _S.SYN_SENT, "figure 5: active OPEN, snd SYN"),
    (_S.UNSEEN, _E.SENT_SYN_ACK, _S.SYN_RECEIVED, "figure 5: rcv SYN, snd SYN,ACK; the SYN was not captured"),
    (_S.UNSEEN, _E.RCVD_SYN, _S.LISTEN, "figure 5: passive OPEN, assumed"),
    (_S.UNSEEN, _E.RCVD_SYN_ACK, _S.ESTABLISHED, "figure 5: SYN-SENT, rcv SYN,ACK; the SYN was not captured"),
    (_S.CLOSED, _E.SENT_SYN, _S.SYN_SENT, "figure 5: active OPEN, snd SYN"),
    (_S.CLOSED, _E.SENT_SYN_ACK, _S.SYN_RECEIVED, "figure 5: passive OPEN, rcv SYN, snd SYN,ACK"),
    (_S.CLOSED, _E.RCVD_SYN, _S.CLOSED, "3.10.7.1: answered by a reset"),
    (_S.LISTEN, _E.RCVD_SYN, _S.LISTEN, "3.10.7.2: SYN-RECEIVED shows when the SYN,ACK is sent"),
    (_S.LISTEN, _E.SENT_SYN_ACK, _S.SYN_RECEIVED, "figure 5: rcv SYN, snd SYN,ACK"),
    (_S.LISTEN, _E.SENT_SYN, _S.SYN_SENT, "figure 5: SEND, snd SYN"),
    (_S.LISTEN, _E.SENT_CROSSING_SYN, _S.SYN_RECEIVED, "figure 7: both SYNs are under way"),
    (_S.LISTEN, _E.SENT_ACK, _S.ESTABLISHED, "figure 6: the SYN,ACK was not captured"),
    (_S.LISTEN, _E.SENT_RST, _S.CLOSED, "3.5.2 group 1: there is no listener"),
    (_S.LISTEN, _E.RCVD_RST, _S.LISTEN, "3.10.7.2 first: ignored"),
    (_S.LISTEN, _E.RCVD_RST_IN_PASSIVE_OPEN, _S.LISTEN, "3.10.7.2 first: ignored"),
    (_S.SYN_SENT, _E.SENT_SYN, _S.SYN_SENT, "3.8.1: sent again"),
    (_S.SYN_SENT, _E.SENT_ACK, _S.ESTABLISHED, "figure 6: the SYN,ACK was not captured"),
    (_S.SYN_SENT, _E.SENT_RST, _S.SYN_SENT, "3.10.7.3 first: answers an ACK that is not acceptable; figures 8, 9"),
    (_S.SYN_SENT, _E.RCVD_SYN, _S.SYN_RECEIVED, "figure 5: simultaneous open; 3.10.7.3 fourth"),
    (_S.SYN_SENT, _E.RCVD_SYN_ACK, _S.ESTABLISHED, "figure 5: rcv SYN,ACK; 3.10.7.3 fourth"),
    (_S.SYN_SENT, _E.RCVD_RST, _S.CLOSED, "3.10.7.3 second: refused"),
    (_S.SYN_RECEIVED, _E.SENT_SYN_ACK, _S.SYN_RECEIVED, "figure 7, or sent again"),
    (_S.SYN_RECEIVED, _E.RCVD_SYN, _S.SYN_RECEIVED, "3.10.7.4 fourth: sent again"),
    (_S.SYN_RECEIVED, _E.RCVD_SYN_ACK, _S.ESTABLISHED, "figure 7: simultaneous open ends"),
    (_S.SYN_RECEIVED, _E.RCVD_ACK_OF_SYN, _S.ESTABLISHED, "figure 5: rcv ACK of SYN; 3.10.7.4 fifth"),
    (_S.SYN_RECEIVED, _E.SENT_FIN, _S.FIN_WAIT_1, "figure 5: CLOSE, snd FIN"),
    (_S.SYN_RECEIVED, _E.RCVD_FIN, _S.CLOSE_WAIT, "3.10.7.4 eighth"),
    (_S.SYN_RECEIVED, _E.SENT_RST, _S.CLOSED, "3.10.5: ABORT"),
    (_S.SYN_RECEIVED, _E.RCVD_RST, _S.CLOSED, "3.10.7.4 second: after an active OPEN, refused"),
    (_S.SYN_RECEIVED, _E.RCVD_RST_IN_PASSIVE_OPEN, _S.LISTEN, "3.10.7.4 second: after a passive OPEN; figures 8, 11"),
    # Joined midway
    (_S.UNSEEN, _E.SENT_ACK, _S.ESTABLISHED, "none: what came before was not captured"),
    (_S.UNSEEN, _E.RCVD_OTHER, _S.ESTABLISHED, "none: what came before was not captured"),
    (_S.UNSEEN, _E.SENT_RST, _S.CLOSED, "3.10.5: ABORT"),
    (_S.UNSEEN, _E.RCVD_RST, _S.CLOSED, "3.10.7.4 second"),
    # Closing
    (_S.ESTABLISHED, _E.SENT_FIN, _S.FIN_WAIT_1, "figure 5: CLOSE, snd FIN"),
    (_S.ESTABLISHED, _E.RCVD_FIN, _S.CLOSE_WAIT, "figure 5: rcv FIN; 3.10.7.4 eighth"),
    (_S.FIN_WAIT_1, _E.SENT_FIN, _S.FIN_WAIT_1, "3.8.1: sent again"),
    (_S.FIN_WAIT_1, _E.RCVD_ACK_OF_FIN, _S.FIN_WAIT_2, "figure 5: rcv ACK of FIN"),
    (_S.FIN_WAIT_1, _E.RCVD_FIN, _S.CLOSING, "figure 5: rcv FIN; figure 13"),
    (_S.FIN_WAIT_2, _E.RCVD_FIN, _S.TIME_WAIT, "figure 5: rcv FIN, snd ACK"),
    (_S.CLOSE_WAIT, _E.SENT_FIN, _S.LAST_ACK, "figure 5: CLOSE, snd FIN"),
    (_S.CLOSE_WAIT, _E.SENT_CROSSING_FIN, _S.CLOSING, "figure 13: both FINs are under way"),
    (_S.CLOSING, _E.SENT_FIN, _S.CLOSING, "3.8.1: sent again"),
    (_S.CLOSING, _E.SENT_CROSSING_FIN, _S.CLOSING, "3.8.1: sent again"),
    (_S.CLOSING, _E.RCVD_ACK_OF_FIN, _S.TIME_WAIT, "figure 5: rcv ACK of FIN"),
    (_S.LAST_ACK, _E.SENT_FIN, _S.LAST_ACK, "3.8.1: sent again"),
    (_S.LAST_ACK, _E.RCVD_ACK_OF_FIN, _S.CLOSED, "figure 5: rcv ACK of FIN"),
    (_S.CLOSE_WAIT, _E.SENT_SACK_BELOW_FIN, _S.ESTABLISHED, "3.10.7.4 seventh: what comes early is held back"),
    (_S.CLOSING, _E.SENT_SACK_BELOW_FIN, _S.FIN_WAIT_1, "3.10.7.4 seventh: what comes early is held back"),
    (_S.TIME_WAIT, _E.SENT_SACK_BELOW_FIN, _S.FIN_WAIT_2, "3.10.7.4 seventh: what comes early is held back"),
    # Reset
    (_S.ESTABLISHED, _E.SENT_RST, _S.CLOSED, "3.10.5: ABORT"),
    (_S.FIN_WAIT_1, _E.SENT_RST, _S.CLOSED, "3.10.5: ABORT"),
    (_S.FIN_WAIT_2, _E.SENT_RST, _S.CLOSED, "3.10.5: ABORT"),
    (_S.CLOSE_WAIT, _E.SENT_RST, _S.CLOSED, "3.10.5: ABORT"),
    (_S.CLOSING, _E.SENT_RST, _S.CLOSED, "3.10.5: ABORT"),
    (_S.LAST_ACK, _E.SENT_RST, _S.CLOSED, "3.10.5: ABORT"),
    (_S.TIME_WAIT, _E.SENT_RST, _S.CLOSED, "3.10.5: ABORT"),
    (_S.CLOSED, _E.SENT_RST, _S.CLOSED, "3.10.7.1: answers what finds nobody; figure 10"),
    (_S.ESTABLISHED, _E.RCVD_RST, _S.CLOSED, "3.10.7.4 second"),
    (_S.FIN_WAIT_1, _E.RCVD_RST, _S.CLOSED, "3.10.7.4 second"),
    (_S.FIN_WAIT_2, _E.RCVD_RST, _S.CLOSED, "3.10.7.4 second"),
    (_S.CLOSE_WAIT, _E.RCVD_RST, _S.CLOSED, "3.10.7.4 second"),
    (_S.CLOSING, _E.RCVD_RST, _S.CLOSED, "3.10.7.4 second"),
    (_S.LAST_ACK, _E.RCVD_RST, _S.CLOSED, "3.10.7.4 second"),
    (_S.TIME_WAIT, _E.RCVD_RST, _S.CLOSED, "3.10.7.4 second; RFC 1337 calls it assassination"),
    (_S.CLOSED, _E.RCVD_RST, _S.CLOSED, "3.10.7.1: ignored"),
]


def _next_states() -> bytes:
    """Lay the table out by (state, event), the state itself where no row stands. Raises ValueError on a double row."""
    cells = bytearray(state for state in State for _ in Event)
    seen = set()
    for state, event, after, _ in TRANSITIONS:
        if (state, event) in seen:
            raise ValueError(f"two rows for {state.name}, {event.name}")
        seen.add((state, event))
        cells[state * len(Event) + event] = after
    return bytes(cells)


NEXT_STATES = _next_states()

# The less closed a state, the earlier it stands: of two endpoints the earlier names the connection's state.
OPENNESS = [
    State.ESTABLISHED,
    State.SYN_RECEIVED,
    State.SYN_SENT,
    State.CLOSE_WAIT,
    State.FIN_WAIT_1,
    State.FIN_WAIT_2,
    State.CLOSING,
    State.LAST_ACK,
    State.TIME_WAIT,
    State.CLOSED,
    State.LISTEN,
    State.UNSEEN,
]
