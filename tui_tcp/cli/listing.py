"""What `tcptui -D` prints: the interfaces of this machine."""

from __future__ import annotations

import time

from tui_tcp.capture.interfaces import Rates, interfaces
from tui_tcp.escape import escape_text

_LOOK_S = 0.5
_LONGEST_NAME = 32


def print_interfaces() -> None:
    """Print a line an interface: name, state, packets a second just now, addresses. Raises CaptureError."""
    rates = Rates()
    time.sleep(_LOOK_S)
    passing = rates.look()
    rows = [("interface", "state", "packets/s", "addresses")]
    for interface in interfaces():
        rate = passing.get(interface.name)
        name = escape_text(interface.name, _LONGEST_NAME)
        rows.append((name, interface.state, f"{rate.packets:.0f}" if rate else "", ", ".join(interface.addresses)))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for name, state, rate_text, addresses in rows:
        print(f"{name:{widths[0]}}  {state:{widths[1]}}  {rate_text:>{widths[2]}}  {addresses}".rstrip())
