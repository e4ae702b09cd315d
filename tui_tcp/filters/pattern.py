"""Regular expressions on bytes as Wireshark's `matches` has them: of either case, and no longer than a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tui_tcp.filters.errors import FilterError

if TYPE_CHECKING:
    from tui_tcp.fields.found import Words
    from tui_tcp.fields.spots import Spots
    from tui_tcp.model.columns import Vector

PATIENCE = 0.5  # seconds for one value; what takes longer tries one way after another for ever
LONGEST = 4096  # bytes of a pattern


class Pattern:
    """A compiled pattern. Raises FilterError if it cannot be one, or takes too long on some value."""

    def __init__(self, source: bytes, column: int) -> None:
        import regex

        self._column = column
        if len(source) > LONGEST:
            raise FilterError(f"a pattern of {len(source)} bytes; {LONGEST} are enough", column)
        try:
            self._compiled: Any = regex.compile(source, regex.IGNORECASE | regex.VERSION0)
        except (regex.error, OverflowError, RecursionError, MemoryError) as error:
            raise FilterError(f"no regular expression: {error}", column) from None

    def matches(self, value: bytes | bytearray | str) -> bool:
        """Tell whether the pattern is found anywhere in a value."""
        raw = value.encode("utf-8", "surrogateescape") if isinstance(value, str) else bytes(value)
        try:
            return self._compiled.search(raw, timeout=PATIENCE, concurrent=True) is not None
        except TimeoutError:
            raise FilterError("the pattern takes too long: it tries too many ways", self._column) from None

    def words(self, values: Words) -> Vector:
        """Tell which values match."""
        return values.judge(self.matches)

    def places(self, memory: bytes | bytearray, spots: Spots) -> Vector:
        """Tell at which places the bytes match."""
        each = zip(spots.at.tolist(), spots.end.tolist(), strict=True)
        return np.fromiter((self.matches(memory[at:end]) for at, end in each), bool, len(spots.at))
