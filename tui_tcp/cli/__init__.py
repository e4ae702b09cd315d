"""The command line. The printing commands never import Textual; `open` starts the screen."""

from __future__ import annotations

import os

from tui_tcp.cli.commands import main

__all__ = ["main"]

# No algebra is asked of numpy: to start threads for it takes a quarter of its import, 50 ms on two cores, and threads
# of root's would keep their capabilities.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
