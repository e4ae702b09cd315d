"""The ways to find a field."""

from pathlib import Path

import numpy as np
import pytest

from tests.fields.frames import HANDSHAKE, slab
from tests.model.captures import datagram, session_with
from tui_tcp.fields.found import Words, listed
from tui_tcp.fields.slab import Slab
from tui_tcp.fields.sources import (
    Beside,
    Both,
    Octets,
    Told,
    everywhere,
    fixed,
    header,
    layer_itself,
    only,
    scaled,
    ways,
    worded,
)


@pytest.fixture
def rows(tmp_path: Path) -> Slab:
    return slab(session_with(tmp_path, [*HANDSHAKE, datagram()]))


def test_columns_are_told_where_they_are_present(rows: Slab) -> None:
    told = Told(lambda slab: slab.column("payload"), lambda slab: slab.is_segment)
    assert listed(told(rows), 4) == [0, 0, 0, None]
    assert listed(everywhere(lambda slab: slab.numbers)(rows), 4) == [0, 1, 2, 3]


def test_headers_are_read_at_their_place(rows: Slab) -> None:
    assert listed(header("udp", 2, 2)(rows), 4) == [None, None, None, 53]
    assert listed(header("ip", 0, 1, 0xF0)(rows), 4) == [4] * 4
    assert listed(header("udp", 2, 200)(rows), 4) == [None] * 4


def test_numbers_are_changed_chosen_and_told_in_words(rows: Slab) -> None:
    port = header("udp", 2, 2)
    assert listed(scaled(port, lambda values: values * 2)(rows), 4)[3] == 106
    assert listed(only(port, lambda values: values > 100)(rows), 4)[3] is None
    assert listed(worded(port, str)(rows), 4)[3] == "53"


def test_the_rest_is_found_another_way_and_remembered(rows: Slab) -> None:
    told = Told(lambda slab: slab.column("payload"), lambda slab: slab.is_segment)
    beside = Beside(told, header("udp", 0, 2), lambda slab: ~slab.is_segment)
    assert listed(beside(rows), 4) == [0, 0, 0, 5000]
    assert len(ways(Both(beside, told))) == 3
    assert listed(Both(told, told)(rows), 4)[0] == (0, 0)


def test_bytes_are_cut_judged_or_only_counted(rows: Slab) -> None:
    payload = Octets("udp", fixed(8, 5))
    assert listed(payload(rows), 4)[3] == b"hello"
    assert payload.present(rows).tolist() == [False, False, False, True]
    judged = payload.judge(rows, lambda frames, spots: spots.at > 0)
    assert not isinstance(judged.values, Words) and judged.values.tolist() == [True]


def test_a_protocol_that_columns_tell_of_needs_no_bytes(rows: Slab) -> None:
    tcp = layer_itself("tcp", told=lambda slab: np.ones(len(slab), bool))
    assert tcp.present(rows).all()
    assert "bytes" not in rows.__dict__
