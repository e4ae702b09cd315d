from pathlib import Path

from tests.dissect import builders as b
from tests.model.captures import session_with
from tests.verdicts.captures import path
from tests.views.builders import read
from tui_tcp.verdicts.errors import read_error, refusal


def test_a_prohibition() -> None:
    session = read(path("verdicts/prohibited.client"))
    error = read_error(session, 1)
    assert error and error.is_unreachable and not error.is_too_big
    assert (error.sender, error.kind, error.code) == ("10.9.0.2", 3, 13)
    assert refusal(session, 1) == error


def test_a_packet_that_was_too_large() -> None:
    session = read(path("verdicts/mtu_found.client"))
    error = read_error(session, 8)
    assert error and error.is_too_big and error.mtu == 1000
    assert refusal(session, 8) is None


def test_a_frame_without_an_error() -> None:
    assert read_error(read(path("refused.client")), 0) is None


def test_an_error_in_fragments(tmp_path: Path) -> None:
    error = bytes((3, 13)) + bytes(6) + b.ip(b.tcp(), 6)
    frames = [b.ether(b.ip(error[:16], 1, fragment=0x2000)), b.ether(b.ip(error[16:], 1, fragment=2))]
    found = refusal(session_with(tmp_path, frames), 1)
    assert found is not None and (found.kind, found.code) == (3, 13)
