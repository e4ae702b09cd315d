"""The smallest Textual application: what starting Textual alone costs."""

from textual.app import App, ComposeResult
from textual.widgets import Static

TEXT = "bare application"


class BareApp(App[None]):
    """Show one line of text."""

    def compose(self) -> ComposeResult:
        """Put the text on the screen."""
        yield Static(TEXT)


if __name__ == "__main__":
    BareApp().run()
