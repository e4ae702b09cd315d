"""The one table of keys as Textual's bindings. Each keeps its id, so that a keymap can give an action other keys."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from tui_tcp.views.keys import KEYS, Key

MOVES = "move."  # what every list of rows hears by itself


def action(key: Key) -> str:
    """Return the name of a key's action: 'list.sort' is `action_list_sort`."""
    return key.id.replace(".", "_")


def bindings(keys: Iterable[Key]) -> list[Binding]:
    """Return one binding an action."""
    return [Binding(",".join(key.keys), action(key), key.meaning, show=False, id=key.id) for key in keys]


def movements() -> list[Binding]:
    """Return the bindings that move a cursor."""
    return bindings(key for key in KEYS if key.id.startswith(MOVES))


def picked(*ids: str) -> list[Binding]:
    """Return the bindings of some actions."""
    return bindings(key for key in KEYS if key.id in ids)
