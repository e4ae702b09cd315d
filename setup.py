"""Build the hot floors (wire, tcp) as compiled modules where there is a C compiler; they are plain Python otherwise."""

import os
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

INLINED = {Path("tui_tcp/wire/octets.pxd")}  # C for other modules, none of its own
HOT = [path.with_suffix(".py") for path in sorted(set(Path("tui_tcp").rglob("*.pxd")) - INLINED)]

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

    shared = C_FILES / __version__ / "memoryviews.c"
    if not shared.exists():
        shared.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "cython", f"--generate-shared={shared}"], check=True)
    modules = cythonize(
        [_extension(".".join(path.with_suffix("").parts), path) for path in HOT],
        compiler_directives=DIRECTIVES,
        shared_utility_qualified_name=SHARED,
        build_dir=str(C_FILES),
        nthreads=JOBS,
    )
    modules.append(_extension(SHARED, shared))
    for module in modules:
        module.optional = True  # set here, as cythonize makes its own of what it is given
    return list(modules)


def _extension(name: str, path: Path) -> Extension:
    return Extension(name, [str(path)], extra_compile_args=FLAGS)


class AllOrNone(build_ext):
    """Compiled modules call each other directly: where one could not be built, all stay Python."""

    def build_extensions(self) -> None:
        """Build what can be built; keep it only if that is everything, and nothing of an older build."""
        super().build_extensions()
        wanted = {Path(self.get_ext_fullpath(extension.name)) for extension in self.extensions}
        kept = wanted if all(path.exists() for path in wanted) else set()
        for path in set(Path(self.build_lib).rglob("*.so")) - kept:
            path.unlink()


# A folder each: what one build leaves behind must never get into the other's wheel.
setup(
    ext_modules=extensions(),
    cmdclass={"build_ext": AllOrNone},
    options={
        "build": {"build_base": "build/compiled" if IS_COMPILED else "build/pure"},
        "build_ext": {"parallel": JOBS},
    },
)
