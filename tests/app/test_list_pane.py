from tests.app.driving import lines_of, opened


async def test_keys_sort_by_one_column_after_the_other() -> None:
    async with opened() as (pilot, screen):
        rows = screen.flows.rows
        assert rows
        seen = []
        for key in ("s", "S", "s", "S"):
            await pilot.press(key)
            seen.append((rows.sort_column, rows.sort_reversed))
        assert seen == [("State", False), ("State", True), ("Client", False), ("Client", True)]


async def test_a_click_on_a_title_sorts_and_a_second_one_turns_the_order_round() -> None:
    async with opened() as (pilot, screen):
        x = lines_of(screen.flows)[1].index("Pkts")
        orders = []
        for _ in range(2):
            await pilot.click(screen.flows, offset=(x, 1))
            orders.append([screen.flows.rows.key_at(row) for row in range(8)])  # type: ignore[union-attr]
        packets = [c.first.packets + c.second.packets for c in screen.session.connections]
        assert [packets[key] for key in orders[0]] == sorted(packets)
        assert [packets[key] for key in orders[1]] == sorted(packets)[::-1]
        assert screen.flows.key == 0


async def test_times_change_in_the_list_that_has_the_keys() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("t")
        assert screen.flows.rows and screen.flows.rows.times == "absolute"
        assert screen.ladder.rows and screen.ladder.rows.times == "delta"
