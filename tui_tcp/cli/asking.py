"""-N: names that a capture lacks are asked from the network. Without it nothing ever asks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tui_tcp.names.resolver import Resolver

_PATIENCE_S = 5.0  # for which what prints waits in all

_Command = TypeVar("_Command", bound=Callable[..., Any])


def asks_network(command: _Command) -> _Command:
    """Give a command the option that lets it ask the network for names."""
    return click.option(
        "-N",
        "--resolve",
        is_flag=True,
        expose_value=False,
        callback=_permit,
        help="Ask the network for names that the capture lacks.",
    )(command)


def _permit(ctx: click.Context, _: click.Parameter, is_wanted: bool) -> None:
    """Permit it until the command ends. A screen waits for no answer, and shows those that come."""
    if not is_wanted or ctx.resilient_parsing:
        return
    from tui_tcp.names.network import permit
    from tui_tcp.names.resolver import Resolver

    is_screen = ctx.command.name == "open" and sys.stdout.isatty()
    resolver = Resolver(0.0 if is_screen else _PATIENCE_S)
    permit(resolver)
    ctx.call_on_close(lambda: permit(None))
    if not is_screen:
        ctx.call_on_close(lambda: _tell_if_behind(resolver))


def _tell_if_behind(resolver: Resolver) -> None:
    if resolver.is_behind:
        click.echo(f"tcptui: -N: names are missing: not all were answered within {_PATIENCE_S:.0f} s", err=True)
