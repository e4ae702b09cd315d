import re

from tui_tcp.verdicts.catalogue import BY_NAME, RANK, VERDICTS, Chapter, Severity


def test_names_are_permanent_words() -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", verdict.name) for verdict in VERDICTS)
    assert len(BY_NAME) == len(VERDICTS) == len(RANK)


def test_chapters_stand_in_order() -> None:
    assert [verdict.chapter for verdict in VERDICTS] == sorted(verdict.chapter for verdict in VERDICTS)
    assert {verdict.chapter for verdict in VERDICTS} == set(Chapter)


def test_severities_have_letters_and_words() -> None:
    assert [(s.letter, s.text) for s in Severity] == [("i", "info"), ("N", "note"), ("P", "problem")]
