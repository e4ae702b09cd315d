"""The list of connections."""

from __future__ import annotations

from tui_tcp.app.list_pane import ListPane


class FlowPane(ListPane):
    """Shows connections; a row's key is the connection's number."""

    EDGE = "Connections"
    MARKED = "· {} marked: v shows their frames together"
