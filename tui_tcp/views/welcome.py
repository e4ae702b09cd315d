"""The screen without a capture: what can be opened, and how."""

from __future__ import annotations

from tui_tcp.escape import escape_text
from tui_tcp.views.keys import BY_ID
from tui_tcp.views.pieces import Line, clip, squeeze

SAMPLE = "sample"
INTERFACES = "interfaces"
_NAME = 4096
_LIVE = "sudo tcptui -i {interface}"
_REMOTE = "tcptui --ssh HOST -i any"

Entry = tuple[Line, str]  # a line, and what choosing it opens; '' cannot be chosen


def welcome(recent: list[str], interfaces: list[str], width: int) -> list[Entry]:
    """Return the screen's lines."""
    entries: list[Entry] = [
        ((("tcptui", "title"), ("  the life of TCP connections", "")), ""),
        ((), ""),
        ((("Open", "header"),), ""),
        (_sample_line(), SAMPLE),
    ]
    entries += [(_path_line(path, width), path) for path in recent]
    if interfaces:
        entries += [((), ""), ((("Capture", "header"),), ""), (_interfaces_line(interfaces, width), INTERFACES)]
    entries += [((), ""), ((("From the command line", "header"),), "")]
    entries += [((("  " + clip(command, width - 2), ""),), "") for command in _commands(interfaces)]
    return entries


def _interfaces_line(interfaces: list[str], width: int) -> Line:
    said, key = "  on an interface   ", BY_ID["live.pick"].shown
    names = ", ".join(escape_text(name, 64) for name in interfaces)
    return ((said, ""), (f"{clip(names, width - len(said) - len(key) - 3)}  ", "dim"), (key, "key"))


def _sample_line() -> Line:
    key = BY_ID["sample.open"].shown
    return (
        ("  a sample capture", ""),
        ("   connections of several kinds, from handshake to close  ", "dim"),
        (key, "key"),
    )


def _path_line(path: str, width: int) -> Line:
    return (("  " + squeeze(escape_text(path, _NAME), width - 2, (width - 2) // 2), ""),)


def _commands(interfaces: list[str]) -> list[str]:
    interface = escape_text(next((name for name in interfaces if name != "lo"), "eth0"), 64)
    return ["tcptui FILE.pcap", _LIVE.format(interface=interface), _REMOTE]
