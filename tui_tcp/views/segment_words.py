"""What one segment says, in the words that the frame list and the ladder share.

Numbers come from the columns; the frame's bytes are read again only for its options and for what its payload says.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.model.numbers import base, relative, window
from tui_tcp.model.session import Session
from tui_tcp.tcp.flags import ACK, SYN, flag_text

if TYPE_CHECKING:
    from tui_tcp.dissect.layers import Field

_TIMESTAMPS_ONLY = 32  # bytes of a header with that one option: on most segments, and told on SYNs only
_PORTS_UNKNOWN = (0, 0)

# Wireshark's name of an option -> the words for it; what is not here goes by its label
_OPTION_WORDS = {
    "tcp.options.mss": "mss {value}",
    "tcp.options.wscale": "ws {shift}",
    "tcp.options.sack_perm": "sack",
    "tcp.options.timestamp": "ts",
    "tcp.options.tfo": "tfo",
    "tcp.options.nop": "",
    "tcp.options.eol": "",
}

flag_words = lru_cache(maxsize=512)(flag_text)


class Words(NamedTuple):
    """A segment's numbers, and in words its flags, options and message."""

    row: int
    is_from_client: bool
    flags: str
    seq: int
    ack: int | None
    window: int
    length: int
    options: str
    protocol: str
    message: str
    findings: int


def words_of(session: Session, row: int, numbers: str) -> Words:
    """Read a segment; `numbers` is 'relative' or 'raw'."""
    columns = session.columns
    connection = session.connections[columns.value("connection", row)]
    header = columns.value("header_word", row)
    length = columns.value("payload", row)
    seq, ack = columns.value("seq_raw", row), columns.value("ack_raw", row)
    if numbers == "relative":
        seq, ack = relative(columns, connection, row)
    direction = columns.value("direction", row)
    origin = base(connection, 1 - direction, row) if numbers == "relative" else 0
    options, protocol, message = _from_bytes(session, row, header, length, origin)
    return Words(
        row=row,
        is_from_client=direction == connection.client_direction,
        flags=flag_words(header & 0xFFF) or "no flags",
        seq=seq,
        ack=ack if header & ACK else None,
        window=window(columns, row),
        length=length,
        options=options,
        protocol=protocol,
        message=message,
        findings=columns.value("findings", row),
    )


def _from_bytes(session: Session, row: int, header: int, length: int, origin: int) -> tuple[str, str, str]:
    """Return what needs the frame's bytes: options, protocol, message."""
    size = 4 * (header >> 12)
    has_options = size > (20 if header & SYN else _TIMESTAMPS_ONLY)
    if not (has_options or length):
        return "", "TCP", ""
    data, at = session.frame_bytes(row), session.columns.value("tcp_at", row)
    options = options_text(data, at, size, origin, bool(header & SYN)) if has_options else ""
    protocol, message = _message(data[at + size : at + size + length]) if length else ("TCP", "")
    return options, protocol, message


def _message(payload: bytes) -> tuple[str, str]:
    from tui_tcp.dissect.application import protocol_of, summary

    message = summary(payload)
    if message.startswith("SSH-"):
        return "SSH", message
    protocol = protocol_of(payload, _PORTS_UNKNOWN)
    return ("TCP" if protocol == "data" else protocol.upper()), message


def options_text(data: bytes, at: int, size: int, origin: int, is_syn: bool) -> str:
    """Return the options of a TCP header in a few words; SACK blocks count from `origin`.

    Timestamps are told where they are agreed on, and not again on every segment.
    """
    from tui_tcp.dissect.draft import Draft, Span
    from tui_tcp.dissect.tcp_options import put_tcp_options

    draft = Draft(Span(data, at, len(data), at + size), "tcp")
    put_tcp_options(draft, 20, size)
    found = [option for field in draft.fields[:1] for option in field.children]
    found = [option for option in found if is_syn or option.name != "tcp.options.timestamp"]
    return " ".join(filter(None, (_option_words(option, origin) for option in found)))


def _option_words(option: Field, origin: int) -> str:
    if option.name == "tcp.options.sack":
        return "sack " + " ".join(_blocks(option, origin))
    shift = option.children[-1].value.split()[0] if option.children else ""
    words = _OPTION_WORDS.get(option.name, option.label.lower())
    return words.format(value=option.value, shift=shift)


def _blocks(option: Field, origin: int) -> list[str]:
    edges = [int(field.value) - origin & 0xFFFFFFFF for field in option.children if field.name[-3:] in ("_le", "_re")]
    return [f"{low}–{high}" for low, high in zip(edges[::2], edges[1::2], strict=False)]
