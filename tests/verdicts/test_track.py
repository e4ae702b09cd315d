from tests.verdicts.captures import case
from tests.views.builders import read
from tui_tcp.tcp.findings import BITS
from tui_tcp.verdicts.track import track_of, tracks


def test_a_connection_s_share() -> None:
    track = case("zero_window.client").track
    assert track.size == len(track.rows) == 52
    assert track.having(BITS["zero_window_probe"]).tolist() == [15, 17, 19]
    assert not len(track.having(BITS["out_of_order"]))
    assert [len(own) for own in track.of_end] == [track.connection.client.packets, track.connection.server.packets]
    assert int(track.acked[0][-1]) == int(track.end[track.of_end[0]].max()) - 0
    assert (track.edge[0] >= track.acked[0]).all()


def test_many_are_those_that_one_asks_for() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    chosen = [session.connections[number] for number in (4, 0, 7)]
    assert [(t.connection, t.rows.tolist()) for t in tracks(session, chosen)] == [
        (c, track_of(session, c).rows.tolist()) for c in chosen
    ]
