import numpy as np

from tests.views.builders import down, read, session_of, up
from tui_tcp.verdicts.slab import slab_of, slabs


def test_connections_stand_one_behind_the_other() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    (slab,) = slabs(session, session.connections)
    sizes = [c.client.packets + c.server.packets for c in session.connections]
    assert np.diff(slab.starts).tolist() == sizes
    assert [slab.syns[0].of(at).tolist()[:1] for at in range(len(sizes))] == [[0]] * len(sizes)
    for at, connection in enumerate(session.connections):
        alone = slab_of(session, connection)
        part = slice(slab.starts[at], slab.starts[at + 1])
        for name in ("rows", "seq", "ack", "end", "window", "from_client"):
            assert np.array_equal(getattr(slab, name)[part], getattr(alone, name)), name
        assert np.array_equal(slab.acked[0][part], alone.acked[0])


def test_numbers_go_on_beyond_where_they_come_round() -> None:
    session = session_of(
        [up(0, "A", 2**32 - 1050, 1, b"x" * 100), up(1, "A", 2**32 - 950, 1, b"x" * 100), down(2, "A", 1, 0)]
    )
    slab = slab_of(session, session.connections[0])
    assert np.diff(slab.seq[:2]).tolist() == [100]


def test_what_an_end_acknowledged_before_its_own_syn_was_an_older_connection_s() -> None:
    older = [up(0, "S", 0, 0), down(1, "A", 5000, 900_000_000), up(2, "R", 900_000_000, 0)]
    session = session_of([*older, up(1000, "S", 0, 0), down(1001, "SA", 0, 1), up(1002, "A", 1, 1)])
    slab = slab_of(session, session.connections[0])
    assert slab.acked[0][-1] == slab.acked[1][-1] == 1
