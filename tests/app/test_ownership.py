import threading
from collections.abc import Callable

import pytest

from tests.app.driving import SAMPLE
from tui_tcp.app import ownership
from tui_tcp.app.ownership import Ownership
from tui_tcp.capture.owners import Process, Socket
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session


class FakeOwners:
    """Port 80 is a server's, and every client's process calls itself something nasty."""

    looks = 0

    def __init__(self, addresses: frozenset[bytes]) -> None:
        FakeOwners.looks += 1

    def of(self, local: Socket, remote: Socket, listens: bool) -> Process | None:
        return Process(9, "nginx") if listens else Process(8, "x\x1b[2J")


class AtOnce:
    """Readers that do the work at once."""

    def start(self, work: Callable[[], None]) -> None:
        worker = threading.Thread(target=work)
        worker.start()
        worker.join()


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Ownership:
    monkeypatch.setattr(ownership, "Owners", FakeOwners)
    monkeypatch.setattr(FakeOwners, "looks", 0)
    session = Session(open_source(str(SAMPLE)))
    session.read()
    return Ownership(AtOnce(), session)  # type: ignore[arg-type]


def test_both_processes_are_named_and_hostile_names_are_harmless(looked: Ownership) -> None:
    looked.look()
    assert len(looked.names) == 8
    assert looked.names[0].endswith(" 8, nginx 9") and "\x1b" not in looked.names[0]


def test_it_looks_only_for_what_is_new_and_not_too_often(looked: Ownership, monkeypatch: pytest.MonkeyPatch) -> None:
    looked.look()
    looked.look()
    assert FakeOwners.looks == 1
    looked._seen = 5
    looked.look()
    assert FakeOwners.looks == 1
    looked._next = 0.0
    looked.look()
    assert FakeOwners.looks == 2


def test_the_addresses_of_this_machine_are_known() -> None:
    assert bytes((127, 0, 0, 1)) in ownership._own_addresses()
