"""The Multipath TCP option: eight subtypes under one kind (RFC 8684 3, RFC 6824 3)."""

from collections.abc import Callable

from tui_tcp.dissect.formats import dec, hexa, ipv4, ipv6, masked, named, octets
from tui_tcp.dissect.options import tail
from tui_tcp.dissect.table import Bit, Row, Table

_SUBTYPES = {
    0: "MP_CAPABLE",
    1: "MP_JOIN",
    2: "DSS",
    3: "ADD_ADDR",
    4: "REMOVE_ADDR",
    5: "MP_PRIO",
    6: "MP_FAIL",
    7: "MP_FASTCLOSE",
    8: "MP_TCPRST",
}
_N = "tcp.options.mptcp"
_SUBTYPE = Row(f"{_N}.subtype", "Subtype", 2, 1, lambda raw: named(_SUBTYPES)(bytes((raw[0] >> 4,))))
_ADDRESS_ID = Row(f"{_N}.addrid", "Address ID", 3, 1, dec)
_BACKUP = Row(f"{_N}.backup.flag", "Backup", 2, 1, masked(0x01))


def mptcp_rows(body: bytes) -> Table:
    """Return the rows of the option's subtype."""
    subtype = body[2] >> 4 if len(body) > 2 else -1
    follow = _ROWS.get(subtype, tail("", "Data", 3))
    return (_SUBTYPE, *follow(body)) if len(body) > 2 else (_SUBTYPE,)


_CAPABLE_FLAGS = (
    Bit(f"{_N}.nomoresubflows.flag", "No subflows to this address", 0x20),
    Bit(f"{_N}.sha256.flag", "HMAC-SHA256", 0x01),
)
_CAPABLE_FLAGS_0 = (Bit(f"{_N}.sha1.flag", "HMAC-SHA1", 0x01),)


def _capable(body: bytes) -> Table:
    """Return version, flags, keys, and the data length that version 1 may add (RFC 8684 3.1)."""
    hmac = _CAPABLE_FLAGS if body[2] & 0x0F else _CAPABLE_FLAGS_0
    rows = [
        Row(f"{_N}.version", "Version", 2, 1, masked(0x0F)),
        Row(
            f"{_N}.flags",
            "Flags",
            3,
            1,
            hexa,
            (
                Bit(f"{_N}.checksumreq.flags", "Checksum required", 0x80),
                Bit(f"{_N}.extensibility.flag", "Extensibility", 0x40),
                *hmac,
            ),
        ),
        Row(f"{_N}.sendkey", "Sender's key", 4, 8, hexa),
        Row(f"{_N}.recvkey", "Receiver's key", 12, 8, hexa),
        Row(f"{_N}.datalvllen", "Data length", 20, 2, dec),
        Row(f"{_N}.checksum", "Checksum", 22, 2, hexa),
    ]
    return _those_that_fit(rows, body)


# MP_JOIN is told apart by its length: SYN 12, SYN-ACK 16, ACK 24 (RFC 8684 3.2).
_JOIN: dict[int, Table] = {
    12: (
        _BACKUP,
        _ADDRESS_ID,
        Row(f"{_N}.recvtok", "Receiver's token", 4, 4, hexa),
        Row(f"{_N}.sendrand", "Sender's random number", 8, 4, hexa),
    ),
    16: (
        _BACKUP,
        _ADDRESS_ID,
        Row(f"{_N}.sendtrunchmac", "Sender's truncated HMAC", 4, 8, hexa),
        Row(f"{_N}.sendrand", "Sender's random number", 12, 4, hexa),
    ),
    24: (Row(f"{_N}.sendhmac", "Sender's HMAC", 4, 20, octets),),
}


def _join(body: bytes) -> Table:
    return _JOIN.get(len(body), tail("", "Data", 3)(body))


_DSS_FLAGS = (
    Bit(f"{_N}.datafin.flag", "DATA_FIN", 0x10),
    Bit(f"{_N}.dseqn8.flag", "Data sequence number of 8 bytes", 0x08),
    Bit(f"{_N}.dseqnpresent.flag", "Mapping present", 0x04),
    Bit(f"{_N}.dataack8.flag", "Data ACK of 8 bytes", 0x02),
    Bit(f"{_N}.dataackpresent.flag", "Data ACK present", 0x01),
)


def _signal(body: bytes) -> Table:
    """Return data ACK and mapping, each there or not and of 4 or 8 bytes by its flags (RFC 8684 3.3)."""
    rows = [Row(f"{_N}.flags", "Flags", 3, 1, hexa, _DSS_FLAGS)]
    bits, at = body[3] if len(body) > 3 else 0, 4
    if bits & 0x01:
        size = 8 if bits & 0x02 else 4
        rows.append(Row(f"{_N}.rawdataack", "Data ACK", at, size, dec))
        at += size
    if bits & 0x04:
        size = 8 if bits & 0x08 else 4
        rows += _mapping(at, size)
        at += size + 6
        # The checksum is there if both ends asked for it; only the option's length tells.
        if len(body) >= at + 2:
            rows.append(Row(f"{_N}.checksum", "Checksum", at, 2, hexa))
    return rows


def _mapping(at: int, size: int) -> list[Row]:
    return [
        Row(f"{_N}.rawdataseqno", "Data sequence number", at, size, dec),
        Row(f"{_N}.subflowseqno", "Subflow sequence number", at + size, 4, dec),
        Row(f"{_N}.datalvllen", "Data length", at + size + 4, 2, dec),
    ]


def _add_address(body: bytes) -> Table:
    """Return the address, its port and HMAC; which of them are there only the length tells (RFC 8684 3.4.1)."""
    rows = [Row(f"{_N}.ipver", "IP version or echo", 2, 1, masked(0x0F)), _ADDRESS_ID]
    left = len(body) - 4
    hmac = 8 if left in (12, 14, 24, 26) else 0
    size = 16 if left - hmac >= 16 else 4
    rows.append(Row(f"{_N}.ipv6" if size == 16 else f"{_N}.ipv4", "Address", 4, size, ipv6 if size == 16 else ipv4))
    if left - hmac - size >= 2:
        rows.append(Row(f"{_N}.port", "Port", 4 + size, 2, dec))
    if hmac:
        rows.append(Row(f"{_N}.addaddrtrunchmac", "Truncated HMAC", len(body) - 8, 8, hexa))
    return rows


def _remove_address(body: bytes) -> Table:
    return tuple(Row(f"{_N}.addrid", "Address ID", at, 1, dec) for at in range(3, len(body)))


def _priority(body: bytes) -> Table:
    return _those_that_fit([_BACKUP, _ADDRESS_ID], body)


def _fail(_: bytes) -> Table:
    return (Row(f"{_N}.rawdataseqno", "Data sequence number", 4, 8, dec),)


def _fast_close(_: bytes) -> Table:
    return (Row(f"{_N}.recvkey", "Receiver's key", 4, 8, hexa),)


def _reset(_: bytes) -> Table:
    return (
        Row(f"{_N}.flag_T.flag", "Transient", 2, 1, masked(0x01)),
        Row(f"{_N}.rst_reason", "Reason", 3, 1, dec),
    )


_ROWS: dict[int, Callable[[bytes], Table]] = {
    0: _capable,
    1: _join,
    2: _signal,
    3: _add_address,
    4: _remove_address,
    5: _priority,
    6: _fail,
    7: _fast_close,
    8: _reset,
}


def _those_that_fit(rows: list[Row], body: bytes) -> Table:
    return [row for row in rows if row.offset + row.size <= len(body)]
