"""Places in a buffer."""

import numpy as np

from tui_tcp.fields.spots import NOWHERE, Spots, joined, number

BUFFER = np.frombuffer(bytes(range(16)), np.uint8)
SPOTS = Spots(np.array([0, 1]), np.array([0, 8]), np.array([4, 16]))


def test_numbers_in_network_byte_order() -> None:
    assert number(BUFFER, SPOTS.at, 2).tolist() == [0x0001, 0x0809]
    assert number(BUFFER, SPOTS.at, 6).tolist() == [0x000102030405, 0x08090A0B0C0D]


def test_what_is_there_of_a_place() -> None:
    assert SPOTS.have(4).tolist() == [True, True]
    assert SPOTS.past(2).have(4).tolist() == [False, True]
    assert SPOTS.until(np.array([2, 2])).end.tolist() == [2, 10]
    assert SPOTS.until(3).end.tolist() == [3, 11]
    assert SPOTS.where(SPOTS.have(5)).rows.tolist() == [1]


def test_several_places_from_each() -> None:
    places = SPOTS.each(np.array([2, 0]), 3)
    assert [column.tolist() for column in places] == [[0, 0], [0, 3], [3, 6]]


def test_joined_in_the_order_of_rows_and_places() -> None:
    other = Spots(np.array([0]), np.array([2]), np.array([3]))
    assert joined([SPOTS, other]).at.tolist() == [0, 2, 8]
    assert joined([]) is NOWHERE
