"""How the screen looks, on the bundled sample: nothing in these pictures depends on the clock or on the machine."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.driving import SAMPLE, app_on, wait_for_end

LOOKS = {
    "80x24": ((80, 24), []),
    "120x40": ((120, 40), ["j", "j"]),
    "200x60": ((200, 60), ["n", "n", "2", "n"]),
    "frames": ((120, 40), ["v", "G"]),
    "detail": ((80, 24), ["3", "j", "j", "j", "j", "j"]),
}


def press(keys: list[str]) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def run_before(pilot: Pilot[None]) -> None:
        await wait_for_end(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.15)

    return run_before


@pytest.mark.parametrize("name", LOOKS)
def test_looks(snap_compare: Any, name: str) -> None:
    size, keys = LOOKS[name]
    assert snap_compare(app_on(SAMPLE), terminal_size=size, run_before=press(keys))
