"""Options, an option a turn."""

import numpy as np
import pytest

from tui_tcp.fields.options import Form, read_options
from tui_tcp.fields.spots import Spots

TCP = Form(singles=2)


def read(data: str, form: Form, stop: int | None = None) -> list[tuple[int, int, int]]:
    """Kind, first byte and the byte behind of every option of one header."""
    raw = bytes.fromhex(data)
    size = len(raw)
    buffer = np.frombuffer(raw + bytes(8), np.uint8)
    spots = Spots(np.array([0]), np.array([0]), np.array([size]))
    options = read_options(buffer, spots, np.array([size if stop is None else stop]), form)
    return list(zip(options.kinds.tolist(), options.spots.at.tolist(), options.spots.end.tolist(), strict=True))


@pytest.mark.parametrize(
    ("data", "form", "found"),
    [
        ("01 01 02040506", TCP, [(1, 0, 1), (1, 1, 2), (2, 2, 6)]),
        ("00 03031e", TCP, [(0, 0, 1), (3, 1, 4)]),
        ("00 03031e", Form(singles=2, last=0), [(0, 0, 1)]),
        ("05020000 00", Form(singles=1, uncounted=2), [(5, 0, 4), (0, 4, 5)]),
        ("0101020000000001", Form(unit=8), [(1, 0, 8)]),
    ],
)
def test_options_of_every_form(data: str, form: Form, found: list[tuple[int, int, int]]) -> None:
    assert read(data, form) == found


@pytest.mark.parametrize("data", ["0200", "0201", "02", "0209 0000"])
def test_a_length_that_cannot_be_right_ends_them(data: str) -> None:
    assert read(f"01 {data}", TCP) == [(1, 0, 1)]


def test_the_last_may_be_cut() -> None:
    assert read("0208 0000", TCP, stop=8) == [(2, 0, 4)]


def test_some_of_a_kind() -> None:
    buffer = np.frombuffer(bytes.fromhex("0204050602020000"), np.uint8)
    options = read_options(buffer, Spots(np.array([3]), np.array([0]), np.array([6])), np.array([6]), TCP)
    assert options.of(2).at.tolist() == [0, 4] and options.of(2, 4).at.tolist() == [0]
    assert options.where(options.spots.at > 0).kinds.tolist() == [2]
