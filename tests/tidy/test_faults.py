"""Each fault that a reader writes has a rule, and that rule has words for its reason."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from portlens.formats.registry import all_formats
from portlens.rules.registry import all_rules, rules_for

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "server" / "portlens"
FUNCTIONS = [
    (path, node)
    for path in sorted((PACKAGE / "formats").rglob("*.py"))
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.FunctionDef)
]


class Written(NamedTuple):
    """A fault as written in the code: what its rule and its reason may be."""

    folder: str  # the format's, or "formats" for what several share
    place: str
    rules: frozenset[str]
    reasons: frozenset[str]


def _strings(node: ast.expr, scope: ast.FunctionDef) -> frozenset[str]:
    """Return the literal texts that an expression may come to, as far as the code shows them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return frozenset({node.value})
    if isinstance(node, ast.IfExp):
        return _strings(node.body, scope) | _strings(node.orelse, scope)
    if isinstance(node, ast.Name):
        given = [each for each in ast.walk(scope) if isinstance(each, ast.Assign)]
        texts = [_strings(each.value, scope) for each in given if _is_to(each, node.id)]
        return frozenset().union(*texts)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        texts = [
            _strings(each.value, function)
            for _, function in FUNCTIONS
            if function.name == node.func.id
            for each in ast.walk(function)
            if isinstance(each, ast.Return) and each.value
        ]
        return frozenset().union(*texts)
    return frozenset()


def _is_to(given: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in given.targets)


def _faults() -> Iterator[Written]:
    for path, function in FUNCTIONS:
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            # `Fault(rule, span, reason)`; a `Problem(rule, reason, …)` becomes one later.
            where = {"Fault": 2, "Problem": 1}.get(node.func.id)
            if where is None:
                continue
            found = [_strings(each, function) for each in node.args]
            given_by_name = any(each.arg in {"reason", None} for each in node.keywords)
            # Without one the reason is "", for which hardly a rule has words.
            without = frozenset() if given_by_name else frozenset({""})
            reasons = found[where] if len(found) > where else without
            yield Written(
                path.parent.name, f"{path.parent.name}/{path.name}:{node.lineno}", found[0], reasons
            )


FAULTS = [fault for fault in _faults() if fault.rules]


def _reasons(rule: str, folder: str) -> frozenset[str]:
    """Return the reasons for which a rule has words: those of all formats, and of one folder."""
    name = f"{rule.replace('-', '_')}.py"
    (path,) = (PACKAGE / "rules").glob(f"*/{name}")
    own = PACKAGE / "rules" / folder / f"_{name}"
    modules = [
        import_module(".".join(each.relative_to(PACKAGE.parent).with_suffix("").parts))
        for each in (path, own)
        if each.exists()
    ]
    return frozenset().union(*(getattr(module, "MESSAGES", ()) for module in modules))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.place)
def test_a_fault_has_a_rule_with_words_for_its_reason(fault: Written) -> None:
    assert fault.rules <= all_rules().keys()
    of_folder = [format_ for format_ in all_formats() if format_.folder == fault.folder]
    for format_ in of_folder:
        assert fault.rules <= {rule.id for rule in rules_for(format_.id)}
    assert fault.reasons <= frozenset().union(
        *(_reasons(rule, fault.folder) for rule in fault.rules)
    )


def test_nearly_all_faults_are_seen() -> None:
    assert len([fault for fault in FAULTS if fault.reasons]) > 60
