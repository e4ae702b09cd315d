"""A DNS message's questions and records as values by field name. Reads hostile bytes: what is wrong ends it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

Records = dict[str, list[Any]]

_HEAD = 12
_MOST_RECORDS = 200
_MOST_LABELS = 128  # of a name, pointers included: RFC 1035 section 2.3.4 allows no more
_ROOT = "<Root>"
_OPTIONS = 41  # RFC 6891: its class and time to live mean something else
_CLASS = 0x7FFF  # multicast DNS uses the highest bit for itself (RFC 6762 section 10.2)


class _End(Exception):
    """The message ends, or makes no sense, here."""


class _Message:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = _HEAD
        self.found: Records = {}

    def add(self, name: str, value: Any) -> None:
        self.found.setdefault(name, []).append(value)

    def take(self, form: str) -> tuple[int, ...]:
        size = struct.calcsize(form)
        if self.at + size > len(self.data):
            raise _End
        values = struct.unpack_from(form, self.data, self.at)
        self.at += size
        return values

    def name(self) -> tuple[str, int]:
        """Return a name (RFC 1035 section 4.1.4) and the number of its labels, and go past it."""
        labels: list[str] = []
        at, end = self.at, -1
        for _ in range(_MOST_LABELS):
            if at >= len(self.data):
                raise _End
            size = self.data[at]
            if size >= 0xC0:
                if at + 1 >= len(self.data):
                    raise _End
                end = at + 2 if end < 0 else end
                at = (size & 0x3F) << 8 | self.data[at + 1]
            elif size == 0:
                self.at = at + 1 if end < 0 else end
                return ".".join(labels) or _ROOT, len(labels)
            else:
                if at + 1 + size > len(self.data):
                    raise _End
                labels.append(self.data[at + 1 : at + 1 + size].decode("utf-8", "replace"))
                at += 1 + size
        raise _End

    def question(self) -> None:
        name, labels = self.name()
        kind, group = self.take(">HH")
        self.add("qry.name", name)
        self.add("qry.name.len", 0 if name == _ROOT else len(name))
        self.add("count.labels", labels)
        self.add("qry.type", kind)
        self.add("qry.class", group & _CLASS)

    def record(self) -> None:
        name, _ = self.name()
        kind, group, lifetime, size = self.take(">HHIH")
        self.add("resp.name", name)
        self.add("resp.type", kind)
        if kind != _OPTIONS:
            self.add("resp.class", group & _CLASS)
            self.add("resp.ttl", lifetime)
        self.add("resp.len", size)
        stop = self.at + size
        if stop > len(self.data):
            raise _End
        if kind in _DATA and size:
            _DATA[kind](self, stop)
        self.at = stop


def _named(field: str) -> Callable[[_Message, int], None]:
    return lambda message, _: message.add(field, message.name()[0])


def _address(field: str, size: int) -> Callable[[_Message, int], None]:
    def read(message: _Message, stop: int) -> None:
        raw = message.data[message.at : stop]
        if len(raw) == size:
            message.add(field, int.from_bytes(raw, "big") if size == 4 else raw)

    return read


def _exchange(message: _Message, _: int) -> None:
    message.add("mx.preference", message.take(">H")[0])
    message.add("mx.mail_exchange", message.name()[0])


def _authority(message: _Message, _: int) -> None:
    message.add("soa.mname", message.name()[0])
    message.add("soa.rname", message.name()[0])


def _service(message: _Message, _: int) -> None:
    for name, value in zip(("priority", "weight", "port"), message.take(">HHH"), strict=True):
        message.add(f"srv.{name}", value)
    message.add("srv.target", message.name()[0])


def _texts(message: _Message, stop: int) -> None:
    while message.at < stop:
        size = message.data[message.at]
        message.add("txt", message.data[message.at + 1 : min(message.at + 1 + size, stop)].decode("utf-8", "replace"))
        message.at += 1 + size


_DATA: dict[int, Callable[[_Message, int], None]] = {
    1: _address("a", 4),
    2: _named("ns"),
    5: _named("cname"),
    6: _authority,
    12: _named("ptr.domain_name"),
    15: _exchange,
    16: _texts,
    28: _address("aaaa", 16),
    33: _service,
}


def records(data: bytes) -> Records:
    """Return the values of a message, up to its end or the first thing that makes no sense."""
    if len(data) < _HEAD:
        return {}
    questions, *others = struct.unpack_from(">HHHH", data, 4)
    message = _Message(data)
    try:
        for _ in range(min(questions, _MOST_RECORDS)):
            message.question()
        for _ in range(min(sum(others), _MOST_RECORDS)):
            message.record()
    except _End:
        pass
    return message.found
