"""Filters that are refused: where, and what is said."""

import pytest

from tui_tcp.filters import FilterError, compile_filter

REFUSED: dict[str, tuple[int, str]] = {
    "tcp.prt == 80": (0, "no field 'tcp.prt'; did you mean tcp.port"),
    "tcp and foo": (8, "no field 'foo'"),
    "tcp.port ==": (11, "a field or a value"),
    "(tcp": (4, "')'"),
    "tcp)": (3, "not expected"),
    "tcp udp": (4, "an operator"),
    'frame contains "GET': (15, "closing quote"),
    "tcp.port == http": (12, "tcp.port is of type number, http is"),
    "tcp.port == abc": (12, "a number"),
    "tcp.port == 70000": (12, "more than tcp.port can be: 65535"),
    'tcp.port == "80"': (12, "a number"),
    "ip.src == 10.0.0": (10, "an IPv4 address"),
    "ip.src == ::1": (10, "an IPv4 address"),
    "ip.src == 10.0.0.1/33": (10, "an IPv4 address"),
    "ipv6.src == 10.0.0.1": (12, "an IPv6 address"),
    "eth.src == 02:00": (11, "a hardware address"),
    "ip.src == eth.src": (10, "ip.src is"),
    'tcp.port contains "8"': (9, "no text or bytes"),
    'tcp.port matches "8"': (9, "no text or bytes"),
    "tcp matches get": (12, "in quotes"),
    'frame matches "("': (14, "no regular expression"),
    'frame contains "\\d"': (16, "is no escape"),
    "tcp.payload contains GET": (21, "bytes"),
    "tcp.analysis.flags == 1": (19, "write it alone"),
    "tcp.port[0] == 1": (8, "no bytes to cut"),
    "ip.src[0:0] == 1": (7, "no bytes"),
    "ip.src[3-1] == 1": (7, "ends before"),
    "ip.src[x] == 1": (7, "a slice is written"),
    "ip.addr#0 == 10.0.0.1": (7, "counted from 1"),
    "len(tcp.payload)": (0, "compare it"),
    "size(tcp) == 1": (0, "no function 'size'"),
    "len(tcp, ip) == 1": (0, "1 argument"),
    "upper(tcp.port) == x": (6, "takes a text"),
    "80 == tcp.port": (0, "no field '80'"),
    '"a" == tcp.port': (0, "stands on the left"),
    "80 in {80}": (0, "only a field"),
    "tcp.port in {}": (13, "'}'"),
    "tcp.port in 80": (12, "'{'"),
    "tcp.flags.syn + 1 == 1": (14, "do not go together"),
    "tcp.len == 1 / 0": (13, "division by zero"),
    "frame.time_relative == 1x": (23, "seconds"),
    'frame.time > "yesterday"': (13, "a time"),
    "flow.rtt > 2%": (11, "no percentage"),
    "flow.bytes > 1XB": (13, "kB"),
    "tcp.flags.syn == maybe": (17, "1, 0, True or False"),
    "tcp ; udp": (4, "stands for nothing"),
    "tcp.port = 80": (9, "did you mean ==?"),
    'flow.verdict == "opend"': (16, "did you mean opened"),
    'flow.close == "rts"': (14, "flow.close is never 'rts'; did you mean rst?"),
    'flow.closed_by in {"client", "me"}': (29, "never 'me'; it is one of client, server, both"),
    'segment.finding == "zero_windw"': (19, "did you mean zero_window"),
    "": (0, "ends where"),
    f"tcp.len == {'9' * 5_000}": (11, "tcp.len wants a number"),
    f"flow.rtt > {'9' * 5_000}ms": (11, "flow.rtt wants seconds"),
    f"ip.src == 10.0.0.1/{'9' * 5_000}": (10, "wants an IPv4 address"),
    "ip.src == ${nope}": (10, "no field 'nope'"),
    "max() == 1": (0, "takes 1 argument or more"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_it_is_refused_there_and_for_that(text: str) -> None:
    column, said = REFUSED[text]
    with pytest.raises(FilterError) as caught:
        compile_filter(text)
    assert caught.value.column == column
    assert said in caught.value.message
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 400
