import pytest
from rich.style import Style
from textual.theme import BUILTIN_THEMES

from tests.app.driving import opened
from tui_tcp.app.styles import LOOKS, THEMES, Ground, Painter
from tui_tcp.views.pieces import STYLES

ALL_THEMES = [*THEMES, *BUILTIN_THEMES.values()]


def painter(name: str) -> Painter:
    theme = next(theme for theme in ALL_THEMES if theme.name == name)
    return Painter({**theme.to_color_system().generate(), **theme.variables}, theme.ansi)


def test_every_style_name_of_the_views_has_a_look() -> None:
    assert set(STYLES) <= set(LOOKS)


@pytest.mark.parametrize("theme", [theme.name for theme in ALL_THEMES])
def test_every_theme_has_all_colours(theme: str) -> None:
    for name in LOOKS:
        for ground in Ground:
            assert isinstance(painter(theme).style(name, ground), Style)


@pytest.mark.parametrize("theme", [theme.name for theme in ALL_THEMES])
def test_client_server_and_problem_can_be_told_apart(theme: str) -> None:
    drawn = painter(theme)
    colours = [drawn.style(name, Ground.PANE).color for name in ("client", "server", "problem", "")]
    assert len(set(colours)) == 4


def test_a_cursor_is_seen_in_every_theme() -> None:
    for theme in ALL_THEMES:
        drawn = painter(theme.name)
        assert len({drawn.style("", ground) for ground in (Ground.PANE, Ground.CURSOR, Ground.CURSOR_AWAY)}) == 3


def test_ansi_themes_use_the_terminal_s_own_colours_only() -> None:
    for name in LOOKS:
        for ground in Ground:
            style = painter("ansi-dark").style(name, ground)
            assert all(colour is None or colour.triplet is None for colour in (style.color, style.bgcolor))


def test_a_line_is_as_wide_as_asked() -> None:
    drawn = painter("tcptui-dark")
    for line in ((), (("abc", "client"),), (("日本語" * 9, ""),), (("a" * 50, "dim"), ("b", "x"))):
        assert drawn.strip(line, 20, Ground.PANE).cell_length == 20


@pytest.mark.parametrize("theme", ["ansi-dark", "textual-light", "nord"])
async def test_the_theme_can_be_changed_while_running(theme: str) -> None:
    async with opened() as (pilot, screen):
        before = [strip for strip in screen._compositor.render_strips()]
        pilot.app.theme = theme
        await pilot.pause(0.1)
        after = [strip for strip in screen._compositor.render_strips()]
        assert [strip.text for strip in before] == [strip.text for strip in after]
        assert before != after


@pytest.mark.parametrize("theme", ["tcptui-dark", "ansi-dark"])
@pytest.mark.parametrize("ground", Ground)
def test_what_is_joined_looks_as_it_would_apart(theme: str, ground: Ground) -> None:
    drawn = painter(theme)
    line = ((" ", "dim"), ("a", "client"), ("  ", "dim"), ("b", "mark"), (" ", ""), (" ", "mark"), ("c", "client"))
    drawn_cells = [(char, segment.style) for segment in drawn.strip(line, 8, ground) for char in segment.text]
    apart = [(char, drawn.style(name, ground)) for text, name in line for char in text]
    assert len(drawn_cells) == len(apart)
    for (char, style), (wanted_char, wanted) in zip(drawn_cells, apart, strict=True):
        assert char == wanted_char and style
        if char != " " or theme == "ansi-dark":
            assert style == wanted
        else:
            assert (style.bgcolor, style.reverse) == (wanted.bgcolor, wanted.reverse)
