"""The list of connections."""

from __future__ import annotations

from tui_tcp.app.list_pane import ListPane
from tui_tcp.app.messages import ConnectionChosen
from tui_tcp.views.flow_rows import FlowRows


class FlowPane(ListPane[FlowRows]):
    """Shows connections; a row's key is the connection's number."""

    def tell(self, key: int) -> None:
        """Post which connection the cursor stands on."""
        self.post_message(ConnectionChosen(key))
