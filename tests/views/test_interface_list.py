import pytest

from tui_tcp.capture.interfaces import Interface, Traffic
from tui_tcp.views.interface_list import interface_lines, sparkline
from tui_tcp.views.pieces import text_of

FOUND = [
    Interface("lo", addresses=["127.0.0.1", "::1"]),
    Interface("eth0", has_carrier=False),
    Interface("evil\x1b[2J", is_up=False),
    Interface("any"),
]


def test_each_interface_can_be_chosen() -> None:
    entries = interface_lines(FOUND, [], 100)
    assert [choice for _, choice in entries if choice] == ["lo", "eth0", "evil\x1b[2J", "any"]


def test_state_rates_and_addresses_are_told() -> None:
    history = [{"lo": Traffic(5, 500)}, {"lo": Traffic(10, 12345)}]
    lines = [text_of(line) for line, choice in interface_lines(FOUND, history, 120) if choice]
    assert lines[0].split() == ["lo", "up", "10", "12.3", "k", "▅█", "127.0.0.1,", "::1"]
    assert "no carrier" in lines[1] and "down" in lines[2] and "all of them" in lines[3]
    assert "\x1b" not in lines[2]


def test_on_80_columns_an_address_has_room() -> None:
    found = [Interface("eth0", addresses=["192.168.100.200"])]
    title, line = (text_of(line) for line, _ in interface_lines(found, [{"eth0": Traffic(1, 1)}] * 24, 79)[2:])
    assert line.endswith("█  192.168.100.200") and title.endswith("Addresses")
    assert line.index("192") == title.index("Addresses")


@pytest.mark.parametrize(("values", "bars"), [([], ""), ([0, 0], "  "), ([1, 2, 0, 8], "▂▃ █"), ([0.001], "█")])
def test_sparklines(values: list[float], bars: str) -> None:
    assert sparkline(values) == bars
