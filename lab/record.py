"""Plays one scenario between fresh hosts and keeps what taps and kernels recorded."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from lab.counters import growth, read_counters
from lab.network import Network
from lab.polls import Polls
from lab.relay import ALWAYS, Relay, Rule
from lab.rig import Lab
from lab.scenario import Scenario
from lab.tap import Tap, any_conversation, is_tcp, write_pcap
from lab.tracing import Trace
from lab.truth import timeline

LIMIT_S = 40
# What is still on its way when the programs are done.
SETTLE_S = 0.15
# A relay that is this late tells of the machine it runs on, not of the network it plays.
TOO_LATE_S = 0.015


class BrokenPromise(Exception):
    """A scenario did not show what it promises: a busy machine can disturb its timing."""


@dataclass
class Recording:
    """What one play of a scenario left."""

    frames: dict[str, list[tuple[int, bytes]]]
    truth: dict[str, Any]

    def write(self, folder: Path, name: str) -> None:
        """Write both captures and the truth beside them."""
        self.write_captures(folder, name)
        (folder / f"{name}.json").write_text(json.dumps(self.truth, separators=(",", ":")) + "\n")

    def write_captures(self, folder: Path, name: str) -> None:
        """Write what both taps saw."""
        for tap, frames in self.frames.items():
            write_pcap(folder / f"{name}.{tap}.pcap", frames)

    def write_lesson(self, folder: Path, name: str) -> None:
        """Write what the client's tap saw and no more."""
        write_pcap(folder / f"{name}.pcap", self.frames["client"])


class _Stage:
    """Everything that runs while a scenario is played."""

    def __init__(self, scenario: Scenario, trace: Trace | None) -> None:
        self.scenario = scenario
        self.trace = trace
        self.network = Network(static_neighbours=not scenario.lesson)
        self.hosts = (self.network.client, self.network.server)
        for name, value in scenario.sysctls.items():
            self.network.set_sysctl(f"net.ipv4.{name}", value)
        self.relay = Relay(self.network.relay_socket("r0"), self.network.relay_socket("r1"), scenario.delay_s)
        self.polls = Polls(self.hosts)
        taps = {"client": self.network.client.packet_socket(), "server": self.network.server.packet_socket()}
        self.tap = Tap(taps, any_conversation if scenario.lesson or scenario.folder else is_tcp)
        self.lab = Lab(self.network, self.relay, self.polls)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run relay, polls and taps; the taps stop first, so that what the tidying up sends is not recorded."""
        with ExitStack() as at_end:
            at_end.callback(self.network.close)
            at_end.callback(self.lab.close_everything)
            for thread in (self.relay, self.polls, self.tap):
                thread.start()
                at_end.callback(thread.stop)
            yield

    def play(self) -> Recording:
        """Play the scenario and collect."""
        started = round(time.time(), 6)
        if self.trace:
            self.trace.clear()
        before = [read_counters(host) for host in self.hosts]
        with self.running():
            self.scenario.play(self.lab)
            time.sleep(SETTLE_S)
            after = [read_counters(host) for host in self.hosts]
            traced = self.trace.events({a for host in self.hosts for a in host.addresses}) if self.trace else []
        counted = zip(self.hosts, before, after, strict=True)
        snmp = {host.label: growth(old, new) for host, old, new in counted}
        return Recording(self.tap.frames, self._told(started, snmp, traced))

    def _told(self, started: float, snmp: dict[str, dict[str, int]], traced: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "scenario": self.scenario.name,
            "doc": self.scenario.doc,
            "t0": started,
            "client": self.network.client.ipv4,
            "server": self.network.server.ipv4,
            "events": self.lab.events,
            "rules": [{"name": rule.name, "act": rule.act, "hits": rule.hits} for rule in self.relay.rules],
            "relay": self.relay.log,
            "truth": {
                "timeline": timeline(traced, self.polls.states),
                "proc": self.polls.states,
                "trace": traced,
                "snmp": snmp,
            },
            "tcp_info": self.polls.tcp_info,
        }


def record(scenario: Scenario, trace: Trace | None) -> Recording:
    """Play a scenario once and hold what was counted against what it promises."""
    with _alarm(LIMIT_S):
        stage = _Stage(scenario, trace)
        recording = stage.play()
    if stage.relay.latest_s > TOO_LATE_S:
        raise BrokenPromise(f"the relay was {stage.relay.latest_s * 1000:.0f} ms late: is this machine busy?")
    _check_rules(stage.relay.rules)
    _check_counters(scenario, recording.truth["truth"]["snmp"])
    return recording


def _check_rules(rules: list[Rule]) -> None:
    for rule in rules:
        if rule.hits != rule.times and (rule.times != ALWAYS or not rule.hits):
            raise BrokenPromise(f"the relay was to {rule.act} {rule.name} {rule.times} times and did {rule.hits} times")


def _check_counters(scenario: Scenario, snmp: dict[str, dict[str, int]]) -> None:
    promised = {"client.RetransSegs": 0, "server.RetransSegs": 0, **scenario.promises}
    for key, expected in promised.items():
        side, _, name = key.partition(".")
        counters = snmp["labC" if side == "client" else "labS"]
        counted = counters.get(f"TcpExt.{name}", 0) + counters.get(f"Tcp.{name}", 0)
        if counted != expected:
            raise BrokenPromise(f"{key} is {counted}, not {expected}")


@contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"not done after {seconds} seconds")

    previous = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)
