import pytest

from tests.verdicts.captures import case
from tui_tcp.verdicts.tap import BETWEEN, NEAR_CLIENT, NEAR_SERVER, UNTOLD, tap_position


@pytest.mark.parametrize(
    ("capture", "where"),
    [
        ("close_client_first.client", NEAR_CLIENT),
        ("close_client_first.server", NEAR_SERVER),
        ("refused.client", UNTOLD),
    ],
)
def test_where(capture: str, where: str) -> None:
    assert tap_position(case(capture)) == where


class _Between:
    least = (4_000_000, 9_000_000)
    is_answered_at_once = (True, True)


class _Waiting(_Between):
    is_answered_at_once = (True, False)


def test_what_waited_for_a_program_tells_no_distance() -> None:
    assert tap_position(_Waiting()) == UNTOLD  # type: ignore[arg-type]


def test_between() -> None:
    assert tap_position(_Between()) == BETWEEN  # type: ignore[arg-type]
