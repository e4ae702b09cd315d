from tui_tcp.app.following import Following


class FakeTable:
    """Ten lines of a table; its keys are its rows."""

    page = 10

    def __init__(self) -> None:
        self.cursor = self.top = 0
        self.row_count = 0

    @property
    def key(self) -> int | None:
        return self.cursor if self.row_count else None

    def move_to(self, row: int) -> None:
        self.cursor = row
        self.top = max(self.top, row - self.page + 1)


def grown(following: Following, table: FakeTable, rows: int) -> None:
    following.look()
    table.row_count += rows
    following.follow()


def test_it_sticks_to_the_newest() -> None:
    following, table = Following(), FakeTable()
    following.begin(table)
    for _ in range(3):
        grown(following, table, 7)
    assert table.cursor == 20 and following.follows(table)


def test_it_lets_go_when_the_cursor_is_moved() -> None:
    following, table = Following(), FakeTable()
    following.begin(table)
    grown(following, table, 7)
    table.move_to(3)
    grown(following, table, 7)
    assert table.cursor == 3 and not following.follows(table)


def test_it_lets_go_when_the_table_is_scrolled() -> None:
    following, table = Following(), FakeTable()
    following.begin(table)
    grown(following, table, 50)
    table.top -= 3
    grown(following, table, 7)
    assert table.cursor == 49 and not following.follows(table)


def test_it_ends() -> None:
    following, table = Following(), FakeTable()
    following.begin(table)
    following.end()
    grown(following, table, 7)
    assert table.cursor == 0
