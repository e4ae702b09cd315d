"""Addresses as people write them: dotted quads, IPv6 by RFC 5952."""

from __future__ import annotations

from functools import lru_cache

from tui_tcp.wire.pairs import Socket


@lru_cache(maxsize=4096)
def address_text(address: bytes) -> str:
    """Return an IPv4 (4 bytes) or IPv6 (16 bytes) address as text."""
    if len(address) == 4:
        return ".".join(map(str, address))
    from socket import AF_INET6, inet_ntop

    return inet_ntop(AF_INET6, address)


def socket_text(socket: Socket) -> str:
    """Return address:port, an IPv6 address in brackets."""
    address, port = socket
    text = address_text(address)
    return f"{text}:{port}" if len(address) == 4 else f"[{text}]:{port}"
