"""The captures opened last, newest first, kept in the user's state directory."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

_LIMIT = 10


def _file() -> Path:
    return user_state_path("tcptui") / "recent.json"


def recent_files() -> list[str]:
    """Return the paths that still lead to a file."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    paths = found if isinstance(found, list) else []
    return [path for path in paths if isinstance(path, str) and os.path.isfile(path)][:_LIMIT]


def remember(path: str) -> None:
    """Put a file in front. A home that cannot be written to forgets; that is no reason to bother anyone."""
    whole = str(Path(path).absolute())
    paths = [whole, *(other for other in recent_files() if other != whole)]
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps(paths[:_LIMIT]), encoding="utf-8")
