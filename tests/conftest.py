"""What every test may ask for."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.capture.wire import Wire

ROOT = Path(__file__).parents[1]
# Last, so that the installed program is found before this folder's; `fuzz` and the like are found here alone.
sys.path.append(str(ROOT))


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of captures that this project made itself."""
    return ROOT / "fixtures"


@pytest.fixture
def wire() -> Iterator["Wire"]:
    """Two network namespaces joined by a wire, where this process may make them."""
    if os.geteuid() != 0:
        pytest.skip("live capture wants root")
    from tests.capture.wire import Wire

    try:
        made = Wire()
    except OSError as error:
        pytest.skip(f"network namespaces want more rights: {error}")
    yield made
    made.close()
