"""What a place of a manifest can mean: names and numbers of ports, and Services."""

import pytest

from portlens.features.completion.complete import complete
from tests.features._cursor import cursor
from tests.features.kubernetes._cluster import DEPLOYMENT, INGRESS, POLICY, SERVICE

FILES = {
    "/shop/deployment.yaml": DEPLOYMENT,
    "/shop/service.yaml": SERVICE,
    "/shop/ingress.yaml": INGRESS,
    "/shop/policy.yaml": POLICY,
}


def offered(word: str, typed: str) -> list[str]:
    """Return what is offered with the cursor in `typed`, which stands in the place of `word`."""
    ((path, text),) = ((path, text) for path, text in FILES.items() if word in text)
    found = cursor({**FILES, path: text.replace(word, typed, 1)}, "kubernetes")
    return [item.text for item in complete(*found, "en").items]


@pytest.mark.parametrize(
    ("word", "typed", "expected"),
    [
        ("targetPort: web", "targetPort: <|>", ["web", "metrics", "8080", "9100"]),
        ("targetPort: web", "targetPort: <|>web", ["web", "metrics", "8080", "9100"]),
        ("targetPort: web", "targetPort: m<|>", ["metrics"]),
        ("targetPort: 9100", 'targetPort: "<|>"', ["web", "metrics", "8080", "9100"]),
        ("targetPort: 9100", "targetPort: 91<|>", ["9100"]),
        ("httpGet: {port: web}", "httpGet: {port: <|>}", ["web", "metrics", "8080", "9100"]),
        ("tcpSocket: {port: 8080}", "tcpSocket: {port: 8<|>}", ["8080"]),
        ("{name: shop, port: {name: http}}", "{name: <|>, port: {name: http}}", ["shop"]),
        ("{name: http}", "{name: <|>}", ["http", "metrics"]),
        ("{number: 9100}", "{number: <|>}", ["80", "9100"]),
        ("[{port: metrics}]", "[{port: <|>}]", ["web", "metrics", "8080", "9100"]),
    ],
)
def test_what_a_place_can_mean(word: str, typed: str, expected: list[str]) -> None:
    assert offered(word, typed) == expected


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("- name: web", "- name: <|>"),
        ("kind: Service", "kind: <|>"),
        ("app: shop}\n  ports", "app: <|>}\n  ports"),
        ("path: /metrics", "path: <|>"),
    ],
)
def test_where_nothing_is_meant_nothing_is_offered(word: str, typed: str) -> None:
    assert offered(word, typed) == []


@pytest.mark.parametrize(
    ("word", "typed", "first"),
    [
        ("port: 80\n", "port: <|>\n", "80"),
        ("containerPort: 9100", "containerPort: <|>", "80"),
        ("containerPort: 9100", "containerPort:   <|>", "80"),
        ("containerPort: 9100", "containerPort: redis<|>", "6379"),
    ],
)
def test_elsewhere_a_port_is_what_it_is_anywhere(word: str, typed: str, first: str) -> None:
    assert offered(word, typed)[0] == first
