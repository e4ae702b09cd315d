"""Importing this module imports all that the screen may ever import.

For the process that gives up root's rights: afterwards the files of the interpreter may be out of its reach.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import tui_tcp

_ROOMS = ("app", "export", "filters", "fields", "verdicts", "names", "dissect", "model", "views")
# What others import when they first need it; found by watching imports while every key was pressed.
_OF_OTHERS = (
    "concurrent.futures.thread",
    "encodings.idna",
    "getpass",
    "html",
    "numpy.ma",
    "pwd",
    "regex",
    "rich.traceback",
    "textual.drivers.linux_driver",
    "textual.layouts.factory",
    "textual.layouts.grid",
    "textual.layouts.horizontal",
    "textual.layouts.stream",
    "textual.layouts.vertical",
    "textual.scrollbar",
    "textual.system_commands",
    "textual.widgets._toast",
)


def everything() -> list[str]:
    """Return the names of all modules that a screen may import while it runs."""
    folder = Path(tui_tcp.__file__).parent
    ours = [f"tui_tcp.{room}.{module.name}" for room in _ROOMS for module in iter_modules([str(folder / room)])]
    return [*_OF_OTHERS, *(name for name in ours if name != __name__)]


for _name in everything():
    import_module(_name)

# What is imported by a call alone: the parser of filters, and how wide characters are.
import_module("tui_tcp.app.language").compiled("tcp")
import_module("rich.cells").cell_len("→")
