from tests.verdicts.captures import said
from tests.verdicts.derived import records, said_of, said_without, session_with
from tests.views.builders import CLIENT, SERVER, Timed, down, handshake, session_of, tcp_frame, up


def test_the_way_on_which_the_syn_or_its_answer_was_lost() -> None:
    there = said("verdicts/syn_lost.client")["slow_open"].text
    back = said("verdicts/syn_ack_lost.server")["slow_open"].text
    assert "it was lost on its way to the server, or the answer before it came to the capture point" in there
    assert "its answer (#2) passed the capture point and was lost or late on the way to the client" in back


def test_the_handshake_is_timed_from_the_first_syn() -> None:
    assert said("verdicts/syn_lost.client")["opened"].text.startswith("Opened in 1.0 s (#1, #3 and #4)")


def test_without_a_syn_the_capture_begins_late() -> None:
    said_late = said_without("http_ipv4.client", lambda number: number < 5)
    assert "The capture begins after the connection did (#1)" in said_late["joined_late"].text
    assert "opened" not in said_late
    assert "joined_late" not in said("http_ipv4.client")


def test_one_direction_alone() -> None:
    of_client = (1, 3, 4, 7, 8, 11)
    half = said_without("close_client_first.client", lambda number: number not in of_client)
    assert "Only what the client sent was captured" in half["one_sided"].text
    assert not {"unanswered", "gave_up", "loss_after_tap"} & set(half)
    assert "one_sided" not in said("syn_blackhole.client")


def test_a_repeated_syn_after_a_reset_is_no_lost_one() -> None:
    assert "slow_open" not in said("verdicts/half_open_recovery.client", 1)


def test_a_split_handshake_is_no_simultaneous_open() -> None:
    frames = [up(0, "S", 0, 0), down(1, "S", 0, 0), up(2, "SA", 0, 1), down(3, "A", 1, 1), up(4, "A", 1, 1, b"data")]
    text = said_of(session_of(frames))["simultaneous_open"].text
    assert "but only the client answered by a SYN,ACK (#3). The server answers a SYN by a SYN" in text
    crossed = said_of(session_of([*frames[:3], down(3, "SA", 0, 1), up(4, "A", 1, 1)]))["simultaneous_open"].text
    assert "their SYNs crossed (#1 and #2)" in crossed
    begun = said_of(session_of(frames[:2]))["simultaneous_open"].text
    assert begun == "Each end sent a SYN (#1 and #2); whether they crossed does not show, as no SYN,ACK was captured."


def test_a_syn_that_is_only_acknowledged() -> None:
    frames = [up(0, "S", 0, 0), down(1, "A", 0, 1), down(2, "S", 700, 0), up(3, "SA", 0, 701), down(4, "A", 701, 1)]
    split = said_of(session_of(frames))["bare_ack"]
    assert "without a SYN of its own (#1 and #2): that came by itself (#3), a handshake split in two" in split.text
    assert split.frames == (1, 2, 3)
    lone = said_of(session_of(frames[:2]))["bare_ack"].text
    assert "its SYN,ACK was not captured, or it is no TCP as others are" in lone
    older = said_of(session_of([up(0, "S", 0, 0), down(1, "A", 70, 7_000), up(1000, "S", 0, 0)]))["bare_ack"].text
    assert "an ACK with other numbers (#1 and #2): it probably holds an older connection" in older
    assert "bare_ack" not in said("verdicts/half_open_recovery.client", 1)


def test_an_answer_that_was_not_captured_was_acknowledged() -> None:
    frames = [up(0, "S", 0, 0), up(20, "A", 1, 1), up(30, "PA", 1, 1, b"data"), down(50, "A", 1, 5)]
    assert said_of(session_of(frames))["opened"].text == (
        "Opened in 20.0 ms (#1 and #2): the SYN,ACK was not captured, but the client acknowledged it; what was agreed"
        " is not known."
    )
    late = said_of(session_of(handshake()[1:]))["opened"].text
    assert late == "Opened (#1 and #2); the SYN was not captured, so that what was agreed is not known."
    assert "opened" not in said_of(session_of([up(0, "S", 0, 0), up(20, "R", 1, 0)]))


def test_too_little_of_one_direction_tells_nothing_of_the_other() -> None:
    lone = said_of(session_of([up(0, "PA", 1, 1, b"data")]))["one_sided"].text
    assert lone == "Only one segment of it was captured (#1), the client's."
    again = said_of(session_of([up(ms, "PA", 1, 1, b"data") for ms in (0, 300, 900, 2100, 4500)]))
    assert again["one_sided"].text.startswith("All 5 segments that were captured of it are the client's (#1, #2, #3")
    assert "gave_up" in again


def test_every_try_is_counted_also_those_at_the_same_time() -> None:
    def syns(port: int, *times: float) -> list[Timed]:
        return [(ms, tcp_frame(((CLIENT[0], port), SERVER), "S", (1, 0))) for ms in times]

    frames = sorted([*syns(1, 0, 1000, 3000), *syns(2, 10, 1010, 3010), *syns(3, 9000)])
    text = said_of(session_of(frames), 2)["retried"].text
    assert text == "The client's try number 3 in 9.0 s: before it, connections 0 and 1 had got no answer."


def test_nobody_offers_an_mss() -> None:
    assert "no MSS offered (so 536 at most)" in said_of(session_of(bare_handshake()))["opened"].text
    text = said_of(session_of([*bare_handshake(), up(30, "PA", 1, 1, b"x" * 1000)]))["opened"].text
    assert "agreed: no MSS offered, windows" in text


def bare_handshake() -> list[Timed]:
    return [up(0, "S", 0, 0), down(20, "SA", 0, 1), up(21, "A", 1, 1)]


def test_an_older_connection_that_was_not_captured_need_not_be_the_client_s() -> None:
    assert said("verdicts/half_open_recovery.client", 1)["half_open_recovery"].text.startswith(
        "The client had forgotten connection 0 on these ports, by a restart or a reset that was lost: the server"
    )
    alone = said_of(session_with(records("verdicts/half_open_recovery.client")[7:]))["half_open_recovery"].text
    assert "(the client's, from before a restart or a reset that was lost, or another host's behind the same" in alone


def test_an_answer_to_another_syn() -> None:
    later = [down(90_000, "SA", 70_000, 9_000), up(90_020, "A", 9_000, 70_001)]
    found = said_of(session_of([up(0, "S", 0, 0), up(20, "PA", 1, 1, b"data"), *later]))
    assert found["port_reused"].text == (
        "#3 does not answer the SYN #1, 1 min 30 s before it: it acknowledges other numbers. These are parts of two"
        " connections on the same ports."
    )
    assert "opened" not in found
    soon = said_of(session_of([up(0, "S", 0, 0), down(20, "SA", 0, 9_000), up(21, "A", 9_000, 1)]))["port_reused"].text
    assert soon.endswith("two connections on the same ports, or a number is damaged.")
    assert "port_reused" not in said("verdicts/syn_lost.client")


def test_what_is_much_nearer_than_the_handshake_is_a_proxy_s() -> None:
    def slow(near: float) -> str:
        frames = [up(0, "S", 0, 0), down(165, "SA", 0, 1), up(165.1, "A", 1, 1)]
        for at in range(24):
            frames.append(up(200 + 40 * at, "PA", 1 + 10 * at, 1, b"x" * 10))
            frames.append(down(200 + 40 * at + near, "A", 1, 11 + 10 * at))
        return said_of(session_of(frames))["slow_open"].text

    assert slow(0.2).endswith(
        "held the SYN up, or a proxy or NAT nearby answers, which first opened its own connection."
    )
    assert slow(10).endswith("or the server, held the SYN up.")
