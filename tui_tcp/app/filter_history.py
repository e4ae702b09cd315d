"""The filters applied last, newest first, kept in the user's state directory."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

_LIMIT = 100
_LONGEST = 10_000


def _file() -> Path:
    return user_state_path("tcptui") / "filters.json"


def past_filters() -> list[str]:
    """Return the texts."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [text for text in found if isinstance(text, str)][:_LIMIT] if isinstance(found, list) else []


def remember_filter(text: str) -> None:
    """Put a text in front. A home that cannot be written to forgets."""
    if not text or len(text) > _LONGEST:
        return
    texts = [text, *(other for other in past_filters() if other != text)]
    with suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(json.dumps(texts[:_LIMIT], indent=0), encoding="utf-8")
