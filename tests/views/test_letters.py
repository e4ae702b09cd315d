from tui_tcp.tcp.findings import BITS
from tui_tcp.views.letters import letters


def test_problems_stand_first_and_no_letter_twice() -> None:
    bits = BITS["keep_alive"] | BITS["reset"] | BITS["ignored_reset"] | BITS["retransmission"]
    assert letters(bits) == (("R", "problem"), ("X", "problem"), ("K", "note"))


def test_nothing_found() -> None:
    assert letters(0) == ()


def test_a_retransmission_goes_by_its_cause_where_that_is_known() -> None:
    again = BITS["retransmission"]
    assert letters(again | BITS["timeout_retransmission"]) == (("T", "problem"),)
    assert letters(again | BITS["fast_retransmission"] | BITS["spurious_retransmission"]) == (
        ("F", "problem"),
        ("S", "note"),
    )
