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


def _policy(count: int) -> str:
    peers = "".join(f"      - podSelector: {{matchLabels: {{a: b{i}}}}}\n" for i in range(count))
    ports = "".join(f"      - port: p{i}\n" for i in range(count))
    return (
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\n"
        f"spec:\n  egress:\n  - to:\n{peers}    ports:\n{ports}"
    )


def _names(count: int) -> str:
    """Return one pod with many containers, of whose names each probe means one."""
    containers = "".join(
        f"  - image: a\n    ports: [{{name: p{i % 9999}, containerPort: {i % 60_000 + 1}}}]\n"
        f"    livenessProbe: {{tcpSocket: {{port: p{i % 9999}}}}}\n"
        for i in range(count)
    )
    ports = "".join(f"  - {{port: {i + 1}, targetPort: p{i % 9999}}}\n" for i in range(count))
    return (
        "apiVersion: v1\nkind: Pod\nmetadata: {labels: {a: b}}\n"
        f"spec:\n  containers:\n{containers}---\n"
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n"
        f"spec:\n  selector: {{a: b}}\n  ports:\n{ports}"
    )


_PAIR = (
    "---\n{{apiVersion: v1, kind: Service, metadata: {{name: s{i}}},"
    " spec: {{selector: {{a: b{i}}}, ports: [{{port: 80, targetPort: p}}]}}}}\n"
    "---\n{{apiVersion: v1, kind: Pod, metadata: {{labels: {{a: b{i}}}}},"
    " spec: {{containers: [{{image: a, ports: [{{name: q}}]}}]}}}}"
)
OBJECTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "objects": ("kubernetes", lambda n: "".join(_PAIR.format(i=i) + "\n" for i in range(n))),
    "a policy with many peers and ports": ("kubernetes", _policy),
    "names of ports": ("kubernetes", _names),
    "routes to ports of one Service that it does not have": ("kubernetes", _routes),
}
