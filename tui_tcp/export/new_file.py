"""A file that is there whole or not at all: written under another name beside its place, then moved there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tui_tcp.errors import UsageError

_BUFFER = 1 << 20
_EXISTS = "exists: --force replaces it"


@contextmanager
def new_file(path: Path, force: bool = False) -> Iterator[BinaryIO]:
    """Open a file for writing. Raises UsageError where one stands already, unless forced to replace it, or OSError."""
    check_new(path, force)
    place = path.resolve()  # what a link leads to is replaced, not the link
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with open(descriptor, "wb", _BUFFER) as out:
            yield out
        _move(part, place, force)
    finally:
        part.unlink(missing_ok=True)


def check_new(path: Path, force: bool) -> None:
    """Refuse early, as what takes long shall not end in a refusal. Raises UsageError as new_file does."""
    if path.exists() and not path.is_file():
        raise UsageError("is no plain file, and so not replaced")
    if path.exists() and not force:
        raise UsageError(_EXISTS)


def _move(part: Path, place: Path, force: bool) -> None:
    """Give the file its name; a link, unlike a renaming, never replaces what came meanwhile."""
    if force:
        part.replace(place)
        return
    try:
        os.link(part, place)
    except FileExistsError:
        raise UsageError(_EXISTS) from None
    except OSError:  # a file system without links
        part.replace(place)
