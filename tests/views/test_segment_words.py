from tests.views.builders import SYN_OPTIONS, down, handshake, request, session_of
from tui_tcp.views.segment_words import options_text, words_of

SACK = bytes((1, 1, 5, 18)) + b"".join(number.to_bytes(4, "big") for number in (1101, 1201, 1301, 1401))


def test_a_syn_and_its_options() -> None:
    words = words_of(session_of(handshake()), 0, "relative")
    assert (words.flags, words.seq, words.ack, words.window) == ("SYN", 0, None, 1000)
    assert words.options == "mss 1460 ws 7"


def test_a_request() -> None:
    words = words_of(session_of(request()), 3, "relative")
    assert (words.seq, words.ack, words.length) == (1, 1, 18)
    assert (words.protocol, words.message) == ("HTTP", "GET / HTTP/1.1")
    assert words.window == 1000 << 7


def test_raw_numbers() -> None:
    words = words_of(session_of(request()), 3, "raw")
    assert (words.seq, words.ack) == (1001, 5001)


def test_sack_blocks_count_as_the_acknowledgment_does() -> None:
    session = session_of([*request(), down(60, "A", 1, 19, options=SACK)])
    assert words_of(session, 4, "relative").options == "sack 101–201 301–401"
    assert words_of(session, 4, "raw").options == "sack 1101–1201 1301–1401"


def test_broken_options_are_no_fault() -> None:
    header = bytes(12) + bytes((0x70, 0)) + bytes(6)
    for cut in range(len(SYN_OPTIONS)):
        options_text(header + SYN_OPTIONS[:cut], 0, 28, 0, True)
    options_text(header + bytes((2, 200, 2, 0)), 0, 24, 0, True)
    options_text(b"", 0, 60, 0, False)
