"""What a host's kernel counted about TCP: /proc/net/snmp and /proc/net/netstat, before and after."""

from __future__ import annotations

from pathlib import Path

from lab.network import Host

GROUPS = ("Tcp", "TcpExt")
# These say how things are, not how often something happened.
GAUGES = frozenset({"Tcp.RtoAlgorithm", "Tcp.RtoMin", "Tcp.RtoMax", "Tcp.MaxConn", "Tcp.CurrEstab"})


def read_counters(host: Host) -> dict[str, int]:
    """Read every TCP counter of a host, as Group.Name."""
    with host.namespace.entered():
        text = "".join(Path("/proc/thread-self/net", name).read_text() for name in ("snmp", "netstat"))
    lines = text.splitlines()
    counters: dict[str, int] = {}
    for names, values in zip(lines[::2], lines[1::2], strict=True):
        group, _, rest = names.partition(":")
        if group in GROUPS:
            counters.update(zip((f"{group}.{n}" for n in rest.split()), map(int, values.split()[1:]), strict=True))
    return counters


def growth(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """What was counted in between, without what was not."""
    grown = {name: value - before[name] for name, value in after.items() if name not in GAUGES}
    return {name: value for name, value in grown.items() if value}
