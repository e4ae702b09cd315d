"""The names of the kinds of frames."""

from tui_tcp.model.protocols import PROTOCOLS
from tui_tcp.wire.frames import Kind


def test_every_kind_has_a_name() -> None:
    assert set(PROTOCOLS) == {int(kind) for kind in Kind}
