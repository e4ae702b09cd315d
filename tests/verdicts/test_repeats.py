import struct

import numpy as np

from tests.verdicts.captures import case
from tests.verdicts.derived import session_with
from tui_tcp.verdicts.repeats import doubled, first_copies, is_padding
from tui_tcp.verdicts.verdict import case_of


def test_the_latest_copy_before() -> None:
    track = case("rto_tail_loss.client").track
    assert first_copies(track, np.array([22, 23])).tolist() == [12, 22]
    assert first_copies(track, np.array([0])).tolist() == [-1]


def test_the_same_packet_twice() -> None:
    one, other = case("duplicated.server"), case("three_losses.client")
    assert doubled(one.session, one.track, np.array([23]), np.array([13])).tolist() == [23]
    assert doubled(one.session, one.track, np.array([23]), np.array([12])).tolist() == []
    assert doubled(other.session, other.track, *other.repeats).tolist() == []


def in_least_frame(payload: bytes, flags: int = 0x10) -> bytes:
    """A frame of 60 bytes with an IPv4 packet of 46."""
    tcp = struct.pack("!HHIIBBHHH", 1000, 80, 1, 1, 0x50, flags, 512, 0, 0) + payload
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), 1, 0, 64, 6, 0, b"\x0a\0\0\1", b"\x0a\0\0\2")
    return bytes(12) + b"\x08\0" + ip + tcp


def test_a_few_zeros_that_fill_the_least_frame_are_padding() -> None:
    frames = [in_least_frame(bytes(6)), in_least_frame(b"\0\0\0\0\0\1"), in_least_frame(bytes(6), 0x18)]
    session = session_with([(at, frame) for at, frame in enumerate([*frames, in_least_frame(bytes(5))])])
    track = case_of(session, session.connections[0]).track
    assert [is_padding(session, track, place) for place in range(4)] == [True, False, False, False]


def test_padding_that_comes_again_was_not_lost() -> None:
    session = session_with([(at * 300_000, in_least_frame(bytes(6))) for at in range(3)])
    found = case_of(session, session.connections[0])
    assert len(found.repeats[0]) == 2
    assert not len(found.copies(0))
