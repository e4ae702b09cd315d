"""`python -m bench`: measures tcptui and prints a report. It judges nothing: machines differ."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from bench import peers, report
from bench.generate import PACKETS, SEED, cached_capture, size_of, write_capture
from bench.plan import FULL_PAYLOAD
from bench.report import Section
from bench.scale import FACTOR, PAYLOAD, scale
from bench.scale import PACKETS as SCALE_PACKETS

FOLDER: Final = Path("build/bench")
SMALL_PACKETS: Final = 1000

Sections = Iterator[Section]


def main() -> int:
    """Run what the command line asks for."""
    arguments = _parser().parse_args()
    sys.path.append(sys.path.pop(0))  # this folder last: what is installed is measured, with its compiled core
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the peers are installed with their bytecode, and so are we
    if arguments.what == "generate":
        return _generate(arguments)
    sections = []
    print(report.machine(), end="\n\n")
    for section in MEASURES[arguments.what](arguments):
        print(section.text(), flush=True)
        sections.append(section)
    if arguments.json:
        report.keep(arguments.json, sections)
    return 0


def _generate(arguments: argparse.Namespace) -> int:
    size = size_of(arguments.packets, arguments.connections, arguments.payload)
    if arguments.output is None:
        print(cached_capture(arguments.dir, size, arguments.seed).path)
    else:
        print(f"{write_capture(arguments.output, size, arguments.seed):,} packets")
    return 0


def _peers(arguments: argparse.Namespace) -> Sections:
    capture = cached_capture(arguments.dir, size_of(arguments.packets))
    yield peers.compare(capture, arguments.rounds, arguments.slow_rounds)


def _scale(arguments: argparse.Namespace) -> Sections:
    yield scale(arguments.dir, arguments.scale_packets)


def _screen(arguments: argparse.Namespace) -> Sections:
    # Imported here: the emulator would count towards the memory of measured programs, and it is an extra.
    from bench import keys, startup

    small, large = (cached_capture(arguments.dir, size_of(count)) for count in (SMALL_PACKETS, arguments.packets))
    larger = cached_capture(arguments.dir, size_of(arguments.scale_packets * FACTOR, payload=PAYLOAD))
    yield startup.measure(small, large)
    yield keys.measure(large, larger)


def _stages(arguments: argparse.Namespace) -> Sections:
    # Imported here: it is the one that has the program in this process.
    from bench import stages

    yield stages.measure(cached_capture(arguments.dir, size_of(arguments.packets)), arguments.rounds)


def _live(_: argparse.Namespace) -> Sections:
    # Imported here: it wants Linux and root, and has the program in this process.
    from bench import live, live_screen

    yield from live.measure()
    yield from live_screen.measure()


def _soak(_: argparse.Namespace) -> Sections:
    from bench.soak import soak

    yield soak()


def _filters(arguments: argparse.Namespace) -> Sections:
    from bench import filters  # numpy would count towards the memory of measured programs

    capture = cached_capture(arguments.dir, size_of(arguments.packets))
    yield filters.printed(capture, arguments.rounds, arguments.slow_rounds)
    yield filters.loaded(capture)


def _all(arguments: argparse.Namespace) -> Sections:
    for measure in (_peers, _scale, _screen, _filters, _stages):
        yield from measure(arguments)
    if sys.platform == "linux" and os.geteuid() == 0:
        yield from _live(arguments)
    else:
        print("live capture is not measured: that wants Linux and root", end="\n\n")


MEASURES: Final[dict[str, Callable[[argparse.Namespace], Sections]]] = {
    "all": _all,
    "live": _live,
    "soak": _soak,
    "filters": _filters,
    "peers": _peers,
    "scale": _scale,
    "screen": _screen,
    "stages": _stages,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    add = parser.add_argument
    add(
        "what", nargs="?", default="all", choices=("generate", *MEASURES), help="what to do (all but generate: measure)"
    )
    add("--dir", type=Path, default=FOLDER, help="where captures are kept (default: %(default)s)")
    add("--packets", type=int, default=PACKETS, help="packets of the main capture, about (default: %(default)s)")
    add("--json", type=Path, help="keep the figures in this file")
    add("--rounds", type=int, default=5, help="runs of each program (default: %(default)s)")
    add("--slow-rounds", type=int, default=1, help="runs of tshark (default: %(default)s)")
    add(
        "--scale-packets",
        type=int,
        default=SCALE_PACKETS,
        help=f"packets to take {FACTOR} times (default: %(default)s)",
    )
    generate = parser.add_argument_group("generate")
    generate.add_argument("--connections", type=int, help="how many (default: one for 45 packets)")
    generate.add_argument(
        "--payload", type=int, default=FULL_PAYLOAD, help="mean bytes a packet (default: %(default)s)"
    )
    generate.add_argument("--seed", type=int, default=SEED, help="default: %(default)s")
    generate.add_argument("--output", type=Path, help="the file to write (default: one named by its sizes in --dir)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
