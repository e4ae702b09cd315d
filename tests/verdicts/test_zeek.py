import pytest

from tests.verdicts.captures import case
from tests.verdicts.derived import records, session_with
from tui_tcp.verdicts.verdict import case_of
from tui_tcp.verdicts.zeek import conn_state, history


@pytest.mark.parametrize(
    ("capture", "state", "letters"),
    [
        ("close_client_first.client", "SF", "ShADadFf"),
        ("refused.client", "REJ", "Sr"),
        ("syn_blackhole.client", "S0", "S"),
        ("rst_linger0.client", "RSTR", "ShADadr"),
        ("zero_window.client", "SF", "ShADawFf"),
        ("three_losses.client", "SF", "ShADaTFf"),
        ("simultaneous_open.client", "SF", "SsHhAaDdFf"),
        ("verdicts/stuck_half_closed.client", "S2", "ShADadF"),
        ("verdicts/gave_up.client", "S1", "ShADadT"),
        ("verdicts/syn_scan.client", "RSTO", "ShR"),
    ],
)
def test_of_captures(capture: str, state: str, letters: str) -> None:
    one = case(capture)
    assert (conn_state(one), history(one)) == (state, letters)


@pytest.mark.parametrize(
    ("frames", "state", "letters"),
    [
        ((1, 8), "SH", "SF"),
        ((2, 10), "SHR", "^hf"),
        ((4, 5, 6, 7), "OTH", "DadA"),
        ((1, 2, 3, 4, 5, 6, 7), "S1", "ShADad"),
    ],
)
def test_of_pieces(frames: tuple[int, ...], state: str, letters: str) -> None:
    """What is left of a connection that its client closes first."""
    all_of_it = records("close_client_first.client")
    session = session_with([all_of_it[number - 1] for number in frames])
    one = case_of(session, session.connections[0])
    assert (conn_state(one), history(one)) == (state, letters)
