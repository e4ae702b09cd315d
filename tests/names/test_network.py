"""Asking the network for names: only where it is permitted, and after what the capture says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.model.captures import session_with
from tests.names.packets import SERVER, address_of, answer, segment
from tui_tcp.names import resolver as asking
from tui_tcp.names.names import names_of
from tui_tcp.names.network import ask_network, network_name, permit, permitted
from tui_tcp.names.resolver import Resolver

SYN = segment(flags=0x02, seq=0)


@pytest.fixture(autouse=True)
def forbidden_again() -> Iterator[None]:
    yield
    permit(None)


def test_nothing_asks_until_it_is_permitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(asking, "getnameinfo", fail)
    monkeypatch.setattr(asking, "Thread", fail)
    assert permitted() is None
    ask_network([SERVER])
    session = session_with(tmp_path, [SYN])
    names_of(session).ask(session.connections)
    assert names_of(session).of(session.connections[0]) == network_name(SERVER) == ""


def test_names_of_the_capture_come_first(tmp_path: Path) -> None:
    asked: list[bytes] = []

    def book(address: bytes) -> str:
        asked.append(address)
        return "network.a"

    permit(Resolver(5, book))
    named = session_with(tmp_path, [answer(address_of("dns.a")), SYN])
    names_of(named).ask(named.connections)
    assert names_of(named).of(named.connections[0]) == "dns.a" and not asked
    nameless = session_with(tmp_path, [SYN])
    names_of(nameless).ask(nameless.connections)
    assert names_of(nameless).of(nameless.connections[0]) == "network.a"
    assert asked == [SERVER]
