from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.model.captures import session_with
from tests.views.builders import closed_by_server, read, request, session_of
from tests.views.looking import check
from tui_tcp.views.detail import Detail
from tui_tcp.views.pieces import text_of

HOSTILE = "fixtures/bad/hostile_payload.pcap"


def labels(detail: Detail) -> list[str]:
    return [line.label for line in detail.outline if not line.depth]


def test_layers_in_order() -> None:
    detail = Detail(session_of(request()), 3, set())
    assert [label.split(",")[0] for label in labels(detail)] == [
        "Frame 4",
        "Connection 0",
        "Ethernet II",
        "Internet Protocol Version 4",
        "Transmission Control Protocol",
        "Hypertext Transfer Protocol",
    ]


def test_what_is_open_stays_open_from_frame_to_frame() -> None:
    session = session_of(closed_by_server())
    turned: set[str] = set()
    detail = Detail(session, 0, turned)
    detail.toggle(detail.index_of("ip"))
    detail.toggle(detail.index_of("tcp"))
    later = Detail(session, 5, turned)
    assert later.outline[later.index_of("ip")].is_open
    assert not later.outline[later.index_of("tcp")].is_open


def test_toggling_twice_changes_nothing() -> None:
    detail = Detail(session_of(request()), 3, set())
    before = list(detail.outline)
    for _ in range(2):
        detail.toggle(detail.index_of("tcp/tcp.flags"))
    assert detail.outline == before


def test_paths_are_unique() -> None:
    detail = Detail(session_of(request()), 3, set())
    paths = [line.path for line in detail.outline]
    assert len(set(paths)) == len(paths)


def test_a_path_that_is_not_visible_leads_to_its_parent() -> None:
    detail = Detail(session_of(request()), 3, set())
    assert detail.outline[detail.index_of("ip/ip.ttl")].path == "ip"
    assert detail.index_of("nothing/of/that") == 0


def test_a_byte_leads_to_its_field() -> None:
    detail = Detail(session_of(request()), 3, set())
    smallest = {offset: detail.smallest(offset) for offset in (34, 0, len(detail.data))}
    assert [smallest[34], smallest[0]] == [detail.index_of("tcp/tcp.srcport"), detail.index_of("eth")]
    assert smallest[len(detail.data)] is None


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("name", ["fixtures/http_ipv6.client.pcap", HOSTILE, "fixtures/bad/no_tcp.pcap"])
def test_every_line_is_harmless(name: str, width: int) -> None:
    session = read(name)
    for row in range(session.frame_count):
        detail = Detail(session, row, set())
        for index in range(len(detail.outline)):
            check(detail.line(index, width), width)


def test_bytes_lie_in_the_frame() -> None:
    session = read("fixtures/http_ipv4.client.pcap")
    for row in range(session.frame_count):
        detail = Detail(session, row, set())
        assert all(line.start + line.size <= len(detail.data) for line in detail.outline)


def test_lines() -> None:
    detail = Detail(session_of(request()), 3, set())
    assert text_of(detail.line(0, 30)) == "▸ Frame 4, 72 bytes           "
    assert text_of(detail.line(detail.index_of("tcp/tcp.srcport"), 40)).rstrip() == "    Source port      50000"


def test_what_came_in_fragments_is_shown_without_places(tmp_path: Path) -> None:
    datagram = b.udp(bytes(40), (5000, 5001))
    frames = [b.ether(b.ip(datagram[:16], 17, fragment=0x2000)), b.ether(b.ip(datagram[16:], 17, fragment=2))]
    session = session_with(tmp_path, frames)
    udp = [line for line in Detail(session, 1, set()).outline if line.path.split("/")[0] == "udp"]
    assert udp[0].label.endswith("5000 -> 5001, len 40 (from fragments)")
    assert len(udp) > 3
    assert not any(line.size for line in udp)
    assert not any(line.path == "udp" for line in Detail(session, 0, set()).outline if "fragments" in line.label)
