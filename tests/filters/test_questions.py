"""What filters match: a table of texts, and of the frames of a small capture for each."""

from typing import Any

import numpy as np
import pytest

from tests.filters.asking import EVERY, SEGMENTS, matching
from tui_tcp.fields.field import FrameField
from tui_tcp.fields.slab import Slab, TooLarge
from tui_tcp.filters import compile_filter
from tui_tcp.filters.questions import answer
from tui_tcp.model.session import Session

OTHERS = [number for number in EVERY if number not in SEGMENTS]

TABLE: dict[str, list[int]] = {
    # what is there
    "tcp": SEGMENTS,
    "!tcp": OTHERS,
    "frame": EVERY,
    "eth and not ip": [8],
    "udp": [7],
    "dns": [7],
    "arp": [8],
    "vlan": [9],
    "tcp.flags.syn": SEGMENTS,
    "tcp.payload": [4],
    "tcp.options": [],
    "eth.src[0]": EVERY,
    "tcp.payload[0:2]": [4],
    "tcp.payload[1000:]": [],
    # numbers and flags
    "tcp.port == 80": SEGMENTS,
    "tcp.dstport == 80 and tcp.srcport > 45000": [9],
    "tcp.flags.syn == 1 && tcp.flags.ack == 0": [1, 9],
    "tcp.flags.syn == True and tcp.flags.ack == Set": [2],
    "tcp.flags == 0x012": [2],
    "tcp.flags & 0x02": [1, 2, 9],
    "tcp.flags & 3 == 1": [6],
    "frame.number in {1, 3, 5..7}": [1, 3, 5, 6, 7],
    "frame.number not in {1..8}": [9],
    "frame.number % 4 == 0": [4, 8],
    "tcp.len == tcp.nxtseq - tcp.seq and tcp.len > 0": [4],
    "vlan.id == 42": [9],
    "ip.ttl == 64 and udp": [7],
    "tcp.stream == 1": [9],
    # several occurrences
    "ip.addr == 10.9.0.1": [1, 2, 3, 4, 5, 6, 7, 9],
    "ip.addr != 10.9.0.1": [],
    "ip.addr != 10.9.0.3": [1, 2, 3, 4, 5, 6, 7, 9],
    "ip.addr ~= 10.9.0.1": [1, 2, 3, 4, 5, 6, 7, 9],
    "ip.addr === 10.9.0.1": [],
    "all tcp.port > 50": SEGMENTS,
    "all tcp.port > 80": [],
    "any tcp.port > 80": SEGMENTS,
    "all tcp.port in {80}": [],
    "all tcp.port in {1..65535}": SEGMENTS,
    "count(ip.addr) == 2 and udp": [7],
    # addresses
    "ip.src == 10.9.0.0/24 and udp": [7],
    "ip.src == 10.9.0.2": [2, 5],
    "ip.dst in {10.9.0.1, 10.9.0.5..10.9.0.9}": [2, 5],
    "eth.src == 02:00:00:00:00:01 and arp": [8],
    "eth.dst == ff-ff-ff-ff-ff-ff": [8],
    "ip.src & 0.0.0.1 == 0.0.0.1 and udp": [7],
    # bytes
    'tcp.payload contains "example"': [4],
    "tcp.payload contains 47:45:54": [4],
    'tcp contains "GET"': [4],
    'frame contains "example"': [4, 7],
    'ip contains "example"': [4, 7],
    'tcp.payload[0:3] == "GET"': [4],
    "tcp.payload[-2:] == 0d:0a": [4],
    "tcp.payload[0] == 'G'": [4],
    "eth[12:2] == 08:06": [8],
    "frame[6:6] == eth.src and arp": [8],
    "tcp[13] & 2": [1, 2, 9],
    'tcp.payload matches "^get .*http"': [4],
    'tcp.payload matches "(?-i)^get"': [],
    r'tcp.payload matches r"host:\s+www"': [4],
    "len(tcp.payload) > 20": [4],
    "len(eth) == 14 and arp": [8],
    # texts
    'dns.qry.name == "www.example.org"': [7],
    'lower(http.request.method) == "get"': [4],
    "http.request.method == GET": [4],
    'string(tcp.dstport) matches "^4"': [2, 5],
    'tcp.flags.str contains "S"': [1, 2, 9],
    # times
    "frame.time_relative < 0.002": [1, 2],
    "frame.time_relative in {0.001..0.0025}": [2, 3],
    "frame.time_delta > 500us": EVERY[1:],
    'frame.time >= "2023-11-14T22:13:20.006Z"': [7, 8, 9],
    # ours
    'segment.client_state == "SYN-SENT"': [1, 9],
    "flow.packets > 1": [1, 2, 3, 4, 5, 6],
    "flow.bytes > 20B": [1, 2, 3, 4, 5, 6],
    "flow.rtt > 1ms": [1, 2, 3, 4, 5, 6],
    # joined
    "tcp.flags.fin == 1 or udp or arp": [6, 7, 8],
    "frame.number == 3 or frame.number == 4 and frame.number == 5": [3],
    "udp xor ip": [1, 2, 3, 4, 5, 6, 9],
    "!(tcp.flags.syn == 1) and tcp.len == 0 and tcp": [3, 5, 6],
    # layers
    "ip.addr#1 == 10.9.0.1 and udp": [7],
    "ip.addr#2": [],
    # functions of several values, arithmetic
    "max(tcp.srcport, tcp.dstport) == 50000": [9],
    "abs(tcp.srcport - tcp.dstport) < 40000": [1, 2, 3, 4, 5, 6],
    "{frame.number + 1} * 2 == 8": [3],
    "frame.number - 5 < 0": [1, 2, 3, 4],
    "frame.number / 0 == 1": [],
    "tcp.port > -1": [],
    "tcp.seq == ${tcp.seq}": [],
}


@pytest.mark.parametrize("text", TABLE)
def test_the_filter_matches_these_frames(text: str, mixed: Session) -> None:
    assert matching(mixed, text) == TABLE[text]


def test_a_slab_that_is_too_large_is_asked_in_pieces(mixed: Session) -> None:
    asked: list[int] = []

    class Shy:
        fields: tuple[FrameField, ...] = ()

        def ask(self, slab: Slab) -> Any:
            if len(slab) > 3:
                raise TooLarge
            asked.append(len(slab))
            return np.ones(len(slab), bool)

    mask = answer(Shy(), Slab(mixed, np.arange(mixed.frame_count)))
    assert mask.all() and len(mask) == mixed.frame_count
    assert max(asked) <= 3


def test_dear_questions_are_asked_of_the_rows_that_are_left(mixed: Session) -> None:
    both = compile_filter('frame matches "e" and udp')
    assert matching(mixed, both.text) == [7]
