"""Charts as they should not be, and as they change under one's hands."""

from pathlib import Path
from random import Random

import pytest

from portlens.analysis import analyse
from portlens.formats.helm_values.template import read_template
from portlens.formats.registry import format_named
from portlens.network.context import Context
from portlens.programs.named import all_named, named_format
from portlens.programs.program import resolved
from portlens.workspace.document import Document
from portlens.workspace.files import DiskFiles
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import context
from tests.oracle._helm_generate import chart

CHART = "apiVersion: v2\nname: c\nversion: 0.1.0\n"
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  ports:\n"
PUT = SERVICE + "  - port: {{ .Values.port }}\n"


def ports(workspace: Workspace, path: str = "/c/values.yaml") -> dict[str, int | None]:
    document = workspace.document(path, format_named("helm-values"))
    assert document is not None
    uses = resolved(document, workspace).uses
    return {use.owner: use.port.first for use in uses if use.port is not None}


def made(files: dict[str, str]) -> Workspace:
    return context({f"/c/{name}": text for name, text in files.items()}).workspace


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("values.yaml", True),
        ("values-prod.yaml", True),
        ("values.prod.yml", True),
        ("prod.values.yaml", True),
        ("values.schema.json", False),
        ("values.yml", False),
        ("myvalues.yaml", False),
        ("values.yaml.gotmpl", False),
        ("Values.yaml", False),
    ],
)
def test_which_files_beside_a_chart_are_its_values(name: str, is_one: bool) -> None:
    workspace = made({"Chart.yaml": CHART, name: "a: 1\n"})
    about = workspace.document("/c/Chart.yaml")
    assert about is not None
    assert (f"/c/{name}" in all_named((about,), workspace)) is is_one
    assert (named_format(f"/c/{name}", workspace) is format_named("helm-values")) is is_one


def test_without_a_chart_values_are_nothing() -> None:
    assert named_format("/c/values.yaml", made({"values.yaml": "port: 80\n"})) is None


def test_a_chart_without_templates_and_without_values() -> None:
    assert ports(made({"Chart.yaml": CHART, "values.yaml": "port: 80\n"})) == {}
    workspace = made({"Chart.yaml": CHART, "templates/a.yaml": PUT})
    template = workspace.document("/c/templates/a.yaml")
    assert template is not None
    assert resolved(template, workspace) is template


@pytest.mark.parametrize(
    "text",
    [
        "port: [80\n",
        "\ttext",
        "- 80\n",
        "80",
        "port: &a *a\n",
        "a: &a {b: *a}\nport: *a\n",
        "port: 80\nport: 81\n",
        "---\n---\nport: 80\n",
        "port: {{ 80 }}\n",
        "{% if a %}\nport: 80\n{% endif %}\n",
        "port: ${PORT}\n",
        "port: @port@\n",
        "port: 'http'\n",
        "port: |\n  80\n",
        "? port\n",
        "<<: {port: {a: 80}}\n",
        "\x00\udcff",
    ],
)
def test_texts_in_which_no_port_is_certain(text: str) -> None:
    files = {"Chart.yaml": CHART, "values.yaml": text, "templates/a.yaml": PUT}
    assert not any(ports(made(files)).values())


def test_what_is_written_to_be_no_value_is_no_port() -> None:
    text = "a: null\nb: ~\nc: false\nd: no\ne: 80\nf:\ng: ''\n"
    put = SERVICE + "".join(f"  - port: {{{{ .Values.{key} }}}}\n" for key in "abcdefg")
    files = {"Chart.yaml": CHART, "values.yaml": text, "templates/a.yaml": put}
    # Where nothing is written, a port may come.
    assert ports(made(files)) == {"e": 80, "f": None, "g": None}


def test_a_folder_for_charts_with_nothing_in_it(tmp_path: Path) -> None:
    for folder in ("templates", "charts"):
        (tmp_path / folder).mkdir()
    files = {"Chart.yaml": CHART, "values.yaml": "port: 70000\n", "templates/a.yaml": PUT}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    workspace = Workspace(DiskFiles(), lambda: [str(tmp_path)])
    document = workspace.document(str(tmp_path / "values.yaml"), format_named("helm-values"))
    assert document is not None
    assert [fault.rule for fault in resolved(document, workspace).reading.faults] == [
        "port-out-of-range"
    ]


def test_what_is_shared_is_where_it_is_written() -> None:
    text = "a: &a {port: 80}\nb: *a\nc: {<<: *a, other: &p 81}\nd: *p\n"
    put = "".join(f"  - port: {{{{ .Values.{key} }}}}\n" for key in ("b.port", "c.port", "d"))
    files = {"Chart.yaml": CHART, "values.yaml": text, "templates/a.yaml": SERVICE + put}
    assert ports(made(files)) == {"b.port": 80, "d": 81}


def test_what_an_editor_has_counts_before_the_disk() -> None:
    files = {"Chart.yaml": CHART, "values.yaml": "port: 80\nnew: 81\n", "templates/a.yaml": PUT}
    workspace = made(files)
    assert ports(workspace) == {"port": 80}
    kubernetes = format_named("kubernetes")
    assert kubernetes is not None
    changed = PUT.replace("port }}", "new }}")
    workspace.open(Document("/c/templates/a.yaml", changed, kubernetes))
    assert ports(workspace) == {"new": 81}
    workspace.open(Document("/c/templates/in/new.yaml", PUT, kubernetes))
    assert ports(workspace) == {"port": 80, "new": 81}
    workspace.close("/c/templates/a.yaml")
    workspace.close("/c/templates/in/new.yaml")
    assert ports(workspace) == {"port": 80}


def test_a_link_out_of_the_workspace_is_not_followed() -> None:
    texts = {"/c/Chart.yaml": CHART, "/c/values.yaml": "port: 80\n", "/up/a.yaml": PUT}
    files = MemoryFiles(texts, {"/c/templates/a.yaml": "/up/a.yaml"})
    assert ports(Workspace(files, lambda: ["/c"])) == {}
    assert ports(Workspace(files, lambda: ["/"])) == {"port": 80}


def test_links_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "again").symlink_to(tmp_path / "templates")
    for name, text in {"Chart.yaml": CHART, "values.yaml": "port: 80\n"}.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "templates" / "a.yaml").write_text(PUT)
    (tmp_path / "templates" / "b.yaml").symlink_to("nowhere")
    workspace = Workspace(DiskFiles(), lambda: [str(tmp_path)])
    assert ports(workspace, str(tmp_path / "values.yaml")) == {"port": 80}


def test_line_ends_marks_and_bytes_that_are_no_text() -> None:
    for text in ("port: 80\r\n", "\ufeffport: 80", "port: 80 # \udce9\n", "a: é𝄞\rport: 80\r"):
        files = {"Chart.yaml": CHART, "values.yaml": text, "templates/a.yaml": PUT}
        assert ports(made(files)) == {"port": 80}, text
        files["templates/a.yaml"] = PUT.replace("\n", "\r\n")
        assert ports(made(files)) == {"port": 80}, text


def test_a_hundred_thousand_lines_and_thousands_of_placeholders() -> None:
    lines = "".join(f"k{i}: {i}\n" for i in range(100_000))
    put = "".join(f"  - port: {{{{ .Values.k{i} }}}}\n" for i in range(3_000))
    files = {"Chart.yaml": CHART, "values.yaml": lines, "templates/a.yaml": SERVICE + put}
    assert len(ports(made(files))) == 3_000


@pytest.mark.parametrize("seed", range(150))
def test_any_damage_to_a_chart_breaks_nothing(seed: int) -> None:
    random = Random(f"damage {seed}")
    files = chart(random).files
    for name in random.sample(sorted(files), 2):
        text = files[name]
        for _ in range(random.randint(1, 4)):
            at = random.randrange(len(text) + 1)
            word = random.choice(
                ("{{", "}}", "-}}", "{{- end }}", '"', "`", "(", "$", "\n", "\t", ":", "&a", "*a")
            )
            text = text[:at] + word + text[at + random.choice((0, 0, 1, 9)) :]
        files[name] = text
    around = context({f"/c/{name}": text for name, text in files.items()})
    for name in files:
        document = around.workspace.document(f"/c/{name}")
        document = document or around.workspace.document(f"/c/{name}", format_named("helm-values"))
        assert document is not None
        assert not analyse(document, Context(*around)).crashes


@pytest.mark.parametrize(
    "opening", ["{{", "{{ (", '{{ "', "{{ `", "{{/*", "{{- ", "{{ if a }}", "{{ $a := "]
)
def test_what_is_open_ten_thousand_times(opening: str) -> None:
    template = read_template(opening * 10_000)
    assert not template.is_whole
    assert template.sources == {}


def test_no_value_is_known_where_merge_keys_bring_too_much() -> None:
    """The first value that is there is put, and whether it is nobody knows then."""
    put = SERVICE + "  - port: {{ .Values.a.port | default .Values.port }}\n"
    large = "large: &large {port: 81, " + ", ".join(f"x{i}: 1" for i in range(200)) + "}\n"
    found = []
    for count in (1, 250):
        many = "".join(f"  m{i}: {{<<: *large}}\n" for i in range(count))
        values = f"{large}many:\n{many}a: {{<<: *large}}\nport: 80\n"
        files = {"Chart.yaml": CHART, "values.yaml": values, "templates/s.yaml": put}
        found.append(ports(made(files)))
    assert found == [{"a.port": 81, "port": 80}, {}]
