from tests.verdicts.captures import case, said
from tests.verdicts.test_breaking import exchange
from tests.views.builders import Timed, handshake, session_of, up
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.verdict import case_of
from tui_tcp.verdicts.ways import outlived_reset


def after_reset(*later: Timed) -> Case:
    session = session_of([*handshake(), *exchange(30, -1), up(60, "R", 11, 0), *later])
    return case_of(session, session.connections[0])


def test_a_reset_before_the_handshake_does_not_end_it() -> None:
    found = said("verdicts/half_open_recovery.client", 1)
    assert "aborted" not in found and "closed" in found


def test_a_reset_counts_if_its_sender_heard_nothing_new_afterwards() -> None:
    again = [up(2000 + 500 * at, "PA", 1, 11, b"y" * 10) for at in range(3)]
    found = after_reset(*again)
    assert (outlived_reset(found), found.how) == (-1, "rst")


def test_a_reset_that_both_ends_outlived_counts_for_nothing() -> None:
    found = after_reset(*exchange(2000, 0), *exchange(3000, 1))
    assert (outlived_reset(found), found.how) == (5, "open")
    soon = after_reset(*exchange(61, 0), *exchange(65, 1))  # that was under way
    assert soon.how == "rst"


def test_where_there_was_no_reset_nothing_outlived_it() -> None:
    assert outlived_reset(case("close_client_first.client")) == -1
