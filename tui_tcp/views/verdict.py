"""What can be said of a whole connection in two or three sentences: how it opened, what it carried, how it ended.

Nothing is said that the frames do not prove; each claim names the frame that proves it, where one frame does.
"""

from __future__ import annotations

import re

from tui_tcp.model.columns import CHUNK_ROWS
from tui_tcp.model.session import Session
from tui_tcp.tcp.closing import how_closed, who_closed
from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.states import State
from tui_tcp.views.format import count, duration, join_words, size
from tui_tcp.views.ladder_index import read_track
from tui_tcp.views.ladder_steps import closing_steps
from tui_tcp.views.pieces import Line, Piece

_COPIES = sum(bit for name, bit in BITS.items() if "retransmission" in name or name == "tail_loss_probe")
_LIT = re.compile(r"\b(client|server|clean)\b|(#\d+)")
_STYLES = {"client": "client", "server": "server", "clean": "good"}
_OTHER = {"client": "server", "server": "client"}


def verdict(session: Session, connection: Connection) -> Line:
    """Return the sentences as one line of any length."""
    how = how_closed(connection)
    sentences = [_OPENING.get(how, _opened)(session, connection)]
    if connection.server.packets and how != "refused":
        sentences.append(_carried(session, connection))
    if how in _ENDING:
        sentences.append(_ENDING[how](session, connection))
    pieces: list[Piece] = []
    for sentence in sentences:
        pieces.append((" ", ""))
        for text, style in sentence:
            pieces += _lit(text, style)
    return tuple(pieces)


def other_frame(session: Session, row: int) -> Line:
    """Return what is said in the verdict's place of a frame that belongs to no connection."""
    from tui_tcp.views.other_frames import describe

    protocol = describe(session, row).protocol
    return ((f" Frame {row + 1} belongs to no TCP connection: {protocol}.", "dim"),)


def _lit(text: str, style: str) -> list[Piece]:
    """Give the ends their colours and the frames theirs."""
    parts = [part for part in _LIT.split(text) if part]
    return [(part, "marker" if part.startswith("#") else _STYLES.get(part, style)) for part in parts]


def _frame(row: int) -> str:
    return f"#{row + 1}"


def _opened(_: Session, connection: Connection) -> Line:
    client, server = connection.client, connection.server
    if connection.rtt >= 0:
        again = ", once the SYN had been sent again" if connection.syn_time > connection.first_time else ""
        return ((f"Opened in {duration(connection.rtt)} ({_frame(connection.first_row)}){again}.", ""),)
    if client.has_syn and server.has_syn:
        return (("The end of the handshake was not captured.", "note"),)
    if client.has_syn:
        return (("The server's SYN,ACK was not captured.", "note"),)
    if server.has_syn:
        return (("The client's SYN was not captured.", "note"),)
    guess = "; which end is the client is a guess" if connection.client_guessed else ""
    return ((f"Captured from the middle on{guess}.", "note"),)


def _refused(_: Session, connection: Connection) -> Line:
    after = connection.last_time - connection.first_time if connection.client.packets == 1 else -1
    in_time = f" after {duration(after)}" if after >= 0 else ""
    syn, reset = _frame(connection.first_row), _frame(connection.first_reset_row)
    reason = "nobody listens on that port, or a firewall rejects"
    return ((f"Refused: the SYN ({syn}) was answered by a reset ({reset}){in_time}: {reason}.", "problem"),)


def _unanswered(session: Session, connection: Connection) -> Line:
    sent = connection.client.packets
    noun = "SYN" if connection.client.retransmissions == sent - 1 else "segment"
    lasted = connection.last_time - connection.first_time
    in_time = f" in {duration(lasted)}" if lasted else ""
    so_far = "" if session.is_done else " so far"
    reasons = "dropped by a filter, the host is down, or the answer goes another way"
    tries = f"{count(sent, noun)}{in_time} ({_frame(connection.first_row)}){so_far}"
    return ((f"No answer to {tries}: {reasons}.", "problem"),)


def _carried(session: Session, connection: Connection) -> Line:
    """Tell how much went which way and what happened to it."""
    text = f"{size(connection.client.bytes)} from client, {size(connection.server.bytes)} from server; "
    facts = [_sent_again(session, connection), *(_happened(session, connection, name) for name in _HAPPENED)]
    told = join_words([fact for fact in facts if fact])
    return (text, ""), (f"{told}.", "problem") if told else ("nothing sent again.", "")


def _sent_again(session: Session, connection: Connection) -> str:
    again = [
        f"{name} sent {count(end.retransmissions, 'segment')} again"
        for name, end in (("client", connection.client), ("server", connection.server))
        if end.retransmissions
    ]
    first = first_with(session, connection, _COPIES) if again else -1
    return join_words(again) + (f" (first {_frame(first)})" if first >= 0 else "")


_HAPPENED = {
    "out_of_order": "a segment of the {who} came late, overtaken or repaired before the capture point",
    "lost_segment": "segments of the {who} are missing in the capture",
    "zero_window": "the {who} had no room",
}


def _happened(session: Session, connection: Connection, name: str) -> str:
    """Tell the first time that this was found, and of whose segment."""
    if name == "lost_segment" and connection.findings & BITS["out_of_order"]:
        return ""  # the hole was filled: what came late tells of it
    first = first_with(session, connection, BITS[name]) if connection.findings & BITS[name] else -1
    if first < 0:
        return ""
    return f"{_HAPPENED[name].format(who=_sender(session, connection, first))} ({_frame(first)})"


def _sender(session: Session, connection: Connection, row: int) -> str:
    return "client" if session.columns.value("direction", row) == connection.client_direction else "server"


def first_with(session: Session, connection: Connection, bits: int) -> int:
    """Return the first frame of a connection that shows one of these findings, -1 if none does."""
    import numpy as np

    for number in range(connection.first_row // CHUNK_ROWS, connection.last_row // CHUNK_ROWS + 1):
        chunk = session.columns.chunks[number]
        stop = min(CHUNK_ROWS, session.frame_count - number * CHUNK_ROWS)
        own = chunk.vector("connection", stop) == connection.number
        found = np.flatnonzero(own & ((chunk.vector("findings", stop) & np.uint64(bits)) != 0))
        if len(found):
            return number * CHUNK_ROWS + int(found[0])
    return -1


def _closed(session: Session, connection: Connection) -> Line:
    """Tell who closed first, how the other answered, and who has to wait."""
    who = who_closed(connection)
    track = read_track(session.columns, connection, connection.first_fin_row)
    at = {number: int(track.rows[index]) for index, number in closing_steps(track, connection).items()}
    text = f"The {who} closed first ({_frame(connection.first_fin_row)}), the {_OTHER[who]}"
    if len(at) == 3:
        text += f" answered with its own FIN ({_frame(at[2])}): three segments"
    elif len(at) == 4:
        later = session.columns.value("time", at[3]) - session.columns.value("time", connection.first_fin_row)
        text += f" {duration(later)} later ({_frame(at[3])}): four segments"
    else:
        text += ", too: an acknowledgment was not captured"
    return ((text + _waits(connection), ""),)


def _crossed(session: Session, connection: Connection) -> Line:
    text = f"Both closed at once (first {_frame(connection.first_fin_row)}): their FINs crossed"
    return ((text + _waits(connection), ""),)


def _waits(connection: Connection) -> str:
    """Return who holds TIME-WAIT, and whether all went as it should."""
    ends = {"client": connection.client.state, "server": connection.server.state}
    waiting = [name for name, state in ends.items() if state == State.TIME_WAIT]
    if not waiting:
        return "."
    is_clean = all(state in (State.TIME_WAIT, State.CLOSED) for state in ends.values())
    return f", {'clean, ' if is_clean else ''}TIME-WAIT on the {join_words(waiting)}."


def _reset(_: Session, connection: Connection) -> Line:
    reset = _frame(connection.first_reset_row)
    return ((f"The {_who_reset(connection)} reset the connection ({reset}).", "problem"),)


def _closed_and_reset(_: Session, connection: Connection) -> Line:
    first, reset = _frame(connection.first_fin_row), _frame(connection.first_reset_row)
    closer, who = who_closed(connection), _who_reset(connection)
    then = "and then" if who == closer else f"then the {who}"
    return ((f"The {closer} closed first ({first}), {then} reset the connection ({reset}).", "note"),)


def _who_reset(connection: Connection) -> str:
    return "client" if connection.first_reset_direction == connection.client_direction else "server"


def _gave_up(session: Session, connection: Connection) -> Line:
    until = "at the end" if session.is_done else "so far"
    tries = {"client": connection.client.unanswered, "server": connection.server.unanswered}
    who = max(tries, key=lambda name: tries[name])
    what = f"{count(tries[who], 'segment')} again without an answer"
    return ((f"The {who} sent {what} {until} (last frame {_frame(connection.last_row)}).", "problem"),)


def _left_open(session: Session, connection: Connection) -> Line:
    until = "when the capture ended" if session.is_done else "so far"
    last = f"last segment {_frame(connection.last_row)}"
    if connection.first_fin_row < 0:
        return ((f"Still open {until}, {last}.", ""),)
    who = "client" if connection.first_fin_direction == connection.client_direction else "server"
    closed = f"The {who} closed ({_frame(connection.first_fin_row)})"
    return ((f"{closed}, the {_OTHER[who]} had not {until}, {last}.", "note"),)


_OPENING = {"refused": _refused, "unanswered": _unanswered}
_ENDING = {
    "fin": _closed,
    "simultaneous": _crossed,
    "rst": _reset,
    "fin_rst": _closed_and_reset,
    "gave_up": _gave_up,
    "open": _left_open,
}
