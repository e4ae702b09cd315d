import numpy as np

from tests.verdicts.captures import case
from tests.views.builders import read
from tui_tcp.verdicts.round_trips import Samples, echoed_round_trips
from tui_tcp.verdicts.verdict import case_of, cases_of

MS = 1_000_000


def test_both_ways_from_the_capture_point() -> None:
    client, server = case("close_client_first.client").round_trips
    assert client.ns.max() < MS
    assert 10 * MS < server.ns.min() < 13 * MS
    assert server.at.tolist() == [1, 4, 8]


def test_a_copy_s_acknowledgment_does_not_count() -> None:
    for capture in ("rto_tail_loss.client", "three_losses.client", "verdicts/syn_lost.client"):
        assert case(capture).round_trips[1].ns.max() < 100 * MS  # delayed acknowledgments included


def test_unless_its_timestamp_is_echoed() -> None:
    one = case("rto_tail_loss.client")
    assert [20 * MS < ns < 25 * MS for ns in echoed_round_trips(one.session, one.track, 1)] == [True]


def test_the_summary() -> None:
    summary = Samples(np.arange(1, 101), np.arange(100)).summary
    assert summary and tuple(summary) == (1, 50, 96, 100, 100)
    assert Samples(np.empty(0), np.empty(0)).summary is None


def test_connections_do_not_mix() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    for one in cases_of(session, session.connections):
        alone = case_of(session, one.connection)
        for end in (0, 1):
            assert one.round_trips[end].ns.tolist() == alone.round_trips[end].ns.tolist()
            assert one.round_trips[end].at.tolist() == alone.round_trips[end].at.tolist()
