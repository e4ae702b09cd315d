"""The screen of a live capture: what is lost and how long keys take under load, how old packets are when they show,
and what it costs where nothing, or much that is new, passes.
"""

import re
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final

from bench.flood import ETH_P_ALL, knock_frame
from bench.live import FAR, FAR_ADDRESS, FLOOD_BYTES, FLOOD_S, NEAR, Pair, children, cpu_seconds, run
from bench.report import Section, median, milliseconds, percentile_90
from bench.startup import screen_command
from bench.terminal import Burst, Screen, Terminal

KEYS: Final = (b"j", b"k")
KEY_GAP_S: Final = 0.33
DRIP_RATES: Final = (500, 20_000)
KNOCKS: Final = 24
KNOCK_GAP_S: Final = 0.27
IDLE_S: Final = 10
NEW_ROWS: Final = 1000  # a second
NEW_ROWS_S: Final = 8

_FIRST_PORT: Final = 50_000
_START_S: Final = 10.0
_SETTLED_S: Final = 1.0
_CAUGHT_UP_S: Final = 3.0
_PACKETS: Final = re.compile(r"([\d,]+) packets")
_ROW: Final = re.compile(r"[! ] +\d+ .* 10\.7\.0\.1:\d+ +10\.7\.0\.2:")


@dataclass(slots=True)
class Seat:
    """Who looks at the screen of a live capture, and keeps all that it showed for later."""

    terminal: Terminal
    bursts: list[Burst] = field(default_factory=list)

    def watch(self, seconds: float) -> None:
        """Look on for so long."""
        self.bursts += self.terminal.record(seconds, seconds)

    def text(self) -> str:
        """Give what stands on the screen."""
        screen = Screen()
        screen.feed(self.bursts)
        return screen.text()

    def shares(self, seconds: float) -> dict[str, float]:
        """Look on for so long; tell how much of a core each of the two processes took."""
        processes = {"screen": self.terminal.pid, "capture child": children(self.terminal.pid)[0]}
        before = {name: cpu_seconds(pid) for name, pid in processes.items()}
        self.watch(seconds)
        return {name: (cpu_seconds(pid) - before[name]) / seconds for name, pid in processes.items()}


@contextmanager
def _seated(pair: Pair) -> Iterator[Seat]:
    """Open the screen on the near end of the wire, and wait until it captures."""
    with pair.near.entered(), Terminal([*screen_command("-i"), NEAR, "-f", "tcp"]) as terminal:
        seat = Seat(terminal)
        until = time.perf_counter() + _START_S
        while " live" not in seat.text():
            if terminal.has_ended or time.perf_counter() > until:
                raise RuntimeError(f"the screen did not come: {seat.text().strip()}")
            seat.watch(_SETTLED_S)
        seat.watch(_SETTLED_S)
        yield seat


def measure() -> list[Section]:
    """Run all; each makes its own wire."""
    return [part(pair) for part in (_flooded, _age, _cost) for pair in _pairs()]


def _pairs() -> Iterator[Pair]:
    pair = Pair()
    try:
        yield pair
    finally:
        pair.close()


def _flooded(pair: Pair) -> Section:
    """Flood the wire, and go up and down in the list meanwhile."""
    section = Section(
        "live screen: load",
        f"{FLOOD_S} s of TCP with segments of 88 bytes on the screen; a key every {KEY_GAP_S} s, key to cursor in ms",
        ("packets on the wire", "a second", "missing on the screen", "keys", "median", "90 %", "most", "unanswered"),
    )
    with _seated(pair) as seat, run(pair.far, "bench.flood", "sink", FAR_ADDRESS) as sink:
        assert sink.stdout
        sink.stdout.readline()
        before, begun = pair.counted(), time.monotonic()
        presses = _press_while_flooded(pair, seat)
        seconds = time.monotonic() - begun
        sink.wait()
        passed = pair.counted() - before
        seat.watch(_CAUGHT_UP_S)
        shown = _PACKETS.search(seat.text())
    answers = _answers(seat.bursts, presses)
    missing = passed - (int(shown[1].replace(",", "")) if shown else 0)
    row = [f"{passed:,}", f"{passed / seconds:,.0f}", f"{missing:,}", str(len(presses)), *_times(answers)]
    section.rows.append([*row, str(len(presses) - len(answers))])
    section.figures |= {"packets": passed, "missing": missing, "key to cursor": answers}
    return section


def _press_while_flooded(pair: Pair, seat: Seat) -> list[float]:
    """Return when keys were pressed while many packets passed."""
    presses, keys = [], cycle(KEYS)
    with run(pair.near, "bench.flood", "flood", FAR_ADDRESS, str(FLOOD_S), str(FLOOD_BYTES)) as flood:
        seat.watch(_SETTLED_S)
        until = time.monotonic() + FLOOD_S - 2 * _SETTLED_S
        while time.monotonic() < until:
            presses.append(seat.terminal.press(next(keys)))
            seat.watch(KEY_GAP_S)
        while flood.poll() is None:
            seat.watch(KEY_GAP_S)
    return presses


def _times(found: Sequence[float]) -> list[str]:
    """Give the median, what nine in ten do not exceed, and the most; dashes for none."""
    values = (median(found), percentile_90(found), max(found)) if found else (None,) * 3
    return [milliseconds(value) for value in values]


def _answers(bursts: Sequence[Burst], presses: Sequence[float]) -> list[float]:
    """Tell how long after each key the cursor stood on another row; nothing for a key that did not move it."""
    screen, waiting, at, answers = Screen(), list(presses), None, list[float]()
    for burst in bursts:
        screen.feed([burst])
        row = _cursor(screen)
        while len(waiting) > 1 and waiting[1] < burst.at:
            waiting.pop(0)
        if waiting and waiting[0] < burst.at and row is not None and row != at:
            answers.append(burst.at - waiting.pop(0))
        at = at if row is None else row
    return answers


def _cursor(screen: Screen) -> int | None:
    """Find the row of the list that the cursor stands on: no other one has its ground."""
    rows = [y for y, line in enumerate(screen.text().splitlines()) if _ROW.match(line)]
    grounds = [screen.ground(y) for y in rows]
    lone = [y for y, ground in zip(rows, grounds, strict=True) if grounds.count(ground) == 1]
    return lone[0] if len(lone) == 1 else None


def _age(pair: Pair) -> Section:
    """Send a first packet of a connection now and then, while another one goes on; look when its row is there."""
    section = Section(
        "live screen: age",
        "From a connection's first packet on the wire to its row on the screen, ms",
        ("packets a second beside it", "rows", "median", "90 %", "most"),
    )
    for rate in DRIP_RATES:
        seconds = str(KNOCKS * KNOCK_GAP_S + 2 * _SETTLED_S)
        with _seated(pair) as seat, run(pair.far, "bench.flood", "drip", FAR, seconds, str(rate)) as sender:
            seat.terminal.press(b"z")
            seat.watch(_SETTLED_S)
            sent = _knock(pair, seat)
            sender.wait()
        ages = _ages(seat.bursts, sent)
        section.rows.append([f"{rate:,}", str(len(ages)), *_times(ages)])
        section.figures[f"at {rate}"] = ages
    return section


def _knock(pair: Pair, seat: Seat) -> dict[int, float]:
    """Send the packets; return when, by the port that each comes from."""
    sent = {}
    with pair.far.entered():
        wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        wire.bind((FAR, ETH_P_ALL))
    with wire:
        for port in range(_FIRST_PORT, _FIRST_PORT + KNOCKS):
            sent[port] = time.perf_counter()
            wire.send(knock_frame(port))
            seat.watch(KNOCK_GAP_S)
    return sent


def _ages(bursts: Sequence[Burst], sent: dict[int, float]) -> list[float]:
    screen, left, ages = Screen(), dict(sent), list[float]()
    for burst in bursts:
        screen.feed([burst])
        text = screen.text()
        for port in [port for port in left if f":{port} " in text]:
            ages.append(burst.at - left.pop(port))
    return ages


def _cost(pair: Pair) -> Section:
    """Capture where nothing passes, and where connections begin all the time."""
    section = Section(
        "live screen: cost",
        "What the screen takes, % of a core",
        ("new connections a second", "screen", "capture child"),
    )
    with _seated(pair) as seat:
        _add_cost(section, "none", seat.shares(IDLE_S))
        seconds = str(NEW_ROWS_S + 2 * _SETTLED_S)
        with run(pair.far, "bench.flood", "knock", FAR, seconds, str(NEW_ROWS)):
            seat.watch(_SETTLED_S)
            _add_cost(section, f"{NEW_ROWS:,}", seat.shares(NEW_ROWS_S))
    return section


def _add_cost(section: Section, name: str, shares: dict[str, float]) -> None:
    section.rows.append([name, *(f"{share * 100:.1f}" for share in shares.values())])
    section.figures |= {f"{name}: {process}": share for process, share in shares.items()}
