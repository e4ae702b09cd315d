import sys

from tui_tcp.app.language import Fault, compiled, completions, import_language


def test_a_right_filter_is_compiled_and_a_wrong_one_says_where() -> None:
    assert not isinstance(compiled("tcp.port == 80"), Fault)
    fault = compiled("tcp.port == ")
    assert isinstance(fault, Fault) and fault.message and fault.column >= len("tcp.port ==")


def test_fields_are_completed() -> None:
    assert any("tcp.srcport" in text for text, _ in completions("tcp.srcp", 8))


def test_the_language_can_be_imported_before_it_is_spoken() -> None:
    import_language()
    assert "lark" in sys.modules
