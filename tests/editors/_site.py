"""Files for a real editor to open, and the configurations that docs/editors tells."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.lsp._more_samples import AROUND
from tests.lsp._samples import SAMPLES

ROOT = Path(__file__).parents[2]
DRIVERS = Path(__file__).parent / "drivers"

# Where an editor knows the format by the name alone.
PLACES = {
    "nginx": "nginx.conf",
    "compose": "compose.yaml",
    "sshd_config": "sshd_config",
    "ssh_config": "ssh_config",
    "services": "etc/services",
    "systemd": "app.socket",
    "dockerfile": "Dockerfile",
    "dotenv": ".env",
    "kubernetes": "shop.k8s.yaml",
    "helm-values": "chart/values.yaml",
    "prometheus": "prometheus.yml",
    "ufw": "ufw/applications.d/shop",
    "nftables": "nftables.conf",
    "inetd": "inetd.conf",
    "iptables": "rules.v4",
    "xinetd": "xinetd.d/shop",
    "firewalld": "firewalld/zones/shop.xml",
    "devcontainer": "devcontainer.json",
    "github-actions": ".github/workflows/shop.yml",
    "haproxy": "haproxy.cfg",
    "caddyfile": "Caddyfile",
    "apache": "httpd.conf",
}


def site(folder: Path) -> Path:
    """Write the samples of all formats into `folder`."""
    for sample in SAMPLES:
        path = folder / PLACES[sample.format_id]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sample.text, "utf-8")
    for each in AROUND:
        path = folder / each.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each.text, "utf-8")
    return folder


def block(page: str, tag: str, number: int = 0) -> str:
    """Return the configuration that stands in docs/editors/`page`, so that it is what is run."""
    text = (ROOT / "docs" / "editors" / page).read_text("utf-8")
    return re.findall(rf"^```{tag}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[number]


def editor(name: str, chosen: str = "") -> str:
    """Return the path of a program, the one that was chosen or that of the PATH; else skip."""
    found = chosen or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def drive(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> dict[str, dict[str, Any]]:
    """Run an editor that writes what it saw, one JSON object a line; return it by file."""
    report = folder / "report.jsonl"
    words = [f"{PLACES[sample.format_id]}:{sample.port}" for sample in SAMPLES]
    run = subprocess.run(
        command,
        cwd=folder,
        env={
            **os.environ,
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / ".config"),
            # The server as a user has it: a command on the PATH.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "REPORT": str(report),
            "WORDS": " ".join(words),
            **(environment or {}),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    output = (run.stdout + run.stderr).decode(errors="replace")
    assert run.returncode == 0, output
    assert report.exists(), output
    lines = [json.loads(line) for line in report.read_text("utf-8").split("\n") if line]
    return {line["file"]: line for line in lines}


def check(seen: dict[str, dict[str, Any]]) -> None:
    """Hold what the editor saw of each file against the samples."""
    for sample in SAMPLES:
        here = seen[PLACES[sample.format_id]]
        assert any(sample.wrong in message for message in here["diagnostics"]), here
        assert sample.title in here["hover"], here
