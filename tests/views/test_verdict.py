from tests.views.builders import closed_by_server, down, ethernet, ip, read, request, session_of, up
from tui_tcp.model.session import Session
from tui_tcp.views.pieces import STYLES, text_of
from tui_tcp.views.verdict import other_frame, verdict


def said(session: Session, number: int = 0) -> str:
    return text_of(verdict(session, session.connections[number]))


def test_a_clean_connection() -> None:
    assert said(session_of(closed_by_server())) == (
        " Opened in 21.0 ms (#1, #2 and #3); agreed: MSS 1460, windows scaled by 128. Waited 5.0 s for the server's"
        " program to close (#24 to #25); or what it had said was lost before the capture point. The server closed first"
        " (#25), the client 100 ms later (#27): four segments; the server holds TIME-WAIT (60 s on Linux)."
    )


def test_joined_midway() -> None:
    session = session_of([down(0, "A", 1, 1, b"x"), up(5, "A", 1, 2)])
    assert said(session).startswith(" The capture begins after the connection did (#1)")
    assert said(session).endswith("Still open when the capture ended; the last segment was the client's (#2).")


def test_half_closed() -> None:
    session = session_of([*request(), up(40, "FA", 19, 1), down(60, "A", 1, 20)])
    assert "The client had closed (#5), the server had not when the capture ended" in said(session)


def test_problems_come_before_the_rest() -> None:
    text = said(read("fixtures/zero_window.client.pcap"))
    assert text.index("probed 3 times") < text.index("Opened in")


def test_ends_and_frames_have_their_styles_and_the_rest_its_severity() -> None:
    session = read("fixtures/zero_window.client.pcap")
    line = verdict(session, session.connections[0])
    assert {("server", "server"), ("client", "client"), ("#15", "marker")} <= set(line)
    assert {style for text, style in line if "probed 3 times" in text} == {"problem"}
    assert {style for _, style in line} <= STYLES.keys()


def test_a_connection_of_which_only_an_error_speaks() -> None:
    session = read("fixtures/verdicts/prohibited.client.pcap")
    assert "administratively prohibited" in said(session)


def test_a_frame_of_no_connection() -> None:
    assert text_of(other_frame(read("fixtures/bad/no_tcp.pcap"), 0)).startswith(
        " Frame 1 belongs to no TCP connection: "
    )


def test_a_note_comes_before_what_is_only_told() -> None:
    text = said(read("fixtures/fast_retransmit_sack.client.pcap"))
    assert text.index("had to be sent again") < text.index("Opened in")


def test_why_nothing_is_said() -> None:
    session = session_of(
        [(0, ethernet(ip("10.0.0.2", "10.0.0.1", 1, b"\3\1\0\0\0\0\0\0" + up(0, "PA", 9, 9)[1][14:])))]
    )
    assert said(session) == " Nothing of it was captured but an ICMP error that quotes it."
