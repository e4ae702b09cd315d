import numpy as np

from tests.views.builders import down, read, session_of, up
from tui_tcp.verdicts.slab import Slab, slab_of, slabs


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


def test_what_each_connection_has() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    (slab,) = slabs(session, session.connections)
    data = slab.data[1]
    own = [data.of(at).tolist() for at in range(len(slab.connections))]
    starts = slab.starts.tolist()
    assert data.counts.tolist() == list(map(len, own))
    assert data.first.tolist() == [
        start + places[0] if places else -1 for start, places in zip(starts, own, strict=False)
    ]
    assert data.last.tolist() == [
        start + places[-1] if places else -1 for start, places in zip(starts, own, strict=False)
    ]
    lengths = [
        slab.length[[start + place for place in places]].tolist() for start, places in zip(starts, own, strict=False)
    ]
    assert data.most(slab.length).tolist() == [max(some, default=0) for some in lengths]
    first, then = data.pairs
    assert len(first) == sum(max(len(places) - 1, 0) for places in own)
    assert np.all(slab.index[first] == slab.index[then]) and np.all(first < then)


def test_the_last_of_some_places_up_to_another() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    (slab,) = slabs(session, session.connections)
    fins = slab.fins[0]
    begins, ends = slab.starts[:-1], slab.starts[1:] - 1
    assert fins.until(begins).tolist() == [-1] * len(begins)  # no connection's are another's
    assert fins.until(ends).tolist() == fins.last.tolist()


def test_a_slab_is_asked_once() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    slab = slab_of(session, session.connections[0])
    asked: list[Slab] = []
    assert [slab.once(asked.append) for _ in range(2)] == [None, None]
    assert asked == [slab]


def test_a_clock_that_ran_back() -> None:
    for back, is_out_of_time in ((5, False), (500, True)):
        session = session_of([up(1000, "S", 0, 0), down(1000 - back, "SA", 0, 1)])
        assert slab_of(session, session.connections[0]).is_out_of_time == [is_out_of_time]
