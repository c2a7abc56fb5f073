"""Manifests in JSON, which a kustomization names: they are read as those in YAML are."""

import json

import pytest
import yaml

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.features.suppress import suppress
from portlens.features.trial import Trials
from portlens.formats.registry import format_named
from portlens.network.context import Context
from portlens.programs.kubernetes.applied import applied_with
from portlens.programs.named import all_named
from portlens.workspace.settings import Settings
from portlens.workspace.steps import finish
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests.features.kubernetes._cluster import DEPLOYMENT, SERVICE

WRONG = ["/k/service.yaml unknown-port-name wbe"]


def files(app: str, listed: str = "app.json, service.yaml") -> dict[str, str]:
    return {
        "/k/kustomization.yaml": f"resources: [{listed}]\n",
        "/k/app.json": app,
        "/k/service.yaml": SERVICE.replace("targetPort: web", "targetPort: wbe"),
    }


def as_json(text: str, indent: str | int | None = None) -> str:
    return json.dumps(yaml.safe_load(text), indent=indent)


def told(texts: dict[str, str]) -> list[str]:
    """Return what is found in all that is read, the kustomization's own files among it."""
    workspace = Workspace(MemoryFiles(texts))
    context = Context(catalogue(), Settings(), workspace)
    found = []
    known = [document for path in texts if (document := workspace.document(path)) is not None]
    paths = dict.fromkeys([*(each.path for each in known), *all_named(known, workspace)])
    for path in sorted(paths):
        document = workspace.document(path, format_named("kubernetes"))
        assert document is not None
        for judged in analyse(document, context).findings:
            finding = judged.finding
            found.append(f"{path} {finding.rule} {finding.span.of(document.text)}")
    return found


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_it_is_a_part_of_the_set(indent: str | int | None) -> None:
    assert told(files(as_json(DEPLOYMENT, indent))) == WRONG
    right = files(as_json(DEPLOYMENT, indent))
    right["/k/service.yaml"] = SERVICE
    assert told(right) == []


def test_what_is_wrong_in_it_is_told_in_it() -> None:
    text = as_json(DEPLOYMENT).replace('"containerPort": 8080', '"containerPort": 80800')
    assert "80800" in text
    assert "/k/app.json port-out-of-range 80800" in told(files(text))


def test_it_is_applied_with_what_is_beside_it() -> None:
    workspace = Workspace(MemoryFiles(files(as_json(DEPLOYMENT))))
    service = workspace.document("/k/service.yaml")
    assert service is not None
    together = [each.path for each in applied_with(service, workspace)]
    assert together == ["/k/app.json", "/k/service.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}{}",
        '{"kind": "Deployment", // no comment\n}',
        "[" * 5000,
        '{"a":' * 5000 + "1" + "}" * 5000,
        as_json(DEPLOYMENT)[:-1],
        as_json(DEPLOYMENT)[:-1] + ",}",
        f"{as_json(DEPLOYMENT)}\n{as_json(DEPLOYMENT)}",
    ],
)
def test_nothing_is_said_of_a_set_with_what_is_no_json(text: str) -> None:
    assert told(files(text)) == []


def test_without_a_kustomization_json_is_not_read() -> None:
    texts = files(as_json(DEPLOYMENT), "service.yaml")
    found = all_named(
        [
            document
            for path in texts
            if (document := Workspace(MemoryFiles(texts)).document(path)) is not None
        ],
        Workspace(MemoryFiles(texts)),
    )
    assert found == {}


def test_no_comment_is_offered_in_it() -> None:
    text = as_json(DEPLOYMENT, 2).replace('"containerPort": 8080', '"containerPort": 80800')
    workspace = Workspace(MemoryFiles(files(text)))
    document = workspace.document("/k/app.json", format_named("kubernetes"))
    assert document is not None
    context = Context(catalogue(), Settings(), workspace)
    before = analyse(document, context).findings
    (judged,) = (each for each in before if each.finding.rule == "port-out-of-range")
    trials = Trials(document, before, context)
    assert finish(suppress(judged.finding, trials)) is None
