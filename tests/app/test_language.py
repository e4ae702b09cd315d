import sys

import pytest

from tests.app.driving import SAMPLE
from tui_tcp.app.language import Fault, compiled, completions, import_language, seen_in
from tui_tcp.capture.source import open_source
from tui_tcp.errors import CaptureError
from tui_tcp.model.session import Session


def test_a_right_filter_is_compiled_and_a_wrong_one_says_where() -> None:
    assert not isinstance(compiled("tcp.port == 80"), Fault)
    fault = compiled("tcp.port == ")
    assert isinstance(fault, Fault) and fault.message and fault.column >= len("tcp.port ==")


def test_fields_are_completed() -> None:
    assert any("tcp.srcport" in text for text, _ in completions("tcp.srcp", 8))


def test_the_language_can_be_imported_before_it_is_spoken() -> None:
    import_language()
    assert "lark" in sys.modules


def test_values_are_completed_from_a_capture_as_long_as_it_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(open_source(str(SAMPLE)))
    session.read()
    seen = seen_in(session, lambda: None)
    assert "tcp.port == 6667" in [text for text, _ in completions("tcp.port == ", 12, seen)]

    def lost(*_: object) -> None:
        raise CaptureError("gone")

    monkeypatch.setattr(type(seen), "_of_frames", lost)
    assert completions("ip.ttl == ", 10, seen)
