"""What a file's first bytes announce."""

from struct import pack

import pytest

from tests.wire.files import MODIFIED, pcap_header, section
from tui_tcp.errors import FormatError
from tui_tcp.wire.formats import FOREIGN, framer_for
from tui_tcp.wire.pcap import PcapFramer
from tui_tcp.wire.pcapng import PcapngFramer


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_formats_are_known(order: str) -> None:
    assert isinstance(framer_for(pcap_header(order)), PcapFramer)
    assert isinstance(framer_for(pcap_header(order, MODIFIED)), PcapFramer)
    assert isinstance(framer_for(section(order)[:24]), PcapngFramer)


@pytest.mark.parametrize("magic", FOREIGN, ids=lambda magic: FOREIGN[magic][0])
def test_foreign_formats_are_named_with_what_helps(magic: bytes) -> None:
    name, help_ = FOREIGN[magic]
    with pytest.raises(FormatError, match=f"^{name.replace('(', '.').replace(')', '.')}, not a pcap or pcapng"):
        framer_for(magic + bytes(24 - len(magic)))
    assert help_


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"", "the file is empty"),
        (b"#!/bin/sh\necho hello\n\n\n", "text, not a capture"),
        (b"\xff\xfe\xfd\xfc" * 6, "it begins with ff fe fd fc"),
        (pcap_header()[:20], "a pcap header cut short .at byte 20"),
        (section()[:20], "a pcapng header cut short .at byte 20"),
        (section(version=(1, 1))[:24], "pcapng of version 1.1, which is not known .at byte 12"),
        (section()[:8] + bytes(16), "without its byte-order magic .at byte 8"),
        (pack("<IIBBHHH", 0, 1_600_000_000, 2, 4, 0x4000, 0, 60) + bytes(8), "an Endace ERF capture"),
    ],
)
def test_anything_else_is_told_in_a_line(head: bytes, what: str) -> None:
    with pytest.raises(FormatError, match=what):
        framer_for(head)


def test_version_1_2_is_read_as_1_0() -> None:
    assert isinstance(framer_for(section(version=(1, 2))[:24]), PcapngFramer)
