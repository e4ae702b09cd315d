"""The README's state diagram says what the transition table says."""

from pathlib import Path

from tui_tcp.export.states_diagram import diagram
from tui_tcp.tcp.states import State

README = Path(__file__).parents[2] / "README.md"


def test_the_diagram_in_the_readme_is_the_one_that_the_table_makes() -> None:
    assert f"```mermaid\n{diagram()}```\n" in README.read_text()


def test_every_state_of_the_rfc_can_be_reached_and_left() -> None:
    arrows = [line.split(":")[0].split(" --> ") for line in diagram().splitlines() if " --> " in line]
    names = {state.name for state in State if state is not State.UNSEEN}
    assert {before.strip() for before, _ in arrows} >= names - {"TIME_WAIT"}
    assert {after.strip() for _, after in arrows} == names - {"LISTEN"}
