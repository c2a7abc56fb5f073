"""What rules say of manifests that a kustomization makes one set of, and where they are silent."""

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.formats.registry import format_named
from portlens.network.context import Context
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests.features.kubernetes._cluster import DEPLOYMENT, INGRESS, SERVICE

NAMES = ("app.yaml", "service.yaml", "edge.yaml")
LISTED = f"resources: [{', '.join(NAMES)}]\n"
NODE_PORT = """\
apiVersion: v1
kind: Service
metadata: {name: NAME}
spec:
  type: NodePort
  selector: {app: other}
  ports: [{port: 80, nodePort: 30080}]
"""


def shop(folder: str = "/site", kustomization: str = LISTED) -> dict[str, str]:
    """Return a shop of which the Service and the Ingress mean ports that are not there."""
    return {
        f"{folder}/kustomization.yaml": kustomization,
        f"{folder}/app.yaml": DEPLOYMENT,
        f"{folder}/service.yaml": SERVICE.replace("targetPort: web", "targetPort: wbe"),
        f"{folder}/edge.yaml": INGRESS.replace("number: 9100", "number: 9200"),
    }


def told(files: dict[str, str]) -> list[str]:
    workspace = Workspace(MemoryFiles(files))
    context = Context(catalogue(), Settings(), workspace)
    found = []
    for path in files:
        document = workspace.document(path, format_named("kubernetes"))
        if document is None or "kustomization" in path.casefold():
            continue
        for judged in analyse(document, context).findings:
            finding = judged.finding
            word = finding.span.of(document.text)
            ends = [one.path for one in finding.related if one.path]
            found.append(" ".join([path, finding.rule, word, *ends]))
    return found


def wrong(folder: str = "/site") -> list[str]:
    return [
        f"{folder}/service.yaml unknown-port-name wbe",
        f"{folder}/edge.yaml unknown-service-port 9200 {folder}/service.yaml",
    ]


def test_what_no_file_of_the_set_has_is_told() -> None:
    assert told(shop()) == wrong()


def test_without_a_kustomization_others_may_have_it() -> None:
    files = shop()
    del files["/site/kustomization.yaml"]
    assert told(files) == []


@pytest.mark.parametrize(
    "more",
    [
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
        "namespace: shop\n",
        "images: [{name: acme/shop, newTag: '2'}]\n",
        "configMapGenerator: [{name: shop, literals: [A=b]}]\n",
        "replicas: [{name: shop, count: 3}]\n",
    ],
)
def test_what_changes_no_port_is_in_nobodys_way(more: str) -> None:
    assert told(shop(kustomization=LISTED + more)) == wrong()


@pytest.mark.parametrize(
    "more",
    [
        "patches: [{path: p.yaml}]\n",
        "patchesStrategicMerge: [p.yaml]\n",
        "patchesJson6902: [{path: p.yaml, target: {kind: Service, name: shop, version: v1}}]\n",
        "components: [../tls]\n",
        "commonLabels: {app: other}\n",
        "labels: [{pairs: {app: shop}, includeSelectors: true}]\n",
        "namePrefix: dev-\n",
        "nameSuffix: '-2'\n",
        "generators: [g.yaml]\n",
        "transformers: [t.yaml]\n",
        "helmCharts: [{name: redis}]\n",
        "replacements: [{path: r.yaml}]\n",
        "vars: []\n",
        "crds: [crd.yaml]\n",
        "kind: Component\n",
        "resources: [again.yaml]\n",
        "bases: [github.com/acme/shop//deploy?ref=v1]\n",
        "bases: ['https://example.com/shop']\n",
        "bases: [there]\n",
        "spec: {path: ./site}\n",
        "namespace: {{ namespace }}\n",
        "---\nresources: []\n",
        "a: [\n",
    ],
)
def test_what_may_change_ports_or_bring_others_keeps_it_silent(more: str) -> None:
    assert told(shop(kustomization=LISTED + more)) == []


@pytest.mark.parametrize(
    "extra",
    [
        None,
        "{{ pods }}\n",
        "kind: [\n",
        "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {template: {spec: {}}}\n",
        SERVICE,
        DEPLOYMENT.replace("name: shop}", "name: other}").replace("name: web", "name: wbe"),
        DEPLOYMENT.replace("name: shop}", "name: other, namespace: other}"),
    ],
)
def test_a_file_that_may_have_more_keeps_it_silent(extra: str | None) -> None:
    files = shop(kustomization="resources: [app.yaml, service.yaml, extra.yaml]\n")
    del files["/site/edge.yaml"]
    if extra is not None:
        files["/site/extra.yaml"] = extra
    assert [one for one in told(files) if "extra.yaml" not in one] == []


def test_files_without_ports_are_part_of_a_set() -> None:
    files = shop(kustomization=LISTED.replace("[", "[namespace.yaml, "))
    files["/site/namespace.yaml"] = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n"
    assert told(files) == wrong()


def test_an_overlay_is_judged_with_its_base() -> None:
    files = shop("/site/base")
    prod = {"/site/overlays/prod/kustomization.yaml": "resources: [../../base]\nnamespace: prod\n"}
    assert told({**files, **prod}) == wrong("/site/base")
    # A base without overlays to be seen may have them anywhere.
    assert told(files) == []
    dev = {"/site/overlays/dev/kustomization.yaml": "resources: [../../base]\nnamePrefix: dev-\n"}
    assert told({**files, **prod, **dev}) == []


def test_a_file_of_an_overlay_means_what_the_base_has() -> None:
    base = {path: text for path, text in shop("/site/base").items() if "edge" not in path}
    base["/site/base/kustomization.yaml"] = "resources: [app.yaml, service.yaml]\n"
    edge = shop("/site/prod", "resources: [../base, edge.yaml]\n")["/site/prod/edge.yaml"]
    dev = {
        "/site/dev/kustomization.yaml": "resources: [../base, edge.yaml]\npatches: [{path: p}]\n",
        "/site/dev/edge.yaml": edge,
    }
    prod = {
        "/site/prod/kustomization.yaml": "resources: [../base, edge.yaml]\n",
        "/site/prod/edge.yaml": edge,
    }
    # The base is patched in one of the two, and so is nothing that it has certain for itself.
    expected = "/site/prod/edge.yaml unknown-service-port 9200 /site/base/service.yaml"
    assert told({**base, **dev, **prod}) == [expected]


def test_pods_of_one_overlay_may_have_what_a_service_of_the_base_means() -> None:
    files = shop("/site/base", "resources: [app.yaml, service.yaml]\n")
    del files["/site/base/edge.yaml"]
    more = DEPLOYMENT.replace("name: shop}", "name: other}").replace("name: web", "name: wbe")
    more = more.replace("port: web", "port: wbe")
    files["/site/prod/kustomization.yaml"] = "resources: [../base, app.yaml]\n"
    files["/site/prod/app.yaml"] = more
    files["/site/dev/kustomization.yaml"] = "resources: [../base]\n"
    assert told(files) == []


def test_objects_of_two_namespaces_are_apart() -> None:
    files = shop()
    files["/site/edge.yaml"] = files["/site/edge.yaml"].replace("edge}", "edge, namespace: web}")
    assert told(files) == []
    files["/site/kustomization.yaml"] += "namespace: all\n"
    assert told(files) == wrong()


def test_two_services_of_one_set_want_one_port_of_the_nodes() -> None:
    files = {
        "/site/kustomization.yaml": "resources: [a.yaml, b.yaml]\n",
        "/site/b.yaml": NODE_PORT.replace("NAME", "b"),
        "/site/a.yaml": NODE_PORT.replace("NAME", "a"),
    }
    assert told(files) == ["/site/b.yaml duplicate-port 30080 /site/a.yaml"]
    files["/site/kustomization.yaml"] = "resources: [a.yaml]\n"
    assert told(files) == []


def test_two_overlays_are_not_applied_together() -> None:
    files = {"/site/base/kustomization.yaml": "resources: []\n"}
    for name in ("dev", "prod"):
        files[f"/site/{name}/kustomization.yaml"] = "resources: [../base, node.yaml]\n"
        files[f"/site/{name}/node.yaml"] = NODE_PORT.replace("NAME", name)
    assert told(files) == []


def test_a_service_of_the_base_may_have_pods_in_one_overlay_alone() -> None:
    files = shop("/site/base", "resources: [service.yaml]\n")
    files["/site/prod/app.yaml"] = files.pop("/site/base/app.yaml")
    del files["/site/base/edge.yaml"]
    files["/site/prod/kustomization.yaml"] = "resources: [../base, app.yaml]\n"
    assert told(files) == ["/site/base/service.yaml unknown-port-name wbe"]
    files["/site/dev/kustomization.yaml"] = "resources: [../base]\n"
    assert told(files) == []


def test_what_one_file_says_is_changed_by_a_patch_as_well() -> None:
    app = DEPLOYMENT.replace("readinessProbe: {httpGet: {port: web}}", "readinessProbe: {}")
    text = f"{app.replace('port: 8080}', 'port: https}')}---\n{shop()['/site/service.yaml']}"
    files = {"/site/kustomization.yaml": "resources: [all.yaml]\n", "/site/all.yaml": text}
    expected = [f"/site/all.yaml unknown-port-name {name}" for name in ("https", "wbe")]
    assert told(files) == expected
    assert told({"/site/all.yaml": text}) == expected
    files["/site/kustomization.yaml"] += "patches: [{path: port.yaml}]\n"
    assert told(files) == []


def test_a_route_that_says_another_namespace_leads_out_of_the_set() -> None:
    route = (
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: edge}\n"
        "spec: {rules: [{backendRefs: [{name: shop, namespace: other, port: 9999}]}]}\n"
    )
    files = {
        "/site/kustomization.yaml": "namespace: prod\nresources: [service.yaml, route.yaml]\n",
        "/site/service.yaml": SERVICE,
        "/site/route.yaml": route,
    }
    assert told(files) == []
    files["/site/route.yaml"] = route.replace("namespace: other, ", "")
    assert "/site/route.yaml unknown-service-port 9999 /site/service.yaml" in told(files)
