"""Messages whose parts have no fixed places: read from front to back, each length checked where it is used."""

from collections.abc import Callable

from tui_tcp.dissect.layers import Field


class Walk:
    """A place in the frame that moves forward; `sound` until bytes are missing."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        """Start at a byte; `end` is the first that does not belong to the message, or is not there."""
        self.data = data
        self.at = at
        self.end = end
        self.sound = True

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return self.end - self.at

    def take(self, size: int) -> tuple[int, bytes]:
        """Step over `size` bytes; return where they began and what is there of them."""
        start = self.at
        if size > self.left:
            self.sound = False
        self.at = min(start + size, self.end)
        return start, self.data[start : self.at]

    def number(self, size: int) -> int:
        """Step over a number in network byte order."""
        return int.from_bytes(self.take(size)[1], "big")

    def vector(self, width: int) -> tuple[int, bytes]:
        """Step over bytes that are preceded by their length, `width` bytes of it (RFC 8446 3.4)."""
        return self.take(self.number(width))

    def inside(self, size: int) -> "Walk":
        """Step over `size` bytes that will be walked on their own."""
        start, raw = self.take(size)
        return Walk(self.data, start, start + len(raw))

    def field(self, name: str, label: str, size: int, form: Callable[[bytes], str]) -> Field:
        """Step over `size` bytes and return them as a field; its value is empty where bytes are missing."""
        start, raw = self.take(size)
        return Field(name, label, form(raw) if len(raw) == size else "", start, len(raw))
