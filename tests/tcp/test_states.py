"""The transition table: its shape, and every cell of it as a recorded text that a reviewer sees change."""

import re
from pathlib import Path

import pytest

from tui_tcp.tcp import states
from tui_tcp.tcp.states import NEXT_STATES, OPENNESS, TRANSITIONS, Confidence, Event, State

GRID = Path(__file__).with_name("grid.txt")
PLACE = re.compile(r"none: .+|RFC \d+.*|(figure \d+|\d+\.\d+(\.\d+)*).*")


def test_no_two_rows_stand_for_the_same_state_and_event() -> None:
    pairs = [(state, event) for state, event, _, _ in TRANSITIONS]
    assert len(pairs) == len(set(pairs))


def test_a_second_row_for_a_pair_stops_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "TRANSITIONS", [*TRANSITIONS, TRANSITIONS[0]])
    with pytest.raises(ValueError, match="two rows for UNSEEN, SENT_SYN"):
        states._next_states()


def test_every_row_cites_its_place() -> None:
    assert not [row for row in TRANSITIONS if not PLACE.fullmatch(row[3])]


def test_every_state_can_be_reached_from_what_was_not_captured() -> None:
    reached = {State.UNSEEN}
    for _ in State:
        reached |= {after for state, _, after, _ in TRANSITIONS if state in reached}
    assert reached == set(State)


def test_every_event_moves_something() -> None:
    assert {event for _, event, _, _ in TRANSITIONS} == set(Event)


def test_the_table_is_laid_out_by_state_and_event() -> None:
    for state, event, after, _ in TRANSITIONS:
        assert NEXT_STATES[state * len(Event) + event] == after


def test_where_no_row_stands_the_state_stays() -> None:
    listed = {(state, event) for state, event, _, _ in TRANSITIONS}
    blank = [(state, event) for state in State for event in Event if (state, event) not in listed]
    assert all(NEXT_STATES[state * len(Event) + event] == state for state, event in blank)


def test_every_cell_is_as_recorded() -> None:
    """To record a change: python -m tests.tcp.test_states > tests/tcp/grid.txt"""
    assert grid() == GRID.read_text()


def test_openness_orders_every_state() -> None:
    assert sorted(OPENNESS) == sorted(State)


def test_people_read_the_spelling_of_the_rfc() -> None:
    assert State.FIN_WAIT_1.text == "FIN-WAIT-1"
    assert State.UNSEEN.text == ""
    assert Confidence.CERTAIN.text == "certain"


def grid() -> str:
    """All pairs, a line each: state, event, next state or a dot where no row stands."""
    after = {(state, event): follower for state, event, follower, _ in TRANSITIONS}
    lines = []
    for state in State:
        for event in Event:
            follower = after.get((state, event))
            lines.append(f"{state.name:12}  {event.name:24}  {follower.name if follower is not None else '.'}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(grid(), end="")
