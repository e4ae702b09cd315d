import numpy as np

from tests.verdicts.captures import case


def test_places_and_frames() -> None:
    one = case("zero_window.client")
    assert one.rows([0, 2]) == [0, 2]
    assert one.marks(0, 2) == "#1 and #3"
    assert (one.place_of(14), one.place_of(999), one.place_of(-1)) == (14, -1, -1)
    assert (one.sender(0), one.sender(1)) == (0, 1)
    assert one.handshake_ack == 2


def test_what_was_offered_and_how_far_it_is() -> None:
    one = case("zero_window.client")
    client, server = one.offers
    assert client and server and (client.scale, server.scale) == (10, 0)
    assert [ns // 1_000_000 for ns in one.least] == [0, 60]
    assert one.trip == one.connection.rtt


def test_copies_are_what_the_sender_sent_again() -> None:
    assert case("three_losses.client").copies(0).tolist() == [30, 32, 36]
    assert not len(case("three_losses.client").copies(1))
    assert case("three_losses.client").copies(0, "timeout_retransmission").tolist() == []
    assert case("three_losses.client").original(30) == 7
    assert not len(case("duplicated.server").copies(0))
    assert case("duplicated.server").doubled.tolist() == [23]


def test_a_needless_copy_repairs_no_loss() -> None:
    assert len(case("spurious_retransmission.client").copies(0)) == 1
    assert not len(case("spurious_retransmission.client").lost(0))


def test_bytes_in_flight() -> None:
    assert int(np.max(case("zero_window.client").in_flight(0))) == 8688


def test_a_second_fin() -> None:
    assert [case("close_server_first.client").is_second_to_close(end) for end in (0, 1)] == [True, False]
