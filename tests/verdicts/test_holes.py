from tests.verdicts.captures import case
from tests.verdicts.derived import records, session_with
from tests.views.builders import down, handshake, session_of, up
from tui_tcp.verdicts.holes import DELAYED, OVERTAKEN, REPAIRED, fills, never_captured
from tui_tcp.verdicts.verdict import case_of


def test_what_overtakes_and_what_repairs() -> None:
    assert [(fill.place, fill.hole, fill.kind) for fill in fills(case("out_of_order.server"), 0)] == [
        (17, 15, OVERTAKEN)
    ]
    assert {fill.kind for fill in fills(case("three_losses.server"), 0)} == {REPAIRED}
    assert {fill.kind for fill in fills(case("held_up.server"), 0)} == {DELAYED}
    assert fills(case("three_losses.client"), 0) == []


def test_what_was_never_captured() -> None:
    frames = records("http_ipv4.client")
    session = session_with([*frames[:7], *frames[8:]])
    missing = never_captured(case_of(session, session.connections[0]), 1)
    assert missing and missing.bytes > 0
    assert never_captured(case("http_ipv4.client"), 1) is None


def test_what_acknowledges_a_hole_is_no_syn() -> None:
    frames = [*handshake(), up(30, "PA", 1, 1, b"x" * 100), up(31, "PA", 201, 1, b"x" * 100), down(52, "A", 1, 301)]
    session = session_of(frames)
    missing = never_captured(case_of(session, session.connections[0]), 0)
    assert missing == (100, 4, 5, 1, False, False)
    parts = [*handshake(), down(30, "PA", 1, 1, b"x" * 100), down(31, "PA", 201, 1, b"x"), up(32, "A", 1, 202)]
    session = session_of(parts)
    missing = never_captured(case_of(session, session.connections[0]), 1)
    assert missing == (100, 4, 5, 1, False, False)
