"""The command line, called in this process."""

import gc
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result

from tui_tcp.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Iterator[Run]:
    """Call the command line with these words; its standard output is no terminal."""
    yield lambda *words: CliRunner().invoke(main, [str(word) for word in words], prog_name="tcptui")
    gc.enable()  # printing turns it off, as its process ends with it
