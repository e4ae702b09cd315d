from tui_tcp.views.pace import Pace


def test_work_takes_a_tenth_of_the_time() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.is_due
    pace.run(lambda: now.__setitem__(0, 2.0))
    now[0] = 21.9
    assert not pace.is_due
    now[0] = 22.0
    assert pace.is_due
