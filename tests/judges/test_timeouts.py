"""How often a timer rang, by the verdicts, held against what the kernel at that end counted."""

import re
from pathlib import Path

import pytest

from tests.judges.kernels import ENDS, counters
from tests.judges.test_agree import SHARED
from tests.judges.test_states import FIXTURES, name_of, stories
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session
from tui_tcp.verdicts.verdict import cases_of, judge

TIMES = {"once": 1, "twice": 2}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("story", [*stories(FIXTURES), *stories(SHARED / "lab")], ids=name_of)
def test_timers_rang_as_often_as_the_kernel_counted(story: Path, end: str) -> None:
    kernels = counters(story, end)
    if kernels["TCPOrigDataSent"]:  # else all that was sent again is a SYN, which other verdicts tell of
        assert sum(told(story.with_suffix(f".{end}.pcap"), end)) == kernels["TCPTimeouts"] - kernels["TCPSynRetrans"]


def told(capture: Path, end: str) -> list[int]:
    """How often the timers of one end's connections rang."""
    session = Session(open_source(str(capture)))
    session.read()
    texts = [claim.text for case in cases_of(session, session.connections) for claim in judge(case).claims]
    found = [re.match(rf"The {end}'s retransmission timer ran out (once|twice|(\d+) times)", text) for text in texts]
    return [TIMES.get(match[1]) or int(match[2]) for match in found if match]
