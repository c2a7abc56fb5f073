"""Sets of manifests by chance: objects in some files, and the kustomizations that name these."""

import json
from random import Random
from typing import NamedTuple

import yaml

_APPS = ("a", "b", "c")
_NAMES = ("web", "http", "grpc", "admin")
_STEPS = "patches:\n- target: {{kind: {0}}}\n  patch: |-\n{1}"
_STEP = "    - {{op: {0}, path: {1}, value: {2}}}\n"
_MERGE = "patches:\n- target: {{kind: {0}}}\n  patch: |-\n    kind: {0}\n    {1}\n"


def _of_pod(template: str) -> str:
    return f"metadata: {{name: q}}\n    spec: {{template: {template}}}"


def _of_containers(items: str) -> str:
    return _of_pod(f"{{spec: {{containers: [{items}]}}}}")


_NO_PORT = (
    _STEPS.format("Deployment", _STEP.format("add", "/spec/replicas", 3)),
    _STEPS.format(
        "Deployment",
        _STEP.format("replace", "/spec/template/spec/containers/0/image", "y")
        + _STEP.format("test", "/kind", "Deployment"),
    ),
    _STEPS.format("Service", _STEP.format("add", "/metadata/annotations", "{a: b}")),
    _STEPS.format("Service", _STEP.format("add", "/spec/sessionAffinity", "ClientIP")),
    _MERGE.format("Deployment", _of_containers("{name: x, env: [{name: A, value: b}], image: y}")),
    _MERGE.format("Deployment", _of_containers("{name: other, image: x}")),
    _MERGE.format("Deployment", _of_pod("{metadata: {annotations: {a: b}}}")),
    _MERGE.format("Service", "metadata: {name: other, annotations: {a: b}}"),
)
_HARMLESS = (
    *_NO_PORT,
    "images: [{name: x, newTag: '2'}]\n",
    "configMapGenerator: [{name: m, literals: [A=b]}]\n",
    "commonAnnotations: {a: b}\n",
    "namespace: all\n",
)
_PATCH = "patches: [{{target: {{kind: {0}}}, patch: '- {{op: replace, path: {1}, value: {2}}}'}}]\n"
_CHANGES = (
    _STEPS.format("Deployment", _STEP.format("replace", "/spec/template/spec/containers", "[]")),
    _STEPS.format("Deployment", _STEP.format("replace", "/spec/template/metadata/labels/app", "b")),
    _STEPS.format(
        "Service", "    - {op: move, from: /spec/selector/app, path: /spec/selector/b}\n"
    ),
    _STEPS.format("Service", _STEP.format("add", "/metadata/labels", "{a: b}")),
    _MERGE.format("Deployment", _of_containers("{name: x, ports: [{containerPort: 1}]}")),
    _MERGE.format("Deployment", _of_containers("{$patch: replace}, {name: x, image: x}")),
    _MERGE.format("Service", "metadata: {name: q}\n    spec: {selector: {app: b}}"),
    _MERGE.format("Deployment", "metadata: {name: q}\n    spec: {template: null}"),
    "namePrefix: dev-\n",
    "commonLabels: {app: a}\n",
    _PATCH.format("Service", "/spec/ports/0/port", 1),
    _PATCH.format("Deployment", "/spec/template/spec/containers/0/ports/0/name", "web"),
)


class Site(NamedTuple):
    """Files by their names, and the folders that are applied, each with those that it names.

    `is_plain`: one folder is applied, and what it names is left as it is.
    """

    files: dict[str, str]
    roots: dict[str, set[str]]
    is_plain: bool

    def is_of(self, root: str, path: str) -> bool:
        """Tell whether the file at `path` is applied with the folder `root`."""
        return path in self.roots[root]


def site(random: Random) -> Site:
    """Return a set of one folder and its folders, or two overlays of one base."""
    namespace = random.choice(("", "", "shop"))
    extra = random.choice(("", "", *_HARMLESS, *_CHANGES))
    if random.random() < 0.5:
        files = _folder(random, "app", "", namespace)
        inner = _folder(random, "app/inner", "i", namespace) if random.random() < 0.5 else {}
        more = [*files, "app/inner"] if inner else list(files)
        files["app/kustomization.yaml"] = _kustomization("app", more, extra)
        if inner:
            inner["app/inner/kustomization.yaml"] = _kustomization("app/inner", list(inner), "")
        every = {**files, **inner}
        return Site(every, {"app": set(every)}, is_plain=extra not in _CHANGES)
    base = _folder(random, "base", "", namespace)
    base["base/kustomization.yaml"] = _kustomization("base", list(base), "")
    every, roots = dict(base), {}
    for name, changes in (("dev", extra), ("prod", "")):
        root = f"overlays/{name}"
        own = _folder(random, root, name, namespace) if random.random() < 0.7 else {}
        own[f"{root}/kustomization.yaml"] = _kustomization(root, [*own, "../../base"], changes)
        every |= own
        roots[root] = {*base, *own}
    return Site(every, roots, is_plain=False)


def _kustomization(folder: str, named: list[str], more: str) -> str:
    names = [name.removeprefix(f"{folder}/") for name in named]
    return f"resources: [{', '.join(names)}]\n{more}"


def _folder(random: Random, folder: str, suffix: str, namespace: str) -> dict[str, str]:
    place = f", namespace: {namespace}" if namespace else ""
    objects = [_deployment(random, f"{app}{suffix}", app, place) for app in _some(random)]
    services = [(f"s{app}{suffix}", app) for app in _some(random)]
    objects += [_service(random, name, app, place) for name, app in services]
    objects += [_ingress(random, f"edge{suffix}", place)] if random.random() < 0.7 else []
    random.shuffle(objects)
    files: dict[str, str] = {}
    for number, text in enumerate(objects):
        if random.random() < 0.2:
            indent = random.choice((None, 2, "\t"))
            made = json.dumps(yaml.safe_load(text), indent=indent)
            files[f"{folder}/{number}.json"] = made
            continue
        name = f"{folder}/{random.choice('xyz')}.yaml"
        files[name] = f"{files[name]}---\n{text}" if name in files else text
    return files


def _some(random: Random) -> list[str]:
    return random.sample(_APPS, random.randrange(1, 3))


def _deployment(random: Random, name: str, app: str, place: str) -> str:
    names = random.sample(_NAMES, random.randrange(1, 3))
    ports = ", ".join(
        f"{{name: {each}, containerPort: {8000 + at}}}" for at, each in enumerate(names)
    )
    return (
        f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}{place}}}\nspec:\n"
        f"  selector: {{matchLabels: {{app: {app}}}}}\n  template:\n"
        f"    metadata: {{labels: {{app: {app}}}}}\n"
        f"    spec: {{containers: [{{name: x, image: x, ports: [{ports}]}}]}}\n"
    )


def _service(random: Random, name: str, app: str, place: str) -> str:
    node = random.choice(("", "", ", nodePort: 30080", ", nodePort: 30081"))
    port = f"port: {random.choice((80, 81))}, targetPort: {random.choice(_NAMES)}{node}"
    return (
        f"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}{place}}}\n"
        f"spec: {{type: NodePort, selector: {{app: {app}}}, ports: [{{{port}}}]}}\n"
    )


def _ingress(random: Random, name: str, place: str) -> str:
    service = f"s{random.choice(_APPS)}"
    port = random.choice((80, 81, 82))
    return (
        f"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: {name}{place}}}\n"
        f"spec: {{defaultBackend: {{service: {{name: {service}, port: {{number: {port}}}}}}}}}\n"
    )
