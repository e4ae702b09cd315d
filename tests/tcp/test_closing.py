"""How a connection ended, and who ended it: each value by a small story."""

from dataclasses import replace

import pytest

from tests.builders import (
    Line,
    ack,
    back,
    both_closing,
    closed,
    data,
    established,
    fin,
    fin_wait_1,
    fin_wait_2,
    late,
    rst,
    rst_ack,
    see,
    syn,
    syn_ack,
    time_wait,
)
from tui_tcp.tcp.closing import how_closed, who_closed

SERVER_FIRST = [*established(), back(fin()), ack(1, 2), fin(1, 2), back(ack(2, 2))]
COPIES = [late(data(1, 100), 200 << number) for number in range(4)]

STORIES = {
    "the client closes first": (closed(), "fin", "client"),
    "the server closes first": (SERVER_FIRST, "fin", "server"),
    "both FINs are there, the last ACK is not": (time_wait(), "fin", "client"),
    "the FINs cross": ([*both_closing(), ack(2, 2), back(ack(2, 2))], "simultaneous", "both"),
    "the server aborts": ([*established(), back(rst())], "rst", "server"),
    "the client aborts": ([*established(), rst()], "rst", "client"),
    "the client closes, the server aborts": ([*fin_wait_2(), back(rst(1))], "fin_rst", "client"),
    "a reset clears up what the server remembered, then it opens": (
        [syn(), back(ack(500, 77)), rst(77), late(syn(), 1000), *established()[1:], *closed()[3:]],
        "fin",
        "client",
    ),
    "refused twice": ([syn(), back(rst_ack()), late(syn(), 500), back(rst_ack())], "refused", "server"),
    "nobody listens": ([syn(), back(rst_ack())], "refused", "server"),
    "the SYN is never answered": ([syn(), late(syn(), 1000), late(syn(), 2000)], "unanswered", ""),
    "data is never acknowledged": ([*established(), data(1, 100), *COPIES], "gave_up", ""),
    "still open": (established(), "open", ""),
    "half closed": (fin_wait_2(), "open", ""),
    "a reset after both ends closed": ([*closed(), back(replace(rst(2), ack=2))], "fin", "client"),
    "a reset outside the sequence": ([*established(), back(rst(500))], "open", ""),
    "met midway, still open": ([data(1, 10), back(ack(1, 11))], "open", ""),
    "met midway, closed": ([data(1, 10), fin(11, 1), back(fin(1, 12)), ack(12, 2)], "fin", "client"),
    "met at a reset": ([back(rst())], "rst", "client"),
    "refused after a SYN,ACK": ([syn(), syn_ack(), rst(1)], "rst", "client"),
}


@pytest.mark.parametrize(("lines", "how", "who"), STORIES.values(), ids=STORIES.keys())
def test_the_end_is_told_and_who_brought_it(lines: list[Line], how: str, who: str) -> None:
    connection = see(lines).connection
    assert (how_closed(connection), who_closed(connection)) == (how, who)


def test_every_ending_has_its_story() -> None:
    endings = {"fin", "simultaneous", "rst", "fin_rst", "refused", "unanswered", "gave_up", "open"}
    assert {how for _, how, _ in STORIES.values()} == endings


def test_a_fin_sent_again_is_still_the_first_one() -> None:
    connection = see([*fin_wait_1(), late(fin(), 300), back(ack(1, 2)), back(fin(1, 2)), ack(2, 2)]).connection
    assert (how_closed(connection), connection.first_fin_row) == ("fin", 3)
