"""Where frames were captured: what pcapng says of an interface; a pcap file has one and says only its link type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interface:
    """A capture interface: link type (tcpdump.org/linktypes.html), names as the file gives them (hostile text)."""

    link_type: int
    name: str = ""
    description: str = ""
    snaplen: int = 0
    ticks_per_second: int = 1_000_000
    offset_seconds: int = 0
    number: int = 0  # within its section
