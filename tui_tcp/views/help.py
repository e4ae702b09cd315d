"""The help screen: the keys, the words, the signs, and why sequence numbers begin at 0."""

from __future__ import annotations

from textwrap import wrap

from tui_tcp.tcp.findings import FINDINGS
from tui_tcp.views.keys import GROUPS, KEYS, Key
from tui_tcp.views.pieces import Line

_KEY_WIDTH = 14
_INDENT = 2
_NARROWEST = 20

_WORDS: list[tuple[str, str, str]] = [
    ("client", "client", "who sent the first SYN: always left. With a ? it is a guess, since no SYN was captured"),
    ("server", "server", "the other end: always right"),
    ("segment", "", "one TCP header with its data, in one frame"),
    ("connection", "", "one life of two address:port pairs, numbered as Wireshark numbers tcp.stream"),
    ("①②③", "marker", "the steps of the handshake, and ①②③④ those of the close"),
    ("▸ ▾", "marker", "segments folded into one line, and unfolded"),
    ("!", "problem", "a line with a problem: n and N go from one to the next"),
]

_STATES: list[tuple[str, str, str]] = [
    ("certain", "certain", "the end itself proved the state by what it sent"),
    ("implied", "implied", "it follows from what its peer sent, if that arrived"),
    ("assumed", "assumed", "nothing that leads there was captured"),
]

_PARAGRAPHS = [
    (
        "Sequence numbers",
        "Each end begins to count its bytes at a number chosen at random, the initial sequence number, which its SYN "
        "carries. Shown are relative numbers: the raw one minus the initial one, so that both ends begin at 0 and the "
        "first byte of data is number 1 (a SYN takes one number, and so does a FIN). An acknowledgment names the next "
        "byte that is expected. Where no SYN was captured, counting begins one before the first number seen. r shows "
        "the numbers as they are on the wire.",
    ),
    (
        "Times and states",
        "Times are those at which frames passed the place of capture; times of day are those of this computer's zone. "
        "States are what this place can know: a segment counts as received as soon as it is captured, until the "
        "receiver's own segments say otherwise.",
    ),
    (
        "Names",
        "Hosts are called what the capture itself calls them: in answers of DNS, in what TLS and HTTP clients ask for, "
        "in blocks of names. The server's port is called what this computer's table of services calls it. The network "
        "is never asked, unless tcptui was started with -N: then the hosts on the screen that have no name in the "
        "capture are looked up, and names come as they are answered. a shows addresses again.",
    ),
    (
        "While a capture runs",
        "States that should pass tell how long they have lasted. TIME-WAIT counts down the 60 s that Linux waits; RFC "
        "9293 has twice the longest life of a segment, 4 minutes, and other systems have their own. Rows light up for "
        "a moment when they change. Time is that of the newest packet, and what has passed here since.",
    ),
]


def help_lines(width: int) -> list[Line]:
    """Return the whole help for a screen of that width."""
    lines: list[Line] = []
    for group in GROUPS:
        _section(lines, group)
        for key in KEYS:
            if key.group == group:
                lines += _entry(key.shown, "key", _meaning(key), width)
    for title, entries in (("Words", _WORDS), ("States", _STATES), ("Findings", _findings())):
        _section(lines, title)
        for name, style, meaning in entries:
            lines += _entry(name, style, meaning, width)
    for title, text in _PARAGRAPHS:
        _section(lines, title)
        lines += [((" " * _INDENT + part, ""),) for part in wrap(text, max(width - 2 * _INDENT, _NARROWEST))]
    return lines[1:]


def _section(lines: list[Line], title: str) -> None:
    lines += [(), ((title, "title"),)]


def _meaning(key: Key) -> str:
    return key.meaning if key.where == "everywhere" else f"{key.meaning} ({key.where})"


def _findings() -> list[tuple[str, str, str]]:
    return [(f.letter, f.severity, f"{f.name.replace('_', ' ')}: {f.meaning}") for f in FINDINGS]


def _entry(name: str, style: str, meaning: str, width: int) -> list[Line]:
    """Return a name and its meaning beside it, in as many lines as it takes."""
    parts = wrap(meaning, max(width - _INDENT - _KEY_WIDTH - 1, _NARROWEST))
    blank = " " * (_KEY_WIDTH - len(name))
    lines: list[Line] = [((" " * _INDENT, ""), (name, style), (blank + parts[0], ""))]
    return lines + [((" " * (_INDENT + _KEY_WIDTH) + part, ""),) for part in parts[1:]]
