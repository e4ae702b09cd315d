from tui_tcp.views.pieces import text_of, width_of
from tui_tcp.views.welcome import INTERFACES, SAMPLE, welcome


def test_what_can_be_chosen() -> None:
    entries = welcome(["/a/b.pcap", "/c/d.pcapng"], ["lo", "eth7"], 80)
    assert [choice for _, choice in entries if choice] == [SAMPLE, "/a/b.pcap", "/c/d.pcapng", INTERFACES]
    assert any("tcptui -i eth7" in text_of(line) for line, _ in entries)


def test_paths_are_harmless_and_fit() -> None:
    entries = welcome(["/tmp/\x1b[31m" + "x" * 200 + ".pcap"], [], 60)
    lines = [line for line, choice in entries if choice.endswith(".pcap")]
    assert text_of(lines[0]).isprintable()
    assert width_of(lines[0]) <= 60


def test_without_interfaces_none_is_offered() -> None:
    assert INTERFACES not in [choice for _, choice in welcome([], [], 80)]


def test_many_interfaces_fit() -> None:
    entries = welcome([], [f"eth{number}" for number in range(50)], 60)
    assert [width_of(line) for line, choice in entries if choice == INTERFACES] == [60 - 1]
