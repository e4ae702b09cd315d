"""Where layers stand: told by columns or walked, the same."""

from pathlib import Path

import pytest

from tests.fields.frames import HANDSHAKE, QUOTED, icmp, slab
from tests.model.captures import datagram, session_with
from tui_tcp.fields.layers import is_direct, links_of, may_have, spots_of, told_ip
from tui_tcp.fields.slab import Slab

FRAMES = [*HANDSHAKE, datagram(), icmp(3, bytes(4) + QUOTED)]


@pytest.fixture
def rows(tmp_path: Path) -> Slab:
    return slab(session_with(tmp_path, FRAMES))


@pytest.mark.parametrize(
    ("layer", "found"),
    [
        ("frame", [0, 1, 2, 3, 4]),
        ("eth", [0, 1, 2, 3, 4]),
        ("ip", [0, 1, 2, 3, 4, 4]),
        ("tcp", [0, 1, 2, 4]),
        ("udp", [3]),
        ("icmp", [4]),
        ("ipv6", []),
    ],
)
def test_a_layer_stands_in_these_rows(layer: str, found: list[int], rows: Slab) -> None:
    assert spots_of(rows, layer).rows.tolist() == found


def test_direct_segments_need_no_walk(rows: Slab) -> None:
    assert is_direct(rows).tolist() == [True, True, True, False, False]
    assert told_ip(rows).tolist() == is_direct(rows).tolist()
    assert may_have(rows, "udp").tolist() == [False, False, False, True, True]
    assert may_have(rows, "tcp").tolist() == [True, True, True, False, True]
    assert links_of(rows).tolist() == [1] * 5


def test_a_layer_ends_where_its_packet_ends(rows: Slab) -> None:
    spots = spots_of(rows, "tcp")
    assert (spots.end - spots.at).tolist()[:3] == [20, 20, 20]
