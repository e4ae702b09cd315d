"""What every test may ask for."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Last, so that the installed program is found before this folder's; `fuzz` and the like are found here alone.
sys.path.append(str(ROOT))


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of captures that this project made itself."""
    return ROOT / "fixtures"
