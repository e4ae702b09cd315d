import pytest

from tests.views.builders import read
from tui_tcp.app.field_screen import _expression
from tui_tcp.views.detail import Detail

SAMPLE = "tui_tcp/sample/classic_lesson.pcap"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("tcp.port", "6667", "tcp.port == 6667"),
        ("frame.len", "74 bytes", "frame.len == 74"),
        ("flow.client", "10.9.0.1:39969", 'flow.client == "10.9.0.1:39969"'),
        ("tcp.flags", "0x002 (SYN)", "tcp.flags == 0x002"),
        ("tcp.port", "1", "tcp.port"),
        ("udp.port", "1", ""),
        ("no.such.field", "1", ""),
        ("", "1", ""),
    ],
)
def test_a_filter_is_one_that_the_frame_itself_passes(name: str, value: str, expected: str) -> None:
    assert _expression(read(SAMPLE), 8, name, value) == expected


def test_most_lines_of_the_detail_make_one() -> None:
    session = read(SAMPLE)
    lines = [line for line in Detail(session, 8, set()).outline if line.field_name and line.value]
    found = [line for line in lines if _expression(session, 8, line.field_name, line.value)]
    assert len(found) > 0.8 * len(lines)
