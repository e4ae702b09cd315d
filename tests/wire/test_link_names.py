"""Names of link types that are not read."""

from tui_tcp.wire.cursor import LINK_TYPE
from tui_tcp.wire.link_names import LINK_NAMES, link_name
from tui_tcp.wire.links import LINK_STEPS
from tui_tcp.wire.odd_links import ODD_LINK_STEPS


def test_names() -> None:
    assert [link_name(number) for number in (195, 150, 4711)] == [
        "195 (IEEE 802.15.4)",
        "150 (for private use)",
        "4711",
    ]


def test_what_is_read_needs_no_name() -> None:
    assert not {LINK_TYPE | number for number in LINK_NAMES} & {*LINK_STEPS, *ODD_LINK_STEPS}
