"""The tests of files, of the command line and of the protocol pass inside WebAssembly as well.

`make wasm-tests` runs all the others there, for an hour.
"""

import pytest

from tests.wasm._inside import run_tests
from tests.wasm._run import needs_node

pytestmark = pytest.mark.wasm


def test_they_pass_on_the_python_of_the_extension() -> None:
    ran = run_tests(needs_node(), "tests/model", "tests/lsp", "tests/cli")
    assert ran.returncode == 0
