"""The display-filter language: Wireshark 4.0's, with fields of our own.

compile_filter(text) gives a Filter or raises FilterError; complete(text, cursor) says what may stand at the cursor.
"""

from __future__ import annotations

from tui_tcp.filters.errors import FilterError
from tui_tcp.filters.filter import Filter, compile_filter

__all__ = ["Filter", "FilterError", "compile_filter"]
