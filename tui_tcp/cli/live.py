"""Live capture on the command line: its options, what they ask for, and reading until it is enough."""

from __future__ import annotations

import functools
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from tui_tcp.capture.source import Source, is_stream, open_source
from tui_tcp.capture.wish import SNAPLEN, Wish
from tui_tcp.errors import UsageError
from tui_tcp.escape import escape

if TYPE_CHECKING:
    from tui_tcp.capture.privileges import Identity
    from tui_tcp.model.session import Session

# Imported before root becomes somebody who may not be allowed to read them.
PRINTING = (
    "csv",
    "heapq",
    "numpy.ma",
    "socket",
    "encodings.idna",
    "tui_tcp.capture.live",
    "tui_tcp.cli.printing",
    "tui_tcp.model.rows",
    "tui_tcp.export.tables",
    "tui_tcp.names.names",
    "tui_tcp.verdicts.of_flows",
    "tui_tcp.views.kept_files",
)

_TO_BE_CHOSEN = "/"  # what no interface can be called
_SIZES = {"k": 10**3, "m": 10**6, "g": 10**9}
_STOPS = {"duration": "seconds", "filesize": "size", "packets": "packets"}
_RING = {"files": "files", "filesize": "file_size"}
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Feed:
    """A capture that goes on: live, from another machine, or a file that grows; and when it is enough."""

    wish: Wish
    host: str = ""
    path: str = ""
    follows: bool = True
    max_packets: int = 0
    max_memory: int = 0

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.path or " ".join([*([self.host] if self.host else []), ", ".join(self.wish.interfaces)])

    @property
    def wants_choice(self) -> bool:
        """Whether the interface is still to be chosen, on the screen."""
        return _TO_BE_CHOSEN in self.wish.interfaces

    @property
    def is_elsewhere(self) -> bool:
        """Whether another machine captures."""
        return bool(self.host)

    @functools.cached_property
    def is_stream(self) -> bool:
        """Whether it comes through a pipe."""
        return is_stream(self.path)

    @property
    def has_file(self) -> bool:
        """Whether what is read is in a file that stays."""
        return self.wish.path is not None or (self.path != "" and not self.is_stream)

    @property
    def is_ring(self) -> bool:
        """Whether only the newest is kept on disk."""
        return self.wish.files > 0

    @property
    def is_made_now(self) -> bool:
        """Whether the capture grows while it is read."""
        return self.follows or not self.path

    def open(self, modules: Sequence[str] = PRINTING, waits: bool = False) -> Source:
        """Begin; whatever privileges the process had are gone when this returns. Raises CaptureError.

        `modules` are imported first: afterwards their files may be out of reach. With `waits` a capture here outlives
        its interfaces, and goes on when they are back.
        """
        if self.wants_choice:
            raise UsageError("-i: name an interface; tcptui -D lists them, and tcptui -i lets you choose")
        if self.path:
            return open_source(self.path, self.follows, self.wish.files * self.wish.file_size, self.wish.file_size)
        if self.host:
            return _open_there(self.host, self.wish, modules)
        return _open_here(replace(self.wish, is_patient=waits), modules)

    def session(self, source: Source) -> Session:
        """Return a session that reads a source, and keeps as much of it in memory as is wanted."""
        from tui_tcp.model.bound import Bound
        from tui_tcp.model.session import Session

        limits = self.max_packets, self.max_memory
        return Session(source, Bound(*limits) if any(limits) else None)

    def read(self, session: Session) -> None:
        """Read until it is enough, or ^C, SIGTERM or SIGHUP. Raises FormatError, CaptureError."""
        source, begun = session.source, time.monotonic()

        def look() -> bool:
            if (self.is_ring or source.is_short) and session.before_loss:  # what is read may go at once
                session.before_loss(session.frame_count)
            if self.is_enough(session, time.monotonic() - begun):
                source.stop()
            return False

        with _ending_by_signal(source):
            session.read(look)
        if source.lost:
            session.warnings.append(f"{source.lost} packets were lost: the kernel had no room for them")
        if source.is_short:
            session.warnings.append("the disk is nearly full: the bytes of the oldest packets are not kept")

    def is_enough(self, session: Session, seconds: float) -> bool:
        """Tell whether reading, which lasts for so long, is to be ended; a capture here ends itself."""
        wish = self.wish
        return bool(self.path or self.host) and (
            0 < wish.packets <= session.frame_count
            or 0 < wish.size <= session.source.size
            or 0 < wish.seconds <= seconds
        )


def _open_here(wish: Wish, modules: Sequence[str]) -> Source:
    from tui_tcp.capture.live import open_live

    source = open_live(wish)
    with ExitStack() as undo:
        undo.callback(source.discard)
        _settle(source.owner, modules)
        source.prepare()
        undo.pop_all()
    return source


def _open_there(host: str, wish: Wish, modules: Sequence[str]) -> Source:
    """Capture over ssh, which needs no privileges and wants the keys of the person: sudo's go before it starts."""
    from tui_tcp.capture import privileges
    from tui_tcp.capture.remote import open_remote

    if person := privileges.person():
        _settle(person, modules)
    return open_remote(host, wish)


def _settle(owner: Identity | None, modules: Sequence[str]) -> None:
    """Give up every privilege, and become `owner`. Raises PrivilegeError."""
    from tui_tcp.capture import privileges

    privileges.refuse_new()
    if os.geteuid() == 0:
        for name in modules:
            import_module(name)
    privileges.settle(owner)


@contextmanager
def _ending_by_signal(source: Source) -> Iterator[None]:
    """Let ^C, SIGTERM and SIGHUP end the capture, not the process; a second ^C ends both."""

    def stop(signal_number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        source.stop()

    before = [(number, signal.signal(number, stop)) for number in _ENDING]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def takes_feed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of live capture; it is called with `feed`, None where none of them is used."""

    @functools.wraps(command)
    def with_feed(*args: Any, **given: Any) -> Any:
        own = {name: given.pop(name) for name in _NAMES}
        return command(*args, feed=_feed(given.get("file") or given.get("read"), **own), **given)

    for option in reversed(_OPTIONS):
        option(with_feed)
    return with_feed


_OPTIONS = [
    click.option(
        "-i",
        "--iface",
        "interfaces",
        multiple=True,
        is_flag=False,
        flag_value=_TO_BE_CHOSEN,
        metavar="NAME",
        help="Capture here; repeat, or any. Without a name: choose on the screen.",
    ),
    click.option("-f", "bpf", metavar="BPF", help="Capture filter; '' for none. Default: all but what no TCP needs."),
    click.option("-s", "snaplen", type=click.IntRange(0, SNAPLEN), default=0, metavar="N", help="Bytes of a packet."),
    click.option("-w", "out", metavar="OUT", help="Keep the capture in this file."),
    click.option("--force", "force", is_flag=True, help="Write over an existing file."),
    click.option("-c", "count", type=click.IntRange(1), metavar="N", help="Stop after so many packets."),
    click.option("-a", "stops", multiple=True, metavar="COND", help="Stop at duration:S, filesize:KB or packets:N."),
    click.option("-b", "ring", multiple=True, metavar="COND", help="filesize:KB begins a new file, files:N keeps N."),
    click.option("--ssh", "host", metavar="[USER@]HOST", help="Capture there, with tcpdump."),
    click.option("--follow", is_flag=True, help="Read on as the file grows."),
    click.option("--max-packets", type=click.IntRange(1), metavar="N", help="Keep about the newest N in memory."),
    click.option("--max-memory", metavar="SIZE", help="Forget the oldest packets above SIZE, such as 500M."),
]
_NAMES = (
    "interfaces",
    "bpf",
    "snaplen",
    "out",
    "force",
    "count",
    "stops",
    "ring",
    "host",
    "follow",
    "max_packets",
    "max_memory",
)


def _feed(
    file: str | None,
    interfaces: tuple[str, ...],
    *,
    host: str | None,
    follow: bool,
    max_packets: int | None,
    max_memory: str | None,
    **given: Any,
) -> Feed | None:
    """Return what the options ask for. Raises UsageError."""
    if host and interfaces in ((), (_TO_BE_CHOSEN,)):
        raise UsageError("--ssh needs an interface of the other machine: -i any, if nothing better is known")
    if interfaces and file:
        raise UsageError(f"either {escape(file)} is read or an interface: leave one out")
    if follow and (interfaces or not file or file == "-"):
        raise UsageError("--follow needs a file; interfaces and standard input are followed anyway")
    if not interfaces:
        meant = (*("count", "stops") * follow, *("ring",) * is_stream(file or ""))
        _refuse(given, "is for live capture: name an interface with -i", except_for=meant)
    if host or not interfaces:
        _refuse_files(given)
    memory = _bytes(f"--max-memory {max_memory}", max_memory) if max_memory else 0
    if not (interfaces or (file and (follow or max_packets or memory or given["ring"]))):
        return None
    return Feed(
        _wish(interfaces, given), host or "", "" if interfaces else file or "", follow, max_packets or 0, memory
    )


_FLAGS = {"bpf": "-f", "snaplen": "-s", "out": "-w", "count": "-c", "stops": "-a", "ring": "-b"}


def _refuse(given: dict[str, Any], why: str, except_for: Sequence[str] = ()) -> None:
    used = [_FLAGS[name] for name, value in given.items() if value and name in _FLAGS and name not in except_for]
    if used:
        raise UsageError(f"{used[0]} {why}")


def _refuse_files(given: dict[str, Any]) -> None:
    """Refuse what would divide into files what comes in one piece, through a pipe. Raises UsageError."""
    kinds = {text.partition(":")[0] for text in given["ring"]}
    if kinds and (given["out"] or "files" not in kinds):
        raise UsageError("of a pipe -b keeps the newest, in no file: say filesize:KB and files:N, without -w")


def _wish(interfaces: tuple[str, ...], given: dict[str, Any]) -> Wish:
    limits: dict[str, Any] = {**_conditions("-a", given["stops"], _STOPS), **_conditions("-b", given["ring"], _RING)}
    if given["count"]:
        limits["packets"] = given["count"]
    if "files" in limits and "file_size" not in limits:
        raise UsageError("-b files:N keeps the newest of many files: say with -b filesize:KB when one is full")
    if limits.get("files") == 1:
        raise UsageError("-b files:1 would drop what was just captured: keep 2 files or more")
    path = Path(given["out"]) if given["out"] else None
    names = tuple(dict.fromkeys(interfaces))
    is_forced = given["force"] or (_TO_BE_CHOSEN not in names and _may_write_over(path))
    return Wish(names, given["bpf"], given["snaplen"] or SNAPLEN, path, is_forced, **limits)


def _may_write_over(path: Path | None) -> bool:
    """Ask a person about a file that exists; where nobody can be asked, opening it will say so."""
    if path is None or not path.exists() or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return click.confirm(f"{escape(str(path))} exists. Write over it?", err=True)


def _conditions(flag: str, given: Sequence[str], known: dict[str, str]) -> dict[str, float | int]:
    """Read conditions such as duration:10 or filesize:100M (plain: kilobytes). Raises UsageError."""
    values: dict[str, float | int] = {}
    for text in given:
        kind, _, value = text.partition(":")
        if kind not in known:
            raise UsageError(f"{flag} {escape(text)}: not known; there are {', '.join(f'{name}:N' for name in known)}")
        values[known[kind]] = _number(flag, text, kind, value)
    return values


def _number(flag: str, text: str, kind: str, value: str) -> float | int:
    if kind == "filesize":
        return _bytes(f"{flag} {text}", value, 1000)
    found = re.fullmatch(r"\d+(\.\d+)?" if kind == "duration" else r"\d+", value)
    if not found or not float(value):
        raise UsageError(f"{flag} {escape(text)}: wants a number above 0")
    return float(value) if kind == "duration" else int(value)


def _bytes(what: str, value: str, unit: int = 1) -> int:
    """Read a size such as 300, 20k, 500M or 2G; a plain number counts units."""
    found = re.fullmatch(r"(\d+)([kmg]?)", value.lower())
    if not found or not int(found[1]):
        raise UsageError(f"{escape(what)}: wants a number above 0, such as 500M")
    return int(found[1]) * _SIZES.get(found[2], unit)
