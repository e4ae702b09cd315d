"""Every capture in fixtures/ still yields its recorded summary.

To record a change, for a reviewer to see line by line:

    python -m tests.model.test_summaries > tests/model/summaries.txt
"""

from pathlib import Path

import pytest

from tests.judges.answers import packets
from tests.model.captures import session_of
from tui_tcp.fields.field import printed
from tui_tcp.fields.table import flow_fields

ROOT = Path(__file__).parents[2]
RECORDED = Path(__file__).with_name("summaries.txt")
FIELDS = [
    "tcp.stream",
    "flow.packets.client",
    "flow.packets.server",
    "flow.bytes.client",
    "flow.bytes.server",
    "flow.retransmissions.client",
    "flow.retransmissions.server",
    "flow.client_state",
    "flow.server_state",
    "flow.close",
    "flow.closed_by",
]


def captures() -> list[Path]:
    found = [*(ROOT / "fixtures").glob("*.pcap"), *(ROOT / "fixtures" / "bad").glob("*.pcap")]
    readable = [
        path for path in sorted(found) if path.name not in ("empty.pcap", "text.pcap", "cut_in_file_header.pcap")
    ]
    return [*readable, ROOT / "tui_tcp" / "sample" / "classic_lesson.pcap"]


def summary(path: Path) -> str:
    """The connections, then the frames in which something was noticed."""
    session = session_of(path)
    columns = [printed(field.type, field.read(session, session.connections)) for field in flow_fields(FIELDS)]
    lines = [f"{path.relative_to(ROOT)}: {session.frame_count} frames", *session.warnings]
    lines += [" ".join(text or "-" for text in row) for row in zip(*columns, strict=True)]
    found = packets(path, ["frame.number", "segment.finding"])
    lines += [f"#{answer['frame.number']} {answer['segment.finding']}" for answer in found if answer["segment.finding"]]
    session.source.close()
    return "\n    ".join(lines)


def recorded() -> dict[str, str]:
    blocks = RECORDED.read_text().split("\n\n") if RECORDED.exists() else []
    return {block.split(":")[0]: block.strip("\n") for block in blocks}


@pytest.mark.parametrize("path", captures(), ids=lambda path: path.stem)
def test_the_capture_yields_its_recorded_summary(path: Path) -> None:
    assert summary(path) == recorded()[str(path.relative_to(ROOT))]


if __name__ == "__main__":
    print("\n\n".join(map(summary, captures())))
