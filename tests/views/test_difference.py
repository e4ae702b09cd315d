"""How two segments differ."""

import pytest

from tests.views.builders import ISN, closed_by_server, down, handshake, session_of, up
from tui_tcp.views.ladder import LadderRows
from tui_tcp.views.pieces import text_of


def compared(rows: LadderRows, marked: int, other: int) -> str:
    rows.mark(marked)
    return rows.difference(other)


@pytest.mark.parametrize(
    ("marked", "other", "words"),
    [
        (0, 3, "#1 → #4  +0.030000 s · seq +1 · client 18 B · 3 segments"),
        (3, 0, "#4 → #1  -0.030000 s · seq -1 · client 18 B · 3 segments"),
        (3, 6, "#4 → #7  +0.021000 s · server 200 B · 3 segments"),
        (4, 6, "#5 → #7  +0.001000 s · seq +100 · server 100 B · 2 segments"),
        (1, 2, "#2 → #3  +0.001000 s · 1 segment"),
        (2, 2, "#3 marked: move to compare"),
    ],
)
def test_what_lies_between(marked: int, other: int, words: str) -> None:
    assert compared(LadderRows(session_of(closed_by_server()), 0), marked, other) == words


def test_sequence_numbers_go_round() -> None:
    session = session_of([up(0, "A", -ISN - 1, 0), up(1, "A", 9, 0)])
    assert compared(LadderRows(session, 0), 0, 1) == f"#1 → #2  +0.001000 s · seq +{ISN + 10} · 1 segment"


def test_nothing_is_marked_at_first_and_the_mark_is_a_sign() -> None:
    rows = LadderRows(session_of([*handshake(), down(30, "A", 1, 1, b"x")]), 0)
    assert rows.difference(1) == ""
    rows.mark(1)
    assert "◆2" in text_of(rows.line(1, 120)) and "#1" in text_of(rows.line(0, 120))
    rows.mark(None)
    assert "#2" in text_of(rows.line(1, 120))
