"""Which files make a project, and what their services publish together."""

import pytest

from portlens.formats._interpolation import LONGEST
from portlens.programs.compose.project import Project, project_of
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import document


def service(name: str, *ports: str, more: str = "") -> str:
    lines = "".join(f"      - {port}\n" for port in ports)
    return f"  {name}:\n    image: {name}\n{more}" + (f"    ports:\n{lines}" if ports else "")


def file(*services: str, head: str = "") -> str:
    return head + "services:\n" + "".join(services)


def project(path: str, files: dict[str, str]) -> Project:
    disk = {f"/site/{name}": text for name, text in files.items()}
    subject = document("compose", files[path], f"/site/{path}")
    return project_of(subject, Workspace(MemoryFiles(disk)))


def published(found: Project, name: str = "web") -> list[str]:
    return [port.published for port in found.services[name].ports]


def test_a_base_and_its_override_file() -> None:
    files = {
        "compose.yaml": file(service("web", "8080:80")),
        "docker-compose.override.yml": file(service("web", "8081:80")),
        "compose.prod.yaml": file(service("web", "8082:80")),
    }
    for path in ("compose.yaml", "docker-compose.override.yml"):
        assert published(project(path, files)) == ["8080", "8081"]
    assert published(project("compose.prod.yaml", files)) == ["8082"]


def test_compose_yaml_goes_before_docker_compose_yml() -> None:
    files = {
        "docker-compose.yml": file(service("web", "1:80")),
        "compose.yaml": file(service("web", "2:80")),
        "compose.override.yml": file(service("web", "3:80")),
        "compose.override.yaml": file(service("web", "4:80")),
    }
    assert published(project("compose.yaml", files)) == ["2", "3"]
    assert published(project("docker-compose.yml", files)) == ["1"]
    assert published(project("compose.override.yaml", files)) == ["4"]


def test_compose_file_in_the_env_file_names_the_files() -> None:
    files = {
        ".env": "COMPOSE_FILE=one.yaml:two.yaml\n",
        "one.yaml": file(service("web", "1:80")),
        "two.yaml": file(service("web", "2:80")),
    }
    assert published(project("two.yaml", files)) == ["1", "2"]


def test_an_override_that_compose_file_leaves_out_is_a_project_of_its_own() -> None:
    files = {
        ".env": "COMPOSE_FILE=compose.yaml\n",
        "compose.yaml": file(service("web", "1:80")),
        "compose.override.yaml": file(service("web", "2:80")),
    }
    assert published(project("compose.yaml", files)) == ["1"]
    assert published(project("compose.override.yaml", files)) == ["2"]
    assert published(project("compose.yaml", {**files, ".env": ""})) == ["1", "2"]


def test_reset_and_override() -> None:
    base = file(service("web", "8080:80"), service("api", "8081:80"))
    files = {
        "compose.yaml": base,
        "compose.override.yaml": "services:\n"
        "  web:\n    ports: !reset []\n"
        '  api:\n    ports: !override ["9000:80"]\n',
    }
    found = project("compose.yaml", files)
    assert published(found) == []
    assert published(found, "api") == ["9000"]


def test_within_an_override_no_other_tag_counts() -> None:
    """docker-compose 2.40.3 and 5.6.1: what `!override` stands before is taken as it is."""
    files = {
        "compose.yaml": file(service("web", "1:80"), service("api", "2:80"), service("db", "3:80")),
        "compose.override.yaml": "services:\n"
        '  web: !override\n    image: web\n    ports: !reset ["7000:80", "7001:80"]\n'
        '  api:\n    ports: !override [!reset "8000:80", "8001:80"]\n'
        '  db:\n    ports: [!reset "9000:80", "9001:80"]\n',
    }
    found = project("compose.yaml", files)
    assert published(found) == ["7000", "7001"]
    assert published(found, "api") == ["8000", "8001"]
    assert published(found, "db") == ["3", "9001"]


def test_extends_in_the_same_file_and_from_another() -> None:
    files = {
        "compose.yaml": file(
            service("web", "8081:80", more="    extends: {service: base, file: sub/base.yaml}\n"),
            service("api", "8082:80", more="    extends: web\n"),
        ),
        "sub/base.yaml": file(
            service("base", "1:80", more="    extends: root\n"), service("root", "2:80")
        ),
    }
    found = project("compose.yaml", files)
    assert published(found) == ["2", "1", "8081"]
    assert published(found, "api") == ["2", "1", "8081", "8082"]
    assert set(found.services) == {"web", "api"}


def test_included_files_see_the_variables_of_both_folders() -> None:
    files = {
        "compose.yaml": file(service("web", '"${A:-1}:80"'), head="include: [part/part.yaml]\n"),
        "part/part.yaml": file(service("part", '"${A:-2}:80"', '"${B:-3}:81"')),
        ".env": "A=11\n",
        "part/.env": "A=22\nB=33\n",
    }
    found = project("compose.yaml", files)
    assert published(found) == ["11"]
    assert published(found, "part") == ["11", "33"]


def test_merge_keys_replace_lists() -> None:
    head = "x-a: &a\n  ports: ['1:80']\n"
    text = head + "services:\n  web:\n    <<: *a\n    ports: ['2:80']\n  api:\n    <<: *a\n"
    found = project("compose.yaml", {"compose.yaml": text})
    assert published(found) == ["2"]
    assert published(found, "api") == ["1"]


def test_the_answer_is_kept_until_a_file_changes() -> None:
    files = MemoryFiles(
        {"/site/compose.yaml": file(service("web", '"${P:-1}:80"')), "/site/.env": "P=5\n"}
    )
    workspace = Workspace(files)
    subject = document("compose", files.texts["/site/compose.yaml"], "/site/compose.yaml")
    first = project_of(subject, workspace)
    assert project_of(subject, workspace) is first
    files.texts["/site/.env"] = "P=6\n"
    assert published(project_of(subject, workspace)) == ["6"]
    del files.texts["/site/.env"]
    assert published(project_of(subject, workspace)) == ["1"]


def test_circles_come_to_an_end() -> None:
    files = {
        "compose.yaml": file(
            service("web", "1:80", more="    extends: api\n"),
            service("api", "2:80", more="    extends: web\n"),
            service("own", "3:80", more="    extends: {service: own, file: compose.yaml}\n"),
            head="include: [compose.yaml, part.yaml]\n",
        ),
        "part.yaml": "include: [other.yaml]\n",
        "other.yaml": "include: [part.yaml]\n",
    }
    found = project("compose.yaml", files)
    kinds = {problem.kind for problem in found.problems}
    assert kinds == {"extends-circle", "include-circle"}
    assert "1" in published(found)


def test_files_that_are_not_there() -> None:
    text = file(
        service("web", "1:80", more="    extends: {service: a, file: nowhere.yaml}\n"),
        head="include: [gone.yaml, 'https://example.org/compose.yaml']\n",
    )
    found = project("compose.yaml", {"compose.yaml": text})
    assert published(found) == ["1"]
    assert {problem.kind for problem in found.problems} == {"file", "extends-file", "include-file"}


def test_an_included_file_of_variables_that_is_not_there_stops_compose() -> None:
    head = "include:\n  - path: part.yaml\n    env_file: [a.env, nowhere.env]\n"
    files = {
        "compose.yaml": file(service("web", "1:80"), head=head),
        "part.yaml": file(service("part", "${PORT}:80")),
        "a.env": "PORT=2\n",
    }
    found = project("compose.yaml", files)
    assert published(found, "part") == ["2"]
    assert [problem.kind for problem in found.problems] == ["include-env"]


def test_files_that_include_the_next_two_are_read_once_each() -> None:
    files = {
        f"f{i}.yaml": f"include: [f{i + 1}.yaml, f{i + 2}.yaml]\n" + file(service(f"s{i}", "80"))
        for i in range(40)
    }
    files["f40.yaml"] = files["f41.yaml"] = file(service("last", "80"))
    found = project("f0.yaml", files)
    assert len(found.documents) == 42
    assert {"s0", "s39", "last"} <= set(found.services)


@pytest.mark.parametrize("step", [1, -1])
def test_a_chain_of_extends_may_be_long(step: int) -> None:
    names = [f"s{i}" for i in range(2000)][::step]
    text = "services:\n" + "".join(
        f"  {name}:\n    extends: {{service: {base}}}\n"
        for name, base in zip(names, [*names[1:], "root"], strict=True)
    )
    text += "  root:\n    image: x\n    ports: ['80:80']\n"
    found = project("compose.yaml", {"compose.yaml": text})
    assert published(found, "s0") == published(found, "s1999") == ["80"]
    # What is no port of it is not taken over any length: two million definitions would be.
    assert {problem.kind for problem in found.problems} == {"keys"}


def test_values_that_double_are_not_followed_for_ever() -> None:
    doubling = "A=12345678\n" + "".join(
        f"{chr(66 + i)}=${chr(65 + i)}${chr(65 + i)}\n" for i in range(25)
    )
    text = file(service("web", "$Z:80"))
    found = project("compose.yaml", {"compose.yaml": text, ".env": doubling * 3})
    assert len(found.variables["Z"].value) <= 2 * LONGEST


def test_the_including_file_goes_over_what_it_includes() -> None:
    """docker-compose 5.6.1; 2.40.3 refuses two services of one name, as the problem says."""
    files = {
        "compose.yaml": file(service("web", "3:80"), head="include: [one.yaml, two.yaml]\n"),
        "one.yaml": file(service("web", "2:80"), service("api", "4:80")),
        "two.yaml": file(service("web", "1:80", more="    network_mode: none\n")),
    }
    found = project("compose.yaml", files)
    assert published(found) == ["1", "2", "3"]
    assert published(found, "api") == ["4"]
    assert {problem.kind for problem in found.problems} == {"included-twice"}
    changed = "  web:\n    ports: !override ['5:80']\n    network_mode: !reset null\n"
    files["compose.yaml"] = f"include: [one.yaml]\nservices:\n{changed}"
    assert published(project("compose.yaml", files)) == ["5"]
    files["compose.yaml"] = "include: [one.yaml]\nservices:\n  web: !reset null\n"
    assert published(project("compose.yaml", files)) == ["2"]


def test_a_service_may_extend_one_of_an_include() -> None:
    """docker-compose 5.6.1; 2.40.3 does not find it."""
    files = {
        "compose.yaml": "include: [one.yaml]\nservices:\n  web:\n    extends: base\n",
        "one.yaml": file(service("base", "2:80")),
    }
    found = project("compose.yaml", files)
    assert published(found) == published(found, "base") == ["2"]
    assert {problem.kind for problem in found.problems} == {"extends-included"}


@pytest.mark.parametrize(
    ("entry", "is_refused"),
    [
        ("{target: 80, mode: 6}", False),
        ("{target: 80, protocol: }", True),
        ("{target: 80, published: }", False),
        ("{target: 80, protocol: 6}", True),
        ("{target: 80, host_ip: }", True),
        ("{target: 80, published: [1]}", True),
    ],
)
def test_a_later_entry_takes_the_place_of_one_that_says_the_same(
    entry: str, *, is_refused: bool
) -> None:
    """So docker-compose 5.6.1 and 2.40.3: what tells entries apart has to be a text for that."""
    found = project("compose.yaml", {"compose.yaml": file(service("web", entry, "{target: 80}"))})
    assert bool(found.problems) == is_refused
