"""tcptui FILE opens the screen; tcptui flows FILE and tcptui packets FILE print."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tui_tcp import __version__
from tui_tcp.cli.asking import asks_network
from tui_tcp.cli.live import Feed, takes_feed
from tui_tcp.errors import TcptuiError, UsageError
from tui_tcp.escape import escape

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

FORMATS = ("table", "tsv", "csv", "json")

_SECOND = 1_000_000_000
_TIME_UNITS = {"": _SECOND, "ms": 1_000_000, "s": _SECOND, "m": 60 * _SECOND, "min": 60 * _SECOND, "h": 3600 * _SECOND}

_FIRST = "tcptui.first"  # the word that stands where a command may: in a context's notes
_NEAR = 0.7  # of a word to a command's name, as difflib has it

_Command = TypeVar("_Command", bound=Callable[..., Any])


class _Main(click.Group):
    """A group in which anything that is no subcommand's name is a capture to open."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        is_asked = not ctx.resilient_parsing  # a shell that completes the first word wants the commands' names
        if is_asked and (not args or args[0] not in (*self.commands, *self._own_options(ctx))):
            ctx.meta[_FIRST] = args[0] if args else ""
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def _refuse_misspelt(self, ctx: click.Context, word: str) -> None:
        """Raise UsageError for what is no file, and nearly a command."""
        if not word or os.path.lexists(word):
            return
        from difflib import get_close_matches

        if near := get_close_matches(word, self.list_commands(ctx), 1, _NEAR):
            raise click.UsageError(f"neither a file nor a command: {word!r}; did you mean {near[0]}?", ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]

    def _own_options(self, ctx: click.Context) -> list[str]:
        return [option for parameter in self.get_params(ctx) for option in parameter.opts]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Tell of what goes with a capture to open as well, as no command's name stands before it."""
        records = [
            parameter.get_help_record(ctx)
            for parameter in (*self.get_params(ctx), *open_command.params)
            if isinstance(parameter, click.Option)
        ]
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record])
        self.format_commands(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            self._refuse_misspelt(ctx, ctx.meta.get(_FIRST, ""))
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except TcptuiError as error:
            self._fail(ctx, error.about or ctx.obj or "", str(error), error.exit_status)
        except click.UsageError as error:
            self._fail(ctx, "", error.format_message(), error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            # What is still to be written cannot be: nothing shall try again when the process ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self._fail(ctx, "", f"cannot write: {error.strerror}", 1)

    def _fail(self, ctx: click.Context, name: str, message: str, status: int) -> None:
        """Say in one line what is wrong, and end."""
        click.echo(f"tcptui: {escape(name)}{': ' if name else ''}{escape(message)}", err=True)
        ctx.exit(status)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from tui_tcp.wire import decode

        core = "Python core" if (decode.__file__ or "").endswith(".py") else "compiled core"
        click.echo(f"tcptui {__version__} ({core})")
        ctx.exit()


@click.group(
    cls=_Main, context_settings={"help_option_names": ["-h", "--help"]}, subcommand_metavar="FILE | COMMAND ..."
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Version; and whether the core runs compiled.",
)
def main() -> None:
    """See the life of TCP connections: who opened, what was said, what went wrong, who closed first.

    tcptui FILE opens the screen on a pcap or pcapng capture (or - for standard input); the commands print.
    """


def _filter_option(meaning: str) -> Callable[[_Command], _Command]:
    return click.option("-Y", "filter_text", metavar="FILTER", help=meaning)


def _printing(command: _Command) -> Callable[..., Any]:
    """Add the options that all printing commands share."""
    options = [
        click.argument("file", required=False, type=click.Path()),
        _filter_option("What is printed: a Wireshark display filter, flow.* and segment.* included."),
        click.option("-e", "fields", multiple=True, metavar="FIELD", help="A field to print; repeat for more."),
        click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else tsv."),
        click.option("--no-header", is_flag=True, help="Leave the line of field names out."),
        click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many lines."),
    ]
    for option in reversed(options):
        command = option(command)
    return takes_feed(asks_network(command))


def _nanoseconds(ctx: click.Context, option: click.Parameter, text: str | None) -> int | None:
    """Read a time such as 0.5, 30s or 2min. Raises UsageError."""
    if text is None or ctx.resilient_parsing:
        return None
    found = re.fullmatch(r"(\d{1,7}(?:\.\d{1,9})?) ?([a-z]*)", text)
    time = round(float(found[1]) * _TIME_UNITS.get(found[2], 0)) if found else 0
    if not time:
        raise UsageError("wants a time above 0, such as 30s or 2min", f"{option.opts[0]} {text}")
    return time


@main.command("open", hidden=True)
@click.argument("file", required=False, type=click.Path())
@click.option("-r", "read", type=click.Path(), metavar="FILE", help="The capture to open.")
@click.option("-D", "lists", is_flag=True, help="List the interfaces.")
@_filter_option("Narrow the capture down from the beginning.")
@click.option(
    "--stuck-after",
    "patience",
    callback=_nanoseconds,
    metavar="TIME",
    help="While it runs: for how long what waits may wait. Default: 5s.",
)
@asks_network
@takes_feed
@click.pass_context
def open_command(
    ctx: click.Context,
    file: str | None,
    read: str | None,
    lists: bool,
    filter_text: str | None,
    patience: int | None,
    feed: Feed | None,
) -> None:
    """Open the screen on a capture; without one, on a page that says what can be opened."""
    if lists:
        from tui_tcp.cli.listing import print_interfaces

        print_interfaces()
        return
    path = ctx.find_root().obj = read or file
    if not sys.stdout.isatty():
        if path is None and feed is None:
            raise click.UsageError(
                "standard output is no terminal: name a capture, and its connections are printed", ctx
            )
        from tui_tcp.cli.printing import Wish, print_flows

        _finish(ctx, print_flows(feed or path or "", Wish(filter_text=filter_text)))
        return
    from tui_tcp.app import run

    ctx.exit(run(feed or path, filter_text or "", patience))


def _finish(ctx: click.Context, status: int) -> None:
    """End with a status other than 0, all that was printed written."""
    if status:
        sys.stdout.flush()
        ctx.exit(status)


def _capture(ctx: click.Context, file: str | None, feed: Feed | None) -> str | Feed:
    """Return what is to be read. Raises UsageError if nothing is named."""
    if feed is None and file is None:
        raise click.UsageError("Missing argument 'FILE', or an interface with -i.", ctx)
    ctx.find_root().obj = file
    return feed or file or ""


@main.command()
@_printing
@click.option("--sort", metavar="FIELD", help="Sort by a field; -FIELD for the largest first.")
@click.pass_context
def flows(
    ctx: click.Context,
    file: str | None,
    filter_text: str | None,
    fields: tuple[str, ...],
    form: str | None,
    no_header: bool,
    limit: int | None,
    sort: str | None,
    feed: Feed | None,
) -> None:
    """Print the connections of a capture, a line each."""
    from tui_tcp.cli.printing import Wish, print_flows

    capture = _capture(ctx, file, feed)
    _finish(ctx, print_flows(capture, Wish(fields, form, not no_header, limit, filter_text), sort))


@main.command()
@_printing
@click.pass_context
def packets(
    ctx: click.Context,
    file: str | None,
    filter_text: str | None,
    fields: tuple[str, ...],
    form: str | None,
    no_header: bool,
    limit: int | None,
    feed: Feed | None,
) -> None:
    """Print the frames of a capture, a line each, those that are not TCP included."""
    from tui_tcp.cli.printing import Wish, print_packets

    capture = _capture(ctx, file, feed)
    _finish(ctx, print_packets(capture, Wish(fields, form, not no_header, limit, filter_text)))


@main.command()
@click.argument("file", type=click.Path())
@click.option(
    "--stream", "streams", multiple=True, type=click.IntRange(min=0), metavar="N", help="One connection, in full."
)
@_filter_option("Which connections: those of which a frame matches.")
@click.option("--format", "form", type=click.Choice(("text", "json")), help="Default: text.")
@asks_network
@click.pass_context
def explain(ctx: click.Context, file: str, streams: tuple[int, ...], filter_text: str | None, form: str | None) -> None:
    """Say in words how connections opened, what shaped them and how they ended, problems first."""
    from tui_tcp.cli.explaining import print_explanation

    ctx.find_root().obj = file
    print_explanation(file, streams, filter_text, form)


@main.command()
@click.argument("file", type=click.Path())
@click.pass_context
def info(ctx: click.Context, file: str) -> None:
    """Print what a capture says beside its packets: interfaces and losses, comments, names."""
    from tui_tcp.cli.info import print_info

    ctx.find_root().obj = file
    print_info(file)


@main.command()
@click.argument("file", type=click.Path())
@_filter_option("The frames to write, as a Wireshark display filter, flow.* and segment.* included.")
@click.option(
    "--stream",
    "streams",
    multiple=True,
    type=click.IntRange(min=0),
    metavar="N",
    help="A connection's frames; repeat for more.",
)
@click.option(
    "-w", "out", type=click.Path(), required=True, metavar="OUT", help="The file to write: OUT.pcapng or OUT.pcap."
)
@click.option("--force", is_flag=True, help="Replace OUT if it exists.")
@asks_network
@click.pass_context
def export(
    ctx: click.Context, file: str, filter_text: str | None, streams: tuple[int, ...], out: str, force: bool
) -> None:
    """Write frames of a capture as a capture: those that are asked for, or all."""
    from tui_tcp.cli.exporting import check_out, choose_frames, write_frames
    from tui_tcp.cli.printing import compiled

    chosen = compiled(filter_text)
    root = ctx.find_root()
    root.obj = out  # whatever goes wrong is told of the file that is being looked at
    check_out(out, force)
    root.obj = file
    session, rows = choose_frames(file, chosen, streams)
    root.obj = out
    write_frames(session, rows, out, force)
