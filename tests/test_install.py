"""What was installed is what is tested: the core that was asked for, and the files that are not code."""

import os
import shutil
import sysconfig
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.resources import files
from pathlib import Path

import pytest

import tui_tcp
from tui_tcp.tcp import connection, endpoint, tracker
from tui_tcp.wire import decode, pcap, pcapng

ROOT = Path(__file__).parents[1]
HOT = [connection, endpoint, tracker, decode, pcap, pcapng]
EXPECTED = os.environ.get("TCPTUI_EXPECT_CORE", "")  # set by make
only_by_make = pytest.mark.skipif(not EXPECTED, reason="TCPTUI_EXPECT_CORE is not set: the tests run on any core")


def has_compiler() -> bool:
    """Whether a C compiler and Python's headers are there."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    return bool(shutil.which(compiler)) and Path(sysconfig.get_path("include"), "Python.h").exists()


def is_compiled(path: str | None) -> bool:
    return (path or "").endswith(tuple(EXTENSION_SUFFIXES))


def test_the_core_is_compiled_as_a_whole_or_not_at_all() -> None:
    assert len({is_compiled(module.__file__) for module in HOT}) == 1


@only_by_make
def test_the_core_is_the_one_that_was_asked_for() -> None:
    if EXPECTED == "compiled" and not has_compiler():
        pytest.skip("there is no C compiler, or Python's headers are missing")
    assert is_compiled(decode.__file__) == (EXPECTED == "compiled")


@only_by_make
def test_the_installed_program_is_tested_and_not_the_checkout() -> None:
    assert Path(tui_tcp.__file__).parent != ROOT / "tui_tcp"


@pytest.mark.parametrize("name", ["py.typed", "sample/classic_lesson.pcap"])
def test_files_that_are_not_code_are_installed(name: str) -> None:
    assert files("tui_tcp").joinpath(name).is_file()


def test_the_style_sheet_of_the_screen_is_installed() -> None:
    sheets = {path.name for path in (ROOT / "tui_tcp" / "app").glob("*.tcss")}
    assert sheets == {
        entry.name for entry in files("tui_tcp").joinpath("app").iterdir() if entry.name.endswith(".tcss")
    }
