"""The name of a file that is to be written, as a person typed it."""

from __future__ import annotations

import os.path  # its questions are answered where Path's raise: of a name too long, of a folder that is closed
from pathlib import Path


class NewName:
    """Where to write; a file that exists is written over only if that is asked for twice."""

    def __init__(self) -> None:
        self.path = Path()
        self._refused: Path | None = None

    @property
    def is_forced(self) -> bool:
        """Whether the file exists, and was asked for again."""
        return self.path == self._refused

    def forget(self) -> None:
        """Forget that a name was refused: it was changed."""
        self._refused = None

    def read(self, text: str) -> str:
        """Take a name; return what is wrong with it, '' if nothing is."""
        text = text.strip()
        self.path = Path(os.path.expanduser(text))
        return "" if text and text.isprintable() and not os.path.isdir(self.path) else "a file wants a name"

    def refuse_once(self) -> str:
        """Return that the file exists, '' if it does not or that was told."""
        if self.is_forced or not os.path.exists(self.path):
            return ""
        self._refused = self.path
        return f"{self.path.name} exists. Enter again writes over it."
