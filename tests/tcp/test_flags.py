"""The names of the control bits."""

import pytest

from tui_tcp.tcp.flags import ACK, AE, FIN, NAMES, PSH, RST, SYN, flag_text


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        (SYN, "SYN"),
        (SYN | ACK, "SYN,ACK"),
        (FIN | PSH | ACK, "FIN,PSH,ACK"),
        (RST | ACK, "RST,ACK"),
        (AE, "AE"),
        (0, ""),
    ],
)
def test_what_opens_and_closes_is_named_first(flags: int, text: str) -> None:
    assert flag_text(flags) == text


def test_every_bit_has_one_name() -> None:
    assert sum(NAMES) == 0x1FF
    assert len(set(NAMES.values())) == 9
