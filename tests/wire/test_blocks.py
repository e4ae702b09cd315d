"""The types of pcapng's blocks."""

from tests.wire import files
from tui_tcp.wire.blocks import Block


def test_a_section_header_reads_the_same_in_both_byte_orders() -> None:
    assert Block.SECTION.to_bytes(4, "big") == Block.SECTION.to_bytes(4, "little")


def test_the_types_are_those_that_the_tests_write() -> None:
    names = ("SECTION", "INTERFACE", "NAMES", "STATISTICS")
    assert [Block[name] for name in names] == [getattr(files, name) for name in names]
