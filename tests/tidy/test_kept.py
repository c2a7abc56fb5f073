"""What makes a value that is kept asks its trace, and no workspace beside it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "server" / "portlens"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if "Memo(" in path.read_text("utf-8")]
Function = (ast.FunctionDef, ast.Lambda)


def parameters(function: ast.AST) -> list[str]:
    assert isinstance(function, Function)
    return [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]


def inner(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the functions that stand in other functions: those that close over names of these."""
    for outer in ast.walk(tree):
        if isinstance(outer, ast.FunctionDef):
            yield from (
                one for one in ast.walk(outer) if isinstance(one, Function) and one != outer
            )


def wrong(text: str) -> list[str]:
    """Return what a module's makers do that they may not, each with its line."""
    tree = ast.parse(text)
    found = [
        f"{function.lineno}: the trace is ignored"
        for function in inner(tree)
        if any(name.startswith("_") for name in parameters(function))
    ]
    for function in inner(tree):
        own = parameters(function)
        found += [
            f"{node.lineno}: another workspace is asked"
            for node in ast.walk(function)
            if (isinstance(node, ast.Name) and node.id == "workspace" and "workspace" not in own)
            or (isinstance(node, ast.Attribute) and ast.unparse(node) == "context.workspace")
        ]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_who_makes_a_kept_value_asks_the_trace_alone(path: Path) -> None:
    assert not wrong(path.read_text("utf-8"))


def test_a_maker_that_asks_beside_its_trace_is_found() -> None:
    ignoring = "def f(workspace):\n    return M.value(workspace, 1, lambda _: g(workspace))\n"
    assert len(wrong(ignoring)) == 2
    asking = "def f(context):\n    def make(trace): return g(context.workspace)\n    return make\n"
    assert wrong(asking) == ["2: another workspace is asked"]
    assert not wrong(
        "def f(workspace):\n    return M.value(workspace, 1, lambda trace: g(trace))\n"
    )
