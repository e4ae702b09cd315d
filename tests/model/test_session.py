"""One capture from its bytes to its columns and connections, however it is cut into blocks."""

import os
import threading
from pathlib import Path

import pytest

from tests.builders import closed
from tests.model.captures import datagram, frame, pcap, session_of, session_with
from tests.wire.packets import ether, ip4
from tui_tcp.capture.source import FileSource, open_source
from tui_tcp.errors import CaptureError, FormatError, unreadable
from tui_tcp.model import reader, session
from tui_tcp.model.columns import COLUMNS
from tui_tcp.model.session import Session
from tui_tcp.wire.reassembly import MAX_DATAGRAMS

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tui_tcp" / "sample" / "classic_lesson.pcap"
FRAMES = [frame(line) for line in closed()]


def all_values(read: Session) -> dict[str, list[int]]:
    return {name: read.columns.vector(name).tolist() for name in COLUMNS}


@pytest.mark.parametrize("block", [64, 1000, 4096])
def test_the_size_of_a_block_makes_no_difference(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = session_of(SAMPLE)
    monkeypatch.setattr(reader, "BLOCK", block)
    pieces = session_of(SAMPLE)
    assert all_values(pieces) == all_values(whole)
    assert pieces.warnings == whole.warnings == []


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_the_size_of_a_batch_makes_no_difference(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = session_of(SAMPLE)
    monkeypatch.setattr(session, "BATCH_ROWS", rows)
    assert all_values(session_of(SAMPLE)) == all_values(whole)


def test_a_frame_s_bytes_are_read_again(tmp_path: Path) -> None:
    read = session_with(tmp_path, FRAMES)
    assert [read.frame_bytes(row) for row in range(read.frame_count)] == FRAMES
    assert read.link_type(0) == 1


def test_bytes_that_cannot_be_read_again_are_told_of_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(position: int, size: int) -> bytes:
        raise unreadable(OSError(5, "Input/output error"), position)

    read = session_with(tmp_path, FRAMES)
    monkeypatch.setattr(read.source, "read", fail)
    assert [read.frame_bytes(row) for row in range(2)] == [b"", b""]
    assert str(read.unread) == "Input/output error (at byte 40)"
    assert read.warnings == ["Input/output error (at byte 40); what it holds there is not shown"]


def test_it_ends_where_the_file_ends(tmp_path: Path) -> None:
    read = session_with(tmp_path, FRAMES)
    assert read.is_done
    assert read.bytes_read == len(pcap(FRAMES))


def test_a_cancelled_session_stops_and_keeps_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "BLOCK", 1000)
    looks = iter([False] * 5)
    read = Session(open_source(str(SAMPLE)))
    read.read(lambda: next(looks, True))
    assert read.is_done
    assert 0 < read.bytes_read < SAMPLE.stat().st_size


@pytest.mark.parametrize("cut", [1, 10, 16, 40])
def test_frames_before_a_cut_are_kept(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.pcap"
    path.write_bytes(pcap(FRAMES)[:-cut])
    read = session_of(path)
    assert read.frame_count == len(FRAMES) - 1
    assert len(read.warnings) == 1
    assert read.warnings[0].startswith("cut short in the middle of a packet (at byte ")


def test_a_damaged_record_ends_it_with_its_place(fixtures: Path) -> None:
    read = session_of(fixtures / "bad" / "record_claims_4_gb.pcap")
    assert read.frame_count == 5
    assert read.warnings == ["a record claims 4294967280 bytes (at byte 544); the 5 frames before it are kept"]


def test_link_types_that_are_not_known_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "strange.pcap"
    path.write_bytes(pcap(FRAMES, link=147))
    read = session_of(path)
    assert read.frame_count == len(FRAMES)
    assert read.connections == []
    assert "link type 147" in read.warnings[0]


def test_fragments_that_were_given_up_are_told(tmp_path: Path) -> None:
    firsts = [ether(ip4(bytes(16), place=0x2000, number=number)) for number in range(MAX_DATAGRAMS + 2)]
    assert session_with(tmp_path, firsts).warnings == [
        "too many IP fragments at a time: 2 incomplete datagrams were given up"
    ]


def test_what_is_no_capture_is_refused(fixtures: Path) -> None:
    with pytest.raises(FormatError, match="text, not a capture"):
        session_of(fixtures / "bad" / "text.pcap")


def test_for_a_thread_what_went_wrong_is_left_behind(fixtures: Path) -> None:
    read = Session(open_source(str(fixtures / "bad" / "empty.pcap")))
    read.run(lambda: False)
    assert isinstance(read.error, FormatError)
    assert read.is_done


def test_a_failing_read_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "closed.pcap"
    path.write_bytes(pcap(FRAMES))
    descriptor = os.open(path, os.O_WRONLY)
    read = Session(FileSource(descriptor, "closed.pcap"))
    read.run(lambda: False)
    read.source.close()
    assert isinstance(read.error, CaptureError)
    assert read.error.exit_status == 1
    assert "(at byte 0)" in str(read.error)


def test_a_pipe_that_still_grows_is_read_as_it_comes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    whole = pcap([*FRAMES, datagram()])
    middle = threading.Event()
    writer = threading.Thread(target=write_in_two_parts, args=(pipe, whole, 300, middle))
    writer.start()
    read = Session(open_source(str(pipe)))
    reading = threading.Thread(target=read.read)
    reading.start()
    while not read.frame_count and reading.is_alive():
        threading.Event().wait(0.01)
    assert 0 < read.frame_count < len(FRAMES)
    middle.set()
    reading.join(10)
    writer.join(10)
    read.source.close()
    assert read.frame_count == len(FRAMES) + 1
    assert read.warnings == []


def write_in_two_parts(pipe: Path, data: bytes, first: int, go_on: threading.Event) -> None:
    with pipe.open("wb", buffering=0) as file:
        file.write(data[:first])
        go_on.wait(10)
        file.write(data[first:])


def test_who_waits_for_the_first_bytes_can_cancel(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    holder = os.open(pipe, os.O_RDWR)
    read = Session(open_source(str(pipe)))
    cancelled = threading.Event()
    reading = threading.Thread(target=read.run, args=(cancelled.is_set,))
    reading.start()
    cancelled.set()
    reading.join(10)
    assert not reading.is_alive()
    assert read.error is None
    os.close(holder)
    read.source.close()
