"""Ports by the name of their service."""

import socket

import pytest

from tui_tcp.names.services import SERVICES, service_name


def test_known_and_unknown_ports() -> None:
    assert (service_name(443), service_name(40_000)) == ("https", "")


@pytest.mark.parametrize("port", [22, 25, 80, 443])
def test_names_are_those_of_the_system(port: int) -> None:
    try:
        assert service_name(port) == socket.getservbyport(port, "tcp")
    except OSError:
        pytest.skip("this system has no table of services")


def test_ports_stand_in_order() -> None:
    assert list(SERVICES) == sorted(SERVICES)
