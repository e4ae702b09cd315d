"""What may stand at the cursor."""

from time import monotonic

import pytest

from tui_tcp.fields.field import FrameField
from tui_tcp.filters import FilterError, compile_filter
from tui_tcp.filters.complete import complete


def offered(text: str, cursor: int | None = None) -> list[str]:
    return [name for name, _ in complete(text, len(text) if cursor is None else cursor)]


def test_a_field_by_its_beginning() -> None:
    assert "tcp.port" in offered("tcp.po")
    assert all(name.startswith("tcp.po") for name in offered("tcp.po"))
    assert ("tcp.port", "source and destination port") in complete("tcp.po", 6)


def test_a_field_behind_what_joins() -> None:
    assert "tcp and ip.src" in offered("tcp and ip.s")
    assert "!(ip.src" in offered("!(ip.s")


def test_operators_behind_a_field() -> None:
    assert {"tcp.len ==", "tcp.len >", "tcp.len in {", "tcp.len and"} <= set(offered("tcp.len "))
    assert "tcp.payload contains" in offered("tcp.payload ")
    assert "tcp.len contains" not in offered("tcp.len ")
    assert "tcp.analysis.flags ==" not in offered("tcp.analysis.flags ")


def test_the_values_that_a_field_can_have() -> None:
    assert 'flow.close == "refused"' in offered("flow.close == ")
    assert 'segment.finding == "zero_window"' in offered('segment.finding == "zero')
    assert "tcp.flags.syn == 1" in offered("tcp.flags.syn == ")
    assert 'flow.state in {"CLOSED"' in offered("flow.state in {")


def test_what_is_compared_is_of_one_kind() -> None:
    others = offered("ip.src==")
    assert "ip.src==ip.dst" in others
    assert not {"ip.src==ip.src", "ip.src==arp", "ip.src==tcp.port", "ip.src==len("} & set(others)


def test_and_behind_a_value() -> None:
    assert offered("tcp.len == 5 ") == ["tcp.len == 5 and", "tcp.len == 5 or", "tcp.len == 5 xor"]


def test_what_is_behind_the_cursor_stays() -> None:
    assert "tcp.port == 80" in offered("tcp.po == 80", 6)


def test_nothing_within_quotes() -> None:
    assert offered('frame contains "tcp ') == []


@pytest.mark.parametrize("text", ["", "tcp", "tcp.len == 1 or ", "any "])
def test_what_is_offered_for_a_field_compiles(text: str) -> None:
    for name in offered(text):
        try:
            compile_filter(name)
        except FilterError as error:
            assert error.column >= len(name) - 1 or name.endswith(
                ("(", "any", "all", "not", "and", "or", "xor", "{", "=", ">", "<")
            )


HELD = {
    "ip.src": ["10.0.0.1", "10.0.0.20"],
    "flow.client": ['"[2001:db8::1]:443"', '"10.0.0.1:80"'],
    "tcp.flags": ["0x0002"],
}


def held(field: FrameField, word: str) -> list[tuple[str, str]]:
    assert isinstance(word, str)
    return [(value, "seen") for value in HELD.get(field.name, [])]


def completed(text: str) -> list[str]:
    return [name for name, _ in complete(text, len(text), held)]


def test_values_that_the_capture_holds_come_before_fields() -> None:
    offers = completed("ip.src == ")
    assert offers[:2] == ["ip.src == 10.0.0.1", "ip.src == 10.0.0.20"] and "ip.src == ip.dst" in offers
    assert completed("ip.src == 10.0.0.2") == ["ip.src == 10.0.0.20"]
    assert completed("ip.src in {10.0.0.1, ")[0] == "ip.src in {10.0.0.1, 10.0.0.1"
    assert completed("ip.src in {10.0.0.1..10.0.0.2") == ["ip.src in {10.0.0.1..10.0.0.20"]


@pytest.mark.parametrize("word", ['"', '"[2001', '"[2001:db8::', "", '"[2001:db8::1]:443'])
def test_a_text_is_completed_within_its_quotes(word: str) -> None:
    assert 'flow.client == "[2001:db8::1]:443"' in completed(f"flow.client == {word}")
    assert 'flow.close == "fin" and flow.client == "[2001:db8::1]:443"' in completed(
        f'flow.close == "fin" and flow.client == {word}'
    )


def test_no_values_before_masks_and_patterns() -> None:
    assert "tcp.flags & 0x0002" not in completed("tcp.flags & ")
    assert 'flow.client matches "10.0.0.1:80"' not in completed("flow.client matches ")


def test_a_set_goes_on_or_ends() -> None:
    assert completed("ip.src in {10.0.0.1 ") == ["ip.src in {10.0.0.1 }", "ip.src in {10.0.0.1 ,"]
    assert "ip.src in {10.0.0.1} and" in completed("ip.src in {10.0.0.1} ")


def test_a_hundred_thousand_letters_take_no_time() -> None:
    began = monotonic()
    assert offered("a" * 100_000 + "(")
    assert monotonic() - began < 1
