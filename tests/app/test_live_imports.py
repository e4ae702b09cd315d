import subprocess
import sys
from pathlib import Path

from tui_tcp.app.live_imports import everything

ROOT = Path(__file__).parents[2]

# Imports the module, and then says which imports a screen in use still makes.
PROGRAM = """
import asyncio, sys
sys.path.append(sys.argv[1])  # last, as in conftest.py
import tui_tcp.app.live_imports

late = []

class Watch:
    def find_spec(self, name, path=None, target=None):
        late.append(name)

async def use():
    from tests.app.growing import running
    sys.meta_path.insert(0, Watch())
    async with running(packets=60) as (pilot, screen, source):
        source.let_come(1000)
        for key in "j 2 j enter x escape 1 slash t c p enter escape ctrl+f G E T enter escape v a a s S t r".split():
            await pilot.press(key)
            await pilot.pause(0.05)
        for key in "question_mark escape colon escape ctrl+p escape full_stop P P q k".split():
            await pilot.press(key)
            await pilot.pause(0.05)

asyncio.run(use())
print(*late)
"""


def test_all_of_ours_is_named() -> None:
    assert {"tui_tcp.app.why_screen", "tui_tcp.views.ladder", "tui_tcp.filters.grammar"} <= set(everything())
    assert not [name for name in everything() if name.startswith("tui_tcp.capture")]


def test_nothing_is_imported_later() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(ROOT)], capture_output=True, text=True, check=True)
    late = {name for name in done.stdout.split() if not name.startswith(("textual.pilot", "tests."))}
    assert late <= {"textual.drivers.headless_driver"}
