"""The page of all fields and findings (docs/fields.md), made from the tables that the program itself uses.

python -m tui_tcp.export.fields_page > docs/fields.md
"""

from __future__ import annotations

from collections.abc import Sequence

from tui_tcp.fields.field import FlowField, FrameField
from tui_tcp.fields.flow_fields import FLOW_FIELDS
from tui_tcp.fields.table import frame_tables
from tui_tcp.tcp.findings import FINDINGS

_PAGE = """# Fields

The names that `-e` and `--sort` take. Times are in seconds with nine decimals. A frame or a connection that has no such
thing prints nothing (`null` in JSON); several stand with commas between (in JSON numbers as a list).
The same names serve [filters](filters.md). This page is made from the tables in the code; a test holds it to them.

## Of a connection

`tcptui flows`; `tcptui packets` takes them, too, and prints those of the frame's connection. All others are of a frame
and its segment: `tcptui packets` alone takes them.

{flow}
{frames}## Findings

The values of `segment.finding` and `flow.findings`: ours.

{findings}"""


def page() -> str:
    """Return the page as Markdown."""
    return _PAGE.format(
        flow=_fields(FLOW_FIELDS),
        frames="".join(f"## {heading}\n\n{_fields(fields)}\n" for heading, fields in frame_tables()),
        findings=_table(
            ("finding", "letter", "severity", "meaning"),
            [(f"`{finding.name}`", finding.letter, finding.severity, finding.meaning) for finding in FINDINGS],
        ),
    )


def _fields(fields: Sequence[FlowField] | Sequence[FrameField]) -> str:
    rows = [(f"`{field.name}`", field.type.value, field.meaning) for field in fields]
    return _table(("field", "printed as", "meaning"), rows)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


if __name__ == "__main__":
    print(page(), end="")
