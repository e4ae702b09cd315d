from tests.verdicts.captures import case
from tests.verdicts.derived import records, session_with
from tui_tcp.verdicts.verdict import case_of


def test_copies_are_what_the_sender_sent_again() -> None:
    assert case("three_losses.client").copies(0).tolist() == [30, 32, 36]
    assert not len(case("three_losses.client").copies(1))
    assert case("three_losses.client").copies(0, "timeout_retransmission").tolist() == []
    assert case("three_losses.client").original(30) == 7
    assert not len(case("duplicated.server").copies(0))
    assert case("duplicated.server").doubled.tolist() == [23]


def test_copies_of_copies_repeat_the_same_segment() -> None:
    one = case("rto_tail_loss.client")
    assert (one.original(23), one.first_of(23), one.first_of(22), one.first_of(12)) == (22, 12, 12, 12)


def test_a_packet_captured_twice_and_which_it_was() -> None:
    assert [places.tolist() for places in case("duplicated.server").same_packets] == [[23], [13]]
    assert not len(case("three_losses.client").same_packets[0])


def test_a_needless_copy_repairs_no_loss() -> None:
    assert len(case("spurious_retransmission.client").copies(0)) == 1
    assert not len(case("spurious_retransmission.client").lost(0))


def test_what_a_timer_s_copy_means_depends_on_the_year() -> None:
    frames = records("tail_loss_probe.client")
    ages = {2012: 1_330_000_000, 2020: 1_580_000_000, 1970: 0}
    for year, began in ages.items():
        moved = [(time - frames[0][0] + began * 1_000_000, frame) for time, frame in frames]
        session = session_with(moved)
        one = case_of(session, session.connections[0])
        assert ("tail_loss_probe" in one.timers) == (year == 2012)
        assert one.is_probe(one.copies(0)).tolist() == [year != 2012]
