"""Numbers at a place in a buffer. (Compiled, they are C inside the framers and decoders, whose tests hold that.)"""

import pytest

from tui_tcp.wire import octets

DATA = memoryview(bytes(range(1, 11)))


def test_both_orders() -> None:
    assert octets.b16(DATA, 1) == 0x0203
    assert octets.b32(DATA, 1) == 0x02030405
    assert octets.b64(DATA, 1) == 0x0203040506070809
    assert octets.l16(DATA, 1) == 0x0302
    assert octets.l32(DATA, 1) == 0x05040302


@pytest.mark.parametrize(("read", "size"), [(octets.b16, 2), (octets.b32, 4), (octets.b64, 8), (octets.l32, 4)])
def test_nothing_is_read_beyond_the_end(read: object, size: int) -> None:
    assert callable(read)
    read(DATA, 10 - size)
    with pytest.raises(IndexError):
        read(DATA, 11 - size)
