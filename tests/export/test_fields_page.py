"""docs/fields.md says what the program's own tables say."""

from pathlib import Path

from tui_tcp.export.fields_page import page

DOCUMENT = Path(__file__).parents[2] / "docs" / "fields.md"


def test_the_page_in_docs_is_the_one_that_the_tables_make() -> None:
    assert DOCUMENT.read_text() == page()


def test_every_line_of_a_table_has_its_cells() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `")]
    assert len(rows) > 80
    assert all(line.count("|") in (4, 5) for line in rows)
