"""The child beside its parent: what ends it, and what a parent that does not listen cannot do to it."""

import os
import signal
import socket
import time

from tests.capture.wire import NAME, Wire, children, fact, has_ended, read_all, wait_until
from tests.wire.packets import ether, ip4, tcp
from tui_tcp.capture.child import Line
from tui_tcp.capture.job import FILE, STOP, Report, to_report
from tui_tcp.capture.wish import Wish

FRAME = ether(ip4(tcp()))


def test_the_child_goes_when_its_parent_goes(wire: Wire) -> None:
    with wire.running("flows", "-i", NAME) as parent:
        wait_until(lambda: children(parent.pid))
        (child,) = children(parent.pid)
        wait_until(lambda: fact(child, "NoNewPrivs") == "1")
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        killed = time.monotonic()
        wait_until(lambda: has_ended(child))
        assert time.monotonic() - killed < 1


def test_a_parent_that_does_not_listen_loses_nothing(wire: Wire) -> None:
    source = wire.open(Wish((NAME,)))
    for _ in range(30):
        wire.send(*[FRAME] * 100)
    source.stop()
    assert read_all(source).frame_count == 3000


def test_a_line_leaves_out_what_nobody_takes_in() -> None:
    ours, theirs = socket.socketpair()
    line = Line(theirs)
    for number in range(1, 10_000):
        line.say(Report(packets=number))
    line.say(Report(packets=10_000), must_arrive=True)
    told = b""
    ours.settimeout(5)
    while not told.endswith(b"\n") or to_report(told.splitlines()[-1]).packets < 10_000:
        told += ours.recv(1 << 16)
        line.say(Report(packets=10_000))
    numbers = [to_report(text).packets for text in told.splitlines()]
    assert numbers == sorted(numbers)
    assert 10 < len(numbers) < 9_000
    ours.close()
    theirs.close()


def test_orders_are_heard() -> None:
    ours, theirs = socket.socketpair()
    line = Line(theirs)
    reading, writing = os.pipe()
    socket.send_fds(ours, [FILE], [writing])
    line.hear()
    assert len(line.spares) == 1
    assert not line.is_stopped
    ours.send(STOP)
    line.hear()
    assert (line.is_stopped, line.is_open) == (True, True)
    ours.close()
    line.hear()
    assert not line.is_open
    theirs.close()
    for descriptor in (reading, writing, *line.spares):
        os.close(descriptor)
