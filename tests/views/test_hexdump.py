import pytest

from tui_tcp.views.hexdump import byte_at, bytes_per_line, hex_line
from tui_tcp.views.pieces import text_of, width_of

DATA = bytes(range(0x3C, 0x3C + 40))


def test_a_full_line() -> None:
    text = text_of(hex_line(DATA, 16, 80, 0, 0))
    assert text.rstrip() == "0010  4c 4d 4e 4f 50 51 52 53  54 55 56 57 58 59 5a 5b  LMNOPQRS TUVWXYZ["


def test_a_short_line_keeps_its_text_in_place() -> None:
    assert text_of(hex_line(DATA, 32, 80, 0, 0)).index("\\]^_") == text_of(hex_line(DATA, 16, 80, 0, 0)).index("LMNO")


def test_a_narrow_line_has_eight_bytes() -> None:
    assert bytes_per_line(60) == 8
    assert text_of(hex_line(DATA, 8, 40, 0, 0)).rstrip() == "0008  44 45 46 47 48 49 4a 4b  DEFGHIJK"


@pytest.mark.parametrize("width", [20, 40, 72, 73, 80, 120])
@pytest.mark.parametrize("lit", [(0, 0), (3, 9), (0, 40), (39, 100), (100, 5)])
def test_lit_bytes_change_no_width(width: int, lit: tuple[int, int]) -> None:
    for offset in range(0, 48, bytes_per_line(width)):
        assert width_of(hex_line(DATA, offset, width, *lit)) == width


def test_lit_bytes_stand_out_on_both_sides() -> None:
    lit = [text for text, style in hex_line(DATA, 0, 80, 7, 2) if style == "selected.bytes"]
    assert lit == ["43  44", "C", "D"]


@pytest.mark.parametrize("width", [40, 80])
def test_the_mouse_finds_the_byte(width: int) -> None:
    per_line = bytes_per_line(width)
    text = text_of(hex_line(DATA, 0, width, 0, 0))
    for index in range(per_line):
        assert byte_at(text.index(f"{DATA[index]:02x}"), 1, per_line) == per_line + index
        assert byte_at(text.rindex(chr(DATA[index])), 0, per_line) == index
    assert byte_at(0, 0, per_line) is None
    assert byte_at(width - 1, 0, per_line) is None


def test_control_characters_are_dots() -> None:
    assert text_of(hex_line(b"\x1b[2J\x00\xff", 0, 80, 0, 0)).rstrip().endswith(".[2J..")
