from tests.verdicts.captures import case, said
from tests.verdicts.derived import records, said_of, said_without, session_with
from tui_tcp.verdicts.closing import acknowledged, first_fins, outstanding


def test_four_segments_in_words() -> None:
    assert said("close_client_first.client")["closed"].text == (
        "The client closed first (#8), the server 113 ms later (#10): four segments; the client holds TIME-WAIT"
        " (60 s on Linux)."
    )


def test_an_acknowledgment_that_is_missing() -> None:
    without = said_without("close_client_first.client", lambda number: number == 11)
    assert "the client's acknowledgment of it was not captured" in without["closed"].text


def test_the_places_of_closing() -> None:
    closing = case("close_client_first.client")
    fins = first_fins(closing)
    assert fins == [7, 9]
    assert [acknowledged(closing, fin) for fin in fins] == [8, 10]
    assert not len(outstanding(closing, 0))


def test_a_connection_that_goes_on_is_open() -> None:
    short = said_without("http_ipv4.client", lambda number: number > 10)
    assert short["open_at_end"].text.startswith("Still open when the capture ended; the last segment was the")


def test_a_reset_when_all_was_over_is_told() -> None:
    frames = records("close_client_first.client")
    time, last = frames[-1]
    reset = last[:47] + b"\x04" + last[48:]  # the last ACK's numbers
    text = said_of(session_with([*frames, (time + 500, reset)]))["closed"].text
    assert f"the client then sent a reset (#{len(frames) + 1}), which harmed nothing" in text
    assert "then sent a reset" not in said("close_client_first.client")["closed"].text
