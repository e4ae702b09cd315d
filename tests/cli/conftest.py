"""The command line, called in this process."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from tui_tcp.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Call the command line with these words; its standard output is no terminal."""
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words], prog_name="tcptui")
