"""The wiring: client and server host, each on one end of a pair of interfaces whose other ends the relay holds."""

from __future__ import annotations

import socket
from typing import NamedTuple

from lab import offloads
from lab.namespace import Namespace

ETH_P_ALL = 0x0003
SOL_PACKET = 263
PACKET_IGNORE_OUTGOING = 23
CONNECTION_TABLE = 1024


class HostName(NamedTuple):
    """What a host is called, in our records and on its network."""

    label: str
    interface: str
    mac: str
    addresses: tuple[str, ...]


CLIENT = HostName("labC", "c0", "02:00:00:00:09:01", ("10.9.0.1", "fd09::1"))
SERVER = HostName("labS", "s0", "02:00:00:00:09:02", ("10.9.0.2", "10.9.0.3", "fd09::2"))


class Host:
    """One machine of the lab: a namespace with one interface, its addresses, and what the kernel counts there."""

    def __init__(self, name: HostName, parent: Namespace) -> None:
        self.label, self.interface, self.mac, self.addresses = name
        with parent.entered():
            self.namespace = Namespace()

    @property
    def ipv4(self) -> str:
        """The host's first IPv4 address."""
        return next(a for a in self.addresses if ":" not in a)

    @property
    def ipv6(self) -> str:
        """The host's first IPv6 address."""
        return next(a for a in self.addresses if ":" in a)

    def open_socket(
        self, family: int = socket.AF_INET, kind: int = socket.SOCK_STREAM, protocol: int = 0
    ) -> socket.socket:
        """Open a socket on this host."""
        with self.namespace.entered():
            return socket.socket(family, kind, protocol)

    def packet_socket(self) -> socket.socket:
        """Open a socket that sees every frame of the interface, both ways."""
        with self.namespace.entered():
            return _packet_socket(self.interface)


class Network:
    """Both hosts and the relay's two interfaces."""

    def __init__(self, *, static_neighbours: bool = True) -> None:
        self.relay = Namespace()
        # Namespaces made inside this one get a small table of connections: reading /proc/net/tcp walks it all.
        self.relay.set_sysctl("net.ipv4.tcp_child_ehash_entries", CONNECTION_TABLE)
        self.relay.set_sysctl("net.ipv6.conf.default.disable_ipv6", 1)
        self.client = Host(CLIENT, self.relay)
        self.server = Host(SERVER, self.relay)
        self._wire(self.client, "r0")
        self._wire(self.server, "r1")
        if static_neighbours:
            _introduce(self.client, self.server)
            _introduce(self.server, self.client)

    def relay_socket(self, interface: str) -> socket.socket:
        """Open the relay's side of one pair: what arrives there and nothing that the relay sends."""
        with self.relay.entered():
            opened = _packet_socket(interface)
        opened.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
        return opened

    def set_sysctl(self, name: str, value: str | int) -> None:
        """Set a kernel parameter on both hosts."""
        for host in (self.client, self.server):
            host.namespace.set_sysctl(name, value)

    def close(self) -> None:
        """Let go of all three namespaces."""
        for namespace in (self.client.namespace, self.server.namespace, self.relay):
            namespace.close()

    def _wire(self, host: Host, far: str) -> None:
        host.namespace.ip(
            f"link add {host.interface} address {host.mac} type veth peer name {far} netns {self.relay.path}",
            f"link set {host.interface} addrgenmode none",
            *(f"addr add {_with_prefix(a)} dev {host.interface}" for a in host.addresses),
            "link set lo up",
            f"link set {host.interface} up",
        )
        self.relay.ip(f"link set {far} up")
        for namespace, interface in ((host.namespace, host.interface), (self.relay, far)):
            with namespace.entered():
                offloads.switch_off(interface)


def _packet_socket(interface: str) -> socket.socket:
    opened = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    opened.bind((interface, ETH_P_ALL))
    return opened


def _with_prefix(address: str) -> str:
    # nodad: an IPv6 address that is still being checked for duplicates cannot be used.
    return f"{address}/64 nodad" if ":" in address else f"{address}/24"


def _introduce(host: Host, other: Host) -> None:
    host.namespace.ip(
        *(f"neigh add {a} lladdr {other.mac} dev {host.interface} nud permanent" for a in other.addresses)
    )
