"""A start in WebAssembly spends no time on what was done when the extension was built."""

from pathlib import Path

import pytest

from tests.wasm import _run

pytestmark = pytest.mark.wasm

# Its text holds the hash of a string, which is another one in each process.
SALTED = "<attrs generated methods cattrs.gen._consts.AttributeOverride>"

# A class that nobody knew of when the extension was built.
LATE = "<attrs generated methods __main__.Late>"


def test_the_classes_of_the_protocol_are_compiled_beforehand() -> None:
    done = _run.run(_run.BUNDLED, Path(__file__).with_name("_print_compiled.py"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"{SALTED} {LATE}"
