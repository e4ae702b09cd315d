"""Every way out that a message names."""

from tui_tcp.capture.advice import with_help
from tui_tcp.capture.wish import Wish

WISH = Wish(("eth0", "lo"))


def test_who_may_not_capture_is_told_three_ways() -> None:
    told = with_help("eth0: no", "permission", WISH)
    assert told.startswith("eth0: no. Three ways")
    assert "(1) sudo" in told
    assert "(2) sudo setpriv --reuid $USER" in told
    assert "-i eth0 -i lo" in told
    assert "dumpcap -q -P -i eth0 -w - |" in told
    assert "\n" not in told


def test_the_interface_that_is_down_is_the_one_that_is_named() -> None:
    told = with_help("lo: That device is not up", "down", WISH)
    assert told == "lo: That device is not up; ip link set lo up brings it up"


def test_what_nobody_can_help_with_is_told_alone() -> None:
    assert with_help("it broke", "", WISH) == "it broke"
