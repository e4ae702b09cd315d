"""The views' rows are what the tables ask for: mypy checks it here."""

from tests.app.driving import opened
from tui_tcp.app.rows import FoldedRows, ListRows
from tui_tcp.model.session import Session
from tui_tcp.views.flow_rows import FlowRows
from tui_tcp.views.frame_rows import FrameRows
from tui_tcp.views.ladder import LadderRows


def all_rows(session: Session) -> tuple[ListRows, ListRows, FoldedRows]:
    return FlowRows(session), FrameRows(session), LadderRows(session, 0)


async def test_keys_lead_to_rows_and_back() -> None:
    async with opened() as (_, screen):
        for rows in all_rows(screen.session):
            for row in range(0, rows.row_count, 3):
                found = rows.row_of(rows.key_at(row))
                assert found is not None and rows.key_at(found) == rows.key_at(row)
