from tests.app.driving import lines_of, opened


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
