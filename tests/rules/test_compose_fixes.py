"""The fixes of the Compose rules: after them the finding is gone."""

import pytest

from portlens.analysis import analyse
from portlens.model.finding import Finding
from portlens.rules.registry import all_rules
from portlens.text.edit import apply_edits
from tests._judge import context, document
from tests._pages import example_blocks

HEAD = "services:\n  web:\n    image: nginx\n    ports:\n"


def findings(rule: str, files: dict[str, str], path: str) -> list[Finding]:
    subject = document("compose", files[path], path)
    result = analyse(subject, context(files))
    return [judged.finding for judged in result.findings if judged.finding.rule == rule]


def fixed(rule: str, files: dict[str, str], path: str = "/site/compose.yaml") -> dict[str, str]:
    """Apply the first fix of the first finding of `rule`; return the files after it."""
    found = findings(rule, files, path)
    fix = found[0].fixes[0]
    after = {
        name: apply_edits(text, [edit for edit in fix.edits if (edit.path or path) == name])
        for name, text in files.items()
    }
    assert after != files
    assert len(findings(rule, after, path)) < len(found)
    return after


def fixed_text(rule: str, text: str) -> str:
    return fixed(rule, {"/site/compose.yaml": text})["/site/compose.yaml"]


@pytest.mark.parametrize(
    "rule",
    [
        "host-port-conflict",
        "possible-host-port-conflict",
        "base-60-port",
        "ports-with-network-mode",
        "published-to-all-interfaces",
        "replicas-with-fixed-port",
        "override-adds-port",
        "wrong-side-port",
        "invalid-port-entry",
    ],
)
def test_the_example_of_the_page_becomes_what_to_write_instead(rule: str) -> None:
    page = all_rules()[rule].page.en
    before, after = (
        {block.path: block.text for block in example_blocks(page, section)}
        for section in ("Example", "Instead")
    )
    (path,) = [name for name in before if "override" in name or len(before) == 1]
    files = {name or "/site/compose.yaml": text for name, text in before.items()}
    changed = fixed(rule, files, path or "/site/compose.yaml")
    assert list(changed.values()) == list(after.values())


@pytest.mark.parametrize(
    ("rule", "entry", "instead"),
    [
        ("invalid-address", '"127.0.0.1:80"', '"127.0.0.1:80:80"'),
        ("invalid-port", '"8080:80 "', '"8080:80"'),
        ("invalid-port-range", '"8082-8080:80"', '"8080-8082:80"'),
        ("service-name-not-allowed", '"8080:http"', '"8080:80"'),
        ("invalid-transport", '"80:80/tcp/udp"', '"80:80/tcp"'),
        ("published-to-all-interfaces", "5432:5432", "127.0.0.1:5432:5432"),
        ("published-to-all-interfaces", '"0.0.0.0:5432:5432"', '"127.0.0.1:5432:5432"'),
        (
            "published-to-all-interfaces",
            "{target: 5432, published: 1}",
            "{host_ip: 127.0.0.1, target: 5432, published: 1}",
        ),
        (
            "published-to-all-interfaces",
            "published: 1\n        target: 5432",
            "published: 1\n        host_ip: 127.0.0.1\n        target: 5432",
        ),
        ("invalid-port-entry", "{target: 80, proto: tcp}", "{target: 80, protocol: tcp}"),
    ],
)
def test_one_entry(rule: str, entry: str, instead: str) -> None:
    # On a web server's 5432 there is no database.
    head = HEAD.replace("nginx", "postgres") if rule == "published-to-all-interfaces" else HEAD
    assert fixed_text(rule, f"{head}      - {entry}\n") == f"{head}      - {instead}\n"


def test_a_redundant_entry_goes_with_its_lines() -> None:
    text = f'{HEAD}      - "8080:80"\n      - "8080:80"  # again\n      - "81"\n'
    assert fixed_text("duplicate-port", text) == f'{HEAD}      - "8080:80"\n      - "81"\n'


def test_the_next_free_port_goes_where_the_value_comes_from() -> None:
    text = f'{HEAD}      - "8080:80"\n      - "8081:81"\n      - "{{}}:82"\n'
    literal = fixed_text("host-port-conflict", text.format(8080))
    assert literal == text.format(8082)
    default = fixed_text("possible-host-port-conflict", text.format("${A:-${B:-8080}}"))
    assert default == text.format("${A:-${B:-8082}}")
    files = {"/site/compose.yaml": text.format("${A:-1}"), "/site/.env": "B=1\nA='8080' # here\n"}
    assert fixed("host-port-conflict", files)["/site/.env"] == "B=1\nA='8082' # here\n"


@pytest.mark.parametrize(
    "files",
    [
        {"compose": 'x: &x\n  ports: ["80:80"]\nservices: {a: *x, b: *x}\n'},
        {"compose": 'services: {a: {ports: ["80:80"]}, b: {extends: a}}\n'},
        {"compose": f'{HEAD}      - "${{A}}:80"\n      - "$A:81"\n', "env": "A=80\n"},
    ],
)
def test_no_other_port_is_offered_where_both_ends_would_move(files: dict[str, str]) -> None:
    files = {"/site/compose.yaml": files["compose"], "/site/.env": files.get("env", "")}
    (found,) = findings("host-port-conflict", files, "/site/compose.yaml")
    assert not found.fixes


def test_ports_move_to_the_list_of_the_service_that_owns_the_network() -> None:
    text = (
        "services:\n"
        "  client:\n    network_mode: service:vpn\n    ports:\n      - 9091:9091\n"
        "  vpn:\n    image: gluetun\n    ports:\n      - 8000:8000\n"
    )
    assert fixed_text("ports-with-network-mode", text) == (
        "services:\n"
        "  client:\n    network_mode: service:vpn\n"
        "  vpn:\n    image: gluetun\n    ports:\n      - 8000:8000\n      - 9091:9091\n"
    )


def test_only_what_cannot_change_anything_is_safe() -> None:
    safe = {"base-60-port": "22:22", "duplicate-port": '"1:1"\n      - "1:1"'}
    for rule, entry in safe.items():
        text = f"{HEAD}      - {entry}\n"
        (found,) = findings(rule, {"/site/compose.yaml": text}, "/site/compose.yaml")
        assert all(fix.is_safe for fix in found.fixes)
    text = f'{HEAD}      - "1:1"\n      - "1:2"\n'
    (found,) = findings("host-port-conflict", {"/site/compose.yaml": text}, "/site/compose.yaml")
    assert not any(fix.is_safe for fix in found.fixes)
