"""Frames of the captures that are there, a few of each."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import dpkt

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "fixtures", ROOT / "tui_tcp" / "sample", ROOT.parent / "shared" / "captures" / "all")
LARGEST = 400_000


def capture_files() -> list[Path]:
    found = (path for folder in FOLDERS for path in sorted(folder.glob("*.pcap*")))
    return [path for path in found if path.suffix in (".pcap", ".pcapng") and path.stat().st_size < LARGEST]


def sampled(frames_each: int) -> Iterator[tuple[str, int, bytes]]:
    """A name, the link type and the bytes of the first frames of every capture dpkt can read."""
    for path in capture_files():
        with path.open("rb") as file:
            try:
                reader = dpkt.pcap.UniversalReader(file)
                frames = [bytes(data) for _, data in itertools.islice(reader, frames_each)]
            except (ValueError, dpkt.dpkt.Error):
                continue
            for number, data in enumerate(frames, 1):
                yield f"{path.name} #{number}", reader.datalink(), data
