"""The application: which screen is shown, its themes, its keys. What a capture's panes do is in capture_screen.py."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import Screen

from tui_tcp.app.bindings import action, picked
from tui_tcp.app.capture_screen import CaptureScreen
from tui_tcp.app.language import Written
from tui_tcp.app.messages import ActionClicked, InterfaceChosen, PathChosen
from tui_tcp.app.settings import read_settings
from tui_tcp.app.styles import THEMES
from tui_tcp.app.type_ahead import TypeAhead, Typed
from tui_tcp.capture.source import open_source
from tui_tcp.errors import CaptureError
from tui_tcp.model.session import Session
from tui_tcp.views.keys import KEYS

_NEW_OBJECTS = 50_000  # so many before the garbage collector looks at them


class TcptuiApp(App[None]):
    """Shows a capture, or what can be opened."""

    TITLE = "tcptui"
    CSS = (Path(__file__).parent / "tcptui.tcss").read_text(encoding="utf-8")  # now: later it may be out of reach
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *picked("app.help", "app.quit"),
        Binding("ctrl+p", "command_palette", show=False, id="app.palette", priority=True),
        Binding("ctrl+c,ctrl+q", "app_quit", show=False, priority=True, system=True),
        Binding("ctrl+z", "suspend_process", show=False, priority=True, system=True),
    ]

    def __init__(
        self,
        session: Session | None,
        path: str | None = None,
        begun: Written | None = None,
        chooses_interface: bool = False,
    ) -> None:
        super().__init__()
        self._chooses_interface = chooses_interface  # to begin with
        self._begun = begun  # the filter to begin with
        self.chosen_interface = ""  # to be captured on when this has ended
        self.animation_level = "none"
        self._session = session
        self._path = path
        self._type_ahead = TypeAhead(self)
        self._settings = read_settings()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._settings.theme if self._settings.theme in self.available_themes else THEMES[0].name
        self.set_keymap(self._settings.keys)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Leave out the filter that turns the terminal's sixteen colours into others: our themes name none of them."""
        filters = super().get_line_filters()
        return [each for each in filters if not isinstance(each, ANSIToTruecolor)]

    @property
    def exit_status(self) -> int:
        """What the process should say: 0, or what the capture's trouble or a fault of ours asks for."""
        if self.return_code:
            return self.return_code
        error = self._session.error if self._session else None
        return error.exit_status if error else 0

    def get_default_screen(self) -> Screen[None]:
        """Show the capture if there is one."""
        if self._session:
            return CaptureScreen(self._session, self._settings.filters, self._begun)
        from tui_tcp.app.welcome_screen import WelcomeScreen

        return WelcomeScreen()

    async def on_event(self, event: events.Event) -> None:
        """Let what a person does go before what is being read; both are painted together."""
        typed = event if isinstance(event, Typed) and not event.is_forwarded else None
        if typed and self._type_ahead.holds(typed):
            return
        is_input = isinstance(event, events.InputEvent)
        is_answered = is_input and event.is_forwarded  # to the widget with the focus, and back
        screens = [screen for screen in self.screen_stack if isinstance(screen, CaptureScreen)] if is_input else []
        for screen in screens:
            screen.make_way()
        await super().on_event(event)
        if typed:
            self._type_ahead.follow()
        if is_answered:
            for screen in screens:
                screen.catch_up()

    async def on_key_heard(self) -> None:
        """Send on the next key, if one waits."""
        event = self._type_ahead.take()
        if event:
            await self.on_event(event)

    def on_mount(self) -> None:
        """Keep the capture for the next time, and complain of the settings."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.end_by_signal, number)
        self.call_after_refresh(_collect_garbage)
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))  # after ^Z, all of it
        if self._path and self._path != "-":
            self.call_after_refresh(_remember, self._path)
        if self._chooses_interface:
            from tui_tcp.app.interface_screen import InterfaceScreen

            self.push_screen(InterfaceScreen())
        if self._settings.complaint:
            self.notify(self._settings.complaint, severity="warning", markup=False)

    def end_by_signal(self, number: int) -> None:
        """Leave, so that the terminal is given back."""
        self.exit(return_code=128 + number)

    def on_path_chosen(self, message: PathChosen) -> None:
        """Open a capture from the welcome screen."""
        try:
            session = Session(open_source(message.path))
        except CaptureError as error:
            self.notify(f"{Path(message.path).name}: {error}", severity="error", markup=False)
            return
        self._session = session
        if message.is_own:
            _remember(message.path)
        self.push_screen(CaptureScreen(session, self._settings.filters))

    def on_interface_chosen(self, message: InterfaceChosen) -> None:
        """End, for a program that captures: it must drop its privileges before Textual is there."""
        self.chosen_interface = message.name
        self.exit()

    def on_left_capture(self) -> None:
        """Go back to the welcome screen if the capture was opened there."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
            self._session = None

    async def on_action_clicked(self, message: ActionClicked) -> None:
        """Do what a clicked key does, where it would be heard first."""
        for node in (self.focused, self.screen, self):
            if node is not None and hasattr(node, f"action_{message.action}"):
                await self.run_action(message.action, node)
                return

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """List what the command palette offers: the keys' actions, and the themes."""
        yield SystemCommand("Theme", "choose the colours", self.action_change_theme)
        for key in KEYS:
            act = getattr(screen, f"action_{action(key)}", None)
            if key.label and act:
                yield SystemCommand(f"{key.label.capitalize()} ({key.shown})", key.meaning, act)
        yield SystemCommand("Help", "the keys, and the words", self.action_app_help)
        yield SystemCommand("Quit", "leave", self.action_app_quit)

    def action_app_help(self) -> None:
        """Show the help."""
        from tui_tcp.app.help_screen import HelpScreen

        self.push_screen(HelpScreen())

    def action_app_quit(self) -> None:
        """Leave."""
        self.exit()


def _collect_garbage() -> None:
    """Begin to, now that the screen stands; what has been made until now stays."""
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 50)
    gc.enable()


def _remember(path: str) -> None:
    from tui_tcp.app.recent import remember

    remember(path)
