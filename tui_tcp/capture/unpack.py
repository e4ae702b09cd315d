"""Compressed streams, told by their first bytes and unpacked in pieces of bounded size.

A bomb so fills a disk slowly, never memory. Libraries are imported when such a stream is met.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Protocol

PIECE = 1 << 20
MAGIC_SIZE = 6  # bytes that tell
_MEMORY = 128 << 20  # what a stream may ask for: as much as zstd's own limit


class UnpackError(Exception):
    """The stream is not what its first bytes say."""


class Frame(Protocol):
    """What bz2, lzma, compression.zstd and lz4 have in common: a decompressor of one frame or member."""

    @property
    def eof(self) -> bool:
        """Whether the frame is complete."""

    @property
    def needs_input(self) -> bool:
        """Whether more can only come from more input."""

    @property
    def unused_data(self) -> bytes | None:
        """What follows the frame."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Take in `data`, give out at most `max_length` bytes."""


class _Gzip:
    """RFC 1952 by zlib, in the form of the others. What stands before damage is given out before that is told."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._damage: zlib.error | None = None

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def needs_input(self) -> bool:
        return not (self._member.unconsumed_tail or self._member.eof or self._damage)

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        if self._damage:
            raise self._damage
        data = self._member.unconsumed_tail + data
        before = self._member.copy()
        try:
            return self._member.decompress(data, max_length)
        except zlib.error as error:
            self._damage = error
            return b"".join(_sound(before, data, max_length))


def _sound(member: zlib._Decompress, data: bytes, max_length: int) -> Iterator[bytes]:
    """Yield what comes before the damage in some data: zlib gives out nothing of what it is given along with that."""
    with suppress(zlib.error):
        for at in range(len(data)):
            yield member.decompress(data[at : at + 1], max_length)


Begin = Callable[[], tuple[Frame, type[Exception]]]  # a decompressor, and what it raises at damage


def _gzip() -> tuple[Frame, type[Exception]]:
    return _Gzip(), zlib.error


def _bzip2() -> tuple[Frame, type[Exception]]:
    import bz2

    return bz2.BZ2Decompressor(), OSError


def _xz() -> tuple[Frame, type[Exception]]:
    import lzma

    return lzma.LZMADecompressor(memlimit=_MEMORY), lzma.LZMAError


def _zstd() -> tuple[Frame, type[Exception]]:
    if sys.version_info >= (3, 14):
        from compression.zstd import ZstdDecompressor, ZstdError
    else:
        from backports.zstd import ZstdDecompressor, ZstdError
    return ZstdDecompressor(), ZstdError


def _lz4() -> tuple[Frame, type[Exception]]:
    from lz4.frame import LZ4FrameDecompressor

    return LZ4FrameDecompressor(), RuntimeError


FORMATS: dict[bytes, tuple[str, Begin]] = {
    b"\x1f\x8b": ("gzip", _gzip),
    b"\x28\xb5\x2f\xfd": ("zstd", _zstd),
    b"\x04\x22\x4d\x18": ("lz4", _lz4),
    b"BZh": ("bzip2", _bzip2),
    b"\xfd7zXZ\x00": ("xz", _xz),
}


class Unpacker:
    """Frames of one compressed stream, one after the other."""

    def __init__(self, name: str, begin: Begin) -> None:
        self.name = name
        self._begin = begin
        self._frame, self._error = begin()

    @property
    def is_inside(self) -> bool:
        """Whether the stream's last frame is not complete."""
        return not self._frame.eof

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` unpacks to. Raises UnpackError where it does not."""
        while True:
            if self._frame.eof:
                data = self._after_frame(data)
                if not data:
                    return
                self._frame, self._error = self._begin()
            yield self._step(data)
            data = b""
            if self._frame.needs_input and not self._frame.eof:
                return

    def _after_frame(self, data: bytes) -> bytes:
        """Return the input that follows a frame; padding with zeros is none."""
        return ((self._frame.unused_data or b"") + data).lstrip(b"\0")

    def _step(self, data: bytes) -> bytes:
        try:
            return self._frame.decompress(data, PIECE)
        except self._error as error:
            raise UnpackError(f"damaged {self.name} data") from error


def unpacker_for(head: bytes) -> Unpacker | None:
    """Return what unpacks a stream that begins with `head`, nothing where it is not compressed."""
    for magic, (name, begin) in FORMATS.items():
        if head.startswith(magic):
            return Unpacker(name, begin)
    return None
