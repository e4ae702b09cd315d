"""Multipath TCP's options (RFC 8684 section 3, RFC 6824) as fields: what stands where depends on subtype and length."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found
from tui_tcp.fields.sources import Both
from tui_tcp.fields.spots import number
from tui_tcp.fields.tcp_options import SWITCH, TCP_OPTIONS

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.options import Options
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

NUMBER, HEX, FLAG, IPV4, IPV6, BYTES = Type.NUMBER, Type.HEX, Type.FLAG, Type.IPV4, Type.IPV6, Type.BYTES

_OPTIONS = TCP_OPTIONS.those(lambda _, options: (options.kinds == 30) & options.spots.have(3))
_CAPABLE, _JOIN, _DSS, _ADD, _REMOVE, _PRIO, _FAIL, _FASTCLOSE, _RST = range(9)
SUBTYPES = {
    _CAPABLE: "Multipath Capable",
    _JOIN: "Join Connection",
    _DSS: "Data Sequence Signal",
    _ADD: "Add Address",
    _REMOVE: "Remove Address",
    _PRIO: "Change Subflow Priority",
    _FAIL: "TCP Fallback",
    _FASTCLOSE: "Fast Close",
    _RST: "TCP Reset",
}
_LEAST = {_CAPABLE: 4, _JOIN: 3, _DSS: 4, _PRIO: 3, _RST: 3}  # bytes of options that have flags
_KEYS, _TWO_KEYS = (12, 20, 22, 24), (20, 22, 24)  # lengths of options that hold keys, or a receiver's, too
_JOINS = (12, 16)
_ADDRESSES, _ADDRESSES6 = (8, 10, 16, 18), (20, 22, 28, 30)
_ACK, _NUMBER, _SUBFLOW, _LENGTH, _CHECKSUM = range(5)  # parts of a data sequence signal
_WIDE = 64  # bits


class _Place(NamedTuple):
    """Where a number stands in options of a subtype: of certain `lengths`, or of any that reach up to `least`.

    `test` is the place and a mask of a byte, and what it has to be.
    """

    subtype: int
    offset: int
    size: int
    mask: int = 0
    lengths: Collection[int] = ()
    least: int = 0
    test: tuple[int, int, Collection[int]] = (0, 0, (0,))

    def among(self, slab: Slab, options: Options) -> Vector:
        """Tell in which options it stands."""
        buffer, spots = slab.bytes.array, options.spots
        sizes = spots.end - spots.at
        at, mask, values = self.test
        fits: Vector = np.isin(sizes, list(self.lengths)) if self.lengths else sizes >= self.least
        here: Vector = fits & (sizes >= self.offset + self.size) & (buffer[spots.at + 2] >> 4 == self.subtype)
        return here & np.isin(buffer[spots.at + at] & mask, list(values))


def _version(*values: int) -> tuple[int, int, Collection[int]]:
    return 2, 0x0F, values


def _signal(part: int) -> list[_Place]:
    """Where a part of a signal stands, by its flags: the parts are those of `_ACK` and so on."""
    places = []
    for flags in range(16):
        ack = (8 if flags & 2 else 4) if flags & 1 else 0
        sizes = (ack, *((8 if flags & 8 else 4, 4, 2, 2) if flags & 4 else ()))
        if part < len(sizes) and sizes[part]:
            at = 4 + sum(sizes[:part])
            least = at + 4 if part == _CHECKSUM else 0  # Wireshark looks for two bytes more than it has
            places.append(_Place(_DSS, at, sizes[part], least=least, test=(3, 0x0F, (flags,))))
    return places


def _found(places: Sequence[_Place], bits: int) -> Find:
    """A number that stands at one of some places; one of 64 bits has no sign."""

    def look(slab: Slab, options: Options) -> Found:
        spots, parts = options.spots, []
        for place in places:
            which = np.flatnonzero(place.among(slab, options))
            values = number(slab.bytes.array, spots.at[which] + place.offset, place.size)
            shift = (place.mask & -place.mask).bit_length() - 1
            parts.append((which, (values & place.mask) >> shift if place.mask else values))
        which, values = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(which)
        values = values[order].astype(np.uint64) if bits == _WIDE else values[order]
        return Found(spots.rows[which[order]], values)

    return _OPTIONS.found_by(look)


def _of(name: str, kind: Type, bits: int, meaning: str, *places: _Place, names: Mapping[int, str] = {}) -> FrameField:
    return FrameField(f"tcp.options.mptcp.{name}", kind, meaning, _found(places, bits), bits, names)


def _at(subtype: int, name: str, meaning: str, offset: int, mask: int, kind: Type = NUMBER) -> FrameField:
    """Some bits of a byte in options of a subtype that have flags."""
    return _of(name, kind, 8, meaning, _Place(subtype, offset, 1, mask, least=_LEAST[subtype]), names=_names(kind))


def _names(kind: Type) -> Mapping[int, str]:
    return SWITCH if kind is FLAG else {}


def _octets(subtype: int, lengths: Collection[int], offset: int, size: int) -> Find:
    """Bytes at a place of options of a subtype that have certain lengths."""
    place = _Place(subtype, offset, size, lengths=lengths)
    return _OPTIONS.those(place.among).octets(None, offset, size)


def _removed(slab: Slab, options: Options) -> Found:
    """The addresses of an option that removes some."""
    spots = options.spots.where(slab.bytes.array[options.spots.at + 2] >> 4 == _REMOVE)
    ids = spots.past(3).each(np.maximum(spots.end - spots.at - 3, 0), 1)
    return Found(ids.rows, number(slab.bytes.array, ids.at, 1))


_V1, _NOT_V1 = _version(1), _version(0, *range(2, 16))
_FAMILY, _ECHO = _version(4, 6), _version(*range(4), 5, *range(7, 16))
_REASONS = {
    0: "Unspecified error",
    1: "MPTCP-specific error",
    2: "Lack of resources",
    3: "Administratively prohibited",
    4: "Too much outstanding data",
    5: "Unacceptable performance",
    6: "Middlebox interference",
}

MPTCP_FIELDS = [
    FrameField("tcp.options.mptcp.subtype", NUMBER, "what it is for", _OPTIONS.numbers((30,), 2, 1, 0xF0), 8, SUBTYPES),
    _of("version", NUMBER, 8, "version", _Place(_CAPABLE, 2, 1, 0x0F)),
    _of(
        "flags",
        HEX,
        8,
        "flags",
        *(_Place(kind, 3, 1) for kind in (_CAPABLE, _DSS)),
        _Place(_JOIN, 2, 1, lengths=_JOINS),
        *(_Place(kind, 2, 1) for kind in (_PRIO, _RST)),
    ),
    _at(_CAPABLE, "checksumreq.flags", "checksums are required", 3, 0x80),
    _at(_CAPABLE, "extensibility.flag", "for later versions", 3, 0x40),
    _of("nomoresubflows.flag", NUMBER, 8, "no subflows to this address", _Place(_CAPABLE, 3, 1, 0x20, test=_V1)),
    _of("sha1.flag", NUMBER, 8, "HMAC-SHA1", _Place(_CAPABLE, 3, 1, 0x01, test=_NOT_V1)),
    _of("sha256.flag", NUMBER, 8, "HMAC-SHA256", _Place(_CAPABLE, 3, 1, 0x01, test=_V1)),
    _of(
        "reserved.flag",
        HEX,
        8,
        "reserved flags",
        _Place(_CAPABLE, 3, 1, 0x3E, test=_NOT_V1),
        _Place(_CAPABLE, 3, 1, 0x1E, test=_V1),
    ),
    _of("sendkey", NUMBER, _WIDE, "the sender's key", _Place(_CAPABLE, 4, 8, lengths=_KEYS)),
    _of(
        "recvkey",
        NUMBER,
        _WIDE,
        "the receiver's key",
        _Place(_CAPABLE, 12, 8, lengths=_TWO_KEYS),
        _Place(_FASTCLOSE, 4, 8),
    ),
    _of(
        "backup.flag",
        NUMBER,
        8,
        "to be used if no other is left",
        _Place(_JOIN, 2, 1, 0x01, lengths=_JOINS),
        _Place(_PRIO, 2, 1, 0x01),
    ),
    FrameField(
        "tcp.options.mptcp.addrid",
        NUMBER,
        "number of an address",
        Both(
            _found((_Place(_JOIN, 3, 1, lengths=_JOINS), _Place(_ADD, 3, 1), _Place(_PRIO, 3, 1, lengths=(4,))), 8),
            _OPTIONS.found_by(_removed),
        ),
        8,
    ),
    _of("recvtok", NUMBER, 32, "the receiver's token", _Place(_JOIN, 4, 4, lengths=(12,))),
    _of(
        "sendrand",
        NUMBER,
        32,
        "the sender's random number",
        _Place(_JOIN, 8, 4, lengths=(12,)),
        _Place(_JOIN, 12, 4, lengths=(16,)),
    ),
    _of("sendtrunchmac", NUMBER, _WIDE, "the sender's HMAC, its first bytes", _Place(_JOIN, 4, 8, lengths=(16,))),
    FrameField("tcp.options.mptcp.sendhmac", BYTES, "the sender's HMAC", _octets(_JOIN, (24,), 4, 20)),
    _of(
        "reserved",
        HEX,
        16,
        "reserved bits",
        _Place(_JOIN, 2, 2, 0x0FFF, lengths=(24,)),
        *(_Place(kind, 2, 2, 0x0FFF) for kind in (_FAIL, _FASTCLOSE)),
    ),
    _at(_DSS, "datafin.flag", "the connection has no more data", 3, 0x10),
    _at(_DSS, "dseqn8.flag", "the data number is of 8 bytes", 3, 0x08),
    _at(_DSS, "dseqnpresent.flag", "there is a data number", 3, 0x04),
    _at(_DSS, "dataack8.flag", "the acknowledgment is of 8 bytes", 3, 0x02),
    _at(_DSS, "dataackpresent.flag", "there is an acknowledgment", 3, 0x01),
    _of("rawdataack", NUMBER, _WIDE, "acknowledgment of the connection, as sent", *_signal(_ACK)),
    _of(
        "rawdataseqno",
        NUMBER,
        _WIDE,
        "sequence number in the connection, as sent",
        *_signal(_NUMBER),
        _Place(_FAIL, 4, 8),
    ),
    _of("subflowseqno", NUMBER, 32, "the same number in the subflow, relative", *_signal(_SUBFLOW)),
    _of(
        "datalvllen",
        NUMBER,
        16,
        "bytes that are mapped",
        *_signal(_LENGTH),
        _Place(_CAPABLE, 20, 2, lengths=(22, 24)),
    ),
    _of("checksum", HEX, 16, "checksum of the mapping", *_signal(_CHECKSUM), _Place(_CAPABLE, 22, 2, lengths=(24,))),
    _of("ipver", NUMBER, 8, "version of the address", _Place(_ADD, 2, 1, 0x0F, test=_FAMILY)),
    _of("echo", NUMBER, 8, "an address that was told is told again", _Place(_ADD, 2, 1, 0x01, test=_ECHO)),
    _of("ipv4", IPV4, 32, "another address", _Place(_ADD, 4, 4, lengths=_ADDRESSES)),
    FrameField("tcp.options.mptcp.ipv6", IPV6, "another address", _octets(_ADD, _ADDRESSES6, 4, 16)),
    _of(
        "port",
        NUMBER,
        16,
        "another port",
        _Place(_ADD, 8, 2, lengths=(10, 18)),
        _Place(_ADD, 20, 2, lengths=(22, 30)),
    ),
    _of(
        "addaddrtrunchmac",
        NUMBER,
        _WIDE,
        "HMAC of the address, its first bytes",
        *(_Place(_ADD, size - 8, 8, lengths=(size,)) for size in (16, 18, 28, 30)),
    ),
    _at(_RST, "flag_U.flag", "reserved", 2, 0x08, FLAG),
    _at(_RST, "flag_V.flag", "reserved", 2, 0x04, FLAG),
    _at(_RST, "flag_W.flag", "reserved", 2, 0x02, FLAG),
    _at(_RST, "flag_T.flag", "may pass", 2, 0x01, FLAG),
    _of("rst_reason", HEX, 8, "why the subflow was reset", _Place(_RST, 3, 1), names=_REASONS),
]
