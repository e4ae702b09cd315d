from tests.views.builders import Timed, down, handshake, read, session_of, up
from tui_tcp.verdicts.landmarks import fin_acks, handshake_acks
from tui_tcp.verdicts.slab import Slab, slab_of, slabs


def slab_with(*frames: Timed) -> Slab:
    session = session_of(list(frames))
    return slab_of(session, session.connections[0])


def test_what_completes_a_handshake() -> None:
    assert handshake_acks(slab_with(*handshake())) == [2]
    assert handshake_acks(slab_with(*handshake()[:2])) == [-1]


def test_what_a_reset_has_ended_is_completed_by_no_ack() -> None:
    syn, answer, ack = handshake()
    assert handshake_acks(slab_with(syn, answer, up(20.5, "R", 1, 0), ack)) == [-1]


def test_what_acknowledges_a_fin() -> None:
    closing = [up(30, "FA", 1, 1), down(50, "A", 1, 1), down(51, "A", 1, 2), down(52, "FA", 1, 2)]
    slab = slab_with(*handshake(), *closing)
    assert (fin_acks(slab, 0), fin_acks(slab, 1)) == ([5], [-1])
    assert fin_acks(slab_with(*handshake(), *closing, up(60, "A", 2, 2)), 1) == [7]


def test_many_connections_at_once_are_as_each_alone() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    (slab,) = slabs(session, session.connections)
    alone = [slab_of(session, connection) for connection in session.connections]
    assert slab.handshake_acks == [one.handshake_acks[0] for one in alone]
    assert [list(acks) for acks in zip(*slab.fin_acks, strict=True)] == [
        [acks[0] for acks in one.fin_acks] for one in alone
    ]
