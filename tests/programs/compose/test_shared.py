"""What the services of a project share is bounded, and costs nobody what is their own."""

import pytest

from portlens.programs.compose.service import Body
from tests._judge import context, document, judge
from tests.programs.compose.test_project import project, published

# Each service with these has 200 keys from elsewhere: more than 250 of them are too many.
KEYS = "x-a: &a\n" + "".join(f"  K{i}: x\n" for i in range(200))
MANY = "".join(f"  s{i}: {{image: x, labels: *a}}\n" for i in range(252))


def cut(services: dict[str, Body]) -> list[str]:
    return [name for name, body in services.items() if body.is_cut]


def test_ports_that_thousands_of_services_share_are_bounded() -> None:
    ports = "".join(f"  - '{1000 + i}:80'\n" for i in range(200))
    services = "".join(f"  s{i}: {{ports: *p}}\n" for i in range(100))
    found = project("compose.yaml", {"compose.yaml": f"x-p: &p\n{ports}services:\n{services}"})
    counts = [len(published(found, name)) for name in found.services]
    assert counts == [200] * 26 + [0] * 74
    cut = [body.name for body in found.services.values() if body.is_cut]
    assert cut == [f"s{i}" for i in range(26, 100)]
    told = [problem for problem in found.problems if problem.kind == "keys"]
    assert len(told) == len(cut)


def test_keys_that_thousands_of_services_merge_are_bounded() -> None:
    keys = "".join(f"  K{i}: x\n" for i in range(2_000))
    services = "".join(f"  s{i}: {{environment: {{<<: *a}}}}\n" for i in range(30))
    found = project("compose.yaml", {"compose.yaml": f"x-a: &a\n{keys}services:\n{services}"})
    assert {problem.kind for problem in found.problems} == {"keys"}
    cut = [body.name for body in found.services.values() if body.is_cut]
    assert len(found.problems) == len(cut)
    assert cut == ["s25", "s26", "s27", "s28", "s29"]


def test_what_thousands_of_services_say_with_one_alias_is_bounded() -> None:
    keys = "".join(f"  K{i}: 'a:80'\n" for i in range(2_000))
    services = "".join(f"  s{i}: {{environment: *a}}\n" for i in range(30))
    found = project("compose.yaml", {"compose.yaml": f"x-a: &a\n{keys}services:\n{services}"})
    assert {problem.kind for problem in found.problems} == {"keys"}
    assert len(found.problems) == 5


def test_a_service_that_shares_nothing_is_not_cut_for_what_others_share() -> None:
    own = "  y: {image: x, ports: ['9100:80']}\n  z: {image: x, ports: ['9100:80']}\n"
    text = f"{KEYS}services:\n{MANY}{own}"
    found = project("compose.yaml", {"compose.yaml": text})
    assert cut(found.services) == ["s250", "s251"]
    assert [len(published(found, name)) for name in ("y", "z")] == [1, 1]
    told = judge(document("compose", text), only={"host-port-conflict"})
    assert [label.text for label in told] == [
        "error[host-port-conflict]: y publishes port 9100 of the host as well"
    ]


def test_a_service_with_few_keys_from_elsewhere_has_them_whatever_others_share() -> None:
    own = "x-b: &b {image: x, ports: ['9100:80']}\n", "  y: {<<: *b}\n  z: *b\n"
    text = f"{own[0]}{KEYS}services:\n{MANY}{own[1]}"
    found = project("compose.yaml", {"compose.yaml": text})
    assert cut(found.services) == ["s250", "s251"]
    assert [published(found, name) for name in ("y", "z")] == [["9100"], ["9100"]]


def test_a_service_that_is_cut_keeps_its_own_ports() -> None:
    own = "  y: {image: x, labels: *a, ports: ['9100:80']}\n"
    found = project("compose.yaml", {"compose.yaml": f"{KEYS}services:\n{MANY}{own}"})
    assert cut(found.services) == ["s250", "s251", "y"]
    assert published(found, "y") == ["9100"]


def test_a_service_has_no_ports_where_what_decides_on_them_may_be_missing() -> None:
    own = "  y: {<<: *a, image: x, ports: ['9100:80']}\n"
    own += "  z: {image: x, ports: ['9100:80'], deploy: {<<: *a}}\n"
    many = MANY.replace("labels: *a", "labels: {<<: *a}")
    found = project("compose.yaml", {"compose.yaml": f"{KEYS}services:\n{many}{own}"})
    assert cut(found.services) == ["s250", "s251", "y", "z"]
    assert [published(found, name) for name in ("y", "z")] == [[], []]


def test_a_file_that_many_others_extend_is_counted_once() -> None:
    base = "".join(f"  s{i}: {{image: x, environment: *a}}\n" for i in range(100))
    files = {"base.yaml": f"{KEYS}services:\n{base}", "compose.yaml": "include:\n"}
    for i in range(7):
        extends = f"{{file: ../base.yaml, service: s{i}}}"
        files[f"a{i}/compose.yaml"] = f"services:\n  a{i}: {{extends: {extends}}}\n"
        files["compose.yaml"] += f"  - a{i}/compose.yaml\n"
    found = project("compose.yaml", files)
    assert list(found.services) == [f"a{i}" for i in range(7)]
    assert (cut(found.services), found.problems) == ([], ())


def test_the_number_of_other_ports_is_nothing_to_a_service_that_is_cut() -> None:
    """One port of an image, and no other one: that nobody knows where a list may be missing."""
    base = "  b: {image: 'postgres', labels: *a, ports: ['5432:5432']}\n"
    own = "  y: {image: 'postgres', labels: *a, ports: ['5433:5433']}\n"
    for many, expected in (("", 1), (MANY, 0)):
        text = f"{KEYS}services:\n{many}{base}{own}"
        subject = document("compose", text)
        around = context({subject.path: text})
        assert len(judge(subject, around, {"unserved-port", "unlikely-container-port"})) == expected


SERVICES = "x-s: &s\n" + "".join(f"  b{i}: {{image: x}}\n" for i in range(200))
MERGED = "x-many:\n" + "".join(f"  m{i}: {{<<: *s}}\n" for i in range(250))


@pytest.mark.parametrize("line", ["extends: {service: %s}", "network_mode: 'service:%s'"])
@pytest.mark.parametrize(
    ("before", "name", "expected"), [("", "b3", 0), (MERGED, "b3", 0), ("", "c3", 1)]
)
def test_no_service_is_missed_where_merge_keys_bring_too_many(
    line: str, before: str, name: str, expected: int
) -> None:
    text = f"{SERVICES}{before}services:\n  <<: *s\n  web:\n    image: x\n    {line % name}\n"
    told = judge(document("compose", text), only={"unresolvable-reference"})
    assert len(told) == expected


@pytest.mark.parametrize(
    ("before", "name", "expected"),
    [("", "b3", set()), (MERGED, "b3", {"yaml"}), ("", "c3", {"extends-service"})],
)
def test_no_service_of_another_file_is_missed_either(
    before: str, name: str, expected: set[str]
) -> None:
    files = {
        "compose.yaml": f"services:\n  web: {{extends: {{file: base.yaml, service: {name}}}}}\n",
        "base.yaml": f"{SERVICES}{before}services:\n  <<: *s\n",
    }
    assert {each.kind for each in project("compose.yaml", files).problems} == expected
