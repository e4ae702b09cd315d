"""What the kernels at both ends of a recorded story counted."""

import json
from collections import Counter
from pathlib import Path

ENDS = {"client": ("labC", "fd09::1"), "server": ("labS", "fd09::2")}  # names of its namespace and its IPv6 address


def counters(story: Path, end: str) -> Counter[str]:
    """The counters of the kernel at one end, as /proc/net/snmp and /proc/net/netstat name them, without the group."""
    told = json.loads(story.read_text())["truth"]["snmp"][ENDS[end][0]]
    return Counter({name.partition(".")[2]: count for name, count in told.items()})


def addresses(story: Path, end: str) -> set[str]:
    """The addresses of one end."""
    return {json.loads(story.read_text())[end], ENDS[end][1]}
