import pytest

from tests.views.builders import Timed, closed_by_server, down, read, refused, request, session_of, up
from tui_tcp.views.closing_words import NARROW, WIDTH, closed_by, order_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("close_client_first", "client FIN"),
        ("close_server_first", "server FIN"),
        ("simultaneous_close", "both FIN"),
        ("refused", "refused"),
        ("syn_blackhole", "no answer"),
        ("rst_linger0", "server RST"),
        ("rst_after_close", "server FIN+RST"),
    ],
)
def test_words(name: str, words: str) -> None:
    connection = read(f"fixtures/{name}.client.pcap").connections[0]
    text, _ = closed_by(connection, WIDTH)
    assert text == words
    assert len(closed_by(connection, NARROW)[0]) <= NARROW


def test_who_closed_has_its_colour() -> None:
    assert closed_by(session_of(closed_by_server()).connections[0], WIDTH) == ("server FIN", "server")
    assert closed_by(session_of(request()).connections[0], WIDTH) == ("still open", "dim")


def test_endings_sort_by_kind() -> None:
    endings = [closed_by_server(), refused(), request()]
    orders = [order_of(session_of(frames).connections[0]) for frames in endings]
    assert orders == sorted(orders)


def test_a_server_that_repeats_its_answer_gave_nothing_up() -> None:
    answers = [down(20 + 1000 * (2**tries - 1), "SA", 0, 1) for tries in range(6)]
    half = session_of([up(0, "S", 0, 0), *answers]).connections[0]
    assert closed_by(half, WIDTH) == ("half-open", "problem")
    assert closed_by(session_of(retried()).connections[0], WIDTH)[0] == "gave up"


def retried() -> list[Timed]:
    """A request that is sent six times."""
    return [*request(), *(up(30 + 300 * 2**tries, "PA", 1, 1, b"GET / HTTP/1.1\r\n\r\n") for tries in range(5))]
