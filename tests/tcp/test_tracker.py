"""Which connection a segment belongs to, numbered as Wireshark's tcp.stream."""

from dataclasses import replace

from tests.builders import Line, ack, back, closed, data, established, see, syn, syn_ack
from tui_tcp.tcp.flags import RST


def on(pair: int, lines: list[Line]) -> list[Line]:
    return [replace(line, pair=pair) for line in lines]


def test_connections_are_numbered_in_order_of_appearance() -> None:
    first, second = on(4, established()), on(2, established())
    mixed = [line for both in zip(first, second, strict=True) for line in both]
    assert see(mixed).numbers == [0, 1, 0, 1, 0, 1]


def test_both_directions_belong_to_one_connection() -> None:
    seen = see([data(1, 10), back(ack(1, 11))])
    assert seen.numbers == [0, 0]
    assert list(seen.columns["direction"]) == [0, 1]


def test_the_end_that_is_heard_first_is_direction_0() -> None:
    assert list(see([syn_ack(), ack()]).columns["direction"]) == [0, 1]


def test_a_syn_with_another_number_begins_a_new_connection() -> None:
    again = [replace(line, seq=line.seq + 70_000) for line in established()]
    seen = see([*closed(), *again[:1]])
    assert seen.numbers == [0] * 7 + [1]


def test_the_same_syn_again_does_not() -> None:
    assert see([syn(), syn()]).numbers == [0, 0]


def test_a_syn_ack_never_begins_a_connection_on_a_known_pair() -> None:
    assert see([syn(), syn_ack(), syn_ack(9000)]).numbers == [0, 0, 0]


def test_what_follows_on_a_reused_pair_belongs_to_the_newer_connection() -> None:
    seen = see([*established(), syn(70_000), back(Line(RST, 1))])
    assert seen.numbers == [0, 0, 0, 1, 1]


def test_frames_without_a_segment_belong_to_none() -> None:
    lines = [syn(), replace(syn(), pair=-1), syn_ack()]
    seen = see(lines)
    assert seen.numbers == [0, -1, 0]
    assert len(seen.connections) == 1
