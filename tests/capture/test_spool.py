"""A stream copied to disk: from pipes, in pieces, compressed, endless, and broken."""

import gzip
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from tui_tcp.capture.spool import Spool


@contextmanager
def spool_of(data: bytes) -> Iterator[Spool]:
    """A spool fed through a pipe that is closed behind `data`."""
    reading, writing = os.pipe()
    feeder = Thread(target=_feed, args=(writing, data))
    feeder.start()
    spool = Spool(reading)
    yield spool
    spool.stop()
    feeder.join()


def _feed(descriptor: int, data: bytes) -> None:
    try:
        while data:
            data = data[os.write(descriptor, data) :]
    except BrokenPipeError:
        pass
    os.close(descriptor)


def wait_for(spool: Spool) -> bytes:
    until = time.monotonic() + 10
    while not spool.is_complete and time.monotonic() < until:
        spool.wait(0.1)
    return os.pread(spool.descriptor, 1 << 24, 0)


def test_what_comes_is_kept() -> None:
    with spool_of(b"x" * 300_000) as spool:
        assert wait_for(spool) == b"x" * 300_000
        assert not spool.warning


def test_a_compressed_stream_is_unpacked() -> None:
    with spool_of(gzip.compress(b"y" * 300_000)) as spool:
        assert wait_for(spool) == b"y" * 300_000


def test_a_stream_that_was_unpacked_to_nothing_is_no_empty_one() -> None:
    with spool_of(gzip.compress(b"")) as spool:
        assert wait_for(spool) == b""
        assert not spool.warning


def test_an_empty_stream_is_empty() -> None:
    with spool_of(b"") as spool:
        assert wait_for(spool) == b""
        assert spool.warning == "nothing was written to it"


def test_a_stream_shorter_than_any_magic_is_kept() -> None:
    with spool_of(b"\x1f") as spool:
        assert wait_for(spool) == b"\x1f"


def test_a_cut_stream_is_warned_of() -> None:
    with spool_of(gzip.compress(os.urandom(5000))[:-100]) as spool:
        assert len(wait_for(spool)) > 4000
        assert spool.warning == "the gzip stream is cut short"


def test_a_damaged_stream_is_warned_of() -> None:
    with spool_of(gzip.compress(b"z")[:10] + b"\xff" * 50) as spool:
        wait_for(spool)
        assert spool.warning.startswith("damaged gzip data (after 0 bytes)")


def test_stopping_does_not_wait_for_the_end() -> None:
    reading, writing = os.pipe()
    begun = time.monotonic()
    Spool(reading).stop()
    assert time.monotonic() - begun < 2
    os.close(writing)


def test_a_bound_keeps_the_newest() -> None:
    reading, writing = os.pipe()
    spool = Spool(reading, None, most=1 << 20, step=1 << 18)
    for number in range(64):
        os.write(writing, bytes([number]) * 65536)
        until = time.monotonic() + 10
        while os.fstat(spool.descriptor).st_size <= number * 65536 and time.monotonic() < until:
            spool.wait(0.1)
        spool.read_to = (number + 1) * 65536
    os.close(writing)
    assert wait_for(spool)[-65536:] == bytes([63]) * 65536
    assert 44 * 65536 <= spool.gone <= 48 * 65536 and not spool.is_short
    assert os.fstat(spool.descriptor).st_blocks * 512 <= (1 << 20) + (1 << 17)
    spool.stop()
