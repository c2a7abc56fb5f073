"""Kustomize as the judge of what it makes one set: files are judged as its output is.

Of a set that is made by chance, `kubectl kustomize` writes one text, which is judged by itself.
What is told of the files has to be told there, and no more; where patches and the like keep rules
silent, less may be.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.formats.registry import format_named
from portlens.network.context import Context
from portlens.workspace.files import DiskFiles
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests.oracle._kustomize_generate import Site, site
from tests.oracle._long import Record, chance

pytestmark = [pytest.mark.oracle, pytest.mark.long]

_SITES = 100
_RULES = {"unknown-port-name", "unknown-service-port", "duplicate-port"}


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed")
def test_the_files_of_a_set_are_judged_as_what_kustomize_makes_of_them(
    tmp_path: Path, record_property: Record
) -> None:
    record_property("sites", _SITES)
    random, told = chance("kustomize"), 0
    for number in range(_SITES):
        made = site(random)
        folder = tmp_path / str(number)
        for name, text in made.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        of_files = _of_files(made, folder)
        of_output = [_of_output(folder / root) for root in made.roots]
        told += len(of_files)
        for root, whole in zip(made.roots, of_output, strict=True):
            for path, said in of_files:
                if made.is_of(root, path):
                    assert said in whole, (number, root, path, said, made.files)
        if made.is_plain:
            every = set.union(*of_output)
            assert {said for _, said in of_files} == every, (number, made.files)
    assert told > _SITES / 4


def _of_files(made: Site, folder: Path) -> set[tuple[str, tuple[str, str]]]:
    return {
        (name, said)
        for name in made.files
        if "kustomization" not in name
        for said in _told(folder / name, folder)
    }


def _of_output(root: Path) -> set[tuple[str, str]]:
    run = subprocess.run(
        ["kubectl", "kustomize", str(root)], capture_output=True, text=True, check=True, timeout=60
    )
    whole = root / "whole.k8s.yaml"
    whole.write_text(run.stdout)
    found = _told(whole, root)
    whole.unlink()
    return found


def _told(path: Path, folder: Path) -> set[tuple[str, str]]:
    workspace = Workspace(DiskFiles(), lambda: [str(folder)])
    document = workspace.document(str(path), format_named("kubernetes"))
    assert document is not None
    context = Context(catalogue(), Settings(), workspace)
    return {
        (judged.finding.rule, judged.finding.span.of(document.text))
        for judged in analyse(document, context).findings
        if judged.finding.rule in _RULES
    }
