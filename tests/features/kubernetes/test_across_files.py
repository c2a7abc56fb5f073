"""Going from one manifest to the others that are applied with it, and renaming in all of them."""

import pytest

from portlens.features.call_hierarchy import incoming
from portlens.features.hover import hover
from portlens.features.navigation import definition, highlights, references
from portlens.formats.registry import format_named
from portlens.programs.kubernetes.applied import applied_with
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests.features._cursor import Cursor, cursor
from tests.features.kubernetes._cluster import cluster, marked
from tests.features.test_rename_across_files import renamed


def defined(found: Cursor) -> list[str]:
    document, offset, context = found
    targets = definition(document, offset, context, found.documents)
    return [found.told(target.document, target.span) for target in targets]


def referred(found: Cursor) -> list[str]:
    document, offset, context = found
    targets = references(document, offset, context, found.documents, with_origins=True)
    return [found.told(target.document, target.span) for target in targets]


def said(found: Cursor) -> str:
    told = hover(*found, "en")
    return told.markdown if told is not None else ""


@pytest.mark.parametrize(
    ("name", "place", "there"),
    [
        ("edge", "number: 91<|>00", ["site/service.yaml:11:9100"]),
        ("edge", "name: sh<|>op, port: {number", ["site/service.yaml:11:9100"]),
        ("edge", "name: ht<|>tp", ["site/service.yaml:7:http"]),
        ("service", "targetPort: 91<|>00", ["site/app.yaml:16:9100"]),
        ("service", "targetPort: w<|>eb", ["site/app.yaml:13:web"]),
        ("policy", "port: 80<|>80", ["site/app.yaml:14:8080"]),
        ("policy", "port: me<|>trics", ["site/app.yaml:15:metrics"]),
        ("app", "httpGet: {port: w<|>eb", ["site/app.yaml:13:web"]),
        ("app", "tcpSocket: {port: 80<|>80", ["site/app.yaml:14:8080"]),
    ],
)
def test_definition(name: str, place: str, there: list[str]) -> None:
    assert defined(cursor(marked(cluster(), name, place))) == there


def test_references_of_a_number_and_of_a_name() -> None:
    assert referred(cursor(marked(cluster(), "app", "containerPort: 80<|>80"))) == [
        "site/app.yaml:14:8080",
        "site/app.yaml:17:web",
        "site/app.yaml:18:8080",
        "site/policy.yaml:7:8080",
        "site/service.yaml:9:web",
    ]
    assert referred(cursor(marked(cluster(), "app", "name: w<|>eb"))) == [
        "site/app.yaml:13:web",
        "site/app.yaml:17:web",
        "site/service.yaml:9:web",
    ]


def test_highlights_of_a_name() -> None:
    found = cursor(marked(cluster(), "app", "name: w<|>eb"))
    assert [each.span.of(found.document.text) for each in highlights(*found)] == ["web", "web"]


def test_hover_tells_what_a_name_stands_for_and_who_connects() -> None:
    name = said(cursor(marked(cluster(), "service", "targetPort: w<|>eb")))
    assert name == "`web` is port **8080**/tcp of `Deployment shop` (`app.yaml` line 13)"
    port = said(cursor(marked(cluster(), "app", "containerPort: 80<|>80")))
    assert "`Service shop` (`service.yaml` line 9)" in port
    assert "`NetworkPolicy" not in port
    assert "Leads to `Service shop`: `service.yaml` line 11" in said(
        cursor(marked(cluster(), "edge", "number: 91<|>00"))
    )


def test_who_connects_in_the_call_hierarchy() -> None:
    found = cursor(marked(cluster(), "service", "port: 8<|>0"))
    assert [call.item.document.path for call in incoming(*found)] == ["/site/edge.yaml"]


def test_a_number_is_renamed_in_all_files_and_names_stay() -> None:
    files = cluster()
    assert renamed(cursor(marked(files, "policy", "port: 80<|>80")), "8081") == {
        path: files[path].replace("8080", "8081")
        for path in ("/site/app.yaml", "/site/policy.yaml")
    }


def test_a_name_is_renamed_in_all_files() -> None:
    files = cluster()
    assert renamed(cursor(marked(files, "service", "targetPort: w<|>eb")), "api") == {
        path: files[path].replace("web", "api") for path in ("/site/app.yaml", "/site/service.yaml")
    }
    assert renamed(cursor(marked(files, "edge", "name: ht<|>tp")), "shop-http") == {
        path: files[path]
        .replace("http}", "shop-http}")
        .replace("name: http\n", "name: shop-http\n")
        for path in ("/site/edge.yaml", "/site/service.yaml")
    }


@pytest.mark.parametrize("new", ["Web", "80", "metrics", "a-name-of-20-letters", "true"])
def test_a_name_that_the_api_would_refuse_is_none(new: str) -> None:
    changed = renamed(cursor(marked(cluster(), "app", "httpGet: {port: w<|>eb")), new)
    assert not isinstance(changed, dict)


def test_of_two_files_for_one_object_each_stands_alone() -> None:
    files = cluster()
    files["/site/service-dev.yaml"] = files["/site/service.yaml"]
    assert defined(cursor(marked(files, "edge", "number: 91<|>00"))) == []
    assert defined(cursor(marked(files, "policy", "port: 80<|>80"))) == ["site/app.yaml:14:8080"]


def test_a_kustomization_tells_what_belongs_together() -> None:
    files = cluster("/site/base")
    files["/site/other/shop.yaml"] = files.pop("/site/base/app.yaml")
    place = marked(files, "policy", "port: 80<|>80")
    assert defined(cursor(place)) == []
    listed = "resources:\n- base\n- other/shop.yaml\n- https://example.com/x.yaml\n- ../up.yaml\n"
    inner = "resources: [edge.yaml, policy.yaml, service.yaml, ../base]\n"
    whole = {"/site/kustomization.yaml": listed, "/site/base/kustomization.yaml": inner}
    assert defined(cursor({**place, **whole})) == ["site/other/shop.yaml:14:8080"]


def test_what_a_kustomization_does_not_name_stands_alone() -> None:
    kustomization = {"/site/kustomization.yaml": "resources: [app.yaml, service.yaml]\n"}
    place = marked(cluster(), "edge", "number: 91<|>00")
    assert defined(cursor({**place, **kustomization})) == []
    named = marked(cluster(), "service", "targetPort: w<|>eb")
    assert defined(cursor({**named, **kustomization})) == ["site/app.yaml:13:web"]


@pytest.mark.parametrize(("workspace", "count"), [("/site", 1), ("/", 2)])
def test_a_kustomization_out_of_the_workspace_is_not_read(workspace: str, count: int) -> None:
    texts = {**cluster(), "/up/all": "resources: [app.yaml, service.yaml]\n"}
    files = MemoryFiles(texts, {"/site/kustomization.yaml": "/up/all"})
    path = "/site/service.yaml"
    document = Document(path, texts[path], format_named("kubernetes"))
    assert len(applied_with(document, Workspace(files, lambda: [workspace]))) == count
