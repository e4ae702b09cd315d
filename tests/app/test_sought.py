import pytest

from tests.views.builders import read
from tui_tcp.app.language import Fault
from tui_tcp.app.sought import Sought, sought

SAMPLE = "tui_tcp/sample/classic_lesson.pcap"


@pytest.mark.parametrize(
    ("kind", "text", "has"),
    [
        ("text", "GET", b"GET / HTTP"),
        ("text", "get", b"GET / HTTP"),
        ("text", 'a.b("\\', b'xa.b("\\'),
        ("regex", r"^get\s+/", b"GET / HTTP"),
        ("regex", 'a"b', b'a"b'),
        ("hex", "47 45 54", b"GET / HTTP"),
        ("hex", "0x474554", b"GET / HTTP"),
        ("hex", "2f", b"GET / HTTP"),
    ],
)
def test_bytes_are_found(kind: str, text: str, has: bytes) -> None:
    found = sought(kind, text)
    assert isinstance(found, Sought) and found.pattern.search(has)
    session = read(SAMPLE)
    assert found.of_frames.frames(session, 0, session.frame_count).any() == (has == b"GET / HTTP")


@pytest.mark.parametrize(("kind", "text"), [("text", "Get"), ("hex", "67 65 74"), ("regex", "^ET")])
def test_other_bytes_are_not(kind: str, text: str) -> None:
    found = sought(kind, text)
    assert isinstance(found, Sought) and not found.pattern.search(b"GET / HTTP")


@pytest.mark.parametrize(("kind", "text"), [("text", ""), ("regex", "("), ("hex", "4"), ("hex", "GET"), ("regex", "[")])
def test_what_cannot_be_sought_is_a_fault(kind: str, text: str) -> None:
    assert isinstance(sought(kind, text), Fault)


def test_names_are_sought_in_but_not_by_bytes() -> None:
    by_text, by_bytes = sought("text", "example"), sought("hex", "65")
    assert isinstance(by_text, Sought) and by_text.of_connections
    assert isinstance(by_bytes, Sought) and by_bytes.of_connections is None
