import socket
from pathlib import Path

import pytest

from tui_tcp.app.interfaces import interfaces

ROUTE = """Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask
eth1\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000
eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000
ifb0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF
"""
DEV = """Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 9000 1 0 0 0 0 0 0 9000 1 0 0 0 0 0 0
  ifb0: 10 1 0 0 0 0 0 0 10 1 0 0 0 0 0 0
 wlan0: 70 1 0 0 0 0 0 0 70 1 0 0 0 0 0 0
"""  # noqa: E501


@pytest.fixture(autouse=True)
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["lo", "ifb0", "wlan0", "eth1", "eth0"]
    monkeypatch.setattr(socket, "if_nameindex", lambda: list(enumerate(names)))


def test_the_default_route_comes_first_then_who_carried_most(tmp_path: Path) -> None:
    (tmp_path / "route").write_text(ROUTE)
    (tmp_path / "dev").write_text(DEV)
    assert interfaces(tmp_path) == ["eth0", "eth1", "wlan0", "ifb0", "lo"]


def test_where_nothing_is_known_the_order_is_the_systems_with_loopback_last(tmp_path: Path) -> None:
    assert interfaces(tmp_path) == ["ifb0", "wlan0", "eth1", "eth0", "lo"]


def test_nonsense_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "route").write_text("x\ny 00000000 0 0 0 0 z\n")
    (tmp_path / "dev").write_bytes(b"\xff")
    assert len(interfaces(tmp_path)) == 5
