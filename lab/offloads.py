"""Switch off what network cards do for the kernel: a tap shall see the segments and checksums that cross a wire."""

from __future__ import annotations

import ctypes
import fcntl
import socket
import struct

SIOCETHTOOL = 0x8946

# linux/ethtool.h: the commands that set one feature each.
SET_TX_CHECKSUM = 0x17
SET_SCATTER_GATHER = 0x19
SET_TCP_SEGMENTATION = 0x1F
SET_GENERIC_SEGMENTATION = 0x24
SET_GENERIC_RECEIVE = 0x2C

FEATURES = (SET_GENERIC_RECEIVE, SET_GENERIC_SEGMENTATION, SET_TCP_SEGMENTATION, SET_SCATTER_GATHER, SET_TX_CHECKSUM)


def switch_off(interface: str) -> None:
    """Switch every offload of an interface in the calling thread's namespace off."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for feature in FEATURES:
            value = ctypes.create_string_buffer(struct.pack("=II", feature, 0), 8)
            request = struct.pack("16sP16x", interface.encode(), ctypes.addressof(value))
            fcntl.ioctl(control, SIOCETHTOOL, request)
