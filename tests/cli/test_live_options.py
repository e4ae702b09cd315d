"""The options of live capture: what they ask for, and what they cannot."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.wire.files import pcap_header, record
from tui_tcp.capture.source import open_source
from tui_tcp.capture.wish import Wish
from tui_tcp.cli.live import Feed
from tui_tcp.cli.live import _feed as feed_of
from tui_tcp.model.session import Session

NOTHING: dict[str, object] = {
    "bpf": None,
    "snaplen": 0,
    "out": None,
    "force": False,
    "count": None,
    "stops": (),
    "ring": (),
}
NOTHING |= {"host": None, "follow": False, "max_packets": None, "max_memory": None}


def wish_of(**given: object) -> Feed:
    found = feed_of(None, ("eth0",), **{**NOTHING, **given})  # type: ignore[arg-type]
    assert found
    return found


def test_an_interface_that_is_not_named_is_to_be_chosen(run: Run) -> None:
    found = feed_of(None, ("/",), **NOTHING)  # type: ignore[arg-type]
    assert found and found.wants_choice
    for words in (("flows", "-i"), ("-i",), ("packets", "--iface", "-c", "3")):
        said = run(*words)
        assert said.exit_code == 2 and "name an interface" in said.stderr
    assert "needs an interface" in run("flows", "--ssh", "host", "-i").stderr


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ({"stops": ("duration:1.5",)}, "seconds", 1.5),
        ({"stops": ("filesize:10",)}, "size", 10_000),
        ({"stops": ("filesize:3M",)}, "size", 3_000_000),
        ({"stops": ("packets:7",)}, "packets", 7),
        ({"count": 9}, "packets", 9),
        ({"ring": ("filesize:5",)}, "file_size", 5000),
        ({"ring": ("files:3", "filesize:1G")}, "files", 3),
        ({"bpf": ""}, "filter", ""),
        ({}, "filter", None),
        ({"snaplen": 0}, "snaplen", 262144),
        ({"out": "a.pcap"}, "path", Path("a.pcap")),
    ],
)
def test_what_options_ask_for(given: dict[str, object], name: str, value: object) -> None:
    assert getattr(wish_of(**given).wish, name) == value


@pytest.mark.parametrize(
    ("feed", "seconds", "is_enough"),
    [
        (Feed(Wish(("eth0",), packets=3)), 9, False),  # its child counts
        (Feed(Wish(("eth0",), packets=3), host="host"), 9, True),
        (Feed(Wish((), seconds=9), path="a.pcap"), 8.9, False),
        (Feed(Wish((), seconds=9), path="a.pcap"), 9, True),
        (Feed(Wish((), size=1), path="a.pcap"), 0, True),
    ],
)
def test_when_it_is_enough(tmp_path: Path, feed: Feed, seconds: float, is_enough: bool) -> None:
    (tmp_path / "a.pcap").write_bytes(pcap_header() + record() * 3)
    session = Session(open_source(str(tmp_path / "a.pcap")))
    session.read()
    assert feed.is_enough(session, seconds) == is_enough
    session.source.close()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["flows", "-i", "lo", "-a", "forever:1"], "-a forever:1: not known; there are duration:N, filesize:N"),
        (["flows", "-i", "lo", "-a", "duration:0"], "-a duration:0: wants a number above 0"),
        (["flows", "-i", "lo", "-a", "packets:1k"], "-a packets:1k: wants a number above 0"),
        (["flows", "-i", "lo", "-b", "files:3"], "-b files:N keeps the newest of many files: say with -b filesize"),
        (["flows", "-i", "lo", "-b", "files:1", "-b", "filesize:9"], "-b files:1 would drop what was just captured"),
        (["flows", "-i", "lo", "a.pcap"], "either a.pcap is read or an interface: leave one out"),
        (["flows", "a.pcap", "-c", "3"], "-c is for live capture: name an interface with -i"),
        (["flows", "--follow"], "--follow needs a file"),
        (["flows", "--follow", "-"], "--follow needs a file"),
        (["flows", "a.pcap", "--max-memory", "much"], "--max-memory much: wants a number above 0, such as 500M"),
        (["flows", "--ssh", "host"], "--ssh needs an interface"),
        (["flows", "--ssh", "host", "-i", "any", "-b", "filesize:9"], "of a pipe -b keeps the newest, in no file: say"),
        (["flows", "-", "-b", "filesize:9"], "of a pipe -b keeps the newest, in no file: say filesize:KB and files:N"),
        (["flows", "a.pcap", "-b", "filesize:9"], "-b is for live capture: name an interface with -i"),
        (
            ["flows", "--ssh", "h", "-i", "any", "-b", "filesize:9", "-b", "files:2", "-w", "x"],
            "of a pipe -b keeps the newest, in no file",
        ),
    ],
)
def test_what_options_cannot_ask_for(words: list[str], message: str, run: Run) -> None:
    result = run(*words)
    assert result.stderr.startswith(f"tcptui: {message}")
    assert result.exit_code == 2
