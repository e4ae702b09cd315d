"""The fields of a frame that a pcapng capture says beside the packet: its interface and its comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import Find, FrameField, Type, Value
from tui_tcp.fields.found import NOTHING, Found, moved, of_list, rows_of, taken

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.wire.interfaces import Interface

NUMBER, TEXT = Type.NUMBER, Type.TEXT


# Wireshark's numbers and names of what frames begin with, by link type.
_ENCAPSULATIONS = {
    0: (15, "NULL/Loopback"),
    1: (1, "Ethernet"),
    6: (2, "Token Ring"),
    9: (4, "PPP"),
    10: (6, "FDDI with bit-swapped MAC addresses"),
    11: (10, "RFC 1483 ATM"),
    12: (7, "Raw IP"),
    14: (7, "Raw IP"),
    16: (11, "Linux ATM CLIP"),
    18: (11, "Linux ATM CLIP"),
    50: (4, "PPP"),
    51: (139, "PPP-over-Ethernet session"),
    100: (10, "RFC 1483 ATM"),
    101: (7, "Raw IP"),
    104: (28, "Cisco HDLC"),
    105: (20, "IEEE 802.11 Wireless LAN"),
    107: (26, "Frame Relay"),
    108: (174, "OpenBSD loopback"),
    109: (38, "OpenBSD enc(4) encapsulating interface"),
    112: (28, "Cisco HDLC"),
    113: (25, "Linux cooked-mode capture v1"),
    117: (39, "OpenBSD PF Firewall logs"),
    119: (21, "IEEE 802.11 plus Prism II monitor mode radio header"),
    122: (18, "RFC 2625 IP-over-Fibre Channel"),
    123: (13, "ATM PDUs"),
    127: (23, "IEEE 802.11 plus radiotap radio header"),
    138: (62, "Apple IP-over-IEEE 1394"),
    149: (47, "USER 2"),
    163: (24, "IEEE 802.11 plus AVS radio header"),
    178: (83, "Juniper Ethernet"),
    179: (84, "Juniper PPP"),
    180: (85, "Juniper Frame-Relay"),
    181: (86, "Juniper C-HDLC"),
    192: (97, "Per-Packet Information header"),
    204: (19, "PPP with Directional Info"),
    228: (129, "Raw IPv4"),
    229: (130, "Raw IPv6"),
    239: (141, "NFLOG"),
    242: (180, "IP over IB"),
    252: (155, "Wireshark Upper PDU export"),
    258: (171, "Apple PKTAP"),
    276: (210, "Linux cooked-mode capture v2"),
}


def _of_interface(read: Callable[[Interface], Value], *, in_pcap: bool = False) -> Find:
    """What is said of the interface at which each row was captured, once an interface; records have none."""

    def find(slab: Slab) -> Found:
        if not (slab.session.names_interfaces or in_pcap):
            return NOTHING
        said = of_list([*map(read, slab.session.interfaces), None])
        count = len(slab.session.interfaces)
        places = np.full(count + 1, -1)
        places[rows_of(said)] = np.arange(len(said.values))
        of_rows = places[np.minimum(slab.column("interface"), count)]
        rows = np.flatnonzero(of_rows >= 0)
        return Found(rows, taken(said.values, of_rows[rows]))

    return find


def _encapsulation(interface: Interface) -> int | None:
    return _ENCAPSULATIONS.get(interface.link_type, (None,))[0]


def _section(slab: Slab) -> Found:
    """Interfaces are counted anew in each section; records without one are taken for the last."""
    if not slab.session.names_interfaces:
        return NOTHING
    sections = np.cumsum([interface.number == 0 for interface in slab.session.interfaces], dtype=np.int64)
    count = len(sections)
    of_each = np.append(sections, sections[-1] if count else 1)
    return Found(None, of_each[np.minimum(slab.column("interface"), count)])


def _comments(slab: Slab) -> Found:
    comments = slab.session.notes.comments
    rows = np.flatnonzero(np.isin(slab.numbers, list(comments)))
    return moved(of_list([tuple(comments[number]) for number in slab.numbers[rows].tolist()]), rows)


NOTE_FIELDS = [
    FrameField(
        "frame.interface_id",
        NUMBER,
        "number of the capture interface in its section, from 0",
        _of_interface(lambda i: i.number),
    ),
    FrameField(
        "frame.interface_name", TEXT, "name of the capture interface", _of_interface(lambda i: i.name or "unknown")
    ),
    FrameField(
        "frame.interface_description",
        TEXT,
        "what is said of the capture interface",
        _of_interface(lambda i: i.description or None),
    ),
    FrameField(
        "frame.encap_type",
        NUMBER,
        "what the frame begins with",
        _of_interface(_encapsulation, in_pcap=True),
        -16,
        dict(_ENCAPSULATIONS.values()),
    ),
    FrameField("frame.section_number", NUMBER, "section of the capture, from 1", _section),
    FrameField("frame.comment", TEXT, "the comments on the packet in the capture", _comments),
]
