"""The command line. The printing commands never import Textual; `open` starts the screen."""

from __future__ import annotations

from tui_tcp.cli.commands import main

__all__ = ["main"]
