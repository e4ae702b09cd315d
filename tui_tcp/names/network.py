"""Whether the network may be asked for names, and by what: nothing asks until `permit` is called.

Apart from resolver.py, so that what only asks whether it may imports neither sockets nor threads.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_tcp.names.resolver import Resolver

_permitted: Resolver | None = None


def permit(resolver: Resolver | None) -> None:
    """Let names be asked for with a resolver from now on, or (None) not any more."""
    global _permitted
    _permitted = resolver


def permitted() -> Resolver | None:
    """Return what may be asked for names, None where nobody said that the network may."""
    return _permitted


def ask_network(addresses: Collection[bytes]) -> None:
    """Have the network asked for the names of addresses, where that is permitted; else do nothing."""
    if resolver := permitted():
        resolver.ask(addresses)


def network_name(address: bytes) -> str:
    """Return what the network answered by now, '' for nothing."""
    resolver = permitted()
    return resolver.name(address) if resolver else ""
