import pytest

from tests.app.driving import SAMPLE
from tui_tcp.app.targets import NoTargetError, Target, find_target
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    session = Session(open_source(str(SAMPLE)))
    session.read()
    return session


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#0", Target("flow", 0)),
        (" # 7 ", Target("flow", 7)),
        ("1", Target("frame", 0)),
        ("166", Target("frame", 165)),
        ("0.0", Target("frame", 0)),
        ("0 s", Target("frame", 0)),
        ("1.495544s", Target("frame", 37)),
    ],
)
def test_what_is_there_is_found(session: Session, text: str, expected: Target) -> None:
    assert find_target(text, session) == expected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("#8", "#0 to #7"),
        ("0", "1 to 166"),
        ("167", "1 to 166"),
        ("99 s", "ends after 5.569842 s"),
        ("", "a frame's number"),
        ("[bold]x", "a frame's number"),
        ("-1", "a frame's number"),
        ("9" * 400, "a frame's number"),
    ],
)
def test_what_is_not_there_is_explained(session: Session, text: str, complaint: str) -> None:
    with pytest.raises(NoTargetError, match=complaint):
        find_target(text, session)
