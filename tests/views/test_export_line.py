from tui_tcp.views.export_line import asking, complaint, writing, written
from tui_tcp.views.pieces import text_of

PORTIONS = [("filtered", 1), ("connection 3", 1234)]


def test_what_can_be_written_and_what_is_chosen() -> None:
    line = asking(PORTIONS, 1)
    assert text_of(line) == " Export  Tab changes:  filtered: 1 frame  connection 3: 1,234 frames"
    assert [text for text, style in line if style == "title"] == ["connection 3: 1,234 frames"]
    assert "Tab" not in text_of(asking(PORTIONS[:1], 0))


def test_how_far_it_is() -> None:
    assert text_of(writing(0.456)) == " Writing: 45 %  Esc stops"


def test_what_became_of_it_is_printable() -> None:
    assert text_of(written(2, "/a\x1bb.pcap", ["a\n"])) == r" Wrote 2 frames to /a\x1bb.pcap; a\n"
    assert text_of(complaint("\x07")) == r" Not written: \x07"
