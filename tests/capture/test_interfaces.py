"""Interfaces as the kernel has them."""

from tests.capture.wire import FAR, NAME, Wire, wait_until
from tests.wire.packets import ether, ip4, tcp
from tui_tcp.capture import interfaces as module
from tui_tcp.capture.interfaces import Interface, Rates, Traffic, interfaces


def test_loopback_is_there_and_any_is_last() -> None:
    found = interfaces()
    loopback = next(interface for interface in found if "127.0.0.1" in interface.addresses)
    assert loopback.state == "up"
    assert found[-1].name == "any"


def test_states_and_addresses_of_a_namespace(wire: Wire) -> None:
    wire.here.ip("link add down0 type veth peer name down1")
    wire.there.ip(f"link set {FAR} down")
    with wire.here.entered():
        wait_until(lambda: {interface.name: interface.state for interface in interfaces()}[NAME] == "no carrier")
        found = {interface.name: interface for interface in interfaces()}
    assert found[NAME].addresses == ["10.7.0.1"]
    assert found["down0"].state == "down"


def test_a_rate_is_what_passed_since_the_last_look() -> None:
    counts = iter([{"a": Traffic(10, 1000)}, {"a": Traffic(30, 4000), "new": Traffic(5, 5)}])
    original, module._counts = module._counts, lambda: next(counts)
    try:
        rates = Rates()
        found = rates.look()
    finally:
        module._counts = original
    assert found["a"].bytes == 150 * found["a"].packets > 0
    assert found["new"] == Traffic(0, 0)
    assert found["any"] == found["a"]


def test_what_state_is_called() -> None:
    assert [Interface("x", *flags).state for flags in ((True, True), (True, False), (False, False))] == [
        "up",
        "no carrier",
        "down",
    ]


def test_counts_are_read(wire: Wire) -> None:
    before = wire.passed()
    wire.send(ether(ip4(tcp())))
    assert wire.passed() == before + 1
