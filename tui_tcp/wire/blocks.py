"""The types of pcapng's blocks (draft-ietf-opsawg-pcapng section 10.1)."""

from __future__ import annotations

from enum import IntEnum


class Block(IntEnum):
    """Blocks that are read; all others are skipped by their length."""

    SECTION = 0x0A0D0D0A
    INTERFACE = 1
    OBSOLETE_PACKET = 2
    SIMPLE_PACKET = 3
    NAMES = 4
    STATISTICS = 5
    ENHANCED_PACKET = 6
    JOURNAL = 9
    SECRETS = 10
    CUSTOM = 0x0BAD
    CUSTOM_LOCAL = 0x40000BAD


BYTE_ORDER_MAGIC = 0x1A2B3C4D
