import socket

import pytest

from tests.app.driving import app_on, text_of_screen
from tui_tcp.app import interface_screen
from tui_tcp.app.app import TcptuiApp
from tui_tcp.app.choice_pane import ChoicePane
from tui_tcp.app.interface_screen import InterfaceScreen, may_capture
from tui_tcp.app.welcome_screen import WelcomeScreen
from tui_tcp.capture.interfaces import Interface


async def test_interfaces_are_listed_with_what_passes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface_screen, "_LOOK_S", 0.05)
    async with app_on(None).run_test(size=(110, 40)) as pilot:
        await pilot.press("i")
        assert isinstance(pilot.app.screen, InterfaceScreen)
        await pilot.pause(0.2)
        shown = text_of_screen(pilot.app)
        assert "127.0.0.1" in shown and "Packets/s" in shown and "any" in shown
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, WelcomeScreen)


async def test_what_is_chosen_is_captured_on_by_a_program_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface_screen, "may_capture", lambda: True)
    async with app_on(None).run_test(size=(110, 40)) as pilot:
        await pilot.press("i", "G", "enter")
        await pilot.pause()
        assert isinstance(pilot.app, TcptuiApp)
        assert pilot.app.chosen_interface == "any" and pilot.app._exit


async def test_without_the_right_the_three_ways_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface_screen, "may_capture", lambda: False)
    async with app_on(None).run_test(size=(110, 40), notifications=True) as pilot:
        await pilot.press("i", "G", "enter")
        await pilot.pause(0.2)
        shown = text_of_screen(pilot.app)
        assert "(1) sudo" in shown and "(3)" in shown and not pilot.app._exit


@pytest.mark.parametrize(("error", "may"), [(None, True), (PermissionError, False), (AttributeError, False)])
def test_the_right_is_asked_of_the_kernel(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception] | None, may: bool
) -> None:
    class Tap:
        def __init__(self, *_: object) -> None:
            if error:
                raise error

        def close(self) -> None:
            pass

    monkeypatch.setattr(socket, "socket", Tap)
    assert may_capture() is may


async def test_the_interface_that_is_most_likely_meant_stands_first(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Interface("lo"), Interface("eth0"), Interface("wlan0"), Interface("any")]
    monkeypatch.setattr(interface_screen, "interfaces", lambda: found)
    monkeypatch.setattr("tui_tcp.app.interfaces.interfaces", lambda: ["eth0", "lo"])
    async with app_on(None).run_test(size=(110, 40)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        pane = pilot.app.screen.query_one(ChoicePane)
        assert [choice for choice in pane.choices if choice] == ["eth0", "lo", "any", "wlan0"]
        assert pane.choice == "eth0"


async def test_the_cursor_stays_with_its_interface_when_another_vanishes(monkeypatch: pytest.MonkeyPatch) -> None:
    there = ["eth0", "eth1", "eth2"]
    monkeypatch.setattr("tui_tcp.app.interfaces.interfaces", lambda: list(there))
    monkeypatch.setattr(interface_screen, "interfaces", lambda: list(map(Interface, there)))
    monkeypatch.setattr(interface_screen, "_LOOK_S", 0.05)
    async with app_on(None).run_test(size=(110, 40)) as pilot:
        await pilot.press("i", "j")
        pane = pilot.app.screen.query_one(ChoicePane)
        assert pane.choice == "eth1"
        there.remove("eth0")
        await pilot.pause(0.2)
        assert [choice for choice in pane.choices if choice] == ["eth1", "eth2"]
        assert pane.choice == "eth1"
