"""Captures made from real ones: frames left out, or times changed."""

import os
import struct
import tempfile
from collections.abc import Callable

from tests.verdicts.captures import ROOT, path
from tui_tcp.capture.source import FileSource
from tui_tcp.model.session import Session
from tui_tcp.verdicts.claim import Claim
from tui_tcp.verdicts.verdict import case_of, judge

Record = tuple[int, bytes]  # microseconds, frame


def records(capture: str) -> list[Record]:
    """The frames of a little-endian pcap with microseconds, as all of ours are."""
    data = (ROOT / path(capture)).read_bytes()
    found, at = [], 24
    while at < len(data):
        seconds, micros, captured, _ = struct.unpack_from("<IIII", data, at)
        found.append((seconds * 1_000_000 + micros, data[at + 16 : at + 16 + captured]))
        at += 16 + captured
    return found


def session_with(frames: list[Record]) -> Session:
    data = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    for time, frame in frames:
        data += struct.pack("<IIII", *divmod(time, 1_000_000), len(frame), len(frame)) + frame
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        session = Session(FileSource(os.dup(file.fileno()), "derived.pcap"))
    session.read()
    return session


def said_without(capture: str, left_out: Callable[[int], bool]) -> dict[str, Claim]:
    """What is said of a capture's first connection without some frames, which are numbered from 1."""
    frames = [record for number, record in enumerate(records(capture), 1) if not left_out(number)]
    return said_of(session_with(frames))


def said_of(session: Session, number: int = 0) -> dict[str, Claim]:
    return {claim.name: claim for claim in reversed(judge(case_of(session, session.connections[number])).claims)}
