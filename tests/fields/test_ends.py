"""The ends of connections, as arrays."""

from pathlib import Path

from tests.builders import back, data, syn
from tests.fields.frames import slab
from tests.model.captures import frame, session_with
from tui_tcp.fields.ends import ends_of, senders


def test_ends_stand_by_direction_whoever_is_the_client(tmp_path: Path) -> None:
    session = session_with(tmp_path, [frame(back(data(1, 5))), frame(syn(), port=50_000)])
    ends = ends_of(session)
    assert ends.ports.tolist() == [80, 40_000, 50_000, 80]
    assert ends.ipv4.tolist() == [0x0A090002, 0x0A090001, 0x0A090001, 0x0A090002]
    assert not ends.is_ipv6.any()
    assert ends_of(session) is ends
    assert senders(slab(session)).tolist() == [0, 2]
