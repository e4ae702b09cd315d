from tests.verdicts.captures import path
from tests.views.builders import read
from tui_tcp.verdicts.of_flows import completenesses, conn_states, histories, verdict_names


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
