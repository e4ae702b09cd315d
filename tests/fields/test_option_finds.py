"""Finding in options, whatever protocol writes them; each protocol's own fields are tested beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.fields.frames import HANDSHAKE, slab, with_options
from tests.model.captures import session_with
from tui_tcp.fields.field import Find, Value
from tui_tcp.fields.found import Found, listed
from tui_tcp.fields.option_finds import OptionFinds
from tui_tcp.fields.options import Form, Options
from tui_tcp.fields.slab import Slab
from tui_tcp.fields.spots import Spots

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_MSS, _SHIFT, _EXPERIMENT, _PADDING = b"\x02\x04\x05\xb4", b"\x03\x03\x07", b"\xfd\x04ab", b"\x01"
_FORM = Form(singles=2)


def begin(_: Slab, spots: Spots) -> tuple[Spots, Vector]:
    """TCP's own, in frames that the capture did not cut."""
    spots = spots.past(20)
    spots = spots.where(spots.have(1))
    return spots, spots.end


ALL = OptionFinds("tcp", _FORM, begin)
KNOWN = OptionFinds("tcp", _FORM, begin, known=(2, 3))
SHORT = ALL.those(lambda _, options: options.spots.end - options.spots.at == 3)
OF_SECOND = OptionFinds("tcp", _FORM, begin, where=lambda slab: slab.numbers == 1)


def found(folder: Path, find: Find) -> list[Value]:
    frames = [HANDSHAKE[0], with_options(_MSS + _SHIFT + _PADDING), with_options(_EXPERIMENT), with_options(_MSS)]
    part = slab(session_with(folder, frames))
    return listed(find(part), len(part))


@pytest.mark.parametrize(
    ("find", "values"),
    [
        (ALL.kinds(), [None, (2, 3, 1), 253, 2]),
        (ALL.kinds(0xF0), [None, (0, 0, 0), 15, 0]),
        (KNOWN.kinds(), [None, (2, 3), None, 2]),
        (OF_SECOND.kinds(), [None, (2, 3, 1), None, None]),
        (ALL.lengths(), [None, (4, 3), 4, 4]),
        (ALL.marks(), [None, (1, 1, 1), 1, 1]),
        (ALL.marks(1), [None, 1, None, None]),
        (ALL.numbers((2,), 2, 2), [None, 1460, None, 1460]),
        (ALL.numbers((2, 3), 2, 1), [None, (5, 7), None, 5]),
        (ALL.numbers((2, 3), 2, 1, 0x06), [None, (2, 3), None, 2]),
        (ALL.numbers((2, 3), 2, 2), [None, 1460, None, 1460]),  # a shift has no second byte
        (ALL.octets(253), [None, None, _EXPERIMENT, None]),
        (ALL.octets(253, 2), [None, None, b"ab", None]),
        (ALL.octets(253, 2, 1), [None, None, b"a", None]),
        (ALL.octets(253, 2, 3), [None, None, None, None]),
        (ALL.octets(253, 4), [None, None, b"", None]),
        (ALL.octets(None, 3), [None, (b"\xb4", b""), b"b", b"\xb4"]),
        (SHORT.octets(), [None, _SHIFT, None, None]),
        (SHORT.those(lambda _, options: options.kinds == 2).marks(), [None] * 4),
        (ALL.octets(253, 4, least=1), [None, None, None, None]),
    ],
)
def test_what_is_found_in_options(tmp_path: Path, find: Find, values: list[Value]) -> None:
    assert found(tmp_path, find) == values


def test_options_of_a_slab_are_read_once(tmp_path: Path) -> None:
    seen: list[Options] = []

    def look(_: Slab, options: Options) -> Found:
        seen.append(options)
        return Found(options.spots.rows, np.zeros(len(options.kinds), np.int64))

    part = slab(session_with(tmp_path, [with_options(_MSS), with_options(_EXPERIMENT)]))
    for _ in range(2):
        ALL.found_by(look)(part)
    assert seen[0] is seen[1]
