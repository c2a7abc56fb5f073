"""The graph of ports of a cluster."""

from tests.features.test_port_graph import edges, graph


def test_the_probe_of_a_pod_asks_for_a_port_of_its_own() -> None:
    pod = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec:\n"
        "  containers:\n    - image: acme/app\n      livenessProbe: {grpc: {port: 9090}}\n"
        "      readinessProbe: {httpGet: {port: 8081}}\n---\n"
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
        "spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n"
    )
    found = graph({"/k/pod.yaml": pod})
    assert edges(found) == ["Service web > Pod web 8080 unknown"]
