"""Display filters held against the frames that tshark 4.0 matched, on the captures of `test_agree`."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.filters.asking import matching
from tests.judges.test_agree import CAPTURES, SHARED
from tests.model.captures import session_of

RECORD = SHARED / "tools" / "filters.json"


def recorded() -> dict[str, dict[str, list[int]]]:
    """Capture -> filter -> the numbers of the frames that tshark matched; what it refused is left out."""
    found: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for key, frames in (json.loads(RECORD.read_text()) if RECORD.exists() else {}).items():
        path, _, text = key.partition(" ")
        if frames is not None:
            found[path][text] = [int(frame) for frame in frames]
    return found


ANSWERS = recorded()
over_captures = pytest.mark.parametrize(
    "path", sorted(ANSWERS) or [pytest.param("", marks=pytest.mark.skip(reason="tshark's answers are not here"))]
)


@over_captures
def test_the_same_frames_match(path: str) -> None:
    capture = Path(CAPTURES / path)
    if not capture.exists():
        pytest.skip("the capture is not here")
    session = session_of(capture)
    differing = [text for text, frames in ANSWERS[path].items() if matching(session, text) != frames]
    assert not differing
