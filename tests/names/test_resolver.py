"""Asking for names: each address once, in a few threads that nobody waits for."""

from threading import Event, Lock
from time import monotonic, sleep

from tests.names.packets import CLIENT, SERVER
from tui_tcp.names import resolver as asking
from tui_tcp.names.resolver import MOST_WAITING, Resolver, look_up

LOCAL = bytes((127, 0, 0, 1))


class Book:
    """Answers from a table, and keeps what it was asked."""

    def __init__(self, **names: str) -> None:
        self.names = {bytes((10, 9, 0, int(last[1:]))): name for last, name in names.items()}
        self.asked: list[bytes] = []
        self._lock = Lock()

    def __call__(self, address: bytes) -> str:
        with self._lock:
            self.asked.append(address)
        return self.names.get(address, "")


def await_answers(resolver: Resolver) -> None:
    deadline = monotonic() + 5
    while resolver.is_behind and monotonic() < deadline:
        sleep(0.005)
    assert not resolver.is_behind


def test_every_address_is_asked_for_once_also_where_there_is_no_answer() -> None:
    book = Book(_2="two.a")
    resolver = Resolver(5, book)
    for _ in range(3):
        resolver.ask([SERVER, CLIENT, SERVER])
    assert sorted(book.asked) == [CLIENT, SERVER]
    assert (resolver.name(SERVER), resolver.name(CLIENT), resolver.edition) == ("two.a", "", 1)


def test_answers_are_hostile_text() -> None:
    resolver = Resolver(5, lambda _: "\x1b[31mred\u202e" + "x" * 999)
    resolver.ask([SERVER])
    assert resolver.name(SERVER).startswith("\\x1b[31mred\\u202ex") and len(resolver.name(SERVER)) == 255


def test_without_patience_nobody_waits() -> None:
    gate = Event()
    resolver = Resolver(0, lambda _: "late.a" if gate.wait(9) else "")
    begun = monotonic()
    resolver.ask([SERVER])
    assert resolver.name(SERVER) == "" and resolver.is_behind and monotonic() - begun < 0.5
    gate.set()
    await_answers(resolver)
    assert resolver.name(SERVER) == "late.a"


def test_patience_is_for_all_questions_together() -> None:
    gate = Event()
    resolver = Resolver(0.2, lambda _: str(gate.wait(9)))
    begun = monotonic()
    for last in range(50):
        resolver.ask([bytes((10, 0, 0, last))])
    assert 0.2 <= monotonic() - begun < 1
    gate.set()
    await_answers(resolver)


def test_few_threads_ask_and_the_newest_goes_first() -> None:
    gate, most = Event(), [0, 0]
    lock = Lock()
    book = Book()

    def slow(address: bytes) -> str:
        with lock:
            most[0] += 1
            most[1] = max(most)
        gate.wait(9)
        with lock:
            most[0] -= 1
        return book(address)

    resolver = Resolver(0, slow)
    addresses = [number.to_bytes(4, "big") for number in range(3 * MOST_WAITING)]
    for address in addresses:
        resolver.ask([address])
    sleep(0.05)
    gate.set()
    await_answers(resolver)
    assert most[1] == asking._THREADS
    assert len(book.asked) <= MOST_WAITING + asking._THREADS
    assert addresses[-1] in book.asked[: 2 * asking._THREADS]


def test_this_computer_knows_itself() -> None:
    """The table of hosts, which every computer has; no network is needed for it."""
    assert look_up(LOCAL)
    assert look_up(b"\x00" * 3 + b"\xff" * 13) == ""
