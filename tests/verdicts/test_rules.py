from pathlib import Path

import pytest

from tests.verdicts.captures import ROOT, case
from tests.views.builders import read
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim
from tui_tcp.verdicts.rules import RULES, questions
from tui_tcp.verdicts.verdict import cases_of

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
    assert "receiver_full" in asked("zero_window.client") and "receiver_full" not in asked("refused.client")
    assert "waited" in asked("verdicts/slow_answer.client") and "waited" not in asked("close_client_first.client")


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.stem)
def test_what_is_ruled_out_would_have_had_no_answer(path: Path) -> None:
    session = read(str(path))
    for one in cases_of(session, session.connections):
        wanted = questions(one)
        for rule in RULES if wanted else ():
            if rule.may and rule.ask not in wanted and rule.suits(one.how, one.connection.findings, -1):
                said = rule.ask(one) if rule.timeless or not one.is_out_of_time else None
                assert not (said if said is None or isinstance(said, Claim) else list(said)), rule.ask.__name__
