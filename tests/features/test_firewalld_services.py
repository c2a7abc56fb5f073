"""The services that a zone of firewalld names: their files, and the ports that these have."""

import pytest

from portlens.features.document_links import document_links
from portlens.features.hover import hover
from portlens.text.phrase import Language
from tests._folder import MemoryFiles
from tests._judge import context, document

ZONE = '<zone>\n  <service name="web"/>\n</zone>\n'
PATH = "/r/etc/firewalld/zones/public.xml"
OWN = "/r/etc/firewalld/services/{}.xml"
PACKAGED = "/r/usr/lib/firewalld/services/{}.xml"


def _service(*ports: str, more: str = "") -> str:
    elements = "".join(f'<port port="{port}" protocol="tcp"/>' for port in ports)
    return f"<service>{elements}{more}</service>"


def _said(files: dict[str, str], language: Language = "en", path: str = PATH) -> str:
    subject = document("firewalld", ZONE, path)
    around = context({**files, path: ZONE})
    found = hover(subject, ZONE.index("web") + 1, around, language)
    if found is not None:
        assert found.span.of(ZONE) == "web"
    return found.markdown if found else ""


def _led_to(files: dict[str, str], path: str = PATH) -> list[str | None]:
    subject = document("firewalld", ZONE, path)
    return [link.path for link in document_links(subject, MemoryFiles(files))]


@pytest.mark.parametrize(
    ("files", "ports", "path"),
    [
        ({PACKAGED: ("80",)}, "**80/tcp**", PACKAGED),
        ({OWN: ("8080", "8443")}, "**8080/tcp**, **8443/tcp**", OWN),
        ({OWN: ("8080",), PACKAGED: ("80",)}, "**8080/tcp**", OWN),  # firewalld takes this one
        ({OWN: ("http", "99999")}, "**http/tcp**", OWN),
    ],
)
def test_a_service_is_that_of_its_file(
    files: dict[str, tuple[str, ...]], ports: str, path: str
) -> None:
    texts = {each.format("web"): _service(*of) for each, of in files.items()}
    said = _said(texts)
    assert said.startswith(f"the service `web` stands for {ports}: `")
    assert path.format("web").removeprefix("/r/etc/firewalld").rpartition("firewalld")[2] in said
    assert "サービス `web` は" in _said(texts, "ja")
    assert _led_to(texts) == [path.format("web")]


def test_a_service_has_the_ports_of_those_that_it_includes() -> None:
    texts = {
        OWN.format("web"): _service("80", more='<include service="tls"/><include service="no"/>'),
        PACKAGED.format("tls"): _service("443", more='<include service="web"/>'),
    }
    assert "**80/tcp**, **443/tcp**:" in _said(texts)
    assert "…" in _said({OWN.format("web"): _service(*map(str, range(80, 99)))})


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({}, PATH),
        ({OWN.format("web"): "<service/>"}, PATH),
        ({OWN.format("web"): "no XML"}, PATH),
        ({PACKAGED.format("web"): _service("80")}, "/r/firewalld/zones/public.xml"),
    ],
)
def test_nothing_is_said_of_what_no_file_says(files: dict[str, str], path: str) -> None:
    assert _said(files, path=path) == ""
