"""Every key that does something, once: bindings, footer, help screen and documentation are made of this table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One action and the keys for it.

    `keys` are Textual's names; `shown` is how people read them; an empty `label` keeps it out of the footer; `where` is
    'everywhere' or the panes that hear it; `group` is its heading on the help screen.
    """

    id: str
    keys: tuple[str, ...]
    shown: str
    label: str
    meaning: str
    where: str = "everywhere"
    group: str = "Look"


KEYS = [
    Key("move.down", ("j", "down"), "j ↓", "", "one line down", group="Move"),
    Key("move.up", ("k", "up"), "k ↑", "", "one line up", group="Move"),
    Key("move.page_down", ("pagedown",), "PgDn", "", "one page down", group="Move"),
    Key("move.page_up", ("pageup", "ctrl+b"), "PgUp ^b", "", "one page up", group="Move"),
    Key("move.half_down", ("ctrl+d",), "^d", "", "half a page down", group="Move"),
    Key("move.half_up", ("ctrl+u",), "^u", "", "half a page up", group="Move"),
    Key("move.first", ("g", "home"), "g Home", "", "to the first line", group="Move"),
    Key("move.last", ("G", "end"), "G End", "", "to the last line", group="Move"),
    Key(
        "go.in", ("enter",), "Enter", "go in", "go in: connection → ladder → detail; open or close a fold", group="Move"
    ),
    Key("go.back", ("escape",), "Esc", "back", "one step back, always", group="Move"),
    Key("go.why", ("x",), "x", "why", "why this verdict, why this finding: told in full", group="Move"),
    Key("go.to", ("colon",), ":", "go to", "go to a frame, a time or a connection", group="Move"),
    Key("problem.next", ("n",), "n", "problem", "next problem", group="Move"),
    Key("problem.previous", ("N",), "N", "", "previous problem", group="Move"),
    Key("pane.next", ("tab",), "Tab", "pane", "next pane", group="Panes"),
    Key("pane.previous", ("shift+tab",), "Shift+Tab", "", "previous pane", group="Panes"),
    Key("pane.list", ("1",), "1", "", "to the list", group="Panes"),
    Key("pane.ladder", ("2",), "2", "", "to the ladder", group="Panes"),
    Key("pane.detail", ("3",), "3", "", "to the detail of the segment", group="Panes"),
    Key("pane.zoom", ("z",), "z", "zoom", "the pane alone on the screen, and back", group="Panes"),
    Key("pane.larger", ("plus", "equals_sign"), "+", "", "the pane larger", group="Panes"),
    Key("pane.smaller", ("minus",), "-", "", "the pane smaller", group="Panes"),
    Key(
        "filter.edit",
        ("slash",),
        "/",
        "filter",
        "the filter line: show what matches; Esc leaves it as it was",
        group="Find",
    ),
    Key("filter.hide", ("h",), "h", "", "what does not match: dimmed ⇄ hidden in the ladder", group="Find"),
    Key(
        "filter.field",
        ("F",),
        "F",
        "",
        "filter by the field under the cursor (or right click on it)",
        where="detail",
        group="Find",
    ),
    Key(
        "search.find",
        ("ctrl+f",),
        "^f",
        "search",
        "search text, regex or hex in the capture, the connection or the frame, whichever has the keys",
        group="Find",
    ),
    Key("search.next", ("greater_than_sign",), ">", "", "next hit of the search", group="Find"),
    Key("search.previous", ("less_than_sign",), "<", "", "previous hit of the search", group="Find"),
    Key("list.frames", ("v",), "v", "frames", "list of connections ⇄ list of all frames"),
    Key("list.sort", ("s",), "s", "sort", "sort the list by the next column", where="list"),
    Key("list.reverse", ("S",), "S", "", "turn the order of the list round", where="list"),
    Key("numbers.raw", ("r",), "r", "raw", "sequence numbers relative ⇄ as sent"),
    Key("times.format", ("t",), "t", "time", "times: since the one before → since the start → of day"),
    Key("names.shown", ("a",), "a", "names", "addresses and ports ⇄ names of hosts and services (told below)"),
    Key(
        "mark.toggle",
        ("space",),
        "Space",
        "mark",
        "mark a connection: v shows the frames of those marked together; in the ladder mark a segment: how the one "
        "under the cursor differs from it",
        group="Mark and export",
    ),
    Key(
        "frames.export",
        ("e",),
        "e",
        "export",
        "write frames to a pcap or pcapng file: those of the filter, of the connection, or of the marked ones",
        group="Mark and export",
    ),
    Key("live.follow", ("full_stop",), ".", "follow", "stick to the newest row, until you move away", "live"),
    Key("live.stuck", ("u",), "u", "stuck", "only what is stuck: opening, closing, or a zero window for long", "live"),
    Key("live.patience", ("U",), "U", "", "for how long: 1, 2, 5, 10, 30 s, 1, 5 min", "live"),
    Key("live.pause", ("P",), "P", "pause", "hold the display still, and let it go on", "live"),
    Key("sample.open", ("d",), "d", "sample", "open the sample capture", where="welcome", group="Program"),
    Key("live.pick", ("i",), "i", "interfaces", "capture on an interface", where="welcome", group="Program"),
    Key("app.help", ("question_mark", "f1"), "?", "help", "this help", group="Program"),
    Key("app.palette", ("ctrl+p",), "^p", "", "all commands, themes among them", group="Program"),
    Key("app.quit", ("q",), "q", "quit", "leave", group="Program"),
]

BY_ID = {key.id: key for key in KEYS}
GROUPS = list(dict.fromkeys(key.group for key in KEYS))
