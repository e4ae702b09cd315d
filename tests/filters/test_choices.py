"""What a text of ours is one of."""

import pytest

from tui_tcp.fields.table import all_frame_fields
from tui_tcp.filters import compile_filter
from tui_tcp.filters.choices import CHOICES


@pytest.mark.parametrize("name", CHOICES)
def test_all_choices_can_be_asked_for(name: str) -> None:
    assert name in all_frame_fields()
    for value in CHOICES[name]:
        compile_filter(f'{name} == "{value}"')


@pytest.mark.parametrize("text", ['flow.state[0:3] == "SYN"', 'lower(flow.close) == "rts"', 'flow.state contains "W"'])
def test_what_is_made_of_such_a_text_may_be_anything(text: str) -> None:
    compile_filter(text)
