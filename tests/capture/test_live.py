"""Live capture on a real wire: counted to the packet, and everything that can go wrong meanwhile."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.capture.wire import FAR, NAME, Wire, children, fact, read_all, read_until
from tests.wire.packets import ether, ip4, tcp, udp
from tui_tcp.capture import room
from tui_tcp.capture.live import Status
from tui_tcp.capture.remains import Remains
from tui_tcp.capture.wish import Wish
from tui_tcp.errors import CaptureError
from tui_tcp.model.session import Session

FRAME = ether(ip4(tcp()))


def test_every_packet_is_there(wire: Wire) -> None:
    source = wire.open(Wish((NAME,), filter=""))
    before = wire.passed()
    wire.connect(20)
    source.stop()
    session = read_all(source)
    assert session.frame_count == wire.passed() - before
    assert len(session.connections) == 20
    assert all(connection.rtt > 0 for connection in session.connections)
    assert not session.warnings


def test_what_was_captured_just_before_the_end_is_there(wire: Wire) -> None:
    source = wire.open(Wish((NAME,)))
    wire.send(*[FRAME] * 7)
    source.stop()
    assert read_all(source).frame_count == 7


def test_it_is_told_how_the_capture_does(wire: Wire) -> None:
    source = wire.open(Wish((NAME,)))
    session = Session(source)
    wire.send(*[FRAME] * 30)
    read_until(session, lambda: session.frame_count == 30)
    status = source.status
    assert status.rate > 0
    assert status == Status(30, source.size, 0, status.rate, 0, 0, (), True, "")
    source.close()
    assert not source.status.is_running


def test_the_child_has_no_privilege_when_it_reads(wire: Wire) -> None:
    wire.open(Wish((NAME,)))
    (child,) = children(os.getpid())
    assert fact(child, "Uid").split() == ["65534"] * 4
    assert fact(child, "Gid").split() == ["65534"] * 4
    assert fact(child, "Groups") == ""
    assert {fact(child, f"Cap{kind}") for kind in ("Inh", "Prm", "Eff", "Amb")} == {"0" * 16}
    assert fact(child, "NoNewPrivs") == "1"


def test_a_stop_after_so_many_packets_is_exact(wire: Wire) -> None:
    source = wire.open(Wish((NAME,), packets=5))
    wire.send(*[FRAME] * 50)
    assert read_all(source).frame_count == 5


def test_a_stop_after_a_time(wire: Wire) -> None:
    begun = time.monotonic()
    source = wire.open(Wish((NAME,), seconds=0.5))
    wire.send(FRAME)
    assert read_all(source).frame_count == 1
    assert 0.5 < time.monotonic() - begun < 3


def test_a_stop_at_a_size(wire: Wire) -> None:
    source = wire.open(Wish((NAME,), size=2000))
    session = Session(source)
    while not source.is_complete:
        wire.send(FRAME)
        session.read(lambda: True)
    assert 2000 <= source.size < 4000


def test_a_snaplen_keeps_the_length_on_the_wire(wire: Wire) -> None:
    source = wire.open(Wish((NAME,), snaplen=60, packets=1))
    wire.send(ether(ip4(tcp(b"x" * 500))))
    columns = read_all(source).columns
    assert (columns.value("captured", 0), columns.value("length", 0)) == (60, 554)


def test_two_interfaces_make_one_capture_in_order(wire: Wire) -> None:
    source = wire.open(Wish((NAME, "lo", "any"), filter="tcp"))
    wire.connect(5)
    source.stop()
    session = read_all(source)
    times = session.columns.vector("time").tolist()
    assert session.link_types == [1, 1, 113]
    assert times == sorted(times)
    assert set(session.columns.vector("interface").tolist()) == {0, 2}
    assert session.frame_count == 2 * int((session.columns.vector("interface") == 0).sum())


def test_two_captures_at_once_disturb_each_other_in_nothing(wire: Wire) -> None:
    sources = [wire.open(Wish((NAME,))) for _ in range(2)]
    wire.send(*[FRAME] * 9)
    for source in sources:
        source.stop()
        assert read_all(source).frame_count == 9


def test_the_capture_goes_on_when_the_interface_is_back(wire: Wire) -> None:
    source = wire.open(Wish((NAME,), is_patient=True))
    session = Session(source)
    wire.send(FRAME)
    read_until(session, lambda: session.frame_count == 1)
    wire.here.ip(f"link set {NAME} down")
    read_until(session, lambda: source.status.down == (NAME,))
    wire.here.ip(f"link set {NAME} up")
    read_until(session, lambda: not source.status.down)
    wire.send(FRAME)
    read_until(session, lambda: session.frame_count == 2)


def test_the_capture_goes_on_on_a_new_interface_of_the_name(wire: Wire) -> None:
    source = wire.open(Wish((NAME,), is_patient=True))
    session = Session(source)
    wire.send(FRAME)
    read_until(session, lambda: session.frame_count == 1)
    wire.here.ip(f"link del {NAME}")
    read_until(session, lambda: source.status.down == (NAME,))
    wire.plug_in()
    read_until(session, lambda: not source.status.down)
    wire.send(FRAME)
    read_until(session, lambda: session.frame_count == 2)


def test_an_interface_that_vanishes_ends_a_capture_without_patience(wire: Wire) -> None:
    source = wire.open(Wish((NAME,)))
    wire.send(*[FRAME] * 3)
    wire.there.ip(f"link del {FAR}")
    session = read_all(source)
    assert session.warnings == ["v0: the interface went down; the 3 frames before it are kept"]


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk that is full soon."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", disk], check=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def listed(path: Path) -> int:
    """How many packets tcpdump finds in a file, which it refuses where one is torn."""
    return len(subprocess.run(["tcpdump", "-nr", path], capture_output=True, text=True, check=True).stdout.splitlines())


def test_a_full_disk_keeps_what_was_written(wire: Wire, tmp_path: Path) -> None:
    with small_disk(tmp_path, 64) as disk:
        source = wire.open(Wish((NAME,), path=disk / "a.pcap"))
        wire.send(*[ether(ip4(tcp(b"x" * 1000)))] * 200)
        session = read_all(source)
        source.save(tmp_path / "kept.pcap")
        with pytest.raises(CaptureError, match="No space left on device"):
            source.save(disk / "torn.pcap")
        assert list(disk.iterdir()) == [disk / "a.pcap"]
        assert listed(disk / "a.pcap") == listed(tmp_path / "kept.pcap") == session.frame_count
        source.close()
        assert source.remains == Remains((disk / "a.pcap",), session.frame_count)
    assert 55 <= session.frame_count <= 65
    assert session.warnings == [
        f"cannot write: No space left on device; the {session.frame_count} frames before it are kept"
    ]


def test_a_full_disk_keeps_what_was_written_of_a_ring(wire: Wire, tmp_path: Path) -> None:
    with small_disk(tmp_path, 64) as disk:
        source = wire.open(Wish((NAME,), path=disk / "a.pcap", file_size=20_000))
        source.prepare()
        session = Session(source)
        for sent in range(1, 81):  # one by one, as a file that is full is left between two reports
            wire.send(ether(ip4(tcp(b"x" * 1000))))
            session.read(lambda sent=sent: session.frame_count >= sent or source.is_complete)  # type: ignore[misc]
        session.read()
        files = sorted(disk.iterdir())
        assert len(files) == 4 and sum(map(listed, files)) == session.frame_count
        source.close()
        assert source.remains == Remains(tuple(files), session.frame_count)
    assert 50 <= session.frame_count <= 65


def test_a_full_disk_keeps_what_was_written_of_two_interfaces(wire: Wire, tmp_path: Path) -> None:
    with small_disk(tmp_path, 64) as disk:
        source = wire.open(Wish((NAME, "lo"), path=disk / "a.pcapng"))
        wire.send(*[ether(ip4(tcp(b"x" * 1000)))] * 200)
        session = read_all(source)
        assert listed(disk / "a.pcapng") == session.frame_count
        source.close()
        assert source.remains == Remains((disk / "a.pcapng",), session.frame_count)
    assert 55 <= session.frame_count <= 65


def test_a_child_that_is_killed_is_told(wire: Wire, tmp_path: Path) -> None:
    source = wire.open(Wish((NAME,), path=tmp_path / "a.pcap"))
    session = Session(source)
    wire.send(FRAME)
    read_until(session, lambda: session.frame_count == 1)
    with open(tmp_path / "a.pcap", "ab") as torn:  # as if it had been about to write another packet
        torn.write(bytes(10))
    os.kill(children(os.getpid())[0], signal.SIGKILL)
    session.read()
    assert listed(tmp_path / "a.pcap") == 1
    assert session.warnings == ["v0: the capture process was ended by SIGKILL; the frame before it is kept"]


def test_a_child_that_is_asked_to_end_writes_what_it_has(wire: Wire) -> None:
    source = wire.open(Wish((NAME,)))
    wire.send(*[FRAME] * 4)
    os.kill(children(os.getpid())[0], signal.SIGTERM)
    session = read_all(source)
    assert (session.frame_count, session.warnings) == (4, [])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_the_child_leaves_a_terminals_signals_to_its_parent(wire: Wire, number: signal.Signals) -> None:
    source = wire.open(Wish((NAME,)))
    os.kill(children(os.getpid())[0], number)
    wire.send(FRAME)
    source.stop()
    session = read_all(source)
    assert (session.frame_count, session.warnings) == (1, [])


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish(("nosuch",)), "nosuch: no such interface; tcptui -D lists the interfaces"),
        (Wish((NAME,), filter="port 99999"), "filter: illegal port number 99999 > 65535"),
        (Wish((NAME,), filter="bad("), "filter: can't parse filter expression: syntax error"),
        (Wish((NAME,), filter="net 10.0.0.1/8"), 'filter: non-network bits set in "10.0.0.1/8"'),
        (Wish(("down0",)), "down0: That device is not up; ip link set down0 up brings it up"),
    ],
)
def test_what_cannot_begin_is_told_in_libpcaps_words(wire: Wire, wish: Wish, message: str) -> None:
    wire.here.ip("link add down0 type veth peer name down1")
    with pytest.raises(CaptureError) as caught:
        wire.open(wish)
    assert str(caught.value).startswith(message)
    assert not children(os.getpid())


def test_a_capture_that_cannot_begin_leaves_no_file(wire: Wire, tmp_path: Path) -> None:
    with pytest.raises(CaptureError):
        wire.open(Wish(("nosuch",), path=tmp_path / "a.pcap"))
    assert not list(tmp_path.iterdir())
    kept = tmp_path / "kept"
    kept.write_bytes(b"mine")
    with pytest.raises(CaptureError):
        wire.open(Wish(("nosuch",), path=kept, is_forced=True))
    assert kept.read_bytes() == b"mine"


def test_a_ring_where_only_root_may_write_leaves_no_file(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUDO_UID", "65534")
    monkeypatch.setenv("SUDO_GID", "65534")
    with pytest.raises(CaptureError, match="only root may write there"):
        wire.open(Wish((NAME,), path=tmp_path / "a.pcap", file_size=1000))
    assert not list(tmp_path.iterdir())


def test_a_kept_capture_is_a_capture_file(wire: Wire, tmp_path: Path) -> None:
    source = wire.open(Wish((NAME,), path=tmp_path / "a.pcap"))
    wire.send(*[FRAME] * 6)
    source.stop()
    read_all(source)
    source.close()
    assert listed(tmp_path / "a.pcap") == 6
    assert source.remains == Remains((tmp_path / "a.pcap",), 6)


def test_a_capture_can_be_kept_afterwards(wire: Wire, tmp_path: Path) -> None:
    source = wire.open(Wish((NAME,)))
    wire.send(*[FRAME] * 6)
    source.stop()
    session = read_all(source)
    assert source.save(tmp_path / "a.pcap") == source.size
    assert (tmp_path / "a.pcap").read_bytes() == source.read(0, 1 << 20)
    with pytest.raises(CaptureError, match="exists"):
        source.save(tmp_path / "a.pcap")
    assert session.frame_count == 6


def test_a_ring_keeps_the_newest_files(wire: Wire, tmp_path: Path) -> None:
    source = wire.open(Wish((NAME,), path=tmp_path / "a.pcap", files=2, file_size=3000))
    source.prepare()
    session = Session(source)
    for count in range(1, 61):
        wire.send(ether(ip4(udp(count.to_bytes(200, "big"), 53))))
        read_until(session, lambda wanted=count: session.frame_count >= wanted)  # type: ignore[misc]
    source.stop()
    session.read()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 2
    assert names[0] > "a_00003.pcap"
    assert session.frame_bytes(59).endswith(b"\x3c")
    assert session.frame_bytes(0) == b""
    assert source.read(0, 4) == bytes.fromhex("d4c3b2a1")  # what an export says of the capture
    source.save(tmp_path / "whole.pcap")
    saved = subprocess.run(["tcpdump", "-nr", tmp_path / "whole.pcap"], capture_output=True, text=True, check=True)
    assert 10 <= len(saved.stdout.splitlines()) <= 40
    source.close()
    paths = tuple(tmp_path / name for name in names)
    assert source.remains == Remains(paths, sum(map(listed, paths)), is_whole=False)
    assert session.frame_count == 60
    assert not session.warnings


def test_a_disk_that_is_nearly_full_lets_the_oldest_go(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_BETWEEN_LOOKS", 1 << 16)
    monkeypatch.setattr(room, "_RESERVE_SHARE", 4)
    with small_disk(tmp_path, 2000) as disk:
        monkeypatch.setenv("TMPDIR", str(disk))
        source = wire.open(Wish((NAME,)))
        session = Session(source)
        frame = ether(ip4(tcp(b"x" * 1000)))
        for sent in range(50, 4001, 50):
            wire.send(*[frame] * 50)
            session.read(lambda sent=sent: session.frame_count >= sent or source.is_complete)  # type: ignore[misc]
        assert (session.frame_count, source.warning, source.is_short) == (4000, "", True)
        assert session.frame_bytes(3999) == frame and session.frame_bytes(100) == b""
        assert source.read(0, 4) == bytes.fromhex("d4c3b2a1")
        source.close()
