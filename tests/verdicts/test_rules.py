from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.rules import RULES, suited


def test_each_rule_stands_once() -> None:
    assert len({rule.ask for rule in RULES}) == len(RULES)


def test_what_suits() -> None:
    refused = {rule.ask.__name__ for rule in suited("refused", Severity.INFO)}
    assert "refused" in refused and "closed" not in refused and "opened" in refused
    assert all(rule.worst >= Severity.NOTE for rule in suited("fin", Severity.NOTE))
