"""What is raised here reaches people as one line, with its exit status."""

import pytest

from tui_tcp.errors import CaptureError, FormatError, TcptuiError, UsageError


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError("no field"), 2),
        (FormatError("text"), 2),
        (CaptureError("no such file"), 2),
        (CaptureError("failed", 1), 1),
        (TcptuiError("anything else"), 1),
    ],
)
def test_every_error_has_its_exit_status(error: TcptuiError, status: int) -> None:
    assert error.exit_status == status
