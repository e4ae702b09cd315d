"""Build the hot floors (wire, tcp) as compiled modules where there is a C compiler; they are plain Python otherwise."""

import os

from setuptools import Extension, setup

HOT = [
    "tui_tcp/wire/pairs.py",
    "tui_tcp/wire/frames.py",
    "tui_tcp/wire/decode.py",
    "tui_tcp/wire/pcap.py",
    "tui_tcp/wire/pcapng.py",
    "tui_tcp/tcp/segment.py",
    "tui_tcp/tcp/sequence.py",
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


def extensions() -> list[Extension]:
    """Return the hot modules as optional extensions: an install never fails for lack of a C compiler."""
    if os.environ.get("TCPTUI_NO_EXTENSIONS"):
        return []
    from Cython.Build import cythonize

    modules = [Extension(path[:-3].replace("/", "."), [path], optional=True) for path in HOT]
    return list(cythonize(modules, compiler_directives=DIRECTIVES))


setup(ext_modules=extensions())
