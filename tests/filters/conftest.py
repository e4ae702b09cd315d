"""One small capture for all tests of the room."""

import pytest

from tests.filters.asking import capture
from tui_tcp.model.session import Session


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return capture(tmp_path_factory.mktemp("filters"))
