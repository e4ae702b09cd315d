"""How long filters take on a capture that is loaded, and a whole process that prints what matches, beside tshark."""

import shutil
import time
from typing import TYPE_CHECKING, Final

from bench.generate import Capture
from bench.process import TCPTUI, ProgramError, run, warm
from bench.report import Section, median, milliseconds, seconds

if TYPE_CHECKING:
    from tui_tcp.model.session import Session

# What columns answer, and what must be read from the packets again.
COLUMNS: Final = (
    "tcp.analysis.flags",
    "ip.addr == 10.1.0.0/16",
    "ipv6.addr == 2001:db8::/32",
    "tcp.port in {80, 443}",
    "tcp.len > 1000 and tcp.flags.push == 1",
    "tcp.seq < tcp.ack",
    "tcp.time_delta > 0.2",
    'segment.finding == "lost_segment"',
    "flow.retransmissions > 2% or flow.rtt > 100ms",
)
PACKETS: Final = (
    "ip.ttl < 64",
    "vlan.id > 100",
    "eth.src[0:3] == 02:00:00",
    "tcp.options.sack_le",
    'tcp.payload contains "no such bytes"',
    'tcp.payload contains "shop.example"',
    'frame contains "shop.example"',
    'tcp.payload matches "host: [a-z.]+"',
)
PRINTED: Final = ("-Y", "tcp.analysis.flags", "-e", "frame.number")
TURNS: Final = 3


def loaded(capture: Capture) -> Section:
    """Ask every filter of the loaded capture: the first time, then some more."""
    from tui_tcp.capture.source import open_source
    from tui_tcp.model.session import Session

    session = Session(open_source(str(capture.path)))
    session.read()
    section = Section(
        "filters",
        f"Filters, {session.frame_count:,} packets loaded, {capture.path.stat().st_size / 1e6:,.0f} MB",
        ("filter", "matches", "first ms", "median ms"),
    )
    for text in (*COLUMNS, *PACKETS):
        times = []
        for _ in range(TURNS + 1):
            elapsed, matches = _ask(session, text)
            times.append(elapsed)
        again = median(times[1:])
        section.rows.append([text, f"{matches:,}", milliseconds(times[0]), milliseconds(again)])
        section.figures[text] = again
    return section


def _ask(session: "Session", text: str) -> tuple[float, int]:
    from tui_tcp.filters import compile_filter

    start = time.perf_counter()
    mask = compile_filter(text).frames(session, 0, session.frame_count)
    return time.perf_counter() - start, int(mask.sum())


def printed(capture: Capture, rounds: int, slow_rounds: int) -> Section:
    """Print the numbers of all flagged frames, by us and by tshark."""
    path = str(capture.path)
    ours = [TCPTUI, "packets", path, "--format", "tsv", *PRINTED]
    theirs = ["tshark", "-n", "-r", path, "-T", "fields", *PRINTED]
    section = Section("filtered", "Whole process, packets -Y tcp.analysis.flags", ("program", "runs", "median s"))
    warm(capture.path)
    for name, command, turns in (("tcptui packets", ours, rounds), ("tshark", theirs, slow_rounds)):
        if not shutil.which(command[0]):
            section.notes.append(f"{name} is not installed")
            continue
        try:
            taken = median([run(command).seconds for _ in range(turns)])
        except ProgramError as error:
            section.notes.append(str(error))
            continue
        section.rows.append([name, str(turns), seconds(taken)])
        section.figures[name] = taken
    if len(section.figures) > 1:
        one, other = section.figures["tcptui packets"], section.figures["tshark"]
        assert isinstance(one, float) and isinstance(other, float)
        section.notes.append(f"ours takes 1/{other / one:.0f} of tshark's time")
    return section
