"""The capture child: opens interfaces, gives up every privilege, and only then copies packets to a file.

It parses no packet, opens no file, and imports nothing else of ours that it does not need. live.py starts it with
standard input a socket to the parent (see job.py) and standard output the file.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from contextlib import suppress
from types import FrameType

from tui_tcp.capture import privileges
from tui_tcp.capture.dump import HOLD_S, OUTPUT, MergedDump, PcapDump, Take, write_all
from tui_tcp.capture.job import CANNOT_OPEN, CANNOT_WRITE, ENDED, STOP, WENT_DOWN, Job, Report, to_job, to_line
from tui_tcp.capture.records import cut_torn
from tui_tcp.capture.tap import BLOCK_MS, Tap, TapError

Dump = PcapDump | MergedDump

BATCH = 1024  # packets between looks at the socket; with 64 KB each, what a tap hands over at a time stays bearable
REPORT_S = 0.02
LOOK_S = 0.5  # between looks at what no descriptor tells: losses, and interfaces that came back
URGENCY = -10  # a ring that is not emptied in time is lost, and emptying it takes little
DRAIN_S = 3 * BLOCK_MS / 1000  # until a ring has handed over its last block, on a busy machine as well


class Line:
    """The socket to the parent. A parent that does not listen never holds the capture back."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.spares: list[int] = []  # files to go on in
        self.is_stopped = False
        self.is_open = True
        self._last: Report | None = None
        self._unsent = b""
        control.setblocking(False)

    def hear(self) -> None:
        """Take in what the parent orders."""
        orders, descriptors, _, _ = socket.recv_fds(self.control, 64, 8)
        self.spares += descriptors
        self.is_open = bool(orders)
        self.is_stopped = self.is_stopped or not orders or STOP in orders

    def say(self, report: Report, must_arrive: bool = False) -> None:
        """Send a report if it is news; one that need not arrive is left out while the parent is behind."""
        self._push()
        if report == self._last or (self._unsent and not must_arrive):
            return
        self._last = report
        self._unsent += to_line(report)
        self._push()

    def finish(self, report: Report) -> None:
        """Send the last report, and wait a little for it to be taken."""
        self.control.settimeout(1)
        self.say(report, must_arrive=True)

    def _push(self) -> None:
        with suppress(BlockingIOError, TimeoutError, BrokenPipeError, ConnectionResetError):
            while self._unsent:
                self._unsent = self._unsent[self.control.send(self._unsent) :]


class Capture:
    """Copies packets until it is enough."""

    def __init__(self, job: Job, line: Line, taps: list[Tap], dump: Dump) -> None:
        self._job = job
        self._line = line
        self._taps = taps
        self._dump = dump
        self._taken = 0
        self._report = Report(total=len(dump.header))
        self._said = 0.0
        self._ends = time.monotonic() + job.seconds if job.seconds else float("inf")
        self._is_busy = False
        self._is_patient = job.is_patient

    def run(self) -> int:
        """Capture; return the exit status."""
        try:
            self._publish()
            status = self._copy()
            self._publish(is_last=True)
        except OSError as error:
            self._tell_of_failure(error)
            return CANNOT_WRITE
        self._line.finish(self._report)
        return status

    def _copy(self) -> int:
        """Copy until it is enough or the last interface is lost, and then what the rings still hold."""
        status = ENDED
        try:
            while not self._is_over():
                self._turn()
        except TapError as error:
            status = WENT_DOWN
            self._report = self._report._replace(error=str(error), kind=error.kind)
        self._drain()
        return status

    def _tell_of_failure(self, error: OSError) -> None:
        """All whole packets that are on disk count; the file ends with the last."""
        report = self._report
        size, count = cut_torn(OUTPUT, report.total - report.start + self._skipped, self._dump.layout)
        os.lseek(OUTPUT, size, os.SEEK_SET)
        self._measure()
        os.close(OUTPUT)  # what C still holds of it would be written on exit
        told = self._report._replace(
            packets=report.packets + count, error=f"cannot write: {error.strerror}", kind="disk"
        )
        self._line.finish(told)

    def _is_over(self) -> bool:
        job = self._job
        return (
            self._line.is_stopped
            or 0 < job.packets <= self._taken
            or 0 < job.size <= self._report.total
            or time.monotonic() >= self._ends
        )

    def _turn(self) -> None:
        """Wait for packets or orders, and take them."""
        self._wait()
        for tap, take in zip(self._taps, self._dump.takers, strict=True):
            self._read(tap, take)
            if tap.is_down:
                tap.resume()
        if not self._is_busy or time.monotonic() - self._said >= REPORT_S:
            self._publish()

    def _wait(self) -> None:
        listened = [tap.descriptor for tap in self._taps]
        if self._line.is_open:
            listened.append(self._line.control.fileno())
        pause = 0.0 if self._is_busy else HOLD_S if self._dump.waiting else LOOK_S
        ready = select.select(listened, [], [], max(0.0, min(pause, self._ends - time.monotonic())))[0]
        if self._line.is_open and self._line.control.fileno() in ready:
            self._line.hear()
        self._is_busy = False

    def _read(self, tap: Tap, take: Take) -> None:
        limit = min(BATCH, self._job.packets - self._taken) if self._job.packets else BATCH
        if not limit:
            return
        try:
            got = tap.read(limit, take)
        except TapError:
            if not self._is_patient and all(tap.is_down for tap in self._taps):
                raise
            return
        self._taken += got
        self._is_busy = self._is_busy or got == BATCH

    def _drain(self) -> None:
        """Take what the rings have not handed over yet."""
        until = time.monotonic() + DRAIN_S
        self._ends = float("inf")
        self._line.is_open = False
        self._is_patient = True
        while time.monotonic() < until and not 0 < self._job.packets <= self._taken:
            self._is_busy = True
            self._turn()
            time.sleep(0.001)

    def _publish(self, is_last: bool = False) -> None:
        self._dump.flush(is_last)
        self._measure()
        self._line.say(self._report)
        self._said = time.monotonic()
        size = self._report.total - self._report.start
        if self._line.spares and 0 < self._job.file_size <= size and not is_last:
            self._begin_file(self._line.spares.pop(0))

    @property
    def _skipped(self) -> int:
        """Bytes of the present file that do not count: the header of any but the first."""
        return len(self._dump.header) if self._report.file else 0

    def _measure(self) -> None:
        report = self._report
        losses = [tap.losses() for tap in self._taps]
        self._report = report._replace(
            total=report.start + os.lseek(OUTPUT, 0, os.SEEK_CUR) - self._skipped,
            packets=self._taken - self._dump.waiting,
            dropped=sum(dropped for dropped, _ in losses),
            interface_dropped=sum(dropped for _, dropped in losses),
            down=tuple(tap.name for tap in self._taps if tap.is_down),
        )

    def _begin_file(self, descriptor: int) -> None:
        """Go on in another file. The parent hands the next one over when it hears of it."""
        os.ftruncate(descriptor, 0)
        write_all(descriptor, self._dump.header)
        os.dup2(descriptor, OUTPUT)
        os.close(descriptor)
        self._report = self._report._replace(start=self._report.total, file=self._report.file + 1)
        self._line.say(self._report, must_arrive=True)


def main(text: str) -> int:
    """Do the job that `text` tells of; return the exit status."""
    job = to_job(text)
    line = Line(socket.socket(fileno=0))
    _heed_signals(line)
    try:
        taps = [Tap(name, job.snaplen) for name in job.interfaces]
        _hurry()
        privileges.drop(privileges.Identity(*job.identity) if job.identity else None)
        _set_filter(job, taps)
        os.ftruncate(OUTPUT, 0)
        dump: Dump = PcapDump(taps[0]) if len(taps) == 1 else MergedDump(taps, job.snaplen)
    except TapError as error:
        line.finish(Report(error=str(error), kind=error.kind))
        return CANNOT_OPEN
    except (OSError, privileges.PrivilegeError) as error:
        line.finish(Report(error=str(error)))
        return CANNOT_OPEN
    return Capture(job, line, taps, dump).run()


def _hurry() -> None:
    """Come before others at the processor, where that is allowed: alone, and as a session among sessions."""
    with suppress(OSError):
        os.nice(URGENCY)
        with open("/proc/self/autogroup", "w") as group:  # sched(7)
            group.write(str(URGENCY))


def _set_filter(job: Job, taps: list[Tap]) -> None:
    for tap in taps if job.filter else ():
        try:
            tap.set_filter(job.filter)
        except TapError:
            if not job.is_filter_optional:
                raise


def _heed_signals(line: Line) -> None:
    """^C and a terminal that goes away are the parent's to act on."""

    def stop(signal_number: int, frame: FrameType | None) -> None:
        line.is_stopped = True

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, stop)
