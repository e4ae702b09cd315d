"""The table of findings."""

import re

from tui_tcp.tcp.findings import BITS, FINDINGS, PROBLEMS, names


def test_names_are_permanent_snake_case_and_stand_once() -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", finding.name) for finding in FINDINGS)
    assert len(BITS) == len(FINDINGS)


def test_each_finding_has_a_bit_of_the_column() -> None:
    assert sum(BITS.values()) == (1 << len(FINDINGS)) - 1
    assert len(FINDINGS) <= 32


def test_letters_are_single_characters() -> None:
    assert all(len(finding.letter) <= 1 for finding in FINDINGS)


def test_severity_is_problem_or_note() -> None:
    assert {finding.severity for finding in FINDINGS} == {"problem", "note"}


def test_problems_are_the_bits_of_that_severity() -> None:
    assert names(PROBLEMS) == [finding.name for finding in FINDINGS if finding.severity == "problem"]


def test_bits_are_read_back_as_names_in_the_order_of_the_table() -> None:
    assert names(BITS["reset"] | BITS["retransmission"]) == ["retransmission", "reset"]
    assert names(0) == []
