"""The configurations of docs/editors/emacs.md, in Emacs itself.

Debian 12: `apt-get install emacs-nox elpa-eglot elpa-lsp-mode elpa-yaml-mode`.
"""

import subprocess
from pathlib import Path

import pytest

from tests.editors._site import DRIVERS, block, check, drive, editor, site

pytestmark = pytest.mark.editors

HAS = (
    "(progn (require 'package)"
    ' (add-to-list \'package-directory-list "/usr/share/emacs/site-lisp/elpa")'
    " (package-initialize) (require '%s) (require 'yaml-mode))"
)


@pytest.mark.parametrize(("client", "number"), [("eglot", 0), ("lsp-mode", 2)])
def test_emacs(client: str, number: int, tmp_path: Path) -> None:
    program = editor("emacs")
    asked = [program, "-Q", "--batch", "--eval", HAS % client]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip(f"Emacs has no {client} or no yaml-mode: install elpa-{client} elpa-yaml-mode")
    site(tmp_path)
    init = tmp_path / "init.el"
    init.write_text(block("emacs.md", "elisp", number), "utf-8")
    driver = DRIVERS / f"{client}.el"
    check(drive([program, "-Q", "--batch", "-l", str(init), "-l", str(driver)], tmp_path))
