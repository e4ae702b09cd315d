"""The functions, value by value."""

import pytest

from tests.filters.asking import EVERY, matching
from tui_tcp.filters.functions import FUNCTIONS
from tui_tcp.model.session import Session


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("len(ip.src) == 4 and udp", [7]),
        ("len(tcp.port) == 2 and vlan", [9]),
        ("len(tcp.flags.str) > 12 and vlan", [9]),
        ("count(tcp.port) == 2 and vlan", [9]),
        ('string(ip.src) == "10.9.0.2"', [2, 5]),
        ('string(eth.src) contains "02:" and arp', [8]),
        ('string(frame.number) matches "[89]"', [8, 9]),
        ('string(ipv6.src) contains "7"', []),
        ('upper(dns.qry.name) == "WWW.EXAMPLE.ORG"', [7]),
        ('lower(tcp.flags.str) contains "f"', [6]),
        ("max(tcp.port) == 50000", [9]),
        ("min(tcp.port) == 80 and vlan", [9]),
        ("max(tcp.len, 100) == 100", EVERY),
        ("abs(frame.time_relative - 0.004) < 0.0005", [5]),
    ],
)
def test_it_makes_this_of_its_values(text: str, frames: list[int], mixed: Session) -> None:
    assert matching(mixed, text) == frames


def test_every_function_says_what_it_is_for() -> None:
    assert all(function.meaning and function.takes for function in FUNCTIONS.values())
