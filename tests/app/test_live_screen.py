"""A capture that runs while it is looked at."""

import pytest

from tests.app.driving import lines_of, text_of_screen
from tests.app.growing import FakeFeed, running, seen
from tui_tcp.app import ownership
from tui_tcp.capture.owners import Process, Socket


async def test_an_idle_capture_says_what_it_waits_for() -> None:
    async with running() as (pilot, _, _):
        shown = text_of_screen(pilot.app)
        assert "eth7" in shown and "0 packets" in shown and "live" in shown
        assert "No packet has come yet" in shown


async def test_connections_appear_as_they_come() -> None:
    async with running(packets=20) as (pilot, screen, source):
        before = screen.flows.row_count
        source.let_come(100)
        await seen(pilot, lambda: screen.flows.row_count > before)
        assert "120 packets" in text_of_screen(pilot.app)


async def test_the_ladder_of_the_chosen_connection_grows() -> None:
    async with running(packets=10) as (pilot, screen, source):
        before = screen.ladder.row_count
        source.let_come(30)
        await seen(pilot, lambda: screen.ladder.row_count > before)


async def test_losses_are_told() -> None:
    async with running(packets=1) as (pilot, _, source):
        assert "no loss" in text_of_screen(pilot.app)
        source.dropped = 17
        await seen(pilot, lambda: "17 lost" in text_of_screen(pilot.app))


async def test_a_held_display_stands_still_while_the_capture_goes_on() -> None:
    async with running(packets=20) as (pilot, screen, source):
        await pilot.press("P")
        rows, text = screen.flows.row_count, lines_of(screen.flows)
        source.let_come(1000)
        await seen(pilot, lambda: "166 packets" in text_of_screen(pilot.app))
        await pilot.pause(0.2)
        assert "PAUSED" in text_of_screen(pilot.app)
        assert screen.flows.row_count == rows and lines_of(screen.flows) == text
        await pilot.press("P")
        await seen(pilot, lambda: screen.flows.row_count == 8)
        assert "PAUSED" not in text_of_screen(pilot.app)


class Somebody:
    """Says that all sockets are one process's."""

    def __init__(self, addresses: frozenset[bytes]) -> None:
        pass

    def of(self, local: Socket, remote: Socket, listens: bool) -> Process | None:
        return Process(4711, "curl")


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownership, "Owners", Somebody)


@pytest.mark.usefixtures("somebody")
async def test_the_process_is_told_in_the_list_or_where_that_is_too_narrow_before_the_verdict() -> None:
    async with running(packets=20, size=(80, 24)) as (pilot, screen, _):
        await seen(pilot, lambda: "curl 4711. Opened in" in text_of_screen(pilot.app))
        assert "curl" not in "".join(lines_of(screen.flows))
    async with running(packets=20, size=(200, 40)) as (pilot, screen, _):
        await seen(pilot, lambda: "curl 4711" in "".join(lines_of(screen.flows)))
        await seen(pilot, lambda: " Opened in" in text_of_screen(pilot.app))
        assert "curl 4711. " not in text_of_screen(pilot.app)


@pytest.mark.usefixtures("somebody")
async def test_processes_here_have_no_part_in_what_another_machine_captures() -> None:
    feed = FakeFeed()
    feed.is_elsewhere = True
    async with running(packets=20, size=(80, 24), feed=feed) as (pilot, _, _source):
        await seen(pilot, lambda: " Opened in" in text_of_screen(pilot.app))
        await pilot.pause(0.3)
        assert "curl" not in text_of_screen(pilot.app)


async def test_following_the_list_of_connections() -> None:
    async with running(packets=20) as (pilot, screen, source):
        await pilot.press("full_stop")
        assert "following" in text_of_screen(pilot.app)
        source.let_come(1000)
        await seen(pilot, lambda: screen.flows.key == 7)
        await pilot.press("k")
        await seen(pilot, lambda: "following" not in text_of_screen(pilot.app))
        assert screen.flows.key == 6


async def test_following_the_ladder_and_the_list_of_frames() -> None:
    async with running(packets=10) as (pilot, screen, source):
        await pilot.press("2", "full_stop")
        source.let_come(10)
        await seen(pilot, lambda: screen.ladder.row_count and screen.ladder.cursor == screen.ladder.row_count - 1)
        await pilot.press("1", "v", "full_stop")
        source.let_come(1000)
        await seen(pilot, lambda: screen.list.key == 165)
        await pilot.press("full_stop")
        assert "following" not in text_of_screen(pilot.app)


async def test_an_interface_that_went_down_is_waited_for() -> None:
    async with running(packets=20) as (pilot, _, source):
        source.down = ("eth7",)
        await seen(pilot, lambda: "eth7 is down or gone" in text_of_screen(pilot.app))
        assert "waiting" in text_of_screen(pilot.app)
        source.down = ()
        await seen(pilot, lambda: "down or gone" not in text_of_screen(pilot.app))


async def test_a_capture_that_broke_off_says_why_and_the_screen_lives_on() -> None:
    async with running(packets=20) as (pilot, screen, source):
        source.error, source.has_ended = "cannot write: no space left on device", True
        await seen(pilot, lambda: "cannot write" in text_of_screen(pilot.app))
        shown = text_of_screen(pilot.app)
        assert "no space left on device" in shown and "q asks whether to keep it" in shown and "ended" in shown
        await pilot.press("j", "2", "j")
        assert screen.place == "ladder"


async def test_a_capture_that_came_to_its_end_says_so() -> None:
    async with running(packets=20) as (pilot, screen, source):
        source.has_ended = True
        await seen(pilot, lambda: "The capture has ended: 20 packets" in text_of_screen(pilot.app))
        assert screen.is_complete


async def test_a_capture_elsewhere_is_ended_when_it_is_enough() -> None:
    feed = FakeFeed()
    feed.enough = 30
    async with running(packets=20, feed=feed) as (pilot, _, source):
        assert not source.has_ended
        source.let_come(10)
        await seen(pilot, lambda: source.has_ended)


async def test_the_footer_shows_the_keys_of_a_capture_that_runs() -> None:
    async with running(size=(80, 24)) as (pilot, _, _):
        line = text_of_screen(pilot.app).splitlines()[-1]
        assert "follow" in line and "pause" in line and "quit" in line


async def test_a_disk_that_is_nearly_full_is_told_once() -> None:
    async with running(packets=20) as (pilot, _, source):
        source.is_near_full = True
        await seen(pilot, lambda: "disk is nearly full" in text_of_screen(pilot.app))
        await pilot.press("escape")
        await pilot.pause(0.3)
        assert "disk is nearly full" not in text_of_screen(pilot.app)


async def test_a_clock_that_is_put_back_is_told() -> None:
    async with running(packets=20) as (pilot, screen, source):
        later = bytearray(source.data)
        for end in source._ends[19:-1]:
            seconds = int.from_bytes(later[end : end + 4], "little")
            later[end : end + 4] = (seconds - 7200).to_bytes(4, "little")
        source.data = bytes(later)
        source.let_come(20)
        await seen(pilot, lambda: "put back by 2 h 00 min at #21" in text_of_screen(pilot.app))
        assert screen.clock.last_step
