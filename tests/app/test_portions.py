from tests.app.driving import opened
from tests.app.filters import of_rows
from tui_tcp.app.portions import Portion, filtered, of_connections, whole


def rows_of(portion: Portion) -> list[int]:
    """The rows, as many as were counted."""
    rows: list[int] = portion.rows().tolist()
    assert len(rows) == portion.count()
    return rows


async def test_all_some_and_those_of_connections() -> None:
    async with opened() as (pilot, screen):
        session = screen.session
        assert rows_of(whole(session)) == list(range(166))
        assert rows_of(filtered(screen.narrowing)) == []
        screen.apply_filter("some", of_rows(3, 8))
        await pilot.app.workers.wait_for_complete()
        assert rows_of(filtered(screen.narrowing)) == [3, 8]
        both = of_connections(session, frozenset({1, 4}), "2 marked", "marked")
        assert {session.columns.value("connection", row) for row in rows_of(both)} == {1, 4}
