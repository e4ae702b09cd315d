from collections.abc import Sequence

import pytest

from tests.views.builders import closed_by_server, down, read, session_of, transfer, up
from tui_tcp.model.session import Session
from tui_tcp.views.ladder_index import FOLD, SEGMENT, SILENCE, LadderIndex, Track, extend, read_track


def index_of(session: Session, opened: Sequence[int] = (), number: int = 0) -> tuple[Track, LadderIndex]:
    connection = session.connections[number]
    track = read_track(session.columns, connection, connection.first_row)
    return track, LadderIndex(track, connection.rtt, set(opened))


def shown(index: LadderIndex) -> list[str]:
    return [("segment", "fold", "silence")[kind] for kind in index.kind]


def test_a_transfer_is_folded_behind_its_first_piece() -> None:
    _, index = index_of(session_of(closed_by_server()))
    assert shown(index) == ["segment"] * 5 + ["fold", "silence"] + ["segment"] * 4
    assert (int(index.segment[5]), index.last_of(5)) == (5, 23)


def test_rows_and_segments_belong_together() -> None:
    _, index = index_of(session_of(closed_by_server()))
    for row in range(index.count):
        if index.kind[row] != SILENCE:
            assert index.row_of(int(index.segment[row])) == row
    assert [index.row_of(segment) for segment in range(5, 24)] == [5] * 19


def test_the_heights_sum_up() -> None:
    """Every segment stands in exactly one row: its own, or that of its fold."""
    for name in ("three_losses", "zero_window", "keepalive", "rst_mid_transfer"):
        track, index = index_of(read(f"fixtures/{name}.client.pcap"))
        heights = 0
        for row in range(index.count):
            at = int(index.segment[row])
            heights += {SEGMENT: 1, FOLD: index.last_of(at) - at + 1, SILENCE: 0}[int(index.kind[row])]
        assert heights == track.size


def test_an_opened_fold_shows_its_segments() -> None:
    session = session_of(closed_by_server())
    _, index = index_of(session, opened=[5])
    assert FOLD not in index.kind
    assert index.count == 28 + 1


@pytest.mark.parametrize(("pieces", "folds"), [(2, 0), (3, 1)])
def test_a_short_run_is_not_folded(pieces: int, folds: int) -> None:
    _, index = index_of(session_of(transfer(pieces)))
    assert shown(index).count("fold") == folds


def test_a_finding_breaks_a_run() -> None:
    frames = transfer()
    frames.insert(15, down(55.2, "A", 101, 19, b"x" * 100))
    _, index = index_of(session_of(frames))
    assert shown(index)[5:] == ["fold", "segment", "fold"]


def test_data_the_other_way_breaks_a_run() -> None:
    frames = [*transfer(), up(70, "PA", 19, 1001, b"more"), down(90, "A", 1001, 23)]
    _, index = index_of(session_of(frames))
    assert shown(index)[5:] == ["fold", "segment", "segment"]


def test_a_silence_is_more_than_ten_round_trips() -> None:
    slow = [up(0, "S", 0, 0), down(900, "SA", 0, 1), up(901, "A", 1, 1), up(3901, "A", 1, 1, b"x")]
    assert SILENCE not in index_of(session_of(slow))[1].kind
    assert SILENCE in index_of(session_of([*slow[:3], up(9921, "A", 1, 1, b"x")]))[1].kind


def test_tracks_grow() -> None:
    session = session_of(closed_by_server())
    whole = read_track(session.columns, session.connections[0], 0)
    tail = read_track(session.columns, session.connections[0], 10)
    head = type(whole)(*(column[:10] for column in whole))
    assert [list(column) for column in extend(session.columns, head, tail)] == [list(column) for column in whole]


def test_an_empty_track() -> None:
    session = session_of(closed_by_server())
    connection = session.connections[0]
    assert read_track(session.columns, connection, connection.last_row + 1).size == 0


def test_a_connection_whose_frames_are_not_published_yet_has_no_rows() -> None:
    session = session_of(closed_by_server())
    session.columns.count = 0
    _, index = index_of(session)
    assert index.count == 0
