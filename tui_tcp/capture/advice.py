"""What a person can do where a capture could not begin."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable

from tui_tcp.capture.wish import Wish


def with_help(error: str, kind: str, wish: Wish) -> str:
    """Add to an error what a person can do about it."""
    return f"{error}{_HELP[kind](error, wish)}" if kind in _HELP else error


def _permission(_: str, wish: Wish) -> str:
    """Say the three ways to capture without being root."""
    program = shutil.which(sys.argv[0]) or "tcptui"
    names = " ".join(f"-i {name}" for name in wish.interfaces)
    return (
        f". Three ways to be allowed: (1) sudo {program} {names};"
        " (2) sudo setpriv --reuid $USER --regid $(id -g) --init-groups --inh-caps=+net_raw --ambient-caps=+net_raw"
        f" {program} {names}; (3) in the group wireshark: dumpcap -q -P -i {wish.interfaces[0]} -w - | {program} -"
    )


def _down(error: str, _: Wish) -> str:
    name = error.partition(":")[0]
    return f"; ip link set {name} up brings it up"


_HELP: dict[str, Callable[[str, Wish], str]] = {
    "permission": _permission,
    "unknown": lambda _, __: "; tcptui -D lists the interfaces",
    "down": _down,
    "filter": lambda _, __: " (the language is that of pcap-filter)",
}
