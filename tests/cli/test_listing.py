"""The list of interfaces as it is printed."""

import pytest

from tui_tcp.capture.interfaces import Interface, Traffic
from tui_tcp.cli import listing


class Looked:
    """Rates that are known."""

    def look(self) -> dict[str, Traffic]:
        return {"eth0": Traffic(12.4, 0)}


def test_columns_stand_under_each_other(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = [Interface("eth0", addresses=["10.0.0.1", "fe80::1"]), Interface("e\x1b", is_up=False), Interface("any")]
    monkeypatch.setattr(listing, "interfaces", lambda: found)
    monkeypatch.setattr(listing, "Rates", Looked)
    monkeypatch.setattr(listing, "_LOOK_S", 0)
    listing.print_interfaces()
    assert capsys.readouterr().out.splitlines() == [
        "interface  state  packets/s  addresses",
        "eth0       up            12  10.0.0.1, fe80::1",
        r"e\x1b      down",
        "any        up",
    ]
