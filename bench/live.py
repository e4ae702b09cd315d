"""Measures live capture over a pair of virtual interfaces: losses under load, latency from wire to model, idling."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.report import Section, median, milliseconds, percentile_90
from lab import offloads
from lab.namespace import Namespace
from tui_tcp.capture.live import LiveSource, open_live
from tui_tcp.capture.wish import Wish
from tui_tcp.model.session import Session

NEAR, FAR = "v0", "v1"
NEAR_ADDRESS, FAR_ADDRESS = "10.7.0.1", "10.7.0.2"
NEAR_MAC, FAR_MAC = "02:00:00:00:07:01", "02:00:00:00:07:02"
FLOOD_S: Final = 10
FLOOD_BYTES: Final = 24_000_000  # a second; segments of 88 bytes and their acknowledgments make 300,000 packets of it
DRIP_S: Final = 4
RATES: Final = (500, 20_000)
IDLE_S: Final = 5
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Pair:
    """Two namespaces and a wire between them, which carries every segment as it is."""

    def __init__(self) -> None:
        self.near, self.far = Namespace(), Namespace()
        for namespace in (self.near, self.far):
            namespace.set_sysctl("net.ipv6.conf.default.disable_ipv6", 1)
            namespace.set_sysctl("net.ipv4.tcp_min_snd_mss", 48)
        self.near.ip(
            f"link add {NEAR} address {NEAR_MAC} type veth peer name {FAR} address {FAR_MAC} netns {self.far.path}"
        )
        _set_up(self.near, NEAR, NEAR_ADDRESS, f"{FAR_ADDRESS} lladdr {FAR_MAC}")
        _set_up(self.far, FAR, FAR_ADDRESS, f"{NEAR_ADDRESS} lladdr {NEAR_MAC}")
        time.sleep(1)

    def close(self) -> None:
        """Let go of both."""
        self.near.close()
        self.far.close()

    def counted(self) -> int:
        """Give the packets that passed the tap at the near interface, by the kernel's count.

        What the far end had no room for was sent, too.
        """
        with self.near.entered():
            lines = Path("/proc/thread-self/net/dev").read_text().splitlines()
        numbers = next(line.partition(":")[2] for line in lines if line.strip().startswith(NEAR)).split()
        return int(numbers[1]) + int(numbers[9]) + int(numbers[11])


def _set_up(namespace: Namespace, interface: str, address: str, neighbour: str) -> None:
    namespace.ip(
        f"addr add {address}/24 dev {interface}",
        f"link set {interface} up",
        f"neigh add {neighbour} dev {interface} nud permanent",
    )
    with namespace.entered():
        offloads.switch_off(interface)


def run(namespace: Namespace, module: str, *words: str) -> "subprocess.Popen[str]":
    """Start a program in a namespace."""
    command = [sys.executable, "-m", module, *words]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}
    with namespace.entered():
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def measure() -> list[Section]:
    """Run all three; each makes its own wire."""
    sections = []
    for part in (_loss, _latency, _idle):
        pair = Pair()
        try:
            sections.append(part(pair))
        finally:
            pair.close()
    return sections


def _loss(pair: Pair) -> Section:
    """Flood the wire; the program that lists connections must have seen what the kernel counted."""
    section = Section(
        "live: loss",
        f"{FLOOD_S} s of TCP with segments of 88 bytes, and the whole program listing its connections",
        ("packets on the wire", "a second", "in the list", "missing", "dropped by the kernel", "CPU us/packet"),
    )
    reader = run(pair.near, "tui_tcp", "flows", "-i", NEAR, "-f", "tcp", "--format", "json")
    _await_capture(reader.pid)
    with run(pair.far, "bench.flood", "sink", FAR_ADDRESS) as sink:
        assert sink.stdout
        sink.stdout.readline()
        before, begun = pair.counted(), time.monotonic()
        with run(pair.near, "bench.flood", "flood", FAR_ADDRESS, str(FLOOD_S), str(FLOOD_BYTES)) as flood:
            flood.wait()
            seconds = time.monotonic() - begun
        sink.wait()
    passed = pair.counted() - before
    spent = sum(map(cpu_seconds, (reader.pid, *children(reader.pid))))
    reader.terminate()
    out, errors = reader.communicate()
    listed = sum(json.loads(line)["flow.packets"] for line in out.splitlines())
    dropped = errors.split(" packets were lost")[0].rpartition(" ")[2] if "were lost" in errors else "0"
    figures = [
        f"{passed / seconds:,.0f}",
        f"{listed:,}",
        f"{passed - listed:,}",
        dropped,
        f"{spent / passed * 1e6:.2f}",
    ]
    section.rows.append([f"{passed:,}", *figures])
    section.figures |= {"packets": passed, "listed": listed, "dropped": float(dropped)}
    return section


def _latency(pair: Pair) -> Section:
    """Send evenly; look when each packet can be read from the model."""
    section = Section(
        "live: latency", "From the wire to the model, ms", ("packets a second", "median", "90 %", "most", "missing")
    )
    for rate in RATES:
        with pair.near.entered():
            source = open_live(Wish((NEAR,), filter="tcp"))
        with run(pair.far, "bench.flood", "drip", FAR, str(DRIP_S), str(rate)) as sender:
            found = _watch(source, sender)
        row = [milliseconds(value) for value in (median(found), percentile_90(found), max(found))]
        section.rows.append([f"{rate:,}", *row, f"{rate * DRIP_S - len(found):,}"])
        section.figures[f"median at {rate}"] = median(found)
    return section


def _watch(source: LiveSource, sender: "subprocess.Popen[str]") -> list[float]:
    """Read until the sender has ended; return each packet's age in seconds when it was there to be seen."""
    session = Session(source)
    seen: list[tuple[int, int]] = []  # rows by then, and when

    def look() -> bool:
        if not seen or seen[-1][0] < session.frame_count:
            seen.append((session.frame_count, time.time_ns()))
        if sender.poll() is not None:
            source.stop()
        return False

    session.read(look)
    look()
    ages, row = [], 0
    for rows, when in seen:
        ages += [(when - session.columns.value("time", at)) / 1e9 for at in range(row, rows)]
        row = rows
    source.close()
    return ages


def _idle(pair: Pair) -> Section:
    """Capture where nothing passes."""
    section = Section("live: idle", "Capturing on a silent wire", ("process", "% of a core"))
    reader = run(pair.near, "tui_tcp", "flows", "-i", NEAR)
    _await_capture(reader.pid)
    time.sleep(1)
    processes = {"reader": reader.pid, "capture child": children(reader.pid)[0]}
    before = {name: cpu_seconds(pid) for name, pid in processes.items()}
    time.sleep(IDLE_S)
    for name, pid in processes.items():
        share = (cpu_seconds(pid) - before[name]) / IDLE_S
        section.rows.append([name, f"{share * 100:.1f}"])
        section.figures[name] = share
    reader.terminate()
    reader.communicate()
    return section


def _await_capture(pid: int) -> None:
    """Wait until the program has dropped its privileges, which it does when its child captures."""
    until = time.monotonic() + 10
    while "NoNewPrivs:\t1" not in Path(f"/proc/{pid}/status").read_text() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.5)


def children(pid: int) -> Sequence[int]:
    """List the processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def cpu_seconds(pid: int) -> float:
    """Give the seconds that a process has computed."""
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / _TICKS
