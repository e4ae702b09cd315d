from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.judges.test_disturbed import capture
from tests.verdicts.captures import ROOT, case
from tests.views.builders import read
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim
from tui_tcp.verdicts.rules import RULES, questions
from tui_tcp.verdicts.verdict import case_of, cases_of

CAPTURES = [*sorted((ROOT / "fixtures").glob("*.pcap")), *sorted((ROOT / "fixtures" / "verdicts").glob("*.pcap"))]


def test_each_rule_stands_once() -> None:
    assert len({rule.ask for rule in RULES}) == len(RULES)


def asked(capture: str, least: Severity = Severity.INFO) -> set[str]:
    """The names of what is worth asking a capture's connection."""
    return {ask.__name__ for ask in questions(case(capture), least)}


def test_what_is_asked() -> None:
    refused = asked("refused.client")
    assert "refused" in refused and "closed" not in refused
    worst = {rule.ask.__name__: rule.worst for rule in RULES}
    assert all(worst[name] >= Severity.NOTE for name in asked("close_client_first.client", Severity.NOTE))


def test_what_a_look_at_all_connections_rules_out_is_not_asked() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    one = session.connections[0]
    among_others = [ask.__name__ for ask in questions(next(cases_of(session, session.connections)))]
    alone = [ask.__name__ for ask in questions(case_of(session, one))]
    assert set(among_others) < set(alone) and "waited" in alone and "simultaneous_open" not in among_others


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.stem)
def test_what_is_ruled_out_would_have_had_no_answer(path: Path) -> None:
    assert not wrongly_ruled_out(path)


@pytest.mark.parametrize("seed", range(24))
def test_what_is_ruled_out_in_a_disturbed_capture_would_have_had_no_answer(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "disturbed.pcap"
    path.write_bytes(capture(seed))
    assert not wrongly_ruled_out(path)


def wrongly_ruled_out(path: Path) -> list[str]:
    """What a look at all connections of a capture says is not worth asking, and has an answer all the same."""
    session = read(str(path))
    return [
        rule.ask.__name__
        for one in cases_of(session, session.connections)
        for rule in RULES
        if rule.may and one.track.size and (rule.timeless or not one.is_out_of_time)
        if not rule.may(one.track.slab)[one.track.at] and answers(rule.ask(one))
    ]


def answers(said: Claim | Iterator[Claim] | None) -> bool:
    return bool(said if said is None or isinstance(said, Claim) else list(said))
