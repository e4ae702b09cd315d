from pathlib import Path

from tests.app.driving import lines_of, opened


async def test_it_lists_connections(fixtures: Path) -> None:
    async with opened(fixtures / "refused.client.pcap") as (_, screen):
        lines = lines_of(screen.flows)
        assert "Client" in lines[1] and "refused" in lines[2]
        assert screen.flows.row_count == 1
