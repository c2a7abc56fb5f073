"""The tree's own invariants; ARCHITECTURE.md tells why each of them holds."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from portlens.formats.registry import all_formats

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "server" / "portlens"
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SCRIPTS = [*(ROOT / "data").glob("*.py"), *(ROOT / "docs").glob("*.py")]

# A module imports only from its own layer and from those on its left.
LAYERS = (
    "text",
    "catalogue",
    "model",
    "formats",
    "workspace",
    "programs",
    "network",
    "rules",
    "analysis",
    "features",
    "lsp cli",
)
PROTOCOL = {"pygls", "lsprotocol", "cattrs", "attrs"}
LONGEST_FILE = 300


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _layer(module: str) -> int | None:
    """Return the layer of a dotted module name below portlens; None for the package itself."""
    part = module.split(".")[1] if "." in module else ""
    for number, layer in enumerate(LAYERS):
        if part in layer.split():
            return number
    return None


def _imports(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{_name(path)}: relative import"
            names.append(node.module or "")
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


@pytest.mark.parametrize("path", [*MODULES, *TESTS, *SCRIPTS], ids=_name)
def test_file_is_short_enough_to_read(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= LONGEST_FILE


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_imports_only_from_its_left(path: Path) -> None:
    own = _layer(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
    if own is None:
        return
    for name in _imports(path):
        other = _layer(name) if name.startswith("portlens") else None
        assert other is None or other <= own, f"{name} is on the right of {_name(path)}"


def test_the_layers_are_those_of_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    (line,) = (line for line in text.split("\n") if line.startswith("    text ← "))
    assert line.replace(", ", " ").split() == " ← ".join(LAYERS).split()


FLOORS = ("formats", "programs", "rules", "features")
FOLDERS = {format_.folder for format_ in all_formats()}

# What holds for every format, and so names none.
GENERAL = [
    path
    for folder in ("workspace", "programs", "network", "rules", "features", "lsp", "cli")
    for path in sorted((PACKAGE / folder).rglob("*.py"))
    if path.relative_to(PACKAGE / folder).parts[0] not in FOLDERS
]


@pytest.mark.parametrize("path", GENERAL, ids=_name)
def test_general_code_names_no_format(path: Path) -> None:
    below = {f"portlens.{floor}.{folder}" for floor in FLOORS for folder in FOLDERS}
    for name in _imports(path):
        assert ".".join(name.split(".")[:3]) not in below, f"{_name(path)} imports {name}"
    ids = {format_.id for format_ in all_formats()}
    tree = ast.parse(path.read_text("utf-8"))
    # A reason that a reader gives may be called after its format: only the words are here.
    reasons = {
        id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in ids:
            assert id(node) in reasons, f"{_name(path)}:{node.lineno} names {node.value}"


KEEPING = [path for path in MODULES if path.is_relative_to(PACKAGE / "programs")]
KEEPING += [path for path in MODULES if path.is_relative_to(PACKAGE / "network")]


@pytest.mark.parametrize("path", KEEPING, ids=_name)
def test_what_is_kept_asks_nothing_that_is_not_noted_down(path: Path) -> None:
    """A `Trace` cannot see what goes past it to the disk."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr == "files":
            owner = node.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            assert not name.endswith("workspace"), f"{_name(path)}:{node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_lsp_knows_the_protocol(path: Path) -> None:
    if path.is_relative_to(PACKAGE / "lsp"):
        return
    assert not {name.partition(".")[0] for name in _imports(path)} & PROTOCOL


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=_name)
def test_lines_end_where_the_protocol_says(path: Path) -> None:
    # str.splitlines also breaks at U+2028, U+0085 and form feeds
    assert ".splitlines(" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", [*MODULES, *TESTS, *SCRIPTS], ids=_name)
def test_nothing_is_left_for_later(path: Path) -> None:
    if path == Path(__file__):
        return
    text = path.read_text("utf-8")
    assert not [word for word in ("TODO", "FIXME", "XXX", "HACK") if word in text]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_expression_is_compiled_at_import(path: Path) -> None:
    """`regex` of `text/regex` compiles it when it is used."""
    at_import = [
        node
        for statement in ast.parse(path.read_text("utf-8")).body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for node in ast.walk(statement)
    ]
    assert not [
        f"{_name(path)}:{node.lineno}"
        for node in at_import
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]


def test_the_core_starts_without_the_protocol() -> None:
    script = (
        "import sys, portlens.analysis, portlens.cli.main; "
        "from portlens.formats.registry import all_formats; all_formats(); "
        "print([name for name in ('pygls', 'lsprotocol', 'attrs', 'cattrs', 'asyncio',"
        " 'dataclasses', 'importlib.resources') if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
