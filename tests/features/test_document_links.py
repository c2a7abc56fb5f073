"""Document links: RFCs in comments, files that are named."""

import pytest

from portlens.features.document_links import document_links
from portlens.formats.registry import all_formats
from tests._folder import MemoryFiles
from tests._judge import document


@pytest.mark.parametrize("format_id", [format_.id for format_ in all_formats()])
def test_rfcs_in_comments(format_id: str) -> None:
    text = "# see RFC 6335, RFC-793 and RFC0768, not RFCs or RFC 123456\n"
    subject = document(format_id, text)
    found = [(link.span.of(text), link.url) for link in document_links(subject, MemoryFiles({}))]
    assert found == [
        ("RFC 6335", "https://www.rfc-editor.org/rfc/rfc6335"),
        ("RFC-793", "https://www.rfc-editor.org/rfc/rfc793"),
        ("RFC0768", "https://www.rfc-editor.org/rfc/rfc768"),
    ]


def test_what_is_no_comment_is_no_link() -> None:
    subject = document("nginx", "add_header X 'RFC 6335';\nreturn 200 a#RFC-793;\n")
    assert list(document_links(subject, MemoryFiles({}))) == []


@pytest.mark.parametrize(
    ("format_id", "text", "word"),
    [
        ("nginx", "include sites/a.conf; include gone.conf; include sites/*;", "sites/a.conf"),
        ("sshd_config", "Include /site/sites/a.conf\nInclude /b/*\n", "/site/sites/a.conf"),
        ("compose", "include:\n  - sites/a.conf\n  - gone.yaml\nservices: {}\n", "sites/a.conf"),
    ],
)
def test_files_that_are_there(format_id: str, text: str, word: str) -> None:
    files = MemoryFiles({"/site/sites/a.conf": ""})
    found = list(document_links(document(format_id, text), files))
    assert [(link.span.of(text), link.path) for link in found] == [(word, "/site/sites/a.conf")]


def kustomization(text: str, files: dict[str, str]) -> list[tuple[str, str | None]]:
    subject = document("kubernetes", text, "/k/overlays/prod/kustomization.yaml")
    assert not subject.uses
    found = document_links(subject, MemoryFiles({subject.path: text, **files}))
    return [(link.span.of(text), link.path) for link in found]


def test_what_a_kustomization_names() -> None:
    text = (
        "resources:\n  - ../../base\n  - 'service.yaml'\n  - gone.yaml\n  - empty\n"
        "  - https://example.org/x.yaml\n  - github.com/acme/x?ref=v1\n"
        "components: [../../tls]\n"
        "patches:\n  - path: port.yaml\n    target: {kind: Deployment}\n  - patch: port.yaml\n"
        "patchesStrategicMerge:\n  - |-\n    kind: Service\n  - port.yaml\n"
        "configMapGenerator:\n  - name: web\n    files: [nginx.conf, app.conf=nginx.conf]\n"
        "    envs: [web.env]\n"
        "images: [{name: port.yaml}]\n"
    )
    here = "/k/overlays/prod/"
    files = {
        "/k/base/kustomization.yml": "",
        "/k/tls/Kustomization": "",
        f"{here}empty/readme.md": "",
        **dict.fromkeys(
            (f"{here}{name}" for name in ("service.yaml", "port.yaml", "nginx.conf")), ""
        ),
        f"{here}web.env": "",
    }
    assert kustomization(text, files) == [
        ("../../base", "/k/base/kustomization.yml"),
        ("service.yaml", f"{here}service.yaml"),
        ("../../tls", "/k/tls/Kustomization"),
        ("port.yaml", f"{here}port.yaml"),
        ("port.yaml", f"{here}port.yaml"),
        ("nginx.conf", f"{here}nginx.conf"),
        ("nginx.conf", f"{here}nginx.conf"),
        ("web.env", f"{here}web.env"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "resources:\n",
        "resources: base\n",
        "resources: [",
        "resources:\n  - {{ .Values.base }}\n",
        "resources: [[base], {path: base}, ../../base/*]\n",
        "configMapGenerator: [files, {files: {a: b}}]\npatches: {path: base}\n",
    ],
)
def test_a_kustomization_in_any_state(text: str) -> None:
    assert kustomization(text, {"/k/overlays/prod/base/kustomization.yaml": ""}) == []
