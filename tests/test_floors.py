"""What no linter measures: the way imports go, the length of files and functions, and that each module has its test."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tui_tcp"

FLOORS = {
    8: {"app", "cli"},
    7: {"views", "export"},
    6: {"filters"},
    5: {"fields"},
    4: {"verdicts", "names"},
    3: {"dissect"},
    2: {"model"},
    1: {"wire", "tcp", "capture"},
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
ANYWHERE = {
    "tui_tcp",
    "errors",
    "escape",
    "sample",
    "segment",
}  # `tui_tcp`: its __init__, the version
SCREEN = {"textual", "rich"}
OUTSIDE = {"os", "io", "time", "socket", "select", "subprocess", "threading", "pathlib", "tempfile", "mmap", "asyncio"}
PANE_BASES = {"list_pane", "text_pane"}

# module -> why it has no test_<module>.py of its own
UNTESTED = {
    "app/app.py": "the application as a whole: the tests of its screens drive it",
}

LONGEST_FILE = 350
LONGEST_FUNCTION = 40
DEEPEST_NESTING = 3


def modules(folder: Path) -> list[Path]:
    """The Python files of a folder, as they would be committed."""
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


OURS = modules(PACKAGE)
CODE = [path for folder in ("tui_tcp", "tests", "bench", "fuzz", "lab") for path in modules(ROOT / folder)]


@cache
def imports(path: Path) -> list[tuple[str, bool]]:
    """Each imported module's dotted name, and whether the import stands inside a function."""
    tree = parsed(path)
    inside = {id(node) for function in functions(tree) for node in ast.walk(function)}
    return [(name, id(node) in inside) for node in ast.walk(tree) for name in imported(node)]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return _from(node) if isinstance(node, ast.ImportFrom) else []


def _from(node: ast.ImportFrom) -> list[str]:
    """`from tui_tcp import x` names the room x; any other `from` names its module."""
    assert not node.level, "ours import by the whole name"
    if node.module == "tui_tcp":
        return [f"tui_tcp.{alias.name}" if not alias.name.startswith("_") else "tui_tcp" for alias in node.names]
    return [node.module or ""]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def room(dotted: str) -> str:
    """The folder or top-level module of ours that a dotted name lies in."""
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def outside_ours(path: Path) -> set[str]:
    """The top-level names of all that a module imports."""
    return {name.split(".")[0] for name, _ in imports(path)}


def goes_down(own: str, other: str, in_function: bool) -> bool:
    """Whether a room may import another; the command line starts the screen from inside one function."""
    if own in ("__init__", "__main__") or other in ANYWHERE | {own}:
        return True
    if (own, other) == ("cli", "app"):
        return in_function
    return own not in ANYWHERE and FLOOR_OF[own] > FLOOR_OF[other]


def test_imports_go_strictly_downwards() -> None:
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in OURS
        for name, in_function in imports(path)
        if name.split(".")[0] == "tui_tcp"
        if not goes_down(path.relative_to(PACKAGE).with_suffix("").parts[0], room(name), in_function)
    ]
    assert not wrong


def test_the_screen_library_is_used_by_the_screen_alone() -> None:
    assert not [name_of(path) for path in OURS if path.parent.name != "app" and outside_ours(path) & SCREEN]


def test_the_ground_floor_rooms_know_no_file_no_clock_no_process() -> None:
    pure = [*modules(PACKAGE / "wire"), *modules(PACKAGE / "tcp")]
    assert not [name_of(path) for path in pure if outside_ours(path) & OUTSIDE]


def test_no_module_needs_cython_at_run_time() -> None:
    assert not [name_of(path) for path in OURS if outside_ours(path) & {"cython", "Cython", "pyximport"}]


def test_panes_never_import_panes() -> None:
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in sorted((PACKAGE / "app").glob("*_pane.py"))
        for name, _ in imports(path)
        if name.endswith("_pane") and name.rsplit(".")[-1] not in PANE_BASES
    ]
    assert not wrong


def test_the_command_line_imports_the_screen_in_one_place() -> None:
    starts = [name for path in modules(PACKAGE / "cli") for name, _ in imports(path) if name.startswith("tui_tcp.app")]
    assert len(starts) == 1


def test_files_are_short() -> None:
    assert not [name_of(path) for path in CODE if len(path.read_text().splitlines()) > LONGEST_FILE]


def test_functions_are_short_and_flat() -> None:
    long = [
        f"{name_of(path)}: {function.name}"
        for path in CODE
        for function in functions(parsed(path))
        if length(function) > LONGEST_FUNCTION or depth(function) > DEEPEST_NESTING
    ]
    assert not long


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, the docstring left out."""
    first = function.body[0]
    lines = (function.end_lineno or 0) - function.lineno + 1
    return lines - ((first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function) else 0)


BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def depth(node: ast.AST) -> int:
    """How deep blocks stand inside each other; an `elif` stands beside its `if`."""
    inner = (child for child in ast.iter_child_nodes(node) if not isinstance(child, SCOPES))
    return max((depth(child) + opens_block(node, child) for child in inner), default=0)


def opens_block(parent: ast.AST, child: ast.AST) -> bool:
    is_elif = isinstance(parent, ast.If) and isinstance(child, ast.If) and parent.orelse == [child]
    return isinstance(child, BLOCKS) and not is_elif


def place_of_test(path: Path) -> Path:
    """Where the test of a module stands."""
    return ROOT / "tests" / path.relative_to(PACKAGE).parent / f"test_{path.name}"


def test_every_module_has_its_test() -> None:
    missing = [
        path.relative_to(PACKAGE).as_posix()
        for path in OURS
        if path.name not in ("__init__.py", "__main__.py") and not place_of_test(path).exists()
    ]
    assert sorted(missing) == sorted(UNTESTED)


def loaded_by(*arguments: str) -> set[str]:
    """The top-level modules that a run of the command line has loaded when it ends."""
    program = "import sys; from tui_tcp.cli import main; main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    command = [sys.executable, "-c", program, *arguments]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return set(out.splitlines()[-1].split())


@pytest.mark.parametrize("command", ["flows", "packets"])
def test_printing_loads_nothing_of_the_screen(command: str) -> None:
    loaded = loaded_by(command, str(ROOT / "fixtures" / "refused.client.pcap"))
    assert "tui_tcp.model.session" in loaded
    assert not loaded & SCREEN
    assert "tui_tcp.app" not in loaded


def test_listing_connections_does_not_load_numpy() -> None:
    assert "numpy" not in loaded_by("flows", str(ROOT / "fixtures" / "refused.client.pcap"))
