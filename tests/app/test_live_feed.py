import os
import threading
import time
from pathlib import Path

import pytest

from tests.app.driving import SAMPLE
from tests.app.growing import FakeFeed, GrowingSource
from tests.wire.files import pcap_header, record
from tests.wire.packets import ether, ip4, tcp
from tui_tcp.app import live_feed
from tui_tcp.app.live_feed import Running
from tui_tcp.capture.source import open_source
from tui_tcp.errors import CaptureError
from tui_tcp.model.session import Session


def of_file(feed: FakeFeed | None = None) -> Running:
    return Running(Session(open_source(str(SAMPLE))), feed or FakeFeed())  # type: ignore[arg-type]


def test_a_capture_of_ours_tells_what_the_kernel_counts() -> None:
    source = GrowingSource()
    source.let_come(12)
    source.dropped, source.rate = 3, 99.0
    facts = Running(Session(source), FakeFeed()).facts  # type: ignore[arg-type]
    assert (facts.packets, facts.lost, facts.rate, facts.is_running) == (12, 3, 99.0, True)


def test_what_has_ended_has_as_many_packets_as_could_be_read() -> None:
    source = GrowingSource()
    source.let_come(12)
    running = Running(Session(source), FakeFeed())  # type: ignore[arg-type]
    source.stop()
    running.session.read()
    source.let_come(2)  # what the child took, and a full disk did not
    assert running.facts.packets == 12


def test_of_any_other_only_what_was_read_is_known() -> None:
    running = of_file()
    assert running.facts.packets == 0 and running.facts.lost is None
    running.session.read()
    facts = running.facts
    assert facts.packets == 166 and facts.rate > 0 and not facts.is_running


def test_what_came_fast_and_is_over_need_not_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    running, slow = of_file(FakeFeed(path="-")), of_file(FakeFeed(path="-"))
    for each in (running, slow):
        each.session.read()
    assert not running.wants_keeping
    monkeypatch.setattr(live_feed, "_LONG_S", 0.0)
    assert slow.wants_keeping
    assert not running.wants_keeping  # that somebody looks at it for long makes no other thing of it


def test_what_was_captured_just_now_is_to_be_kept_though_it_is_over_fast(tmp_path: Path) -> None:
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap_header() + record(ether(ip4(tcp())), at=(int(time.time()), 0)))
    running = Running(Session(open_source(str(path))), FakeFeed(path="-"))  # type: ignore[arg-type]
    running.session.read()
    assert running.wants_keeping


def test_what_has_a_file_need_not_be_kept() -> None:
    source = GrowingSource()
    source.let_come(12)
    assert Running(Session(source), FakeFeed()).wants_keeping  # type: ignore[arg-type]
    assert not Running(Session(source), FakeFeed(has_file=True)).wants_keeping  # type: ignore[arg-type]


def test_the_suggested_name_is_a_plain_one() -> None:
    source = GrowingSource()
    source.name = "../a b, eth0"
    name = Running(Session(source), FakeFeed()).suggested_name()  # type: ignore[arg-type]
    assert name.startswith("a-b-eth0-") and name.endswith(".pcap")
    source.data = b"\n\r\r\n" + source.data
    assert Running(Session(source), FakeFeed()).suggested_name().endswith(".pcapng")  # type: ignore[arg-type]


def test_keeping_ends_the_capture_first() -> None:
    source = GrowingSource()
    source.let_come(12)
    running = Running(Session(source), FakeFeed())  # type: ignore[arg-type]
    reader = threading.Thread(target=running.session.read)
    reader.start()
    path = Path("kept.pcap").resolve()
    try:
        assert running.keep(path) == source.size
        assert running.session.is_done
        assert path.read_bytes() == source.data[: source.size]
    finally:
        path.unlink(missing_ok=True)
        reader.join()


def test_a_stream_is_copied(tmp_path: Path) -> None:
    running = of_file()
    running.session.read()
    assert running.keep(tmp_path / "copy") == SAMPLE.stat().st_size
    assert (tmp_path / "copy").read_bytes() == SAMPLE.read_bytes()


def test_what_is_left_of_a_capture_is_kept(tmp_path: Path) -> None:
    source = GrowingSource()
    source.let_come(166)
    source.stop()
    running = Running(Session(source), FakeFeed())  # type: ignore[arg-type]
    running.session.read()
    source.went, source.is_near_full = 5000, True  # in the middle of a packet
    packets, left = running.left
    assert packets and packets < 166 and left == source.size - 5000
    running.keep(tmp_path / "a.pcap")
    kept = Session(open_source(str(tmp_path / "a.pcap")))
    kept.read()
    assert kept.frame_count == packets
    assert kept.frame_bytes(0) == running.session.frame_bytes(166 - packets)
    with pytest.raises(CaptureError, match="suffix says the format"):
        running.keep(tmp_path / "a")


def test_what_is_left_of_a_pipe_is_kept(tmp_path: Path) -> None:
    frame = ether(ip4(tcp(b"x" * 1000)))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR)  # to open it for reading alone waits for one
    pieces = [pcap_header(), *[record(frame) * 100] * 10]
    source = open_source(str(pipe), most=100_000, step=50_000)
    running = Running(Session(source), FakeFeed())  # type: ignore[arg-type]
    reader = threading.Thread(target=running.session.read)
    reader.start()
    with os.fdopen(writer, "wb", 0) as out:
        for at, piece in enumerate(pieces):
            out.write(piece)
            while running.session.frame_count < 100 * at:
                time.sleep(0.005)
    reader.join()
    packets, left = running.left
    assert packets and packets < 1000 and left < 250_000
    running.keep(tmp_path / "a.pcap")
    kept = Session(open_source(str(tmp_path / "a.pcap")))
    kept.read()
    assert kept.frame_count == packets and kept.frame_bytes(packets - 1) == frame
    source.close()


def test_nothing_is_written_over_unasked(tmp_path: Path) -> None:
    running = of_file()
    running.session.read()
    (tmp_path / "old").write_bytes(b"dear")
    with pytest.raises(CaptureError, match="exists"):
        running.keep(tmp_path / "old")
    assert (tmp_path / "old").read_bytes() == b"dear"
    running.keep(tmp_path / "old", is_forced=True)
    assert (tmp_path / "old").read_bytes() == SAMPLE.read_bytes()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    running = of_file()
    running.session.read()
    with pytest.raises(CaptureError, match="no such file"):
        running.keep(tmp_path / "no" / "where")


def test_whether_it_is_enough_is_asked_while_it_runs() -> None:
    feed = FakeFeed()
    feed.enough = 1
    running = of_file(feed)
    assert not running.is_enough
    running.session.read()
    time.sleep(0)
    assert not running.is_enough  # it is over
