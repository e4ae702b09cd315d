import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest

from tests.model.captures import session_of
from tests.verdicts.captures import path
from tests.views.builders import ROOT, read
from tui_tcp.model.session import Session
from tui_tcp.tcp.connection import Connection
from tui_tcp.verdicts import of_flows
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.of_flows import completenesses, conn_states, histories, verdict_names
from tui_tcp.verdicts.verdict import cases_of

SAMPLE = ROOT / "tui_tcp/sample/classic_lesson.pcap"
Ask = Callable[[Session, Sequence[Connection]], list[str]]


def test_one_value_a_connection() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    connections = session.connections
    assert conn_states(session, connections) == ["SF", "SF", "SF", "REJ", "SF", "SF", "RSTR", "S0"]
    assert histories(session, connections)[3] == "Sr"
    assert verdict_names(session, connections)[3] == "refused"
    assert completenesses(session, connections)[3] == 37


def test_a_verdict_s_name_stands_once() -> None:
    session = read(path("three_losses.client"))
    assert verdict_names(session, session.connections)[0].split(",")[0] == "loss_after_tap"


@pytest.mark.parametrize("ask", [verdict_names, conn_states, histories])
def test_what_was_said_of_a_whole_capture_is_remembered(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_of(SAMPLE)
    fresh = ask(read("tui_tcp/sample/classic_lesson.pcap"), session.connections)
    asked: list[Connection] = []
    monkeypatch.setattr(of_flows, "cases_of", partial(noting, asked))
    some = session.connections[4:1:-1]
    assert ask(session, some) == fresh[4:1:-1]
    assert ask(session, session.connections) == fresh
    assert ask(session, session.connections[::-1]) == fresh[::-1]
    assert [c.number for c in asked] == [4, 3, 2, 0, 1, 5, 6, 7]


def test_before_the_end_all_is_said_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    session = session_of(SAMPLE)
    asked: list[Connection] = []
    monkeypatch.setattr(of_flows, "cases_of", partial(noting, asked))
    session.is_done = False
    assert conn_states(session, session.connections) == conn_states(session, session.connections)
    assert len(asked) == 2 * len(session.connections)


def test_what_is_remembered_goes_with_the_session() -> None:
    session = session_of(SAMPLE)
    conn_states(session, session.connections)
    kept = len(of_flows._SAID)
    del session
    gc.collect()
    assert len(of_flows._SAID) < kept


def noting(asked: list[Connection], session: Session, connections: Sequence[Connection]) -> Iterator[Case]:
    asked += connections
    return cases_of(session, connections)
