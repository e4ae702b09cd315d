"""The layers of many frames at once."""

import numpy as np
import pytest

from tests.builders import syn
from tests.dissect import builders as b
from tests.fields.frames import ethernet, icmp
from tests.model.captures import datagram, frame
from tui_tcp.fields.spots import Spots
from tui_tcp.fields.walk import Walk

TCP = frame(syn())
TAGGED = TCP[:12] + b"\x81\x00\x00\x2a" + TCP[12:]
QUERY = b.ether(b.ip(b.udp(bytes(12), (5000, 53)), 17))


def walked(*frames: bytes, link: int = 1) -> Walk:
    ends = np.cumsum([len(one) for one in frames])
    buffer = np.frombuffer(b"".join(frames) + bytes(64), np.uint8)
    starts = np.r_[0, ends[:-1]].astype(np.int64)
    return Walk(buffer, Spots(np.arange(len(frames)), starts, ends), np.full(len(frames), link))


@pytest.mark.parametrize(
    ("whole", "layers"),
    [
        (TCP, {"eth": 0, "ip": 14, "tcp": 34}),
        (TAGGED, {"eth": 0, "vlan": 14, "ip": 18, "tcp": 38}),
        (datagram(), {"eth": 0, "ip": 14, "udp": 34}),
        (QUERY, {"eth": 0, "ip": 14, "udp": 34, "dns": 42}),
        (icmp(8, bytes(8)), {"eth": 0, "ip": 14, "icmp": 34}),
        (ethernet(bytes(28), 0x0806), {"eth": 0, "arp": 14}),
        (ethernet(bytes(20), 0x1234), {"eth": 0}),
    ],
)
def test_a_frame_has_its_layers_at_their_places(whole: bytes, layers: dict[str, int]) -> None:
    walk = walked(whole)
    assert not walk.odd.any()
    found = {name: int(spots.at[0]) for name, spots in walk.spots.items() if len(spots.at)}
    assert {name: found[name] for name in layers} == layers


@pytest.mark.parametrize(
    "whole",
    [
        icmp(3, bytes(28)),
        b.ether(b.ip(b.udp(bytes(20), (5000, 4789)), 17)),
        ethernet(b"\x65" + bytes(30), 0x0800),
        ethernet(bytes(20), 0x0026),
        ethernet(bytes(20), 0x8847),
        ethernet(bytes(20), 0x22F3),
        TCP[:20],
        b"",
    ],
)
def test_what_is_rare_or_wrong_is_odd_and_has_no_layers_here(whole: bytes) -> None:
    walk = walked(TCP, whole)
    assert walk.odd.tolist() == [False, True]
    assert all((spots.rows == 0).all() for spots in walk.spots.values())


def test_an_unknown_link_is_odd() -> None:
    assert walked(TCP, link=147).odd.all()


def test_any_cut_of_any_frame_is_walked() -> None:
    for whole in (TCP, TAGGED, datagram(), QUERY, icmp(8, bytes(8))):
        walked(*[whole[:size] for size in range(len(whole))])
