"""What a benchmark found: a table for people, and the figures behind it for programs."""

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

Figure = float | list[float] | None


@dataclass(slots=True)
class Section:
    """One table of the report; the first column is text, all others are numbers."""

    name: str
    title: str
    columns: Sequence[str]
    rows: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)

    def text(self) -> str:
        """Lay the table out with aligned columns."""
        table = [list(self.columns), *self.rows]
        widths = [max(len(row[column]) for row in table) for column in range(len(self.columns))]
        lines = [_line(row, widths) for row in table]
        rule = "-" * len(lines[0])
        return "\n".join([self.title, rule, lines[0], rule, *lines[1:], rule, *self.notes, ""])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [row[0].ljust(widths[0])]
    cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return "  ".join(cells)


def machine() -> str:
    """Say in a line what the figures were measured on, and how busy it was."""
    load = " ".join(f"{figure:.2f}" for figure in os.getloadavg())
    return (
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"load average {load} (figures of one run compare with each other, not with those of another machine)"
    )


def keep(path: Path, sections: Sequence[Section]) -> None:
    """Write the figures of all sections to a JSON file."""
    found = {
        section.name: {"title": section.title, "figures": section.figures, "notes": section.notes}
        for section in sections
    }
    path.write_text(json.dumps({"machine": machine(), "sections": found}, indent=2) + "\n", encoding="utf-8")


def median(values: Sequence[float]) -> float:
    """Give the middle value."""
    return statistics.median(values)


def percentile_90(values: Sequence[float]) -> float:
    """Give the value that nine in ten do not exceed."""
    return sorted(values)[-(-len(values) * 9 // 10) - 1]


def seconds(value: float) -> str:
    """Write seconds for a table."""
    return f"{value:.3f}"


def spread(values: Sequence[float]) -> str:
    """Write the smallest and the largest of some seconds."""
    return f"{min(values):.3f}-{max(values):.3f}"


def milliseconds(value: float | None) -> str:
    """Write seconds as milliseconds, or a dash for none."""
    return "-" if value is None else f"{value * 1000:.1f}"


def megabytes(value: float) -> str:
    """Write bytes as millions of bytes."""
    return f"{value / 1e6:.0f}"
