"""Compressed streams: each kind, cut, damaged, several in one, and bombs."""

import bz2
import gzip
import importlib
import lzma
import random
import sys
from collections.abc import Callable

import lz4.frame
import pytest

from tui_tcp.capture.unpack import FORMATS, PIECE, UnpackError, unpacker_for

zstd = importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")

PLAIN = bytes(range(256)) * 400
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zstd": zstd.compress,
    "lz4": lz4.frame.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}


def unpack(data: bytes, size: int = 1000) -> bytes:
    """Feed `data` in pieces of `size` bytes."""
    unpacker = unpacker_for(data)
    assert unpacker
    parts = [b"".join(unpacker.pieces(data[at : at + size])) for at in range(0, len(data), size)]
    assert not unpacker.is_inside
    return b"".join(parts)


def test_every_format_is_tried() -> None:
    assert {name for name, _ in FORMATS.values()} == set(PACK)


@pytest.mark.parametrize("name", PACK)
@pytest.mark.parametrize("size", [7, 1000, 1 << 20])
def test_streams_are_unpacked_in_any_pieces(name: str, size: int) -> None:
    assert unpack(PACK[name](PLAIN), size) == PLAIN


@pytest.mark.parametrize("name", PACK)
def test_streams_one_after_the_other_are_one(name: str) -> None:
    assert unpack(PACK[name](PLAIN) + PACK[name](b"and more")) == PLAIN + b"and more"


def test_padding_behind_a_stream_is_nothing() -> None:
    assert unpack(gzip.compress(PLAIN) + bytes(512)) == PLAIN


@pytest.mark.parametrize("name", PACK)
def test_a_cut_stream_gives_what_it_has_and_is_not_at_its_end(name: str) -> None:
    packed = PACK[name](bytes(PIECE))
    unpacker = unpacker_for(packed)
    assert unpacker
    assert len(b"".join(unpacker.pieces(packed[:-5]))) <= PIECE
    assert unpacker.is_inside


@pytest.mark.parametrize("name", PACK)
def test_damage_is_told(name: str) -> None:
    packed = bytearray(PACK[name](PLAIN * 4))
    packed[6:] = b"\xff" * (len(packed) - 6)
    unpacker = unpacker_for(bytes(packed))
    assert unpacker
    with pytest.raises(UnpackError, match=f"damaged {name} data"):
        list(unpacker.pieces(bytes(packed)))


@pytest.mark.parametrize("name", PACK)
def test_a_bomb_comes_in_bounded_pieces(name: str) -> None:
    packed = PACK[name](bytes(20 * PIECE))
    unpacker = unpacker_for(packed)
    assert unpacker
    assert max(len(piece) for piece in unpacker.pieces(packed)) <= PIECE


def test_what_is_not_compressed_is_left_alone() -> None:
    assert unpacker_for(b"\xd4\xc3\xb2\xa1\x02\x00") is None
    assert unpacker_for(b"") is None


def damaged(packed: bytes, at: int) -> bytes:
    return packed[:at] + bytes([packed[at] ^ 1]) + packed[at + 1 :]


@pytest.mark.parametrize(("plain", "at"), [(PLAIN, -8), (random.Random(7).randbytes(3 * PIECE), 2 * PIECE)])
def test_what_stands_before_damage_is_given_out(plain: bytes, at: int) -> None:
    packed = gzip.compress(plain)
    packed = damaged(packed, at % len(packed))
    unpacker = unpacker_for(packed)
    assert unpacker
    got = b""
    with pytest.raises(UnpackError):
        for piece in unpacker.pieces(packed):
            got += piece
    assert got[: 2 * PIECE - 20_000] == plain[: 2 * PIECE - 20_000]
    assert len(got) == len(plain)
