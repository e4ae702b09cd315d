"""RFC 9293's figures 6 to 13, typed line by line, replayed by two endpoints.

Left of a segment `-->` means that peer A sent it and `<--` that A received it; right of it `-->` means that peer B
received it and `<--` that B sent it; `...` means that it was still under way, or had been sent before. A state that the
figure leaves out is not compared. One thing is told apart from the RFC: who watches from outside learns that a listener
took a SYN only when the listener answers, so our LISTEN stands beside the figure's SYN-RECEIVED until then.
"""

import re

import pytest

from tui_tcp.segment import Segment
from tui_tcp.tcp.endpoint import Endpoint
from tui_tcp.tcp.flags import NAMES, SYN
from tui_tcp.tcp.states import State

FIGURES: dict[int, str] = {}

FIGURES[6] = """
    CLOSED                                                LISTEN
    SYN-SENT    --> <SEQ=100><CTL=SYN>                --> SYN-RECEIVED
    ESTABLISHED <-- <SEQ=300><ACK=101><CTL=SYN,ACK>   <-- SYN-RECEIVED
    ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK>       --> ESTABLISHED
    ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK><DATA=1> --> ESTABLISHED
"""
FIGURES[7] = """
    CLOSED                                                CLOSED
    SYN-SENT     --> <SEQ=100><CTL=SYN>               ...
    SYN-RECEIVED <-- <SEQ=300><CTL=SYN>               <-- SYN-SENT
                 ... <SEQ=100><CTL=SYN>               --> SYN-RECEIVED
    SYN-RECEIVED --> <SEQ=100><ACK=301><CTL=SYN,ACK>  ...
    ESTABLISHED  <-- <SEQ=300><ACK=101><CTL=SYN,ACK>  <-- SYN-RECEIVED
                 ... <SEQ=100><ACK=301><CTL=SYN,ACK>  --> ESTABLISHED
"""
FIGURES[8] = """
    CLOSED                                                LISTEN
    SYN-SENT    --> <SEQ=100><CTL=SYN>                ...
                ... <SEQ=90><CTL=SYN>                 --> SYN-RECEIVED
    SYN-SENT    <-- <SEQ=300><ACK=91><CTL=SYN,ACK>    <-- SYN-RECEIVED
    SYN-SENT    --> <SEQ=91><CTL=RST>                 --> LISTEN
                ... <SEQ=100><CTL=SYN>                --> SYN-RECEIVED
    ESTABLISHED <-- <SEQ=400><ACK=101><CTL=SYN,ACK>   <-- SYN-RECEIVED
    ESTABLISHED --> <SEQ=101><ACK=401><CTL=ACK>       --> ESTABLISHED
"""
FIGURES[9] = """
    CLOSED                                                ESTABLISHED
    SYN-SENT --> <SEQ=400><CTL=SYN>                   --> ESTABLISHED
    SYN-SENT <-- <SEQ=300><ACK=100><CTL=ACK>          <-- ESTABLISHED
    SYN-SENT --> <SEQ=100><CTL=RST>                   --> CLOSED
    SYN-SENT                                              CLOSED
    SYN-SENT --> <SEQ=400><CTL=SYN>                   -->
"""
FIGURES[10] = """
    CLOSED                                                ESTABLISHED
             <-- <SEQ=300><ACK=100><DATA=10><CTL=ACK> <-- ESTABLISHED
             --> <SEQ=100><CTL=RST>                   --> CLOSED
"""
FIGURES[11] = """
    LISTEN                                                LISTEN
             ... <SEQ=70><CTL=SYN>                    --> SYN-RECEIVED
             <-- <SEQ=500><ACK=71><CTL=SYN,ACK>       <-- SYN-RECEIVED
             --> <SEQ=71><CTL=RST>                    --> LISTEN
    LISTEN                                                LISTEN
"""
FIGURES[12] = """
    ESTABLISHED                                           ESTABLISHED
    FIN-WAIT-1  --> <SEQ=100><ACK=300><CTL=FIN,ACK>   --> CLOSE-WAIT
    FIN-WAIT-2  <-- <SEQ=300><ACK=101><CTL=ACK>       <-- CLOSE-WAIT
    TIME-WAIT   <-- <SEQ=300><ACK=101><CTL=FIN,ACK>   <-- LAST-ACK
    TIME-WAIT   --> <SEQ=101><ACK=301><CTL=ACK>       --> CLOSED
"""
FIGURES[13] = """
    ESTABLISHED                                           ESTABLISHED
    FIN-WAIT-1  --> <SEQ=100><ACK=300><CTL=FIN,ACK>   ...
                <-- <SEQ=300><ACK=100><CTL=FIN,ACK>   <-- FIN-WAIT-1
                ... <SEQ=100><ACK=300><CTL=FIN,ACK>   -->
    CLOSING     --> <SEQ=101><ACK=301><CTL=ACK>       ... CLOSING
                <-- <SEQ=301><ACK=101><CTL=ACK>       <--
                ... <SEQ=101><ACK=301><CTL=ACK>       -->
    TIME-WAIT                                             TIME-WAIT
"""
ARROW = r"(-->|<--|\.\.\.)"
LINE = re.compile(rf" *([A-Z0-9-]*?) *(?:{ARROW} (<.*>) *{ARROW})? *([A-Z0-9-]*)$")
BITS = {name: bit for bit, name in NAMES.items()}


@pytest.mark.parametrize("number", FIGURES)
def test_the_endpoints_go_through_the_states_of_the_figure(number: int) -> None:
    first, *lines = FIGURES[number].strip("\n").splitlines()
    a, b = peers(*first.split())
    for line in lines:
        match = LINE.fullmatch(line)
        assert match, line
        state_a, left, text, right, state_b = match.groups()
        if text:
            pass_on(segment(text), a, b, left, right)
        assert matches(a, state_a), f"A is in {State(a.state).text}: {line}"
        assert matches(b, state_b), f"B is in {State(b.state).text}: {line}"


def pass_on(segment: Segment, a: Endpoint, b: Endpoint, left: str, right: str) -> None:
    """Tell the sender that it sent and the receiver that it received, as far as the arrows say so."""
    if left == "-->":
        a.sent(segment)
    if right == "<--":
        b.sent(segment)
    if left == "<--":
        a.received(segment)
    if right == "-->":
        b.received(segment)


def matches(end: Endpoint, wanted: str) -> bool:
    took_syn = end.state == State.LISTEN and end.heard_syn
    return wanted in ("", State(end.state).text) or (took_syn and wanted == "SYN-RECEIVED")


def segment(text: str) -> Segment:
    fields = dict(field.split("=") for field in re.findall(r"<(.*?)>", text))
    flags = sum(BITS[name] for name in fields["CTL"].split(","))
    return Segment(flags, int(fields["SEQ"]), int(fields.get("ACK", 0)), int(fields.get("DATA", 0)))


def peers(state_a: str, state_b: str) -> tuple[Endpoint, Endpoint]:
    """Two endpoints as a figure's first line has them; what is established sends 100 and 300 next."""
    a, b = Endpoint(), Endpoint()
    pass_on(Segment(SYN, 99), a, b, "-->", "-->")
    for text in ("<SEQ=299><ACK=100><CTL=SYN,ACK>", "<SEQ=100><ACK=300><CTL=ACK>"):
        arrow = "<--" if "SYN" in text else "-->"
        pass_on(segment(text), a, b, arrow, arrow)
    return as_named(a, state_a), as_named(b, state_b)


def as_named(connected: Endpoint, state: str) -> Endpoint:
    if state == "ESTABLISHED":
        return connected
    end = Endpoint()
    end.state = State[state]
    return end
