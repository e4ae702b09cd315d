"""What is known of the capture as a whole: the title line, notices, and what an empty list says."""

from __future__ import annotations

from tui_tcp.escape import escape_text
from tui_tcp.model.session import Session
from tui_tcp.views.format import count, duration, size
from tui_tcp.views.pieces import Line, cells, cut, squeeze, width_of
from tui_tcp.wire.frames import Kind

_NAME = 40
_KINDS = {
    Kind.OTHER: "other",
    Kind.UDP: "UDP",
    Kind.ICMP: "ICMP",
    Kind.ICMP6: "ICMPv6",
    Kind.ARP: "ARP",
    Kind.OTHER_IP: "other IP",
    Kind.FRAGMENT: "IP fragments",
    Kind.CUT: "cut too short",
    Kind.MALFORMED: "malformed",
    Kind.UNKNOWN_LINK: "of an unknown link type",
}


def title_line(session: Session, width: int) -> Line:
    """Return the capture's name, what is in it, and how far it is loaded."""
    frames = session.frame_count
    facts = [count(frames, "frame"), count(len(session.connections), "connection"), size(session.bytes_read)]
    if frames:
        times = [session.columns.value("time", row) for row in (0, frames - 1)]
        facts.append(duration(max(0, times[1] - times[0])))
    right_end = (*_progress(session), *_warning_count(session), (" ", ""))
    room = width - width_of(right_end) - 1
    name = squeeze(escape_text(session.source.name, 4 * _NAME), min(_NAME, room), 8)
    while facts and cells(name) + 3 + cells(" · ".join(facts)) > room:
        facts.pop()  # the least is lost with the last: no half of a number
    line = cut(((" ", ""), (name, "title"), ("  ", ""), (" · ".join(facts), "dim")), room + 1)
    return cut((*line, *right_end), width)


def _progress(session: Session) -> Line:
    if session.is_done:
        return ()
    total = session.source.size
    if not (session.source.is_complete and total):
        return ((" Reading", "note"),)
    return ((f" Loading {min(99, 100 * session.bytes_read // total)} %", "note"),)


def _warning_count(session: Session) -> Line:
    if session.error:
        return ((" failed", "error"),)
    return ((f" {count(len(session.warnings), 'warning')}", "note"),) if session.warnings else ()


def notice_line(session: Session) -> Line:
    """Return what is wrong with the capture, nothing if nothing is."""
    if session.error:
        return ((escape_text(f"{session.source.name}: {session.error}", 400), "error"),)
    if session.warnings:
        return ((escape_text("; ".join(session.warnings), 400), "note"),)
    if session.is_done and not session.connections:
        return ((without_tcp(session), "note"),)
    return ()


def without_tcp(session: Session) -> str:
    """Say what a capture without connections holds instead."""
    import numpy as np

    frames = session.frame_count
    if not frames:
        return "This capture holds no frames."
    counts = np.bincount(session.columns.vector("kind", frames), minlength=len(Kind))
    kinds = sorted((kind for kind in _KINDS if counts[kind]), key=lambda kind: -int(counts[kind]))
    return (
        f"No TCP connection in {count(frames, 'frame')}: "
        + ", ".join(f"{counts[k]:,} {_KINDS[k]}" for k in kinds)
        + "."
    )


def empty_lines(session: Session) -> tuple[Line, ...]:
    """Return what stands in the list of connections while it has no rows; nothing once it has some."""
    if session.connections:
        return ()
    if session.error:
        return (notice_line(session), (("Nothing could be read.", "dim"),))
    if not session.is_done:
        return ((("Reading the capture: connections appear here as they are found.", "dim"),),)
    return (
        (((without_tcp(session), ""),), ((" v", "key"), (" lists all frames.", "dim")))
        if session.frame_count
        else (((without_tcp(session), ""),),)
    )
