"""One capture from its bytes to its columns and connections. One thread drives it; the screen reads what is published.

Everything below `frame_count` is final but for findings that later frames amend; connections are read as they are.
The thread holds the interpreter's lock for one batch at a time, about a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui_tcp.capture.source import Source
from tui_tcp.errors import CaptureError, FormatError
from tui_tcp.model.addresses import source_texts
from tui_tcp.model.bound import Bound
from tui_tcp.model.columns import CHUNK_ROWS, Chunk, Columns
from tui_tcp.model.reader import Reader
from tui_tcp.segment import Segment
from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.tracker import Tracker
from tui_tcp.wire.decode import Decoder
from tui_tcp.wire.formats import PROBE_SIZE, Framer, framer_for
from tui_tcp.wire.frames import BATCH_ROWS
from tui_tcp.wire.interfaces import Interface
from tui_tcp.wire.link_names import link_name
from tui_tcp.wire.notes import Notes
from tui_tcp.wire.pairs import Socket
from tui_tcp.wire.pcapng import PcapngFramer

WELL_KNOWN = 1024  # ports below it are a server's (RFC 6335 section 6: System Ports)
_PATIENCE = 0.05  # seconds between looks at a source that has not grown


def _never() -> bool:
    return False


class Session:
    """A capture being read, or read: `columns`, `connections`, and how far it is."""

    def __init__(self, source: Source, bound: Bound | None = None, keeps_frames: bool = True) -> None:
        self.source = source
        self._bound = bound
        self.columns = Columns(keeps_frames)
        self.warnings: list[str] = []
        self.error: CaptureError | FormatError | None = None
        self.unread: CaptureError | None = None  # what went wrong first when something was read again
        self.is_done = False
        self.bytes_read = 0
        self.before_loss: Callable[[int], None] | None = None  # told the row below which all is about to go
        self._batch = [Segment() for _ in range(BATCH_ROWS)]
        self._decoder = Decoder(self._batch)
        self._tracker = Tracker(self._is_client_second)
        self._reader = Reader(source)
        self._framer: Framer | None = None
        self._consumed = 0  # of what the reader holds

    @property
    def frame_count(self) -> int:
        """Frames ready; rows below this number do not change any more."""
        return self.columns.count

    @property
    def whole_bytes(self) -> int:
        """Bytes up to the end of the last whole frame, once all is read."""
        return self._reader.position

    @property
    def is_bounded(self) -> bool:
        """Whether old frames go from memory."""
        return self._bound is not None

    @property
    def connections(self) -> list[Connection]:
        """All connections so far, by number."""
        return self._tracker.connections

    @property
    def quoting(self) -> dict[int, int]:
        """Row of an ICMP error -> number of the connection whose TCP header it quotes."""
        return self._tracker.quoting

    @property
    def notes(self) -> Notes:
        """What a pcapng file says beside its packets: comments, names, losses, secrets."""
        return self._framer.notes if self._framer else Notes()

    @property
    def link_types(self) -> list[int]:
        """The link type of each capture interface."""
        return list(self._framer.links) if self._framer else []

    @property
    def interfaces(self) -> list[Interface]:
        """The capture interfaces, in the order of the whole file."""
        return list(self._framer.interfaces) if self._framer else []

    @property
    def names_interfaces(self) -> bool:
        """Whether the capture says at which interface each frame was captured, as pcapng does."""
        return isinstance(self._framer, PcapngFramer)

    def sockets(self, connection: Connection) -> tuple[Socket, Socket]:
        """Return (address bytes, port) of the client and of the server."""
        return self._decoder.pairs.sockets(connection.pair ^ connection.client_direction)

    def socket(self, connection: Connection, end: int) -> Socket:
        """Return (address bytes, port) of the client (0) or of the server (1)."""
        return self._decoder.pairs.socket(connection.pair ^ connection.client_direction ^ end)

    def pair_keys(self, first: int, stop: int) -> bytes:
        """Return the keys of some socket pairs, as `Pairs.keys` has them; a connection's is its `pair >> 1`."""
        return self._decoder.pairs.keys(first, stop)

    def socket_texts(self, connections: Sequence[Connection], end: int) -> list[str]:
        """Return address:port of the clients (0) or of the servers (1)."""
        return source_texts(self._decoder.pairs, [one.pair ^ one.client_direction ^ end for one in connections])

    def frame_bytes(self, row: int) -> bytes:
        """Read a frame's captured bytes again."""
        return self.bytes_at(self.columns.value("offset", row), self.columns.value("captured", row))

    def bytes_at(self, position: int, size: int) -> bytes:
        """Read bytes of the capture again; none where that fails, which `unread` then tells."""
        try:
            return self.source.read(position, size)
        except CaptureError as error:
            if not self.unread:
                self.unread = error
                self.warnings.append(f"{error}; what it holds there is not shown")
            return b""

    def link_type(self, row: int) -> int:
        """Return the link type of the interface at which a frame was captured, -1 for a record of no interface."""
        interface, links = self.columns.value("interface", row), self.link_types
        return links[interface] if interface < len(links) else -1

    def datagram(self, row: int) -> bytes | None:
        """Return the IP payload that a frame completed, where the segment in it came in fragments."""
        places = self._decoder.places.get(self.columns.value("offset", row))
        if not places:
            return None
        numbers = memoryview(places).cast("q").tolist()
        return b"".join(map(self.bytes_at, numbers[::2], numbers[1::2]))

    def read(self, is_cancelled: Callable[[], bool] = _never) -> None:
        """Read the source to its end, or until cancelled. Raises FormatError for what is no capture, CaptureError."""
        try:
            while not is_cancelled():
                if not self._step():
                    break
        finally:
            self.is_done = True

    def run(self, is_cancelled: Callable[[], bool]) -> None:
        """Read as `read` does, but leave what went wrong in `error`: for a thread."""
        try:
            self.read(is_cancelled)
        except (CaptureError, FormatError) as error:
            self.error = error

    def _step(self) -> bool:
        """Read and take in one block; False at the end."""
        is_complete = self.source.is_complete  # asked before the end is looked for: what comes in between counts
        came = self._reader.advance(self._consumed)
        self._consumed = 0
        self.bytes_read = self._reader.position + self._reader.filled
        if self._framer is None and not self._begin(is_complete):
            return not is_complete
        self._consumed = self._take_in()
        assert self._framer
        if self._framer.damage:
            self._warn(self._framer.damage)
            return False
        if came or self._consumed:
            return True
        if is_complete:
            self._end()
            return False
        self.source.wait(_PATIENCE)
        return True

    def _begin(self, is_complete: bool) -> bool:
        """Choose the framer by the first bytes, once they are there."""
        if self._reader.filled < PROBE_SIZE and not is_complete:
            self.source.wait(_PATIENCE)
            return False
        try:
            self._framer = framer_for(bytes(self._reader.view[: min(PROBE_SIZE, self._reader.filled)]))
        except FormatError:
            if self.source.warning and not self._reader.filled:
                raise FormatError(self.source.warning) from None
            raise
        return True

    def _take_in(self) -> int:
        """Frame, decode and track what the reader holds; return how many bytes that took."""
        at = 0
        filled, origin = self._reader.filled, self._reader.position
        while at < filled:
            taken = self._take_batch(self._reader.view[at:], filled - at, origin + at)
            if not taken:
                break
            at += taken
        return at

    def _take_batch(self, view: memoryview, length: int, origin: int) -> int:
        assert self._framer
        chunk, row = self.columns.tail()
        if self._bound is not None and row == 0:
            self._make_room(self._bound)
        limit = min(CHUNK_ROWS, row + BATCH_ROWS)
        stop = self._framer.frame(view, length, origin, chunk.frames, row, limit)
        if stop > row:
            self._observe(chunk, view, origin, row, stop)
        return self._framer.consumed

    def _observe(self, chunk: Chunk, view: memoryview, origin: int, row: int, stop: int) -> None:
        assert self._framer
        first_row = self.columns.count - row
        count = self._decoder.decode(view, origin, chunk.frames, row, stop, self._framer.links, first_row)
        self._tracker.observe(chunk.segments, self._batch, count, row, stop, first_row)
        self.columns.count += stop - row
        if self._tracker.amendments:
            self._amend()

    def _make_room(self, bound: Bound) -> None:
        """Let the oldest packets go, and what is known of them alone."""
        columns = self.columns
        chunks = bound.excess(columns)
        if not chunks:
            return
        if self.before_loss:
            self.before_loss(columns.first + chunks * CHUNK_ROWS)
        columns.drop(chunks)
        for row in [row for row in self.quoting if row < columns.first]:
            del self.quoting[row]
        first_offset = columns.value("offset", columns.first)
        places = self._decoder.places
        for offset in [offset for offset in places if offset < first_offset]:
            del places[offset]

    def _amend(self) -> None:
        """Correct the findings of earlier rows by what later ones taught."""
        for row, clear, bits in self._tracker.amendments:
            if row < self.columns.first:
                continue
            self.columns.change("findings", row, clear, bits)
            connection = self.connections[self.columns.value("connection", row)]
            connection.findings |= bits
        self._tracker.amendments.clear()

    def _end(self) -> None:
        at = self._reader.position
        found = [self.source.warning] if self.source.warning else []
        if self._reader.filled or at > self.source.size:
            found.append(f"cut short in the middle of a packet (at byte {at})")
        if found:
            self._warn(", ".join(found))
        for link, count in self._decoder.unknown_links.items():
            self.warnings.append(
                f"{count} {'frame' if count == 1 else 'frames'} of link type {link_name(link)}, not known here"
            )
        if given_up := self._decoder.reassembly.given_up:
            self.warnings.append(f"too many IP fragments at a time: {given_up} incomplete datagrams were given up")

    def _warn(self, what: str) -> None:
        count = self.frame_count
        kept = "the frame before it is" if count == 1 else f"the {count} frames before it are"
        self.warnings.append(f"{what}; {kept} kept")

    def _is_client_second(self, pair: int) -> bool:
        """Guess the client without a SYN: the end whose peer's port is well known, or else lower."""
        (_, source), (_, destination) = self._decoder.pairs.sockets(pair)
        if (source < WELL_KNOWN) != (destination < WELL_KNOWN):
            return source < WELL_KNOWN
        return source < destination
