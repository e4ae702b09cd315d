"""The error tree. What is raised here reaches people as one line; anything else is a fault of ours.

TcptuiError
 ├─ UsageError     the command line asks for what cannot be        exit status 2
 ├─ FormatError    no capture header could be read                 exit status 2
 └─ CaptureError   the input cannot be opened or failed meanwhile  exit status 2 or 1
"""

from __future__ import annotations


class TcptuiError(Exception):
    """Anything that a person can be told in one line."""

    exit_status = 1
    about = ""  # what is wrong, where it is not the capture


class UsageError(TcptuiError):
    """The command line, or a field's name, asks for what cannot be; `about` is the option that does."""

    exit_status = 2

    def __init__(self, message: str, about: str = "") -> None:
        super().__init__(message)
        self.about = about


class FormatError(TcptuiError):
    """The input has no capture header that we know."""

    exit_status = 2


class CaptureError(TcptuiError):
    """The input cannot be opened (status 2), or failed while it was read (status 1)."""

    def __init__(self, message: str, exit_status: int = 2) -> None:
        super().__init__(message)
        self.exit_status = exit_status


def unreadable(error: OSError, position: int) -> CaptureError:
    """Return what to say when a capture that was opened cannot be read at a place."""
    return CaptureError(f"{error.strerror} (at byte {position})", 1)
