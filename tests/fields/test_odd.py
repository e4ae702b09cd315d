"""Frames by dissection."""

from pathlib import Path

from tests.fields.frames import QUOTED, icmp
from tests.model.captures import session_with
from tui_tcp.fields.odd import odd_frame


def test_every_layer_has_its_place_and_its_end(tmp_path: Path) -> None:
    whole = icmp(3, bytes(4) + QUOTED)
    session = session_with(tmp_path, [whole])
    places = odd_frame(session, 0, whole).places
    assert [place.name for place in places][:5] == ["eth", "ip", "icmp", "ip", "tcp"]
    assert places[4].at == 14 + 20 + 8 + 20
    assert odd_frame(session, 0, b"").places == places  # remembered
