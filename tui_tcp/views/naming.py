"""What ends are called: by address and port, or by names of hosts and this computer's names of services.

Names come from the capture; those that it lacks are asked for where that is permitted, of what is shown alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.model.addresses import address_text
from tui_tcp.names.network import ask_network

if TYPE_CHECKING:
    from tui_tcp.model.session import Session
    from tui_tcp.names.names import Names
    from tui_tcp.tcp.connection import Connection


class Naming:
    """Calls ends by address and port; by name where `uses_names` is set and a name is known.

    Only a server's port stands for a service: the client's was given to it at random.
    """

    def __init__(self, names: Names | None = None, uses_names: bool = False) -> None:
        self.names = names
        self.uses_names = uses_names

    @property
    def has_names(self) -> bool:
        """Whether names were looked for at all."""
        return self.names is not None

    def name(self, connection: Connection) -> str:
        """Return the name of a connection's server, '' where none is known by now."""
        if not self.names:
            return ""
        name = self.names.of(connection)
        if not name:
            self.names.ask([connection])
        return name

    def host(self, session: Session, connection: Connection, end: int) -> str:
        """Return what the client's (0) or the server's (1) host is called."""
        address, _ = session.socket(connection, end)
        if not (self.names and self.uses_names):
            return address_text(address)
        name = self.name(connection) if end else self._client(address, connection)
        return name or address_text(address)

    def _client(self, address: bytes, connection: Connection) -> str:
        assert self.names
        name = self.names.of_address(address, row=connection.first_row)
        if not name:
            ask_network([address])
        return name

    def socket(self, session: Session, connection: Connection, end: int) -> str:
        """Return what an end is called, with its port."""
        address, _ = session.socket(connection, end)
        host, port = self.host(session, connection, end), self.port(session, connection, end)
        return f"[{host}]:{port}" if len(address) == 16 and host == address_text(address) else f"{host}:{port}"

    def port(self, session: Session, connection: Connection, end: int) -> str:
        """Return what an end's port is called."""
        _, port = session.socket(connection, end)
        if not (end and self.uses_names):
            return str(port)
        from tui_tcp.names.ports import port_name  # once names are wanted

        return port_name(port) or str(port)


ADDRESSES = Naming()
