"""Comments, names and losses of a pcapng file."""

from struct import pack

from tui_tcp.wire.notes import Notes, options


def test_an_option_list_ends_at_its_end_mark() -> None:
    body = pack("<HH", 1, 3) + b"abc\x00" + pack("<HH", 0, 0) + pack("<HH", 1, 1) + b"x\x00\x00\x00"
    assert list(options(body, "little")) == [(1, b"abc")]


def test_an_option_that_overruns_ends_the_list() -> None:
    assert list(options(pack(">HH", 1, 400) + b"abc", "big")) == []


def test_a_packet_may_have_several_comments() -> None:
    notes = Notes()
    notes.add_comment(4, b"one")
    notes.add_comment(4, "zwei \u2713".encode())
    assert notes.comments == {4: ("one", "zwei \u2713")}


def test_a_packet_made_of_comments_cannot_take_for_ever() -> None:
    notes = Notes()
    for _ in range(5000):
        notes.add_comment(0, b"again")
    assert len(notes.comments[0]) == 100


def test_blocks_beside_packets_are_found_again_by_type() -> None:
    notes = Notes()
    notes.add_block(1, 28)
    notes.add_block(1, 48)
    assert list(notes.blocks[1]) == [28, 48]


def test_bytes_that_are_no_text_are_replaced() -> None:
    notes = Notes()
    notes.read_section([(1, b"\xff\xfe"), (2, b"hardware")])
    assert notes.section_comments == ["\ufffd\ufffd"]


def test_names_of_both_families() -> None:
    notes = Notes()
    four = pack("<HH", 1, 12) + b"\x0a\x00\x00\x01one\x00two\x00"
    six = pack("<HH", 2, 18) + bytes(15) + b"\x01a\x00" + bytes(2)
    notes.read_names(four + six + pack("<HH", 9, 0) + pack("<HH", 0, 0), "little")
    assert notes.names == [(b"\x0a\x00\x00\x01", "one"), (b"\x0a\x00\x00\x01", "two"), (bytes(15) + b"\x01", "a")]


def test_losses_are_summed_between_packets_and_replaced_by_statistics() -> None:
    notes = Notes()
    notes.add_drops(0, 2)
    notes.add_drops(0, 3)
    assert notes.drops == {0: 5}
    notes.read_statistics(0, [(4, bytes(8)), (5, pack(">Q", 9)), (5, b"short")], "big")
    assert notes.drops == {0: 9}
