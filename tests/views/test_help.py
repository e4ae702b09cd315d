import pytest

from tui_tcp.tcp.findings import FINDINGS
from tui_tcp.views.help import help_lines
from tui_tcp.views.keys import KEYS
from tui_tcp.views.pieces import STYLES, text_of, width_of


@pytest.mark.parametrize("width", [60, 80, 120])
def test_it_fits(width: int) -> None:
    lines = help_lines(width)
    assert max(map(width_of, lines)) <= width
    assert {style for line in lines for _, style in line} <= STYLES.keys()


def test_it_tells_all() -> None:
    text = "\n".join(map(text_of, help_lines(200)))
    assert all(key.shown in text and key.meaning in text for key in KEYS)
    assert all(finding.meaning in text for finding in FINDINGS)
    assert "initial sequence number" in text
