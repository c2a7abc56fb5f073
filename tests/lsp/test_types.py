"""A start is spared what nobody asks of the protocol's types."""

import subprocess
import sys

SEEN = """
import attrs
from portlens.lsp.server import load_protocol
before = attrs.define
load_protocol()
from lsprotocol import types
assert attrs.define is before
for kind in (types.Hover, types.InitializeParams):
    print(kind.__repr__ is object.__repr__, kind.__eq__ is object.__eq__)
print(types.Position(1, 2) < types.Position(1, 3), types.Position(1, 2) == types.Position(1, 2))
"""


def test_they_come_without_what_compares_and_prints_them() -> None:
    run = subprocess.run((sys.executable, "-c", SEEN), capture_output=True, text=True, check=True)
    # A position says itself how it is compared.
    assert run.stdout.split() == ["True"] * 6
