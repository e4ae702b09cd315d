from tests.verdicts.captures import case
from tui_tcp.verdicts.figures import FIGURES
from tui_tcp.views.figures import _LINES, figure_lines


def test_every_line_has_its_figure() -> None:
    assert {name for name, _, _ in _LINES} <= FIGURES.keys()


def test_what_is_not_known_is_left_out() -> None:
    lines = figure_lines(case("refused.client"))
    assert [line.split("  ")[1] for line in lines] == [
        "longest silence",
        "options offered",
        "Zeek's conn_state",
        "Zeek's history",
    ]


def test_of_losses() -> None:
    text = "\n".join(figure_lines(case("three_losses.client")))
    assert "sent again                client 3 segments" in text
    assert "bytes sent again          client 4.34 kB" in text
    assert "options offered           client MSS 1460, scale 10, sack, timestamps; server MSS 1460" in text
