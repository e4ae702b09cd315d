"""The kernel's trace events about TCP: every change of state, every retransmission, every reset, to the microsecond."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any

from lab.namespace import mount_privately

EVENTS = (
    "sock/inet_sock_set_state",
    "tcp/tcp_retransmit_skb",
    "tcp/tcp_retransmit_synack",
    "tcp/tcp_send_reset",
    "tcp/tcp_receive_reset",
)
INSTANCES = Path("/sys/kernel/tracing/instances")
PREFIX = "tcptui-lab-"
BUFFER_KB = 1024
STATE_FIELDS = (("oldstate", "old"), ("newstate", "new"), ("state", "state"), ("reason", "reason"))
LINE = re.compile(r"\s(?P<time>\d+\.\d+): (?P<event>\w+): (?P<fields>.*)$")
FIELD = re.compile(r"(\w+)=(\S+)")


class Trace:
    """A trace of our own (an instance), so that nobody else's settings are touched."""

    def __init__(self) -> None:
        if not INSTANCES.is_dir():
            mount_privately("tracefs", INSTANCES.parent)
        _remove_orphans()
        self._folder = INSTANCES / f"{PREFIX}{os.getpid()}"
        self._folder.mkdir()
        self._set("trace_clock", "mono")
        self._set("buffer_size_kb", str(BUFFER_KB))
        for event in EVENTS:
            self._set(f"events/{event}/enable", "1")

    def clear(self) -> None:
        """Forget what was traced so far."""
        self._set("trace", "")

    def events(self, addresses: set[str]) -> list[dict[str, Any]]:
        """What happened since the last clearing, on connections of these addresses."""
        to_wall_clock = time.time() - time.monotonic()
        parsed = (_parse(line, to_wall_clock) for line in (self._folder / "trace").read_text().splitlines())
        return [event for event in parsed if event and event["saddr"] in addresses]

    def close(self) -> None:
        """Take the instance away."""
        self._folder.rmdir()

    def _set(self, name: str, value: str) -> None:
        (self._folder / name).write_text(value)


def open_trace() -> Trace | None:
    """Start a trace, or do without where the kernel has none for us."""
    try:
        return Trace()
    except OSError:
        return None


def _remove_orphans() -> None:
    # An instance outlives a process that was killed, and goes on tracing.
    for instance in INSTANCES.glob(f"{PREFIX}*"):
        if not Path("/proc", instance.name.removeprefix(PREFIX)).exists():
            instance.rmdir()


def _parse(line: str, to_wall_clock: float) -> dict[str, Any] | None:
    found = LINE.search(line)
    if not found:
        return None
    fields = dict(FIELD.findall(found["fields"]))
    if fields.get("protocol", "IPPROTO_TCP") != "IPPROTO_TCP":
        return None
    event: dict[str, Any] = {"t": round(float(found["time"]) + to_wall_clock, 6), "ev": found["event"]}
    event.update(_ends(fields))
    event.update({name: fields[key].removeprefix("TCP_") for key, name in STATE_FIELDS if key in fields})
    return event


def _ends(fields: dict[str, str]) -> dict[str, Any]:
    if "src" in fields:
        (saddr, sport), (daddr, dport) = _split(fields["src"]), _split(fields["dest"])
    else:
        version = "v6" if fields.get("family") == "AF_INET6" else ""
        saddr, daddr = fields[f"saddr{version}"], fields[f"daddr{version}"]
        sport, dport = int(fields["sport"]), int(fields["dport"])
    return {
        "sport": sport,
        "dport": dport,
        "saddr": saddr.removeprefix("::ffff:"),
        "daddr": daddr.removeprefix("::ffff:"),
    }


def _split(end: str) -> tuple[str, int]:
    address, _, port = end.rpartition(":")
    return address.strip("[]"), int(port or 0)
