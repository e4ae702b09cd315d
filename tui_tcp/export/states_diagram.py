"""The state diagram of the README (Mermaid), drawn from the transition table that the engine itself uses.

python -m tui_tcp.export.states_diagram
"""

from __future__ import annotations

from tui_tcp.tcp.states import TRANSITIONS, Event, State

_WORDS = {
    Event.SENT_RST: "snd RST",
    Event.SENT_SYN: "snd SYN",
    Event.SENT_CROSSING_SYN: "snd SYN, they cross",
    Event.SENT_SYN_ACK: "snd SYN,ACK",
    Event.SENT_ACK: "snd ACK",
    Event.SENT_FIN: "snd FIN",
    Event.SENT_CROSSING_FIN: "snd FIN, they cross",
    Event.RCVD_RST: "rcv RST",
    Event.RCVD_RST_IN_PASSIVE_OPEN: "rcv RST",
    Event.RCVD_SYN: "rcv SYN",
    Event.RCVD_SYN_ACK: "rcv SYN,ACK",
    Event.RCVD_ACK_OF_SYN: "rcv ACK of SYN",
    Event.RCVD_ACK_OF_FIN: "rcv ACK of FIN",
    Event.RCVD_FIN: "rcv FIN",
    Event.RCVD_OTHER: "rcv anything",
}
_LEFT_OUT = {Event.SENT_RST, Event.RCVD_RST, Event.RCVD_RST_IN_PASSIVE_OPEN, Event.SENT_SACK_BELOW_FIN}


def diagram() -> str:
    """Return the transitions between RFC 9293's states as a Mermaid diagram.

    Resets, UNSEEN, and what undoes a step that only the capture point saw, would only hide them.
    """
    lines = ["stateDiagram-v2", "    [*] --> CLOSED"]
    lines += [f"    {state.name}: {state.text}" for state in State if state is not State.UNSEEN]
    lines += [f"    {before.name} --> {after.name}: {_WORDS[event]}" for before, event, after in _drawn()]
    return "\n".join(lines) + "\n"


def _drawn() -> list[tuple[State, Event, State]]:
    return [
        (before, event, after)
        for before, event, after, _ in TRANSITIONS
        if before is not after and before is not State.UNSEEN and event not in _LEFT_OUT
    ]


if __name__ == "__main__":
    print(diagram(), end="")
