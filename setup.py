"""Build the hot floors (wire, tcp) as compiled modules where there is a C compiler; they are plain Python otherwise."""

import os
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup

HOT = [
    "tui_tcp/wire/pairs.py",
    "tui_tcp/wire/frames.py",
    "tui_tcp/wire/decode.py",
    "tui_tcp/wire/pcap.py",
    "tui_tcp/wire/pcapng.py",
    "tui_tcp/tcp/segment.py",
    "tui_tcp/tcp/sequence.py",
    "tui_tcp/tcp/outstanding.py",
    "tui_tcp/tcp/wireshark.py",
    "tui_tcp/tcp/endpoint.py",
    "tui_tcp/tcp/connection.py",
    "tui_tcp/tcp/tracker.py",
]

DIRECTIVES = {
    "language_level": 3,
    "annotation_typing": False,  # mypy's annotations stay mypy's; the .pxd beside each module has the C types
    "boundscheck": True,
    "wraparound": False,
    "initializedcheck": False,
    "cdivision": True,
}

IS_COMPILED = not os.environ.get("TCPTUI_NO_EXTENSIONS")
JOBS = os.cpu_count() or 1
C_FILES = Path("build/cython")
SHARED = "tui_tcp.memoryviews"  # Cython's own code for typed memoryviews, once instead of in every module
FLAGS = ["-O2", "-g0"]  # -O3 takes twice as long to compile and measures the same


def extensions() -> list[Extension]:
    """Return the hot modules as optional extensions: an install never fails for lack of a C compiler."""
    if not IS_COMPILED:
        return []
    from Cython import __version__
    from Cython.Build import cythonize

    shared = C_FILES / f"memoryviews-{__version__}.c"
    if not shared.exists():
        C_FILES.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "cython", f"--generate-shared={shared}"], check=True)
    modules = cythonize(
        [_extension(path[:-3].replace("/", "."), path) for path in HOT],
        compiler_directives=DIRECTIVES,
        shared_utility_qualified_name=SHARED,
        build_dir=str(C_FILES),
        nthreads=JOBS,
    )
    return [_extension(SHARED, str(shared)), *modules]


def _extension(name: str, path: str) -> Extension:
    return Extension(name, [path], optional=True, extra_compile_args=FLAGS)


# A folder each: what one build leaves behind must never get into the other's wheel.
setup(
    ext_modules=extensions(),
    options={
        "build": {"build_base": "build/compiled" if IS_COMPILED else "build/pure"},
        "build_ext": {"parallel": JOBS},
    },
)
