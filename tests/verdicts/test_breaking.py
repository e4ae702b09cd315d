from tests.verdicts.derived import records, said_of, session_with
from tests.verdicts.test_origin import numbered
from tests.views.builders import CLIENT, SERVER, Timed, down, handshake, session_of, udp_frame, up
from tui_tcp.verdicts.catalogue import Severity


def test_fewer_than_three_tries_are_no_giving_up() -> None:
    assert "gave_up" not in said_of(session_with(records("verdicts/gave_up.client")[:9]))


def fin_without_answer(times: int) -> list[Timed]:
    """The server closes; the client's FIN is sent so often, and nothing is heard of the server any more."""
    return [
        *handshake(),
        down(30, "FA", 1, 1),
        up(30.1, "A", 1, 2),
        *(up(31 + 300 * 2**number, "FA", 1, 2) for number in range(times)),
    ]


def test_a_fin_that_nothing_acknowledges() -> None:
    found = said_of(session_of(fin_without_answer(5)))
    assert "The client got no answer to 5 tries in 4.5 s" in found["gave_up"].text
    assert found["gave_up"].text.endswith("only its FIN was still to be acknowledged.")
    assert found["gave_up"].severity is Severity.NOTE
    assert found["closed"].text.endswith("nothing acknowledged it.")
    assert not {"last_ack_lost", "half_closed"} & set(found)
    answered = said_of(session_of([*fin_without_answer(5), down(6000, "A", 2, 2)]))
    assert "gave_up" not in answered and "last_ack_lost" in answered


def idle_and_reset(*numbers: int) -> list[Timed]:
    """An exchange, a minute of silence, and the client's reset; IP identifications of its last ACK and of that."""
    ack, reset = numbers
    return [
        *(numbered(frame, 100 + at) for at, frame in enumerate(handshake())),
        numbered(down(40, "PA", 1, 1, b"x" * 100), 7),
        numbered(up(41, "A", 1, 101), ack),
        numbered(up(60_041, "RA", 1, 101), reset),
    ]


def test_against_its_own_reset_keep_alives_do_not_help_an_end() -> None:
    found = said_of(session_of(idle_and_reset(103, 104)))
    assert "the client itself reset the connection (#6; its TTL and number" in found["idle_timeout"].text
    assert "keep-alives" not in found["idle_timeout"].text
    assert not {"reset_unread", "aborted", "waited"} & set(found)
    for other in (0, 30_000):
        text = said_of(session_of(idle_and_reset(103, other)))["idle_timeout"].text
        assert text.endswith("or that of a device between the two, which keep-alives would prevent.")


def test_a_reset_that_both_ends_outlived() -> None:
    talk = [frame for at in range(4) for frame in exchange(3000 + 1000 * at, at)]
    found = said_of(session_of([*handshake(), *exchange(30, -1), up(60, "R", 11, 0), *talk]))
    assert found["reset_ignored"].text.startswith("A reset in the client's name (#6) had no effect: both ends went on")
    assert not {"aborted", "reset_unread"} & set(found)
    late = said_of(session_of([*handshake(), *exchange(30, -1), up(60, "R", 11, 0), *talk[:2]]))
    assert "aborted" in late and "reset_ignored" not in late


def exchange(ms: float, number: int) -> list[Timed]:
    """Ten bytes from the server and the client's acknowledgment with ten of its own."""
    at = 1 + 10 * (number + 1)
    return [down(ms, "PA", at, at, b"x" * 10), up(ms + 1, "PA", at, at + 10, b"y" * 10)]


def test_a_reset_in_the_end_was_sent_by_somebody_alive() -> None:
    tries = [up(30 + 300 * 2**number, "PA", 1, 1, b"x" * 10) for number in range(7)]
    alive = said_of(session_of([*handshake(), *tries, down(40_000, "R", 1, 0)]))["gave_up"].text
    assert ", and then a reset (#11): the tries were lost, or the server, or a device between" in alive
    assert "died" not in alive
    own = said_of(session_of([*handshake(), *tries, up(40_000, "RA", 11, 1)]))
    assert "half_open_server" in own or own["gave_up"].text.endswith(
        "died; the client then reset the connection (#11)."
    )


def test_a_capture_that_ends_before_the_next_try() -> None:
    spoken = [*handshake(), down(22, "PA", 1, 1, b"hello"), up(23, "A", 1, 6)]
    tries = [*spoken, *(up(30 + 300 * 2**number, "PA", 1, 6, b"x" * 10) for number in range(4))]
    soon = said_of(session_of([*tries, udp_later(3000)]))["gave_up"]
    assert soon.text.endswith(" until the capture ended, 570 ms after the last.")
    assert soon.severity is Severity.NOTE
    late = said_of(session_of([*tries, udp_later(9000)]))["gave_up"]
    assert late.text.endswith(": the server or the path to it died.")
    assert late.severity is Severity.PROBLEM


def udp_later(ms: float) -> Timed:
    return ms, udp_frame(CLIENT, SERVER, b"still captured")


def test_of_one_direction_alone_nobody_gave_up() -> None:
    heard = [up(0, "PA", 1, 1, b"x" * 10), up(10, "A", 11, 5000)]
    half = [*heard, *(up(1000 + 300 * 2**number, "PA", 11, 5000, b"x" * 10) for number in range(4))]
    assert not {"gave_up", "loss_after_tap"} & set(said_of(session_of(half)))
