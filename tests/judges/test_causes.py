"""What was found about each end's segments, at its own tap, held against what its kernel counted."""

from collections import Counter
from pathlib import Path

import pytest

from tests.judges.answers import packets
from tests.judges.kernels import ENDS, addresses, counters
from tests.judges.test_agree import SHARED
from tests.judges.test_states import FIXTURES, name_of, stories

FIELDS = ["tcp.stream", "ip.src", "ipv6.src", "segment.finding"]
COUNTED = {  # finding -> what the kernel calls it
    "retransmission": "RetransSegs",
    "fast_retransmission": "TCPFastRetrans",
    "zero_window_probe": "TCPWinProbe",
    "keep_alive": "TCPKeepAlive",
}
NEVER = ("out_of_order", "lost_segment", "duplicate_frame", "late_original")  # of what passes its own sender's tap


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("story", [*stories(FIXTURES), *stories(SHARED / "lab")], ids=name_of)
def test_findings_are_what_the_kernel_counted(story: Path, end: str) -> None:
    ours, kernels = found(story, end), counters(story, end)
    assert {name: ours[name] for name in COUNTED} == {name: kernels[theirs] for name, theirs in COUNTED.items()}
    assert not {name: ours[name] for name in NEVER if ours[name]}
    if tells_of_probes(kernels):
        assert ours["tail_loss_probe"] == kernels["TCPLossProbes"]


def test_there_is_something_to_count() -> None:
    counted = [story for story in stories(FIXTURES) for end in ENDS if counters(story, end)["RetransSegs"]]
    assert len(counted) >= 10


def found(story: Path, end: str) -> Counter[str]:
    """How often each finding was made about a segment of one end."""
    own = addresses(story, end)
    rows = packets(story.with_suffix(f".{end}.pcap"), FIELDS)
    mine = [row for row in rows if row["tcp.stream"] and (row["ip.src"] or row["ipv6.src"]) in own]
    return Counter(name for row in mine for name in row["segment.finding"].split(",") if name)


def tells_of_probes(kernels: Counter[str]) -> bool:
    """Whether each loss probe was a retransmission: a kernel with new data probes with that."""
    others = kernels["RetransSegs"] - kernels["TCPFastRetrans"]
    return kernels["TCPLossProbes"] <= others and not kernels["TCPFastRetrans"]
