from tui_tcp.verdicts.catalogue import Chapter, Severity
from tui_tcp.verdicts.claim import claim, marks, reason


def test_frames_are_numbered_from_one_in_order_and_once() -> None:
    assert claim("refused", "Refused.", [3, 0, 3, -1]).frames == (1, 4)
    assert reason("reset", "So.", [1]).frames == (2,)


def test_the_severity_is_the_catalogue_s_unless_told() -> None:
    assert claim("refused", "", []).severity is Severity.PROBLEM
    assert claim("refused", "", [], Severity.INFO).severity is Severity.INFO
    assert claim("refused", "", []).chapter is Chapter.OPENING


def test_the_worse_ranks_first() -> None:
    assert claim("refused", "", []).rank < claim("slow_open", "", []).rank < claim("opened", "", []).rank


def test_marks() -> None:
    assert [marks(range(count)) for count in (0, 1, 2, 3, 5)] == [
        "",
        "#1",
        "#1 and #2",
        "#1, #2 and #3",
        "#1, #2, #3 and 2 more",
    ]
