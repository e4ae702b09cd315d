import pytest

from tests.views.builders import closed_by_server, down, read, request, session_of, up, with_a_copy
from tui_tcp.model.session import Session
from tui_tcp.tcp.findings import BITS
from tui_tcp.views.pieces import STYLES, text_of
from tui_tcp.views.verdict import first_with, other_frame, verdict


def said(session: Session, number: int = 0) -> str:
    return text_of(verdict(session, session.connections[number]))


def test_a_clean_connection() -> None:
    assert said(session_of(closed_by_server())) == (
        " Opened in 21.0 ms (#1). 18 B from client, 1.00 kB from server; nothing sent again."
        " The server closed first (#25), the client 100 ms later (#27): four segments, clean, TIME-WAIT on the server."
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("refused", "Refused: the SYN (#1) was answered by a reset (#2) after 10.9 ms: nobody listens"),
        ("syn_blackhole", "No answer to 3 SYNs in 3.0 s (#1): dropped by a filter"),
        (
            "teardown_3seg",
            "the server answered with its own FIN (#11): three segments, clean, TIME-WAIT on the client.",
        ),
        ("simultaneous_close", "their FINs crossed, clean, TIME-WAIT on the client and server."),
        ("rst_linger0", "The server reset the connection (#14)."),
        ("rst_after_close", "The server closed first (#8), and then reset the connection (#11)."),
        ("zero_window", "the server had no room (#15)."),
        ("three_losses", "client sent 3 segments again (first #31)."),
    ],
)
def test_words(name: str, words: str) -> None:
    assert words in said(read(f"fixtures/{name}.client.pcap"))


def test_joined_midway() -> None:
    session = session_of([down(0, "A", 1, 1, b"x"), up(5, "A", 1, 2)])
    assert said(session).startswith(" Captured from the middle on; which end is the client is a guess.")
    assert said(session).endswith("Still open when the capture ended, last segment #2.")


def test_half_closed() -> None:
    session = session_of([*request(), up(40, "FA", 19, 1), down(60, "A", 1, 20)])
    assert "The client closed (#5), the server had not when the capture ended, last segment #6." in said(session)


def test_ends_and_frames_have_their_styles() -> None:
    session = session_of(closed_by_server())
    line = verdict(session, session.connections[0])
    assert {("server", "server"), ("#25", "marker"), ("clean", "good")} <= set(line)
    assert {style for _, style in line} <= STYLES.keys()


def test_the_first_frame_with_a_finding() -> None:
    session = session_of(with_a_copy())
    assert first_with(session, session.connections[0], BITS["retransmission"]) == 4
    assert first_with(session, session.connections[0], BITS["zero_window"]) == -1


def test_a_frame_of_no_connection() -> None:
    assert text_of(other_frame(read("fixtures/bad/no_tcp.pcap"), 0)).startswith(
        " Frame 1 belongs to no TCP connection: "
    )
