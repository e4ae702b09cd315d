"""How a connection ended, in the few words that a column holds."""

from __future__ import annotations

from tui_tcp.tcp.closing import how_closed, who_closed
from tui_tcp.tcp.connection import Connection
from tui_tcp.views.pieces import Piece

# flow.close -> (words, words where room is scarce, style; '' is the style of who closed)
_WORDS = {
    "fin": ("{who} FIN", "{who} FIN", ""),
    "simultaneous": ("both FIN", "both FIN", ""),
    "rst": ("{who} RST", "{who} RST", "problem"),
    "fin_rst": ("{who} FIN+RST", "{who} FIN", "note"),
    "refused": ("refused", "refused", "problem"),
    "unanswered": ("no answer", "no answer", "problem"),
    "gave_up": ("gave up", "gave up", "problem"),
    "half_open": ("half-open", "half-open", "problem"),
    "open": ("still open", "open", "dim"),
}
_STYLES = {"client": "client", "server": "server"}
WIDTH = 14
NARROW = 10


def closed_by(connection: Connection, width: int) -> Piece:
    """Return who closed and how, with its style."""
    who = who_closed(connection)
    long, short, style = _WORDS[_how(connection)]
    words = long if width >= WIDTH else short
    return words.format(who=who), style or _STYLES.get(who, "")


def _how(connection: Connection) -> str:
    """Return how a connection ended; who repeats his SYN,ACK in vain gave up nothing that had been opened."""
    how = how_closed(connection)
    is_half = connection.server.has_syn and connection.client.has_syn and connection.handshake_time < 0
    return "half_open" if how == "gave_up" and is_half else how


def order_of(connection: Connection) -> int:
    """Return a number that sorts endings by their kind, then by who."""
    kinds = list(_WORDS)
    return 4 * kinds.index(_how(connection)) + ("", "client", "server", "both").index(who_closed(connection))
