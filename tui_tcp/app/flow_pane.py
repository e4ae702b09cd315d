"""The list of connections."""

from __future__ import annotations

from tui_tcp.app.list_pane import ListPane
from tui_tcp.views.flow_rows import FlowRows


class FlowPane(ListPane[FlowRows]):
    """Shows connections; a row's key is the connection's number."""

    EDGE = "Connections"

