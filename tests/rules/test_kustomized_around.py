"""What is around a kustomization: who patches its folder, wherever that is, keeps rules silent."""

from collections.abc import Iterable

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.formats.registry import format_named
from portlens.network.context import Context
from portlens.rules.registry import all_rules
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests.features.kubernetes._cluster import DEPLOYMENT, SERVICE
from tests.rules.test_kustomized import NODE_PORT

WRONG = ["service.yaml unknown-port-name wbe"]
PROBE = DEPLOYMENT.replace(
    "readinessProbe: {httpGet: {port: web}}", "readinessProbe: {httpGet: {port: wbe}}"
)


def folder(path: str) -> dict[str, str]:
    """Return a kustomization of two files, of which one means a port that the other lacks."""
    return {
        f"{path}/kustomization.yaml": "resources: [app.yaml, service.yaml]\n",
        f"{path}/app.yaml": DEPLOYMENT,
        f"{path}/service.yaml": SERVICE.replace("targetPort: web", "targetPort: wbe"),
    }


def told(files: dict[str, str], roots: Iterable[str] | None = None) -> list[str]:
    workspace = Workspace(MemoryFiles(files), None if roots is None else lambda: roots)
    return told_in(workspace, files)


def told_in(workspace: Workspace, files: Iterable[str]) -> list[str]:
    context = Context(catalogue(), Settings(), workspace)
    found = []
    for path in files:
        document = workspace.document(path, format_named("kubernetes"))
        if document is None or "ustomization" in path or "clusters" in path:
            continue
        for judged in analyse(document, context).findings:
            finding = judged.finding
            name = path.rpartition("/")[2]
            found.append(f"{name} {finding.rule} {finding.span.of(document.text)}")
    return found


@pytest.mark.parametrize(
    ("base", "overlay"),
    [
        ("services/shop/k8s", "deploy/prod"),
        ("k8s/shop", "k8s/envs/eu/prod"),
        ("k8s/shop", ".deploy/prod"),
        ("a/b/c/d/e/shop", "f"),
    ],
)
def test_an_overlay_may_be_anywhere(base: str, overlay: str) -> None:
    files = folder(f"/site/{base}")
    ups = "../" * (overlay.count("/") + 1)
    assert told(files, ["/site"]) == WRONG
    path = f"/site/{overlay}/kustomization.yaml"
    files[path] = f"resources: [{ups}{base}]\n"
    assert told(files, ["/site"]) == WRONG
    files[path] += "patches: [{path: exporter.yaml}]\n"
    assert told(files, ["/site"]) == []


FOR_OTHERS = ["base", "bases", "common", "component", "components", "lib", "shared"]


@pytest.mark.parametrize("name", [*FOR_OTHERS, "template", "templates"])
def test_a_folder_that_is_made_for_others_is_passed_over_and_the_pages_say_so(name: str) -> None:
    assert told(folder(f"/site/k8s/{name}"), ["/site"]) == []
    for rule in ("unknown-port-name", "unknown-service-port"):
        page = all_rules()[rule].page
        assert f"`{name}`" in page.en
        assert f"`{name}`" in page.ja


FLUX = """\
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: shop}
spec:
  path: ./apps/shop
  patches: [{patch: x}]
"""
ARGO = """\
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop}
spec: {source: {repoURL: x, path: apps/shop, kustomize: {patches: [{patch: x}]}}}
"""


@pytest.mark.parametrize(
    "text",
    [
        FLUX,
        ARGO,
        FLUX.replace("./apps/shop", '"./apps"'),
        FLUX.replace("./apps/shop", "./"),
        FLUX.replace("  path: ./apps/shop\n", ""),
        FLUX.replace("  patches: [{patch: x}]\n", ""),  # may be patched itself
        ARGO.replace("Application", "ApplicationSet").replace("apps/shop", "'{{path}}'"),
        f"kind: Namespace\n---\n{FLUX}",
    ],
)
def test_what_flux_or_argo_apply_may_be_patched(text: str) -> None:
    files = folder("/site/apps/shop")
    files["/site/clusters/prod/shop.yaml"] = text
    assert told(files, ["/site"]) == []


@pytest.mark.parametrize(
    "text",
    [
        FLUX.replace("apps/shop", "apps/other"),
        FLUX.replace("kustomize.toolkit.fluxcd.io/v1", "example.com/v1"),
        ARGO.replace("apps/shop", "shop/apps"),
        f"kind: Service\nspec: {{path: apps/shop}}\n---\n{FLUX.replace('apps/shop', 'infra')}",
    ],
)
def test_what_they_apply_elsewhere_is_in_nobodys_way(text: str) -> None:
    files = folder("/site/apps/shop")
    files["/site/clusters/prod/shop.yaml"] = text
    assert told(files, ["/site"]) == WRONG


def test_one_file_may_be_patched_by_flux_as_well() -> None:
    files = {"/site/apps/shop/app.yaml": PROBE}
    assert told(files, ["/site"]) == ["app.yaml unknown-port-name wbe"]
    files["/site/clusters/prod/shop.yaml"] = FLUX.replace("  patches: [{patch: x}]\n", "")
    assert told(files, ["/site"]) == ["app.yaml unknown-port-name wbe"]
    files["/site/clusters/prod/shop.yaml"] = FLUX
    assert told(files, ["/site"]) == []


def test_past_the_bound_nobody_knows() -> None:
    files = folder("/site/shop")
    few = {f"/site/src/{number}/x.py": "" for number in range(200)}
    assert told({**files, **few}, ["/site"]) == WRONG
    many = {f"/site/src/{number}/x.py": "" for number in range(300)}
    assert told({**files, **many}, ["/site"]) == []
    lists = {f"/site/src/{number}.yaml": "a: 1\n" for number in range(600)}
    workspace = Workspace(MemoryFiles({**files, **lists}), lambda: ["/site"])
    assert told_in(workspace, files) == []


class LockedFiles(MemoryFiles):
    """Files of which those in one folder cannot be seen."""

    def folders(self, folder: str) -> tuple[str, ...] | None:
        return None if folder == "/site/locked" else super().folders(folder)


def test_a_folder_that_cannot_be_read_may_have_an_overlay() -> None:
    files = {**folder("/site/shop"), "/site/locked/x.py": ""}
    assert told_in(Workspace(MemoryFiles(files), lambda: ["/site"]), files) == WRONG
    assert told_in(Workspace(LockedFiles(files), lambda: ["/site"]), files) == []


def test_a_folder_that_was_given_by_itself_may_be_part_of_more() -> None:
    files = folder("/site/shop")
    assert told(files, ["/site/shop"]) == []
    files["/site/shop/.git"] = ""  # a repository is all that there is
    assert told(files, ["/site/shop"]) == WRONG
    assert told(files) == WRONG


def test_an_edit_far_away_counts_at_once() -> None:
    files = {**folder("/site/apps/shop"), "/site/deploy/prod/x.yaml": "a: 1\n"}
    source = MemoryFiles(files)
    workspace = Workspace(source, lambda: ["/site"])
    names = list(files)
    assert told_in(workspace, names) == WRONG
    source.texts["/site/deploy/prod/x.yaml"] = FLUX
    assert told_in(workspace, names) == []
    source.texts["/site/deploy/prod/x.yaml"] = "a: 2\n"
    assert told_in(workspace, names) == WRONG
    source.texts["/site/deploy/prod/kustomization.yml"] = (
        "resources: [../../apps/shop]\nnamePrefix: dev-\n"
    )
    assert told_in(workspace, names) == []


def test_a_port_of_the_nodes_is_taken_by_who_is_named_first() -> None:
    files = {
        "/site/base/kustomization.yaml": "resources: [a.yaml]\n",
        "/site/base/a.yaml": NODE_PORT.replace("NAME", "a"),
        "/site/overlays/dev/kustomization.yaml": "resources: [../../base]\n",
        "/site/overlays/prod/kustomization.yaml": "resources: [../../base, b.yaml]\n",
        "/site/overlays/prod/b.yaml": NODE_PORT.replace("NAME", "b"),
    }
    assert told(files) == ["b.yaml duplicate-port 30080"]
    # What `bases` names comes after the resources, wherever it stands.
    files["/site/overlays/prod/kustomization.yaml"] = "bases: [../../base]\nresources: [b.yaml]\n"
    assert told(files) == []


@pytest.mark.parametrize(
    ("more", "is_told"),
    [
        ("namePrefix: dev-\n", True),
        ("nameSuffix: -2\ncommonLabels: {app: other}\n", True),
        ("labels: [{pairs: {app: shop}, includeSelectors: false}]\n", True),
        ("labels: [{pairs: {a: b}, fields: [{path: spec/template, create: true}]}]\n", False),
        ("patches: [{path: p.yaml}]\n", False),
        ("namePrefix: dev-\ncomponents: [../tls]\n", False),
        ("transformers: [t.yaml]\n", False),
    ],
)
def test_a_probe_is_judged_where_no_container_is_changed(more: str, is_told: bool) -> None:
    files = {
        "/site/kustomization.yaml": f"resources: [app.yaml, service.yaml]\n{more}",
        "/site/app.yaml": PROBE,
        "/site/service.yaml": SERVICE.replace("targetPort: web", "targetPort: wbe"),
    }
    assert told(files) == (["app.yaml unknown-port-name wbe"] if is_told else [])
