"""No text ends the server, however deep it is nested: WebAssembly has a browser's small stack."""

from pathlib import Path

import pytest

from tests.wasm import _run

pytestmark = pytest.mark.wasm


def test_deeply_nested_texts_are_judged() -> None:
    done = _run.run(_run.BUNDLED, Path(__file__).with_name("_read_deep.py"))
    assert done.returncode == 0, done.stderr[:2000] + done.stderr[-2000:]
    assert int(done.stdout) == 21
