"""The setting `hosts`: which files share the ports of one machine."""

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.network.context import Context
from portlens.rules.registry import all_rules
from portlens.workspace.settings import HostGroup, Settings
from portlens.workspace.settings_file import read_settings_file
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles

FILES = {
    "/r/edge/nginx/nginx.conf": "events {} http { server { listen 2222; listen 8080; } }",
    "/r/edge/sshd_config": "Port 2222\n",
    "/r/shop/compose.yaml": "services: {web: {image: web, ports: ['8080:80']}}",
    "/r/other/compose.yaml": "services: {web: {image: web, ports: ['8080:80']}}",
    "/r/other/nginx.conf": "events {} http { server { listen 8080; } }",
}


def found(path: str, settings: Settings, files: dict[str, str] = FILES) -> list[tuple[str, str]]:
    workspace = Workspace(MemoryFiles(files))
    document = workspace.document(path)
    assert document is not None
    result = analyse(document, Context(catalogue(), settings, workspace))
    assert not result.crashes
    return [
        (judged.finding.rule, judged.finding.message.en)
        for judged in result.findings
        if judged.finding.rule.endswith("-conflict")
    ]


def settings(*include: str) -> Settings:
    return Settings(hosts=(HostGroup("edge", include, "/r"),))


@pytest.mark.parametrize("path", FILES)
def test_two_projects_in_one_repository_are_two_machines(path: str) -> None:
    assert found(path, Settings()) == []


def test_a_group_is_one_machine_to_each_of_its_files() -> None:
    group = settings("edge/**", "shop/compose.yaml")
    assert found("/r/edge/nginx/nginx.conf", group) == [
        ("listen-conflict", ONE.format(owner="sshd", path="edge/sshd_config", port=2222)),
        ("listen-conflict", ONE.format(owner="web", path="shop/compose.yaml", port=8080)),
    ]
    assert found("/r/edge/sshd_config", group) == [
        ("listen-conflict", ONE.format(owner="nginx", path="nginx/nginx.conf", port=2222))
    ]
    assert found("/r/shop/compose.yaml", group) == [
        ("host-port-conflict", ONE.format(owner="nginx", path="nginx/nginx.conf", port=8080))
    ]
    assert found("/r/other/compose.yaml", group) == []


ONE = "{owner} of {path} has port {port} of this machine already: only one of the two gets it"


def test_two_projects_of_one_machine() -> None:
    group = settings("shop/*", "other/compose.yaml")
    assert found("/r/other/compose.yaml", group) == [
        ("host-port-conflict", ONE.format(owner="web", path="shop/compose.yaml", port=8080))
    ]


VARIABLE = {
    "/r/a/compose.yaml": "services: {web: {image: web, ports: ['8080:80']}}",
    "/r/b/compose.yaml": "services: {web: {image: web, ports: ['${P:-8080}:80']}}",
    "/r/nginx.conf": "events {} http { server { listen 8081; } }",
}
UNLESS = "unless a variable says otherwise, {owner} of {path} has port 8080 of this machine as well"


def test_a_port_by_the_default_of_a_variable_is_a_warning_in_both_files() -> None:
    every = settings("**")
    for path, owner in (("a", "b"), ("b", "a")):
        said = UNLESS.format(owner="web", path=f"{owner}/compose.yaml")
        expected = [("possible-host-port-conflict", said)]
        assert found(f"/r/{path}/compose.yaml", every, VARIABLE) == expected
    nginx = {**VARIABLE, "/r/nginx.conf": "events {} http { server { listen 8080; } }"}
    del nginx["/r/a/compose.yaml"]
    said = UNLESS.format(owner="web", path="b/compose.yaml")
    assert found("/r/nginx.conf", every, nginx) == [("listen-conflict", said)]


def test_a_port_by_the_value_of_a_variable_is_judged_as_that() -> None:
    every = settings("**")
    taken = {**VARIABLE, "/r/b/.env": "P=8080\n"}
    said = ONE.format(owner="web", path="b/compose.yaml", port=8080)
    assert found("/r/a/compose.yaml", every, taken) == [("host-port-conflict", said)]
    assert found("/r/a/compose.yaml", every, {**VARIABLE, "/r/b/.env": "P=8082\n"}) == []


def test_a_variable_that_nothing_gives_a_value_is_no_rival() -> None:
    unknown = VARIABLE["/r/b/compose.yaml"].replace(":-8080", "")
    for path in ("/r/a/compose.yaml", "/r/b/compose.yaml"):
        files = {**VARIABLE, "/r/b/compose.yaml": unknown}
        assert found(path, settings("**"), files) == []


def test_patterns_count_from_the_folder_of_the_settings_file() -> None:
    text = 'hosts = [{ name = "edge", include = ["edge/**"] }]'
    files = MemoryFiles({"/r/portlens.toml": text})
    read = read_settings_file("/r/portlens.toml", files, all_rules)
    assert read.layer.fields["hosts"] == (HostGroup("edge", ("edge/**",), "/r"),)
