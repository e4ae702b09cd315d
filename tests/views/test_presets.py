import pytest

from tests.views.builders import read
from tui_tcp.filters import compile_filter
from tui_tcp.views.presets import PRESETS


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_filters(name: str) -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    found = compile_filter(PRESETS[name]).frames(session, 0, session.frame_count)
    assert found.any() or name == "slow handshakes"
