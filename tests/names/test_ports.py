"""Ports by the name that this computer has for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_tcp.names import ports

TABLE = """# services
ours            4444/tcp  another   # said once
twice           4444/tcp
datagrams       4445/udp
4446/tcp
evil\x1b[31m    4447/tcp
odd             x/tcp
huge            99999999999999999999/tcp
http-of-ours    80/tcp
half
"""


@pytest.fixture(autouse=True)
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A table of this test's own."""
    path = tmp_path / "services"
    path.write_text(TABLE)
    monkeypatch.setattr(ports, "TABLE", path)
    yield path
    ports._listed.cache_clear()


@pytest.mark.parametrize(
    ("port", "name"),
    [(4444, "ours"), (4445, ""), (4446, ""), (80, "http-of-ours"), (443, "https"), (51234, ""), (0, "")],
)
def test_the_table_comes_first_then_what_is_well_known(port: int, name: str) -> None:
    assert ports.port_name(port) == name


def test_names_are_printable() -> None:
    assert ports.port_name(4447).isprintable() and ports.port_name(4447).startswith("evil")


def test_a_computer_without_a_table(table: Path) -> None:
    table.unlink()
    assert (ports.port_name(80), ports.port_name(4444)) == ("http", "")
