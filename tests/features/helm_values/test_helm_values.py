"""What an editor shows of a chart's values, and of the places where templates put them."""

import pytest

from portlens.features.completion.complete import complete
from portlens.features.hover import hover
from portlens.features.navigation import definition, highlights, references
from portlens.features.rename import prepare_rename
from portlens.features.symbols import outline
from portlens.programs.program import resolved
from portlens.text.phrase import Phrase
from tests.features._cursor import Cursor, cursor
from tests.features.test_rename_across_files import renamed

FILES = {
    "/shop/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 0.1.0\n",
    "/shop/values.yaml": """\
service:
  port: 8443
containerPorts: {http: 8080}
metrics:
  port:
name: 8443
""",
    "/shop/values-prod.yaml": "service:\n  port: 443\n",
    "/shop/templates/service.yaml": """\
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  ports:
    - port: {{ .Values.service.port }}
      targetPort: {{ .Values.containerPorts.http | int }}
""",
    "/shop/templates/app/deployment.yaml": """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Values.name }}}
spec:
  template:
    spec:
      containers:
        - name: shop
          ports:
            - containerPort: {{ .Values.containerPorts.http }}
            - containerPort: {{ .Values.metrics.port | default 9100 }}
""",
}


def at(path: str, marked: str, files: dict[str, str] | None = None) -> Cursor:
    """Return a cursor in one of the files, at the mark in a part of its text."""
    texts = files or FILES
    text = texts[path].replace(marked.replace("<|>", ""), marked, 1)
    is_values = "templates" not in path
    return cursor({**texts, path: text}, "helm-values" if is_values else "kubernetes")


def said(found: Cursor) -> str:
    told = hover(*found, "en")
    return told.markdown if told is not None else ""


def test_hover_on_a_value_tells_where_it_becomes_a_port() -> None:
    told = said(at("/shop/values.yaml", "http: 80<|>80"))
    assert told.startswith("`containerPorts.http` is **8080** here\n\n")
    assert told.endswith(
        "used as `targetPort` in `templates/service.yaml:7`, "
        "as `containerPort` in `templates/app/deployment.yaml:10`"
    )


def test_hover_in_a_template_tells_the_value_of_each_file() -> None:
    told = said(at("/shop/templates/service.yaml", ".Values.serv<|>ice.port"))
    assert "`service.port` is `8443` in `../values.yaml` line 2\n\n" in told
    assert "`service.port` is `443` in `../values-prod.yaml` line 2\n\n" in told
    assert "takes port **8443**/tcp" in told


def test_nothing_is_said_of_a_value_that_is_no_port() -> None:
    assert said(at("/shop/values.yaml", "name: 84<|>43")) == ""


def test_definition_and_references() -> None:
    template = at("/shop/templates/service.yaml", ".Values.serv<|>ice.port")
    targets = definition(template.document, template.offset, template.context, template.documents)
    assert [template.told(each.document, each.span) for each in targets] == [
        "shop/values.yaml:2:8443",
        "shop/values-prod.yaml:2:443",
    ]
    value = at("/shop/values.yaml", "http: 80<|>80")
    where = value.document, value.offset, value.context, value.documents
    used = [
        "shop/templates/service.yaml:7:{{ .Values.containerPorts.http | int }}",
        "shop/templates/app/deployment.yaml:10:{{ .Values.containerPorts.http }}",
    ]
    assert [value.told(each.document, each.span) for each in definition(*where)] == used
    found = references(*where, with_origins=True)
    own = "shop/values.yaml:3:8080"
    assert [value.told(each.document, each.span) for each in found] == [own, *used]
    assert [each.span.of(value.document.text) for each in highlights(*where[:3])] == ["8080"]


def test_an_overlay_leads_to_the_templates_as_well() -> None:
    value = at("/shop/values-prod.yaml", "port: 4<|>43")
    targets = definition(value.document, value.offset, value.context, value.documents)
    assert [value.told(each.document, each.span) for each in targets] == [
        "shop/templates/service.yaml:6:{{ .Values.service.port }}"
    ]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/shop/values.yaml", "http: 80<|>80"),
        ("/shop/values-prod.yaml", "port: 4<|>43"),
        ("/shop/templates/service.yaml", ".Values.serv<|>ice.port"),
    ],
)
def test_no_rename(path: str, place: str) -> None:
    found = at(path, place)
    assert isinstance(prepare_rename(*found), Phrase)
    assert isinstance(renamed(found, "9000"), Phrase)


def test_a_port_is_completed_where_none_is_set() -> None:
    files = {
        **FILES,
        "/shop/values.yaml": FILES["/shop/values.yaml"].replace("port:\n", "port: \n"),
    }
    found = at("/shop/values.yaml", "metrics:\n  port: <|>", files)
    items = complete(*found, "en").items
    assert [each.text for each in items[:3]] == ["80", "8080", "443"]


def test_the_outline_has_ports_alone() -> None:
    found = at("/shop/values.yaml", "<|>service")
    symbols = outline(found.document, found.context.catalogue, "en")
    assert [each.name for each in symbols] == ["service.port", "containerPorts.http"]


def test_a_template_reads_with_the_values_of_its_chart_alone() -> None:
    found = at("/shop/templates/service.yaml", "<|>apiVersion")
    [use] = found.document.uses
    assert (use.port and use.port.first, use.target and use.target.first) == (8443, 8080)
    alone = {path: text for path, text in FILES.items() if not path.endswith("Chart.yaml")}
    [use] = at("/shop/templates/service.yaml", "<|>apiVersion", alone).document.uses
    assert (use.port and use.port.first, use.target and use.target.first) == (None, None)
    found = at("/shop/values.yaml", "<|>service", alone)
    assert resolved(found.document, found.context.workspace).uses == ()
