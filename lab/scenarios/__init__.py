"""The scenarios; importing this enters them all into the list."""

from lab.scenario import SCENARIOS
from lab.scenarios import closing, lesson, loss, opening, path, resets, trouble, web, windows

__all__ = ["SCENARIOS", "closing", "lesson", "loss", "opening", "path", "resets", "trouble", "web", "windows"]
