"""docs/verdicts.md says what the program's own table says."""

from pathlib import Path

from tui_tcp.export.verdicts_page import page
from tui_tcp.verdicts.catalogue import VERDICTS

DOCUMENT = Path(__file__).parents[2] / "docs" / "verdicts.md"


def test_the_page_in_docs_is_the_one_that_the_table_makes() -> None:
    assert DOCUMENT.read_text() == page()


def test_every_verdict_has_its_line() -> None:
    assert all(page().count(f"| `{verdict.name}` |") == 1 for verdict in VERDICTS)
