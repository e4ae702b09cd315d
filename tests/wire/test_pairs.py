"""Socket pairs and their directed numbers."""

from tui_tcp.wire.pairs import Pairs

HERE, THERE = (0, 0x0A000001), (0, 0x0A000002)
PORTS, BACK = 1025 << 16 | 80, 80 << 16 | 1025
SIX = 1 << 32


def test_numbers_are_given_in_order_and_even_to_who_is_heard_first() -> None:
    pairs = Pairs()
    assert pairs.find(*HERE, *THERE, PORTS) == 0
    assert pairs.find(*THERE, *HERE, BACK) == 1
    assert pairs.find(*HERE, *THERE, PORTS) == 0
    assert pairs.find(*THERE, *HERE, PORTS) == 2
    assert len(pairs) == 2


def test_sockets_are_told_in_the_direction_asked_for() -> None:
    pairs = Pairs()
    number = pairs.find(*THERE, *HERE, BACK)
    there, here = pairs.sockets(number)
    assert (there, here) == ((b"\x0a\x00\x00\x02", 80), (b"\x0a\x00\x00\x01", 1025))
    assert pairs.sockets(number ^ 1) == (here, there)


def test_ports_and_the_low_half_of_an_address_turn_with_the_direction() -> None:
    pairs = Pairs()
    number = pairs.find(*HERE, *THERE, PORTS)
    assert (pairs.ports(number), pairs.low(number)) == (PORTS, HERE[1])
    assert (pairs.ports(number ^ 1), pairs.low(number ^ 1)) == (BACK, THERE[1])


def test_keys_of_some_pairs() -> None:
    pairs = Pairs()
    for source in range(3):
        pairs.find(source, 7, *THERE, PORTS | SIX)
    assert memoryview(pairs.keys(1, 3)).cast("Q").tolist() == [
        word for source in (1, 2) for word in (source, 7, *THERE, PORTS | SIX)
    ]


def test_a_socket_that_talks_to_itself_has_one_direction() -> None:
    pairs = Pairs()
    both = 80 << 16 | 80
    assert pairs.find(*HERE, *HERE, both) == pairs.find(*HERE, *HERE, both) == 0


def test_ipv6_and_ipv4_of_the_same_bits_differ() -> None:
    pairs = Pairs()
    assert pairs.find(*HERE, *THERE, PORTS) != pairs.find(*HERE, *THERE, PORTS | SIX)
    assert pairs.sockets(2)[0] == (bytes(12) + b"\x0a\x00\x00\x01", 1025)


def test_known_gives_no_new_number() -> None:
    pairs = Pairs()
    assert pairs.known(*HERE, *THERE, PORTS) == -1
    pairs.find(*HERE, *THERE, PORTS)
    assert pairs.known(*HERE, *THERE, PORTS) == 0
    assert pairs.known(*THERE, *HERE, BACK) == 1
    assert len(pairs) == 1


def test_many_pairs_keep_their_numbers() -> None:
    pairs = Pairs()
    numbers = [pairs.find(0, source, *THERE, PORTS) for source in range(20_000)]
    assert numbers == [pairs.find(0, source, *THERE, PORTS) for source in range(20_000)]
    assert len(set(numbers)) == 20_000
