from collections.abc import Iterator

import pytest

from tests.app.driving import lines_of, opened
from tui_tcp.filters import compile_filter
from tui_tcp.names.network import permit
from tui_tcp.names.resolver import Resolver


async def test_a_puts_names_in_the_place_of_addresses() -> None:
    async with opened(size=(160, 40)) as (pilot, screen):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.4)
        assert "Name" in lines_of(screen.flows)[1]
        assert "10.9.0.2:80" in lines_of(screen.flows)[3]
        await pilot.press("a", "j")
        await pilot.pause(0.1)
        assert "www.example.com:http" in lines_of(screen.flows)[3]
        assert "www.example.com:http" in lines_of(screen.ladder)[1]
        await pilot.press("v")
        await pilot.pause()
        assert any("www.example.com" in line for line in lines_of(screen.list))
        await pilot.press("a")
        assert not any("www.example.com" in line for line in lines_of(screen.list)[2:])


@pytest.fixture
def answering() -> Iterator[Resolver]:
    """Names for all that is asked."""
    resolver = Resolver(look_up=lambda address: f"host-{address[-1]}.asked")
    permit(resolver)
    yield resolver
    permit(None)


async def test_where_it_is_permitted_the_network_names_what_the_capture_does_not(answering: Resolver) -> None:
    async with opened(size=(160, 40)) as (pilot, screen):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.6)
        text = "\n".join(lines_of(screen.flows))
        assert "www.example.com:http" in text, "names stand in the place of addresses from the beginning"
        assert "host-3.asked:irc" in text and "host-1.asked" in text
        await pilot.press("a")
        await pilot.pause(0.1)
        assert "10.9.0.3:6667" in "\n".join(lines_of(screen.flows))


async def test_a_filter_takes_in_names_that_come(answering: Resolver) -> None:
    async with opened(size=(160, 40)) as (pilot, screen):
        screen.apply_filter(text := 'flow.name == "host-3.asked"', compile_filter(text))
        await pilot.pause(0.8)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.3)
        assert screen.narrowing.matches and screen.narrowing.matches.connection_count
        assert "host-3.asked:irc" in "\n".join(lines_of(screen.flows))
