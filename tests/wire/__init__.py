"""Tests of the decoding room. They share columns, corpus and targets with fuzz/, which is no part of the program.

The project's folder is not on the search path (what is tested is what is installed), so `fuzz` is loaded by its place.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "fuzz"


def _load_fuzz() -> None:
    spec = spec_from_file_location("fuzz", FOLDER / "__init__.py", submodule_search_locations=[str(FOLDER)])
    assert spec
    assert spec.loader
    package = module_from_spec(spec)
    sys.modules["fuzz"] = package
    spec.loader.exec_module(package)


if "fuzz" not in sys.modules:
    _load_fuzz()
