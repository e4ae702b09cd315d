"""What a chunk keeps of each segment, and what the ends agree on for the window."""

import pytest

from tests.builders import SERVER_ISS, Line, back, established, see, syn, syn_ack
from tui_tcp.tcp.columns import SHIFT_UNKNOWN, SHIFT_UNUSED
from tui_tcp.tcp.flags import ACK, SYN


def test_a_row_is_read_with_its_place_and_time() -> None:
    connection = see(established()).connection
    assert (connection.first_row, connection.last_row) == (0, 2)
    assert connection.last_time - connection.first_time == 2_000_000


def test_numbers_on_the_wire_are_taken_modulo_2_to_the_32() -> None:
    wrapped = [Line(SYN, -1001), back(Line(SYN | ACK, -SERVER_ISS - 1, -1000)), Line(ACK, -1000, -SERVER_ISS)]
    assert see(wrapped).states == ("ESTABLISHED", "ESTABLISHED")


def test_the_mss_option_is_kept_for_each_end() -> None:
    lines = [Line(SYN, mss=1460), Line(SYN | ACK, 0, 1, from_server=True, mss=1380)]
    connection = see(lines).connection
    assert (connection.client.mss, connection.server.mss) == (1460, 1380)


@pytest.mark.parametrize(
    ("offered", "answered", "shifts"),
    [
        pytest.param(7, 9, (7, 9), id="both offer"),
        pytest.param(7, None, (SHIFT_UNUSED, SHIFT_UNUSED), id="the server does not"),
        pytest.param(None, 9, (SHIFT_UNUSED, SHIFT_UNUSED), id="the client does not"),
        pytest.param(0, 0, (0, 0), id="both offer to scale by one"),
    ],
)
def test_windows_are_scaled_only_if_both_ends_offer_it(
    offered: int | None, answered: int | None, shifts: tuple[int, int]
) -> None:
    lines = [scaled(syn(), offered), scaled(syn_ack(), answered)]
    connection = see(lines).connection
    assert (connection.client.shift, connection.server.shift) == shifts


def scaled(line: Line, shift: int | None) -> Line:
    return line if shift is None else Line(line.flags, line.seq, line.ack, from_server=line.from_server, shift=shift)


def test_without_the_syns_the_scale_stays_unknown() -> None:
    connection = see([Line(ACK, 1, 1, 10)]).connection
    assert connection.client.shift == SHIFT_UNKNOWN
