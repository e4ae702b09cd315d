import os
import socket
import sys
from pathlib import Path

import pytest

from tui_tcp.capture.owners import Owners, Process

HERE = bytes((127, 0, 0, 1))
TCP = """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 0 20 4 30 10 -1
   2: 0100007F:C351 0100007F:1F90 06 00000000:00000000 00:00000000 00000000     0        0 0 3 0
"""
MAPPED = "0000000000000000FFFF00000100007F"
TCP6 = f"""  sl  local_address remote_address st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: {MAPPED}:C350 {MAPPED}:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 333 1 0 20 4 30 10 -1
"""


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    """A small /proc."""
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "tcp").write_text(TCP)
    (tmp_path / "net" / "tcp6").write_text(TCP6)
    for pid, name, inodes in ((40, "server", (111, 222)), (41, "cli ent", (333,)), (42, "other", ())):
        (tmp_path / str(pid) / "fd").mkdir(parents=True)
        (tmp_path / str(pid) / "comm").write_text(f"{name}\n")
        (tmp_path / str(pid) / "fd" / "0").symlink_to("/dev/null")
        for inode in inodes:
            (tmp_path / str(pid) / "fd" / str(inode)).symlink_to(f"socket:[{inode}]")
    (tmp_path / "43").mkdir()  # it has just ended
    return tmp_path


def test_both_ends_of_a_connection(proc: Path) -> None:
    owners = Owners(frozenset({HERE}), proc)
    client, server = (HERE, 50000), (HERE, 8080)
    assert owners.of(client, server, listens=False) == Process(41, "cli ent")
    assert owners.of(server, client, listens=True) == Process(40, "server")


def test_where_the_socket_is_gone_who_listens_is_told(proc: Path) -> None:
    owners = Owners(frozenset({HERE}), proc)
    client, server = (HERE, 50001), (HERE, 8080)
    assert owners.of(client, server, listens=False) is None
    assert owners.of(server, client, listens=True) == Process(40, "server")


def test_another_machine_s_port_is_nobody_s_here(proc: Path) -> None:
    owners = Owners(frozenset({HERE}), proc)
    assert owners.of((bytes((10, 0, 0, 1)), 8080), (HERE, 50002), listens=True) is None


def test_no_proc_no_owners(tmp_path: Path) -> None:
    assert Owners(frozenset(), tmp_path).of((HERE, 1), (HERE, 2), listens=True) is None


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="wants Linux's /proc")
def test_this_very_process_is_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        local, remote = ((HERE, port) for _, port in (client.getsockname(), client.getpeername()))
        found = Owners(frozenset({HERE})).of(local, remote, listens=False)
        client.close()
    assert found and found.pid == os.getpid() and found.name in Path(sys.executable).resolve().name + "pytest"
