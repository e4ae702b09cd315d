"""The order in which several taps' packets are written, and the blocks themselves, as the pcapng framer reads them."""

import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.wire.files import frame_all
from tui_tcp.capture import dump
from tui_tcp.capture.dump import MergedDump, interface, packet_block, raise_reason, section


class Header:
    """As pcapy gives it."""

    def __init__(self, time_us: int, size: int) -> None:
        self._time, self._size = time_us, size

    def getts(self) -> tuple[int, int]:
        return divmod(self._time, 1_000_000)

    def getcaplen(self) -> int:
        return self._size

    def getlen(self) -> int:
        return self._size + 1


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file in the place of the child's standard output."""
    path = tmp_path / "out.pcapng"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    monkeypatch.setattr(dump, "OUTPUT", descriptor)
    yield path
    os.close(descriptor)


def merged() -> MergedDump:
    taps: list[Any] = [SimpleNamespace(name="eth0", link_type=1), SimpleNamespace(name="any", link_type=113)]
    return MergedDump(taps, 100)


def test_blocks_are_framed_as_they_were_meant() -> None:
    data = section() + interface("eth0", 1, 100) + interface("lo", 113, 100)
    data += packet_block((5, 7, 1, 3, 9, b"abc")) + packet_block((6, 0, 0, 4, 4, b"defg"))
    rows, framer = frame_all(data)
    assert [(row.time, row.captured, row.length, row.interface) for row in rows] == [
        (5_000_007_000, 3, 9, 1),
        (6_000_000_000, 4, 4, 0),
    ]
    assert [(known.name, known.link_type) for known in framer.interfaces] == [("eth0", 1), ("lo", 113)]
    assert data[rows[0].offset :][:3] == b"abc"


def test_a_reason_that_nobody_kept_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    monkeypatch.setattr(dump, "OUTPUT", full)
    for number, text in ((0, "No space left"), (errno.EFBIG, "File too large")):
        with pytest.raises(OSError, match=text):
            raise_reason(number)
    os.close(full)


def test_a_reason_that_is_none_any_more_is_a_fault(output: Path) -> None:
    with pytest.raises(OSError, match="Input/output"):
        raise_reason(0)


def test_packets_are_written_in_the_order_of_time(output: Path) -> None:
    written = merged()
    first, second = written.takers
    for time_us in (10, 30, 50):
        first(Header(time_us, 1), b"a")
    for time_us in (20, 40):
        second(Header(time_us, 2), b"bc")
    assert written.waiting == 5
    written.flush(is_last=True)
    rows, _ = frame_all(output.read_bytes())
    assert [row.time // 1000 for row in rows] == [10, 20, 30, 40, 50]
    assert [row.interface for row in rows] == [0, 1, 0, 1, 0]
    assert written.waiting == 0


def test_a_packet_waits_for_what_may_still_precede_it(output: Path) -> None:
    written = merged()
    first, second = written.takers
    first(Header(100, 1), b"a")
    written.flush()
    assert written.waiting == 1
    time.sleep(dump.HOLD_S)
    written.flush()
    second(Header(50, 1), b"b")
    time.sleep(dump.HOLD_S)
    written.flush()
    rows, _ = frame_all(output.read_bytes())
    assert [row.time // 1000 for row in rows] == [50, 100]
    assert written.waiting == 0


def test_a_clock_that_is_set_back_holds_nothing_up(output: Path) -> None:
    written = merged()
    first = written.takers[0]
    for time_us in (10_000_000, 10, 20):
        first(Header(time_us, 1), b"a")
    for _ in range(3):
        time.sleep(dump.HOLD_S)
        written.flush()
    assert len(frame_all(output.read_bytes())[0]) == 3
