"""Which patches of a kustomization leave rules to speak, and which keep them silent."""

import pytest

from tests.rules.test_kustomized import LISTED, shop, told, wrong

OF_DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec: "
PATCH_FILES = {
    "replicas.yaml": f"{OF_DEPLOYMENT}{{replicas: 3}}\n",
    "two.yaml": f"{OF_DEPLOYMENT}{{replicas: 3}}\n---\n{OF_DEPLOYMENT}{{paused: true}}\n",
    "map.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: b}\n",
    "steps.json": '[{"op": "replace", "path": "/metadata/annotations/a~1b", "value": "c"}]',
    "image.yaml": OF_DEPLOYMENT + "{template: {spec: {containers: [{name: x, image: y}]}}}",
    "port.yaml": OF_DEPLOYMENT + "{template: {spec: {containers: [{name: x, ports: []}]}}}",
    "own.yaml": f"{OF_DEPLOYMENT}{{replicas: 3}}\n---\n{OF_DEPLOYMENT}{{selector: {{}}}}\n",
    "template.yaml": f"{OF_DEPLOYMENT}{{replicas: {{{{ count }}}}}}\n",
    "merged.yaml": f"{OF_DEPLOYMENT}{{<<: {{template: {{}}}}, replicas: 2}}\n",
    "broken.yaml": f"{OF_DEPLOYMENT}{{replicas: 3\n",
    "gone.yaml": f"$patch: delete\n{OF_DEPLOYMENT}{{replicas: 3}}\n",
    "null.yaml": f"{OF_DEPLOYMENT}{{template: {{spec: {{containers: null}}}}}}\n",
    "nameless.yaml": "kind: Deployment\nspec: {replicas: 3}\n",
}


def patched(more: str) -> list[str]:
    files = shop(kustomization=LISTED + more)
    patches = {f"/site/{name}": text for name, text in PATCH_FILES.items()}
    return [one for one in told({**files, **patches}) if "unknown-" in one]


@pytest.mark.parametrize(
    "more",
    [
        "patches: [{path: replicas.yaml}, {path: image.yaml}]\n",
        "patches: [{path: two.yaml}]\n",
        "patches: [{path: map.yaml}]\n",
        "patches: [{target: {kind: Service}, path: steps.json}]\n",
        "patches: [{target: {kind: Serv.*}, path: steps.json}]\n",
        "patches: [{target: {labelSelector: a=b}, path: steps.json}]\n",
        "patchesStrategicMerge: [replicas.yaml, map.yaml]\n",
        (
            "patchesStrategicMerge:\n- |-\n  apiVersion: apps/v1\n  kind: DaemonSet\n"
            "  metadata: {name: shop, labels: {a: b}}\n"
        ),
        "patchesJson6902: [{path: steps.json, target: {kind: Service, name: shop, version: v1}}]\n",
        (
            "patches:\n- target: {kind: CronJob}\n  patch: |-\n    - op: remove\n"
            "      path: /spec/jobTemplate/spec/template/spec/containers/0/env/1\n"
        ),
    ],
)
def test_a_patch_that_touches_no_port_name_selector_or_kind_is_in_nobodys_way(more: str) -> None:
    assert patched(more) == wrong()


@pytest.mark.parametrize(
    "more",
    [
        *(
            f"patches: [{{path: {name}.yaml}}]\n"
            for name in ("port", "own", "template", "merged", "broken", "gone", "null", "nameless")
        ),
        "patches: [{path: replicas.yaml}, {path: port.yaml}]\n",
        "patches: [{path: ../nobody.yaml}]\n",
        "patches: [{path: replicas.yaml, patch: 'a: b'}]\n",
        "patches: [{path: replicas.yaml, options: {allowNameChange: true}}]\n",
        "patches: [{path: replicas.yaml, target: {kind: Service}}]\n",
        "patches: [{path: steps.json}]\n",
        "patches: [replicas.yaml]\n",
        "patches: replicas.yaml\n",
        *(
            f"patches:\n- target: {{kind: {kind}}}\n  patch: |-\n    - {{op: {op}, path: {path}}}\n"
            for kind, op, path in (
                ("Deployment", "remove", "/spec/template/spec/containers/0"),
                ("Deployment", "remove", "/spec/template/spec/containers/0/ports/0"),
                ("Deployment", "remove", "/spec/template/spec/containers/-/image/0"),
                ("Deployment", "replace", "/spec/template/metadata"),
                ("Deployment", "replace", "/metadata/name"),
                ("Deployment", "replace", "/kind"),
                ("Deployment", "move", "/spec/replicas"),
                ("Deployment", "remove", "spec/replicas"),
                ("Deployment", "replace", "''"),
                ("Deploy.*", "remove", "/spec/replicas"),
                ("Rollout", "remove", "/spec/replicas"),
                ("Service", "remove", "/spec/replicas"),
                ("Pod", "remove", "/metadata/labels/app"),
                ("Service", "replace", "/spec/type"),
            )
        ),
        "patches: [{target: {kind: Service}, patch: '[{op: remove, path: /spec/replicas}]'}]\n",
        "patches: [{target: {kind: Service}, patch: '[{op: add, path: /metadata/annotations}]'}]\n",
        "patches: [{target: {kind: Service}, patch: '[]'}]\n",
    ],
)
def test_a_patch_that_may_touch_them_keeps_it_silent(more: str) -> None:
    assert patched(more) == []
