from textual.app import App

from tests.app.driving import SAMPLE
from tui_tcp.app.name_book import NameBook
from tui_tcp.app.readers import Readers
from tui_tcp.capture.source import open_source
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
