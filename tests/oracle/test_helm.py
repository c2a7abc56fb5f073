"""helm as the judge of charts: what a template puts where, and which values it can read.

`helm template` writes what a plain install applies. Each value that is told to be a port has to
stand there at the place of one, and what is said to be none has to be refused there, too.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.formats.registry import format_named
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.workspace.document import Document
from portlens.workspace.files import DiskFiles
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests.oracle._helm_generate import chart
from tests.oracle._long import Record, chance
from tests.oracle.get_helm import BINARY

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not BINARY.exists(), reason="python tests/oracle/get_helm.py fetches helm"),
]

_CHARTS = 150
_FORMS = (
    *("8080", "0x1F90", "0b11", "010", "8_080", "80.0", "8e1", "1e3", '"8080"', "'80'", '"070"'),
    *("+80", "!!str 80", '!!int "80"', "&a 80", "-5", "70000", "1000000", "99999999999999999999"),
    *("80.5", "http", "~", "", "yes", "2001-01-01", "|-\n  80", ">-\n  80", "80 # it", "0", "080"),
    *("[80]", "{a: 80}", "65535", "65536", '"65536"', "0o17", "1_0", ".8e2", "8080.", "0.0"),
    *(
        '" 80"',
        '"80 "',
        "!x 80",
        "*b",
        "99999",
        "-0",
        "- 80",
        "0x",
        "1:30",
        "null",
        "false",
        '"{{ 80 }}"',
    ),
)


def _template(folder: Path) -> str | None:
    """Return what helm makes of the chart in `folder`; None where it refuses that."""
    command = [BINARY, "template", "r", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return run.stdout if run.returncode == 0 else None


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def _values(folder: Path) -> tuple[Document, list[str]]:
    """Return the values of a chart, and what is told of them."""
    workspace = Workspace(DiskFiles(), lambda: [str(folder)])
    found = workspace.document(str(folder / "values.yaml"), format_named("helm-values"))
    assert found is not None
    context = Context(catalogue(), Settings(), workspace)
    told = [judged.finding.rule for judged in analyse(found, context).findings]
    return resolved(found, workspace), told


def _applied(text: str) -> Iterator[tuple[int | None, bool]]:
    """Yield the ports in what is applied, and whether the API refuses each for its number."""
    document = Document("/a.k8s.yaml", text, format_named("kubernetes"))
    # Which ports are for nodes, a cluster may say otherwise.
    faults = {each.span for each in document.reading.faults if each.reason in ("highest", "lowest")}
    for use in document.uses:
        for part in use.parts:
            written = part.span.of(text)
            is_number = part.first is None and re.fullmatch(r"-?[0-9.e+]+", written) is not None
            yield int(float(written)) if is_number else part.first, part.span in faults


def test_every_value_stands_where_it_is_said_to(tmp_path: Path, record_property: Record) -> None:
    record_property("charts", _CHARTS)
    random = chance("helm charts")
    told = 0
    for number in range(_CHARTS):
        made, folder = chart(random), tmp_path / str(number)
        _write(folder, made.files)
        output = _template(folder)
        assert output is not None, (number, made.files)
        applied = dict(_applied(output))
        document, _ = _values(folder)
        for use in document.uses:
            value = int(use.span.of(document.text))
            assert value in applied, (number, use.owner, made.files)
            assert applied[value] is (use.owner in made.broken), (number, use.owner, made.files)
            told += 1
    assert told > _CHARTS


_CHART = {
    "Chart.yaml": "apiVersion: v2\nname: c\nversion: 0.1.0\n",
    "templates/a.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  ports:\n"
    "  - port: {{ .Values.a }}\n",
}


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("filtered", ["", " | int"])
def test_every_form_of_a_value(form: str, filtered: str, tmp_path: Path) -> None:
    files = {**_CHART, "values.yaml": f"a: {form}\nb: 1\n"}
    files["templates/a.yaml"] = files["templates/a.yaml"].replace(" }}", f"{filtered} }}}}")
    _write(tmp_path, files)
    output = _template(tmp_path)
    document, told = _values(tmp_path)
    if output is None:
        assert not document.uses
        return
    [(number, is_refused)] = list(_applied(output)) or [(None, False)]
    for use in document.uses:
        port = use.port
        assert port is not None
        assert told == ["port-out-of-range"] * is_refused or (number == 0 and not told)
        assert port.first in (None, number)
        assert port.first is not None or is_refused or number in (None, 0)


_KEYS = (
    "on",
    "y",
    '"on"',
    "1",
    "010",
    "null",
    "~",
    "1.0",
    "true",
    "'n'",
    "!!str 1",
    "a-b",
    "Off",
    "0x1",
)


@pytest.mark.parametrize("key", _KEYS)
def test_every_form_of_a_key(key: str, tmp_path: Path) -> None:
    files = {**_CHART, "values.yaml": f"{key}: 80\n"}
    name = key.rpartition(" ")[2].strip("\"'")
    files["templates/a.yaml"] = files["templates/a.yaml"].replace(
        ".Values.a", f'index .Values "{name}"'
    )
    _write(tmp_path, files)
    output = _template(tmp_path)
    document, _ = _values(tmp_path)
    for _ in document.uses:
        assert output is not None
        assert list(_applied(output)) == [(80, False)]


_TEXTS = (
    *("a: 80\nb: [\n", "a: @x\n", "- a\n", "", "---\na: 1\n", "a: 1\n---\na: 2\n", "a: 1\na: 2\n"),
    *("a:\n\tb: 1\n", "# x\n", "a: {{ b }}\n", "%x\n---\na: 1\n", "a: *b\n", "a: &b 1\nb: *b\n"),
    *("a: 1\n...\nb: [", "{% if x %}\na: 1\n{% endif %}\n", "a: %x%\n", "a: 1\n b: 2\n", "a: '\n"),
    *(
        "x: &x {a: 80}\n<<: *x\n",
        "a: 80\r\n",
        "\ufeffa: 80\n",
        "text\n",
        "a: {b: 1}}\n",
        "a: &a *a\n",
    ),
    *(
        "a: 80\x00\n",
        "a: 80\n---\nb: [\n",
        "--- # x\na: 80\n",
        "? a\n: 80\n",
        "{a: 80}",
        '"a": 80\n',
    ),
)


@pytest.mark.parametrize("text", _TEXTS)
def test_what_helm_takes_for_no_yaml(text: str, tmp_path: Path) -> None:
    _write(tmp_path, {**_CHART, "values.yaml": text})
    output = _template(tmp_path)
    document, told = _values(tmp_path)
    if "invalid-yaml" in told:
        assert output is None
    for use in document.uses:
        assert output is not None
        assert use.port is not None
        assert (use.port.first, False) in list(_applied(output))
