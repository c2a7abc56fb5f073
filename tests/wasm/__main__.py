"""Run the tests inside WebAssembly, on the Python of the extension: `make wasm-tests`.

`python -m tests.wasm` runs all of them, `python -m tests.wasm tests/text` some; options are
pytest's. What Pyodide lacks leaves a test out by itself (`_suite`). The packages that tests need
are fetched once, those without compiled parts, into .cache/.
"""

import sys

import pytest

from tests.wasm._inside import run_tests
from tests.wasm._run import needs_node

try:
    node = needs_node()
except pytest.skip.Exception as missing:
    sys.exit(str(missing))
sys.exit(run_tests(node, *(sys.argv[1:] or ("tests",))).returncode)
