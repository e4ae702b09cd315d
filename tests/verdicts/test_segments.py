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


def test_bytes_in_flight() -> None:
    assert int(np.max(case("zero_window.client").in_flight(0))) == 8688


def test_a_second_fin() -> None:
    assert [case("close_server_first.client").is_second_to_close(end) for end in (0, 1)] == [True, False]
