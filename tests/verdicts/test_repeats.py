import numpy as np

from tests.verdicts.captures import case
from tui_tcp.verdicts.repeats import doubled, first_copies


def test_the_latest_copy_before() -> None:
    track = case("rto_tail_loss.client").track
    assert first_copies(track, np.array([22, 23])).tolist() == [12, 22]
    assert first_copies(track, np.array([0])).tolist() == [-1]


def test_the_same_packet_twice() -> None:
    one, other = case("duplicated.server"), case("three_losses.client")
    assert doubled(one.session, one.track, np.array([23]), np.array([13])).tolist() == [23]
    assert doubled(one.session, one.track, np.array([23]), np.array([12])).tolist() == []
    assert doubled(other.session, other.track, *other.repeats).tolist() == []
