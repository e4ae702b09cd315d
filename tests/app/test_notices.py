"""What a person sees of captures that hold nothing, or not what they claim."""

from pathlib import Path

import pytest

from tests.app.driving import SAMPLE, app_on, lines_of, opened, text_of_screen, wait_for_end
from tests.fields.frames import QUOTED, icmp
from tests.model.captures import pcap
from tui_tcp.errors import unreadable


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("empty.pcap", "empty"),
        ("text.pcap", "text.pcap"),
        ("cut_in_file_header.pcap", "cut_in_file_header.pcap"),
        ("no_frames.pcap", "no frames"),
        ("no_tcp.pcap", "No TCP connection in"),
    ],
)
async def test_an_empty_list_says_why(fixtures: Path, name: str, says: str) -> None:
    async with opened(fixtures / "bad" / name) as (pilot, screen):
        assert says in text_of_screen(pilot.app)
        await pilot.press("j", "G", "n", "s", "S", "r", "t", "2", "j", "enter", "3", "enter", "z", "z", "v", "j", "v")
        assert screen.flows.row_count == 0


@pytest.mark.parametrize("name", ["cut_in_record.pcap", "cut_in_record_header.pcap", "record_claims_4_gb.pcap"])
async def test_what_stands_before_the_damage_is_shown_with_a_notice(fixtures: Path, name: str) -> None:
    async with opened(fixtures / "bad" / name) as (pilot, screen):
        assert screen.flows.row_count
        assert screen.notice.display
        assert "at byte" in text_of_screen(pilot.app)
        await pilot.press("escape")
        assert not screen.notice.display


async def test_frames_of_a_capture_without_tcp_can_be_looked_at(fixtures: Path) -> None:
    async with opened(fixtures / "bad" / "no_tcp.pcap") as (pilot, screen):
        await pilot.press("v")
        await pilot.pause(0.1)
        assert screen.frames and screen.frames.row_count
        assert screen.detail.outline.row_count
        await pilot.press("enter")
        assert screen.place == "detail"


async def test_noise_is_no_capture(tmp_path: Path) -> None:
    path = tmp_path / "noise.pcap"
    path.write_bytes(bytes(range(256)) * 40)
    async with app_on(path).run_test() as pilot:
        await wait_for_end(pilot)
        await pilot.press("q")
    assert pilot.app.exit_status == 2  # type: ignore[attr-defined]


async def test_a_good_capture_has_no_notice() -> None:
    async with opened(SAMPLE) as (_, screen):
        assert not screen.notice.display


async def test_a_connection_that_only_an_error_quotes_has_no_segments(tmp_path: Path) -> None:
    path = tmp_path / "quoted.pcap"
    path.write_bytes(pcap([icmp(3, bytes(4) + QUOTED)]))
    async with opened(path) as (_, screen):
        assert screen.flows.row_count == 1
        assert "No segment of this connection was captured." in "".join(lines_of(screen.ladder))


async def test_what_cannot_be_read_again_is_told_and_the_screen_lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as (pilot, screen):

        def fail(position: int, size: int) -> bytes:
            raise unreadable(OSError(5, "Input/output error"), position)

        monkeypatch.setattr(screen.session.source, "read", fail)
        await pilot.press("2", "j", "j", "3")
        await pilot.pause(0.1)
        assert "Input/output error (at byte" in text_of_screen(pilot.app)
        await pilot.press("v", "3", "enter", "escape", "escape", "escape")
        await pilot.press("slash", *"frame contains 00", "enter")
        await pilot.pause(0.1)
        assert text_of_screen(pilot.app).count("Input/output error") == 1


async def test_hostile_payload_is_text(fixtures: Path) -> None:
    async with opened(fixtures / "bad" / "hostile_payload.pcap", (200, 60)) as (pilot, screen):
        seen = ""
        for row in range(screen.ladder.row_count):
            screen.ladder.move_to(row)
            await pilot.pause(0.1)
            seen += text_of_screen(pilot.app)
        await pilot.press("v", "3", "G", "enter")
        seen += text_of_screen(pilot.app)
        assert not [char for char in seen if not char.isprintable() and char != "\n"]
        assert "[bold]" in seen or "[red]" in seen or "[/" in seen
