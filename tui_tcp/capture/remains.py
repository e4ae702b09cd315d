"""What a capture leaves in files that a person named, for saying so when it has ended."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class Remains(NamedTuple):
    """Files, the oldest first, and how many packets are in them; None where nobody has counted."""

    paths: tuple[Path, ...]
    packets: int | None
    is_whole: bool = True  # none of the capture has gone, to keep to a bound

    @property
    def size(self) -> int:
        """Bytes on disk; those of a file that somebody has taken away are none."""
        total = 0
        for path in self.paths:
            with suppress(OSError):
                total += os.stat(path).st_size
        return total
