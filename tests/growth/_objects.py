"""Kubernetes manifests that grow."""

from collections.abc import Callable


def _routes(count: int) -> str:
    ports = "".join(f"  - {{name: p{i}, port: {1024 + i % 60_000}}}\n" for i in range(count))
    backends = "".join(
        f"      - backend: {{service: {{name: a, port: {{name: q{i}}}}}}}\n" for i in range(count)
    )
    return (
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n"
        f"spec:\n  selector: {{a: b}}\n  ports:\n{ports}---\n"
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\n"
        f"spec:\n  rules:\n  - http:\n      paths:\n{backends}"
    )


_PAIR = (
    "---\n{{apiVersion: v1, kind: Service, metadata: {{name: s{i}}},"
    " spec: {{selector: {{a: b{i}}}, ports: [{{port: 80, targetPort: p}}]}}}}\n"
    "---\n{{apiVersion: v1, kind: Pod, metadata: {{labels: {{a: b{i}}}}},"
    " spec: {{containers: [{{image: a, ports: [{{name: q}}]}}]}}}}"
)
OBJECTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "objects": ("kubernetes", lambda n: "".join(_PAIR.format(i=i) + "\n" for i in range(n))),
    "routes to ports of one Service that it does not have": ("kubernetes", _routes),
}
