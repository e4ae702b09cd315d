"""One stream in several VLANs or tunnels."""

import pytest

from tests.verdicts.derived import Record, records, said_of, session_with

VLAN = b"\x81\x00"


def tagged(frame: bytes, vlan: int) -> bytes:
    return frame[:12] + VLAN + vlan.to_bytes(2, "big") + frame[12:]


def in_a_tunnel(frame: bytes) -> bytes:
    """The frame's IP packet in another one (RFC 2003)."""
    packet = frame[14:]
    outer = bytearray(packet[:20])
    outer[0], outer[2:4], outer[9] = 0x45, (20 + len(packet)).to_bytes(2, "big"), 4
    return frame[:14] + bytes(outer) + packet


def text(frames: list[Record]) -> str:
    claim = said_of(session_with(frames)).get("mixed_wrappings")
    return claim.text if claim else ""


def test_some_frames_in_a_vlan_and_some_in_none() -> None:
    frames = [(time, frame if at < 5 else tagged(frame, 42)) for at, (time, frame) in enumerate(records("ecn.client"))]
    assert f"5 frames without a VLAN (first #1), {len(frames) - 5} frames in VLAN 42 (first #6)" in text(frames)


def test_each_direction_in_a_vlan_of_its_own() -> None:
    frames = records("ecn.client")
    client = frames[0][1][26:30]
    both = [(time, tagged(frame, 10 if frame[26:30] == client else 20)) for time, frame in frames]
    told = "The directions differ on the wire: the client's frames came in VLAN 10 (#1), the server's in VLAN 20 (#2)."
    assert text(both) == told


def test_a_part_of_it_in_a_tunnel() -> None:
    frames = [(time, in_a_tunnel(frame) if at > 9 else frame) for at, (time, frame) in enumerate(records("ecn.client"))]
    assert "10 frames in no tunnel (first #1), 28 frames in a tunnel (first #11)" in text(frames)


def test_what_was_reassembled_shows_no_wrapping_of_its_own() -> None:
    """The inner packet of one frame came in two fragments, each in the tunnel."""
    frames = [(time, in_a_tunnel(frame)) for time, frame in records("ecn.client")]
    time, frame = frames[-1]
    at = 34  # of the inner packet, which is cut behind three times 8 bytes
    whole = bytearray(frame)
    first, second = whole[at : at + 44], whole[at : at + 20] + whole[at + 44 :]
    first[6:8], second[6:8] = b"\x20\x00", b"\x00\x03"
    pieces = []
    for piece in (first, second):
        piece[2:4] = len(piece).to_bytes(2, "big")
        outer = whole[14:34]
        outer[2:4] = (20 + len(piece)).to_bytes(2, "big")
        pieces.append((time, bytes(whole[:14] + outer + piece)))
    assert not text([*frames[:-1], *pieces])


@pytest.mark.parametrize("vlans", [(), (42,), (7, 42)])
def test_one_wrapping_for_all_is_nothing_to_tell(vlans: tuple[int, ...]) -> None:
    frames = records("ecn.client")
    for vlan in vlans:
        frames = [(time, tagged(frame, vlan)) for time, frame in frames]
    assert not text(frames)
