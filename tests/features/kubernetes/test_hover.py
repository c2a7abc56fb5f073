"""What a hover says of a port in a manifest, and where it leads."""

from portlens.features.hover import hover
from portlens.text.phrase import LANGUAGES, Language
from tests._judge import context, document
from tests._marks import without_cursor

PATH = "/site/shop.k8s.yaml"
SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  type: NodePort
  selector: {app: shop}
  ports:
    - port: 80
      targetPort: 8888
      nodePort: 30080
    - port: 81
"""
POD = """\
---
apiVersion: v1
kind: Pod
metadata: {name: shop, labels: {app: shop}}
spec:
  containers: [{image: acme/shop, ports: [{containerPort: 8888}]}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  defaultBackend: {service: {name: shop, port: {number: 80}}}
"""


def markdown(word: str, language: Language = "en") -> str:
    text, offset = without_cursor((SERVICE + POD).replace(word, f"{word}<|>", 1))
    found = hover(document("kubernetes", text, PATH), offset, context({PATH: text}), language)
    assert found
    return found.markdown


def test_a_service_publishes_on_no_host() -> None:
    assert "`Service shop` takes port **80**/tcp → port **8888** of its pods" in markdown(
        "port: 80"
    )
    assert "`Service shop` takes port **81**/tcp\n" in markdown("port: 81")
    assert "takes port **30080**/tcp on every node" in markdown("nodePort: 30080")


def test_who_reaches_what() -> None:
    assert "Reached from: `Ingress web`" in markdown("port: 80")
    assert "Reached from: `Service shop`" in markdown("containerPort: 8888")
    assert "Leads to `Service shop`" in markdown("number: 80")


def test_all_of_it_in_both_languages() -> None:
    for word in ("port: 80", "port: 81", "nodePort: 30080"):
        assert len({markdown(word, language) for language in LANGUAGES}) == len(LANGUAGES)
