"""What the screen's process and the capture child tell each other: a job on the command line, reports as JSON lines.

The child's standard input is a socket to its parent. Orders to it are single bytes; STOP asks for the end, FILE comes
with the descriptor of a file to go on in when the present one is full. The socket's end is an order to stop, too.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

ANY = "any"  # the interface that stands for all

STOP, FILE = b"s", b"f"

# The child's exit status
ENDED, CANNOT_OPEN, WENT_DOWN, CANNOT_WRITE = 0, 2, 3, 4


class Job(NamedTuple):
    """What to capture and when to stop; 0 stands for no limit."""

    interfaces: list[str]
    filter: str
    is_filter_optional: bool  # ours, not a person's: left out where a link type has no such thing
    snaplen: int
    identity: list[int] | None  # user and group to become
    packets: int = 0
    seconds: float = 0
    size: int = 0
    file_size: int = 0  # a file as large is full
    is_patient: bool = False  # waits for interfaces that went down, even for the last


class Report(NamedTuple):
    """How far the capture is. `total` counts over all files, each file's header but the first's left out."""

    total: int = 0  # always the end of a packet
    start: int = 0  # of the file being written, within `total`
    file: int = 0  # its number
    packets: int = 0
    dropped: int = 0  # by the kernel, for want of room in the ring
    interface_dropped: int = 0
    down: tuple[str, ...] = ()  # what went down and is waited for
    error: str = ""
    kind: str = ""  # of error: what a person can be helped with


def to_line(message: Job | Report) -> bytes:
    """Return a message as one line."""
    return json.dumps(message._asdict()).encode() + b"\n"


def to_job(line: str) -> Job:
    """Return the job that a line tells of."""
    return Job(**json.loads(line))


def to_report(line: bytes) -> Report:
    """Return the report that a line tells of."""
    told: dict[str, Any] = json.loads(line)
    return Report(**{**told, "down": tuple(told["down"])})
