"""Names of link types that are not read here (https://www.tcpdump.org/linktypes.html), so that people are told them."""

from __future__ import annotations

LINK_NAMES = {
    3: "AX.25",
    7: "ARCNET",
    8: "SLIP",
    99: "Symantec firewall",
    106: "Linux ATM",
    129: "Linux ARCNET",
    139: "MTP2",
    140: "MTP2",
    141: "MTP3",
    142: "SCCP",
    143: "DOCSIS",
    144: "IrDA",
    165: "BACnet",
    169: "GPRS LLC",
    177: "LAPD",
    187: "Bluetooth HCI",
    189: "USB",
    190: "CAN",
    195: "IEEE 802.15.4",
    199: "IPMB",
    201: "Bluetooth HCI",
    203: "LAPD",
    209: "IPMB",
    210: "FlexRay",
    212: "LIN",
    215: "IEEE 802.15.4",
    220: "USB",
    224: "Fibre Channel",
    226: "Solaris ipnet",
    227: "CAN",
    230: "IEEE 802.15.4",
    231: "D-Bus",
    240: "netANALYZER",
    247: "InfiniBand",
    248: "SCTP",
    249: "USB",
    251: "Bluetooth LE",
    253: "netlink",
    256: "Bluetooth LE",
    268: "USB",
    272: "Nordic Bluetooth LE",
    279: "Z-Wave",
    283: "IEEE 802.15.4",
    288: "USB",
}
_USER = range(147, 163)


def link_name(link_type: int) -> str:
    """Return a link type's number and name, the number alone where it has none that we know."""
    name = "for private use" if link_type in _USER else LINK_NAMES.get(link_type)
    return f"{link_type} ({name})" if name else str(link_type)
