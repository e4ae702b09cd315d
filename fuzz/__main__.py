"""Run a target: seeded changes by default, or what coverage's guidance finds (--guided DIR).

A finding is an exception, or an input that takes too long: it is written to build/finding-TARGET, and the run ends.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from fuzz import corpus, decode, framing, mutate
from tui_tcp.wire import decode as decoder

TARGETS: dict[str, tuple[Callable[[bytes], int], Callable[[], list[bytes]]]] = {
    "framing": (framing.run_one, corpus.files),
    "decode": (decode.run_one, corpus.frames),
}
FINDINGS = Path("build")
SLOWEST = 0.5  # processor seconds for one input: a hang, for these sizes


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guided", metavar="DIR", type=Path, help="corpus folder of the coverage-guided fuzzer")
    asked = parser.parse_args()
    if asked.guided:
        _guided(asked.target, asked.guided, asked.count)
    else:
        _seeded(asked.target, asked.seed, asked.count)


def _seeded(name: str, seed: int, count: int) -> None:
    run, first = TARGETS[name]
    begun, slowest, useful = time.perf_counter(), 0.0, 0
    for data in mutate.inputs(first(), seed, count):
        try:
            result, seconds = _timed(run, data)
            if seconds > SLOWEST:  # once more: it may have been the machine
                seconds = min(seconds, _timed(run, data)[1])
            assert seconds <= SLOWEST, f"an input took {seconds:.1f} s"
        except BaseException:
            FINDINGS.mkdir(parents=True, exist_ok=True)
            (FINDINGS / f"finding-{name}").write_bytes(data)
            raise
        useful += result > 0
        slowest = max(slowest, seconds)
    form = "plain Python" if (decoder.__file__ or "").endswith(".py") else "compiled"
    seconds = time.perf_counter() - begun
    print(f"{name}, {form}, seed {seed}: {count} inputs, {useful} useful, {seconds:.0f} s, slowest {slowest:.4f} s")


def _timed(run: Callable[[bytes], int], data: bytes) -> tuple[int, float]:
    """Run an input; return what came of it, and the processor seconds it took."""
    start = time.process_time()
    result = run(data)
    return result, time.process_time() - start


def _guided(name: str, folder: Path, count: int) -> None:
    """Let atheris choose: it sees the branches of plain Python, so run this on a tree without compiled modules."""
    import atheris

    run, first = TARGETS[name]
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(first()):
        (folder / f"first-{number}").write_bytes(data)
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-runs={count}", "-max_len=4096", "-timeout=5", str(folder)], lambda data: run(data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
