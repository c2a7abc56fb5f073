"""The configuration of docs/editors/vim.md, in Vim itself.

Debian 12: `apt-get install vim vim-ale`.
"""

import subprocess
from pathlib import Path

import pytest

from tests.editors._site import DRIVERS, block, check, drive, editor, site

pytestmark = pytest.mark.editors

BEFORE = """\
set nocompatible
packadd ale
filetype plugin on
let g:ale_linters_explicit = 1
let g:ale_linters = {}
for s:type in ['yaml', 'nginx', 'sshconfig', 'sshdconfig', 'services', 'systemd']
      \\ + ['dockerfile', 'env', 'haproxy', 'caddyfile', 'apache', 'json', 'jsonc', 'ufw']
      \\ + ['nftables', 'firewalld', 'inetd', 'iptables', 'xinetd']
  let g:ale_linters[s:type] = ['portlens']
endfor
"""


def test_vim_with_ale(tmp_path: Path) -> None:
    program = editor("vim")
    asked = [program, "-u", "NONE", "-N", "-es", "-c", "packadd ale | qall!"]
    if subprocess.run(asked, stdin=subprocess.DEVNULL, check=False).returncode:
        pytest.skip("Vim has no ALE: install vim-ale")
    site(tmp_path)
    init = tmp_path / "vimrc"
    init.write_text(BEFORE + block("vim.md", "vim"), "utf-8")
    driver = str(DRIVERS / "ale.vim")
    command = [program, "-u", "NONE", "-N", "-es", "-S", str(init), "-S", driver]
    check(drive(command, tmp_path))
