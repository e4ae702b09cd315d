"""Options of IPv4 and IPv6."""

from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import labelled, values


def test_ipv4_options_are_named() -> None:
    options = bytes.fromhex("94040000 0707040a090003 00")
    layers = dissect(b.ip(b.tcp(), options=options), 228)
    assert labelled(layers, "Options") == ["12 bytes: Router alert, Record route, End of options"]
    assert labelled(layers, "Hop") == ["10.9.0.3"]
    assert values(layers, "ip.opt.ra") == ["0"]


def test_an_unfinished_source_route_leads_the_checksum_to_its_end() -> None:
    options = bytes.fromhex("8307040a090009 00")
    segment = b.tcp(ends=(b.CLIENT, "10.9.0.9"))
    assert values(dissect(b.ip(segment, options=options), 228), "tcp.checksum")[0].endswith(", correct")


def test_an_impossible_length_ends_the_list_but_not_the_packet() -> None:
    layers = dissect(b.ip(b.tcp(), options=bytes.fromhex("94010000")), 228)
    assert labelled(layers, "Malformed") == ["kind 148 has an impossible length"]
    assert values(layers, "tcp.srcport") == ["51234"]
