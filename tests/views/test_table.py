import pytest

from tui_tcp.views.pieces import text_of, width_of
from tui_tcp.views.table import Column, arrange, header_line, row_line

COLUMNS = [
    Column("#", 3, True),
    Column("Name", 10, is_elastic=True),
    Column("Seldom", 8, True, rank=2),
    Column("Often", 6, True, rank=1),
]


def titles(width: int, **needs: int) -> list[str]:
    return [place.title for place in arrange(COLUMNS, width, needs)]


def test_columns_go_by_rank() -> None:
    assert titles(15) == ["#", "Name"]
    assert titles(22) == ["#", "Name", "Often"]
    assert titles(31) == ["#", "Name", "Seldom", "Often"]


def test_an_elastic_column_has_its_comfort_first() -> None:
    assert titles(22, Name=20) == ["#", "Name"]


def test_an_elastic_column_takes_what_it_needs() -> None:
    places = {place.title: place.width for place in arrange(COLUMNS, 80, {"Name": 30, "#": 5})}
    assert places == {"#": 5, "Name": 30, "Seldom": 8, "Often": 6}


@pytest.mark.parametrize("width", [5, 15, 22, 40, 100])
def test_header_and_rows_fill_the_width(width: int) -> None:
    places = arrange(COLUMNS, width, {})
    contents = [(("x" * 40, "dim"),) for _ in places]
    assert width_of(header_line(places, width, "Often", True)) == width
    assert width_of(row_line(places, contents, width)) == width


def test_numbers_stand_right_under_their_title() -> None:
    places = arrange(COLUMNS, 22, {})
    assert text_of(header_line(places, 22, "Often", False)) == "   # Name       Often▲"[:22].ljust(22)
    cells = [(("7", ""),), (("abc", ""),), (("42", ""),)]
    assert text_of(row_line(places, cells, 22, ("!", "problem"))) == "!  7 abc            42"
