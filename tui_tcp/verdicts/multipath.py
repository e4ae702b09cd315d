"""Resets that Multipath TCP means (RFC 8684): of one subflow, while others go on, or of the whole connection."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha1, sha256
from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.claim import marks
from tui_tcp.verdicts.headers import read_options

if TYPE_CHECKING:
    from tui_tcp.tcp.connection import Connection

_CAPABLE, _JOIN, _REMOVE_ADDRESS, _FAST_CLOSE, _RESET = 0, 1, 4, 7, 8  # RFC 8684 table 2
_WHY = (  # RFC 8684 section 3.6
    "for no reason that it told",
    "for an error of Multipath TCP",
    "for lack of resources",
    "as an administrator forbade it",
    "as too much was outstanding",
    "as it was too slow or lost too much",
    "as a device on its path interfered",
)
_SYN_JOIN, _KEY_AT, _KEY = 10, 2, 8  # bytes, without kind and length
_LOOKED_AT = 256  # connections after one, among which its other subflows are looked for
_NEAR_ROWS = 8


class Meant(NamedTuple):
    """What a reset of Multipath TCP meant, as a sentence without its full stop, and the rows that prove it."""

    text: str
    rows: list[int]


def meant(case: Case, reset: int) -> Meant | None:
    """Return what Multipath TCP says of a reset; None if nothing does."""
    end, row = case.sender(reset), case.rows([reset])[0]
    for value in _signals(case, row):
        if value[0] >> 4 == _RESET and len(value) > 1:
            return Meant(_of_subflow(NAMES[end], marks([row]), value[0] & 1, value[1]), [row])
        if value[0] >> 4 == _FAST_CLOSE:
            text = f"The {NAMES[end]} ended the whole Multipath TCP connection at once (MP_FASTCLOSE, {marks([row])})"
            return Meant(text, [row])
    return _answers_fast_close(case, reset) or _goes_on(case, reset)


def _signals(case: Case, row: int) -> list[bytes]:
    return [value for value in read_options(case.session, row).multipath if value]


def _of_subflow(name: str, mark: str, is_transient: int, why: int) -> str:
    reason = _WHY[why] if why < len(_WHY) else "for a reason that has no name yet"
    again = "; it may be opened again" if is_transient else ""
    return f"The {name} reset this subflow of Multipath TCP ({mark}) {reason} (MP_TCPRST {why}){again}"


def _answers_fast_close(case: Case, reset: int) -> Meant | None:
    """A reset right behind the other end's MP_FASTCLOSE confirms it (RFC 8684 section 3.5)."""
    end = case.sender(reset)
    heard = case.track.of_end[1 - end]
    for place in heard[heard < reset][-1:].tolist():
        asked = case.rows([place])
        if any(value[0] >> 4 == _FAST_CLOSE for value in _signals(case, asked[0])):
            text = (
                f"The {NAMES[1 - end]} ended the whole Multipath TCP connection at once (MP_FASTCLOSE, {marks(asked)}),"
                f" and the {NAMES[end]} confirmed it by a reset ({case.marks(reset)})"
            )
            return Meant(text, [*asked, *case.rows([reset])])
    return None


def _goes_on(case: Case, reset: int) -> Meant | None:
    """A subflow that is reset while another of the same connection goes on."""
    if not all(offer is None or offer.multipath for offer in case.offers):
        return None
    other = next(_other_subflows(case, reset), None)
    if other is None:
        return None
    end, row = case.sender(reset), case.rows([reset])[0]
    text = f"The {NAMES[end]} reset this subflow of Multipath TCP ({marks([row])})"
    withdrawn = _withdrawn(case, other, row, end)
    if withdrawn:
        text += f" after the {NAMES[1 - end]} had withdrawn an address (REMOVE_ADDR, {marks(withdrawn)})"
    return Meant(f"{text}; connection {other.number}, another of its subflows, went on", [*withdrawn, row])


def _withdrawn(case: Case, other: Connection, row: int, end: int) -> list[int]:
    """Return the frame of another subflow by which, just before, the end that was reset withdrew an address."""
    value = case.session.columns.value
    for near in range(row - 1, max(row - 1 - _NEAR_ROWS, -1), -1):
        is_from_client = (value("direction", near) != 0) == (other.client_direction != 0)
        if value("connection", near) != other.number or is_from_client != (end == 1):
            continue
        if any(signal[0] >> 4 == _REMOVE_ADDRESS for signal in _signals(case, near)):
            return [near]
    return []


def _other_subflows(case: Case, reset: int) -> Iterator[Connection]:
    """Yield the connections near that joined the same one before a reset, and outlived it."""
    tokens = _tokens(case)
    at, time = case.connection.number, case.time(reset)
    for other in case.session.connections[at + 1 : at + 1 + _LOOKED_AT] if tokens else ():
        if other.first_time < time < other.last_time and _joined(_signals(case, other.first_row)) in tokens:
            yield other


def _tokens(case: Case) -> set[bytes]:
    """Return the tokens by which others join this connection: its own, and those of the keys it opened with."""
    found = set()
    for end in (0, 1):
        for row in case.rows([*case.syns[end][:1], *case.syn_acks[end][:1]]):
            signals = _signals(case, row)
            found |= {_joined(signals), *map(_token, signals)}
    return found - {b""}


def _joined(signals: list[bytes]) -> bytes:
    """Return the token in the MP_JOIN of a SYN (RFC 8684 section 3.2), nothing if there is none."""
    return next((value[2:6] for value in signals if value[0] >> 4 == _JOIN and len(value) == _SYN_JOIN), b"")


def _token(value: bytes) -> bytes:
    """Return the token of the key in an MP_CAPABLE: version 0 hashes it by SHA-1, version 1 by SHA-256."""
    key = value[_KEY_AT : _KEY_AT + _KEY]
    if value[0] >> 4 != _CAPABLE or len(key) < _KEY:
        return b""
    return (sha256(key) if value[0] & 0x0F else sha1(key, usedforsecurity=False)).digest()[:4]
