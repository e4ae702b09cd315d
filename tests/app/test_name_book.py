from pathlib import Path

from textual.app import App

from tests.app.driving import SAMPLE
from tests.dissect.builders import client_hello, ether
from tests.model.captures import ARP, FILLED, pcap
from tests.names.packets import segment
from tui_tcp.app.name_book import NameBook
from tui_tcp.app.readers import Readers
from tui_tcp.capture.source import open_source
from tui_tcp.model.bound import Bound
from tui_tcp.model.session import Session


async def test_names_are_gathered_until_all_is_read() -> None:
    session = Session(open_source(str(SAMPLE)))
    app = App[None]()
    async with app.run_test() as pilot:
        book = NameBook(Readers(app, session.source), session)
        book.want()
        book.want()
        await pilot.pause(0.05)
        assert not book.is_complete
        session.read()
        await app.workers.wait_for_complete()
        assert book.is_complete and book.edition and book.names
        assert book.names.of(session.connections[1]) == "www.example.com"


async def test_nothing_is_gathered_of_a_capture_that_was_left() -> None:
    session = Session(open_source(str(SAMPLE)))
    app = App[None]()
    async with app.run_test():
        readers = Readers(app, session.source)
        book = NameBook(readers, session)
        book.want()
        readers.leave()
        await app.workers.wait_for_complete()
        assert not book.is_complete


async def test_names_of_frames_that_go_from_memory_are_kept_before_anybody_wants_them(tmp_path: Path) -> None:
    path = tmp_path / "long.pcap"
    named = [segment(flags=0x02, seq=0), segment(client_hello(b"sni.a"))]
    path.write_bytes(pcap([*named, *[ether(bytes(28), ARP)] * FILLED]))
    session = Session(open_source(str(path)), Bound(packets=1))
    app = App[None]()
    async with app.run_test():
        book = NameBook(Readers(app, session.source), session)
        session.read()
        assert session.columns.first > 2
        book.want()
        await app.workers.wait_for_complete()
        assert book.names and book.names.of(session.connections[0]) == "sni.a"
