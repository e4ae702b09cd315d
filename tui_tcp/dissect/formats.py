"""How the bytes of one field are printed: functions from bytes (or a bit field's number) to text."""

import socket
from collections.abc import Callable, Mapping

from tui_tcp.escape import escape_bytes

Format = Callable[[bytes], str]
BitFormat = Callable[[int], str]

TEXT_LIMIT = 256
HEX_LIMIT = 32


def number(raw: bytes) -> int:
    """Return the bytes as an unsigned number in network byte order."""
    return int.from_bytes(raw, "big")


def dec(raw: bytes) -> str:
    """Print a number in decimal."""
    return str(number(raw))


def hexa(raw: bytes) -> str:
    """Print a number in hexadecimal, two digits a byte."""
    return f"0x{number(raw):0{2 * len(raw)}x}"


def octets(raw: bytes) -> str:
    """Print bytes as hexadecimal digits, the first ones of many."""
    return raw.hex() if len(raw) <= HEX_LIMIT else raw[:HEX_LIMIT].hex() + "…"


def text(raw: bytes) -> str:
    """Print bytes as escaped text."""
    return escape_bytes(raw, TEXT_LIMIT)


def mac(raw: bytes) -> str:
    """Print a hardware address."""
    return raw.hex(":")


def ipv4(raw: bytes) -> str:
    """Print an IPv4 address."""
    return socket.inet_ntop(socket.AF_INET, raw)


def ipv6(raw: bytes) -> str:
    """Print an IPv6 address in the canonical form of RFC 5952."""
    return socket.inet_ntop(socket.AF_INET6, raw)


def address(raw: bytes) -> str:
    """Print an address of either family, told by its length."""
    return {4: ipv4, 6: mac, 16: ipv6}.get(len(raw), octets)(raw)


def times(factor: int, unit: str = "bytes") -> Format:
    """Print a number that counts in steps: '20 bytes' for 5 words of 4."""
    return lambda raw: f"{number(raw) * factor} {unit}"


def masked(mask: int, form: BitFormat = str) -> Format:
    """Print some bits of the bytes."""
    shift = (mask & -mask).bit_length() - 1
    return lambda raw: form((number(raw) & mask) >> shift)


def named(names: Mapping[int, str], form: Format = dec) -> Format:
    """Print a number with its meaning: '6 (TCP)'."""
    return lambda raw: meaning(form(raw), names.get(number(raw), ""))


def meaning(printed: str, name: str) -> str:
    """Print a number and what it means, if that is known."""
    return f"{printed} ({name})" if name else printed


def flags(bits: Mapping[int, str], mask: int) -> Format:
    """Print a set of flags: '0x0012 (SYN, ACK)'."""

    def form(raw: bytes) -> str:
        value = number(raw) & mask
        names = ", ".join(name for bit, name in bits.items() if value & bit)
        return meaning(f"0x{value:0{2 * len(raw)}x}", names)

    return form


def switch(value: int) -> str:
    """Print one bit."""
    return "1 (set)" if value else "0 (not set)"


def coded(names: Mapping[int, str]) -> BitFormat:
    """Print a bit field's number with its meaning."""
    return lambda value: meaning(str(value), names.get(value, ""))
