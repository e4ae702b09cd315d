"""IP fragments put together again (RFC 791 section 3.2, RFC 8200 section 4.5), in bounded memory.

Where fragments overlap, the one with the lower offset wins, and of two with the same offset the one that came first:
as in Wireshark. Receivers differ here, which is why overlapping fragments are an old trick to hide what is sent.
Nothing is allocated by what a header claims: a datagram is joined only once all its bytes are here.
"""

from __future__ import annotations

from array import array
from bisect import insort

MAX_DATAGRAMS = 1024
MAX_BYTES = 16 << 20
_UNIT = 8  # offsets count in eights
_UNITS = 8192  # of the longest datagram
_OVERHEAD = 200  # bytes that a fragment costs besides its own

Key = tuple[int, ...]
Piece = tuple[int, int, int, bytes]  # offset in the datagram, order of arrival, offset in the file, bytes


class Datagram:
    """The fragments of one datagram so far."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.total = -1  # known once the last fragment was seen
        self.cost = _UNITS
        self._seen = bytearray(_UNITS)  # by unit

    def add(self, offset: int, file_offset: int, data: bytes, is_last: bool) -> None:
        """Take in a fragment. The first one that says it is the last settles the length."""
        if len(self.pieces) >= _UNITS:
            return  # more pieces than there can be: copies, at best
        insort(self.pieces, (offset, len(self.pieces), file_offset, data))
        self.cost += len(data) + _OVERHEAD
        end = offset + len(data)
        if is_last and self.total < 0:
            self.total = end
        first = offset // _UNIT
        stop = min((end + _UNIT - 1 if is_last else end) // _UNIT, _UNITS)
        if stop > first:
            self._seen[first:stop] = b"\x01" * (stop - first)

    @property
    def is_whole(self) -> bool:
        """Whether every byte up to the end is here."""
        if self.total < 0:
            return False
        units = min((self.total + _UNIT - 1) // _UNIT, _UNITS)
        return self._seen.find(0, 0, units) < 0

    def joined(self) -> bytes:
        """Return the datagram's bytes."""
        whole = bytearray()
        for offset, _, _, data in self.pieces:
            if offset <= len(whole) < offset + len(data):
                whole += data[len(whole) - offset :]
        return bytes(whole[: self.total])

    def places(self) -> bytes:
        """Return where in the file its bytes lie, in order: offset and size of each part as 64-bit numbers.

        It is kept for every datagram of a capture: with six fragments 129 bytes, as a list of pairs it took 792.
        """
        found = []
        at = 0
        for offset, _, file_offset, data in self.pieces:
            size = min(offset + len(data), self.total) - at
            if size > 0:
                found += [file_offset + at - offset, size]
                at += size
        return array("q", found).tobytes()


class Reassembly:
    """Datagrams of which fragments were seen. Of too many, the one longest without another fragment is given up."""

    def __init__(self) -> None:
        self._datagrams: dict[Key, Datagram] = {}
        self._cost = 0
        self.given_up = 0  # incomplete datagrams

    def add(self, key: Key, offset: int, file_offset: int, data: bytes, is_last: bool) -> Datagram | None:
        """Take in a fragment of the datagram named by `key`; return the datagram if that completes it."""
        datagram = self._datagrams.pop(key, None) or Datagram()
        self._cost -= datagram.cost if datagram.pieces else 0
        datagram.add(offset, file_offset, data, is_last)
        if datagram.is_whole:
            return datagram
        self._datagrams[key] = datagram
        self._cost += datagram.cost
        while self._cost > MAX_BYTES or len(self._datagrams) > MAX_DATAGRAMS:
            self._give_up()
        return None

    def _give_up(self) -> None:
        oldest = next(iter(self._datagrams))
        self._cost -= self._datagrams.pop(oldest).cost
        self.given_up += 1
