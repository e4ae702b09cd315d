"""One way in: files, compressed files, pipes, growing files; and what cannot be opened."""

import gzip
import os
import sys
from pathlib import Path
from threading import Thread

import pytest

from tests.wire.files import pcap_header, record
from tui_tcp.capture.source import FileSource, Source, is_stream, open_source
from tui_tcp.errors import CaptureError, FormatError
from tui_tcp.model.session import Session

CAPTURE = pcap_header() + record() * 5


def saved(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


def session_of(source: Source) -> Session:
    session = Session(source)
    session.read()
    return session


def test_a_file_is_complete_from_the_start(tmp_path: Path) -> None:
    source = open_source(saved(tmp_path / "a.pcap", CAPTURE))
    assert (source.name, source.size, source.is_complete, source.warning) == ("a.pcap", len(CAPTURE), True, "")
    assert source.read(0, 4) == CAPTURE[:4]
    buffer = bytearray(10)
    assert source.read_into(memoryview(buffer), len(CAPTURE) - 3) == 3
    source.close()


def test_a_file_is_let_go_of_once_when_it_is_closed_or_nobody_holds_its_source(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.pcap", CAPTURE)
    held = [os.open(path, os.O_RDONLY) for _ in range(2)]
    closed, dropped = (FileSource(descriptor, "a.pcap") for descriptor in held)
    closed.close()
    again = os.open(path, os.O_RDONLY)  # takes the number that became free
    assert again == held[0]
    closed.close()
    del closed, dropped
    os.fstat(again)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(held[1])
    os.close(again)


def test_a_compressed_file_is_read_as_it_is_unpacked(tmp_path: Path) -> None:
    session = session_of(open_source(saved(tmp_path / "a.pcap.gz", gzip.compress(CAPTURE))))
    assert session.frame_count == 5
    session.source.close()


def test_a_named_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = Thread(target=path.write_bytes, args=(CAPTURE,))
    writer.start()
    session = session_of(open_source(str(path)))
    writer.join()
    assert session.frame_count == 5
    session.source.close()


def test_a_growing_file_is_followed_until_it_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "growing.pcap"
    path.write_bytes(b"")
    session = Session(open_source(str(path), follow=True))
    parts = iter([CAPTURE[:10], CAPTURE[10:50], CAPTURE[50:], record()[:20], record()[20:]])

    def grow() -> bool:
        part = next(parts, b"")
        with path.open("ab") as file:
            file.write(part)
        return session.frame_count == 6

    session.read(grow)
    assert session.frame_count == 6
    assert not session.warnings
    session.source.close()


def test_a_file_is_not_followed_unless_asked(tmp_path: Path) -> None:
    session = session_of(open_source(saved(tmp_path / "a.pcap", CAPTURE + b"cut")))
    cut = "cut short in the middle of a packet (at byte 374); the 5 frames before it are kept"
    assert session.warnings == [cut]
    session.source.close()


@pytest.mark.parametrize(("name", "what"), [("absent", "no such file"), ("", "is a directory, not a capture")])
def test_what_cannot_be_opened_is_told(tmp_path: Path, name: str, what: str) -> None:
    with pytest.raises(CaptureError, match=f"^{what}$"):
        open_source(str(tmp_path / name))


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(CaptureError, match="standard input is closed"):
        open_source("-")


def test_a_damaged_stream_without_a_frame_is_no_capture(tmp_path: Path) -> None:
    source = open_source(saved(tmp_path / "a.gz", gzip.compress(CAPTURE)[:10] + b"\xff" * 40))
    with pytest.raises(FormatError, match="damaged gzip data"):
        session_of(source)
    source.close()


def test_positions_beyond_4_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate((5 << 30) + 4)
        file.seek(5 << 30)
        file.write(b"here")
    source = open_source(str(path))
    assert source.read(5 << 30, 10) == b"here"
    source.close()


def test_what_comes_through_a_pipe_is_a_stream(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert is_stream("-") and is_stream(str(tmp_path / "pipe"))
    assert not is_stream(__file__) and not is_stream(str(tmp_path)) and not is_stream(str(tmp_path / "none"))
