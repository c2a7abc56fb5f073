"""Readers, programs and rules ask `portlens.text.plain` what a digit, a blank and a line are.

Python's answer is that of Unicode: `"²".isdigit()` is true and `int("²")` raises, `split()` parts
words at U+00A0, and a number of 4,400 digits is refused.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "server" / "portlens"
OF_DOCSTRINGS = {"page.py", "registry.py"}  # in rules/: these read no file of the user's
ASKED_OF = [
    path
    for folder in ("formats", "programs", "rules")
    for path in PACKAGE.glob(f"{folder}/**/*.py")
    if path.parent.name != "rules" or path.name not in OF_DOCSTRINGS
]

UNICODE = {"isdigit", "isdecimal", "isnumeric", "isalnum", "isalpha", "isspace", "splitlines"}
WITHOUT_ARGUMENTS = {"split", "rsplit", "strip", "lstrip", "rstrip"}

# Where an expression has matched at most five digits of ASCII in the line before; these read the
# entries that nearly every file is made of, and a call for each would be felt.
FIVE_DIGITS_MATCHED = {"formats/compose/usual_items.py": 4, "formats/services/read.py": 1}


@pytest.mark.parametrize("path", ASKED_OF, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_answer_of_unicode(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    found = list(_calls(ast.parse(path.read_text("utf-8"))))
    assert found.count("int") == FIVE_DIGITS_MATCHED.get(name, 0)
    assert not [call for call in found if call != "int"]


def _calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in UNICODE:
            yield node.attr
        elif isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id == "int":
                yield "int"
            elif (
                isinstance(called, ast.Attribute)
                and called.attr in WITHOUT_ARGUMENTS
                and not node.args
                and not isinstance(called.value, ast.Constant)
            ):
                yield called.attr
