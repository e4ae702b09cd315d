"""Giving up privileges for good: what the capture child does before it reads, and the screen before it shows.

Capabilities and no_new_privs are each thread's own on Linux: whoever drops them does so before it starts threads.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import NamedTuple

from tui_tcp.errors import CaptureError

# linux/prctl.h, linux/capability.h
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_CAPABILITY_VERSION_3 = 0x20080522

_NOBODY = 65534
_HOMES = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")


class PrivilegeError(CaptureError):
    """Something of what was to be dropped is still held."""

    def __init__(self, message: str) -> None:
        super().__init__(f"cannot give up privileges: {message}", 1)


class Identity(NamedTuple):
    """A user and a group, by number."""

    uid: int
    gid: int


def person() -> Identity | None:
    """Return who called sudo; nobody else stands behind root, and who is not root stays who he is."""
    uid, gid = os.environ.get("SUDO_UID", ""), os.environ.get("SUDO_GID", "")
    if os.geteuid() != 0 or not (uid.isdecimal() and gid.isdecimal()) or int(uid) == 0:
        return None
    return Identity(int(uid), int(gid))


def _again_himself() -> Identity | None:
    own = os.geteuid(), os.getegid()
    return Identity(*own) if own[0] and os.environ.get("SUDO_UID") == str(own[0]) else None


def nobody() -> Identity | None:
    """Return whom a process of root's without a person behind it may become: nobody, where that user exists."""
    if os.geteuid() != 0 or not _is_mapped(_NOBODY):
        return None
    return Identity(_NOBODY, _NOBODY)


def _is_mapped(uid: int) -> bool:
    """Whether this user namespace knows a user of that number."""
    table = Path("/proc/self/uid_map")
    lines = [tuple(map(int, line.split())) for line in table.read_text().splitlines()] if table.exists() else []
    return not lines or any(first <= uid < first + count for first, _, count in lines)


def refuse_new() -> None:
    """Make sure that no program started from now on can gain what this process has not."""
    if sys.platform == "linux":
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def drop(identity: Identity | None) -> None:
    """Become `identity` with no other group, and give up every capability. Raises PrivilegeError."""
    _become(identity, [])


def settle(identity: Identity | None) -> None:
    """As `drop`, for the process that a person sees: with the person's groups and home. Raises PrivilegeError.

    Who called sudo to run setpriv, by which he is himself again, has root's home, too.
    """
    whose = identity or _again_himself()
    groups = _move_home(whose) if whose else []
    _become(identity, groups)


def could_write(folder: Path, identity: Identity | None) -> bool:
    """Tell whether files can be made in a folder after `settle(identity)`, which another process does for trial."""
    trial = os.fork()
    if not trial:
        is_able = False
        try:
            settle(identity)
            is_able = os.access(folder, os.W_OK | os.X_OK)
        finally:
            os._exit(not is_able)
    return os.waitstatus_to_exitcode(os.waitpid(trial, 0)[1]) == 0


def _become(identity: Identity | None, groups: list[int]) -> None:
    try:
        if identity is not None:
            os.setgroups(groups)
            os.setgid(identity.gid)
            os.setuid(identity.uid)
        _drop_capabilities()
    except OSError as error:
        raise PrivilegeError(error.strerror or str(error)) from None


def _move_home(identity: Identity) -> list[int]:
    """Let the environment speak of the person; return the person's groups."""
    import pwd

    for name in _HOMES:
        os.environ.pop(name, None)
    try:
        entry = pwd.getpwuid(identity.uid)
    except KeyError:
        return [identity.gid]
    os.environ.update(HOME=entry.pw_dir, USER=entry.pw_name, LOGNAME=entry.pw_name)
    return os.getgrouplist(entry.pw_name, identity.gid)


def _drop_capabilities() -> None:
    if sys.platform != "linux":
        return
    refuse_new()
    _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _checked(_libc().capset(header, none))
    for thread in Path("/proc/self/task").iterdir():
        if held := capabilities(thread / "status"):
            raise PrivilegeError(f"thread {thread.name} still has capabilities {held:#x}")


def capabilities(status: Path) -> int:
    """Return the capabilities that the kernel names permitted in a /proc/.../status file."""
    lines = (line.split() for line in status.read_text().splitlines())
    return next((int(words[1], 16) for words in lines if words[0] == "CapPrm:"), 0)


def _prctl(option: int, argument: int) -> None:
    _checked(_libc().prctl(option, ctypes.c_ulong(argument), ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
