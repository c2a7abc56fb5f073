"""Files that other files name are read as what they are read as, whatever they are called."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

BAD = "server { listen 99999; }\n"
MAIN = "events {}\nhttp { include parts/*; }\n"


def put(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


def found(portlens: Portlens, *words: str) -> list[str]:
    """Return `path:format` of each finding, and prove that nothing crashed."""
    ran = portlens("check", "--output-format", "json", *words)
    assert "itself" not in ran.err
    findings = json.loads(ran.out)["findings"]
    return [f"{one['path']}:{one['format']}" for one in findings]


def compose(service: str, top: str = "") -> str:
    return f"services:\n  web:\n    image: nginx\n{service}{top}"


def test_what_an_include_of_sshd_names(portlens: Portlens) -> None:
    put(
        {
            "etc/ssh/sshd_config": "Include /etc/ssh/extra/* other/*\n",
            "etc/ssh/extra/more": "Port 99999\n",
            "etc/ssh/other/more": "Port 99998\n",
            "etc/ssh/left/more": "Port 99997\n",
        }
    )
    assert found(portlens, ".") == [
        "etc/ssh/extra/more:sshd_config",
        "etc/ssh/other/more:sshd_config",
    ]


@pytest.mark.parametrize("word", [".", "tcp.d/mysql", "./tcp.d/mysql"])
def test_what_an_include_names(portlens: Portlens, word: str) -> None:
    put(
        {
            "nginx.conf": "events {} stream { include tcp.d/*; }",
            "tcp.d/mysql": "server { listen 3306; proxy_pass 127.0.0.1:99999; }",
            "tcp.d.md": BAD,
        }
    )
    shown = word if word != "." else "tcp.d/mysql"
    assert found(portlens, word) == [f"{shown}:nginx"]
    assert found(portlens, ".", "tcp.d/mysql") == ["tcp.d/mysql:nginx"]
    listed = json.loads(portlens("ports", "--output-format", "json", ".").out)["ports"]
    assert [(one["role"], one["first"]) for one in listed] == [
        ("listens", 3306),
        ("connects", None),
    ]


def test_the_name_does_not_matter_but_the_include_does(portlens: Portlens) -> None:
    put({"nginx.conf": MAIN, "parts/a.py": BAD, "parts/b.md": BAD, "other/a.py": BAD})
    assert found(portlens) == ["parts/a.py:nginx", "parts/b.md:nginx"]
    assert found(portlens, "parts/a.py", "other/a.py") == ["parts/a.py:nginx"]
    put({"nginx.conf": "events {}\nhttp { }\n"})
    assert found(portlens) == []
    assert found(portlens, "parts/a.py") == []


def test_what_is_named_may_name_more(portlens: Portlens) -> None:
    put(
        {
            "compose.yaml": compose("    volumes: ['./edge:/etc/nginx/nginx.conf:ro']\n"),
            "edge": "events {} http { include more; }",
            "more": BAD + "include more; include edge;",
        }
    )
    assert found(portlens) == ["more:nginx"]
    assert found(portlens, "more") == ["more:nginx"]


@pytest.mark.parametrize(
    "service",
    [
        "    volumes: ['./proxy/site:/etc/nginx/conf.d/default.conf:ro']\n",
        "    volumes:\n      - ./proxy/:/etc/nginx/sites-enabled\n",
        "    volumes: ['$PWD_OF/proxy/site:/etc/nginx/nginx.conf']\n",
        "    volumes: ['${NONE:-./proxy}/site:/etc/nginx/templates/a.conf.template']\n",
        "    volumes: [{type: bind, source: proxy/site, target: /etc/nginx/conf.d/a.conf}]\n",
        "    configs: [{source: site, target: /etc/nginx/conf.d/a.conf}]\n",
        "    build: proxy\n",
        "    build: {context: ., dockerfile: proxy/Other}\n",
    ],
)
@pytest.mark.parametrize("word", [".", "proxy/site"])
def test_what_a_container_is_given(portlens: Portlens, service: str, word: str) -> None:
    put(
        {
            ".env": "PWD_OF=.\n",
            "compose.yaml": compose(service, "configs: {site: {file: ./proxy/site}}\n"),
            "proxy/site": BAD,
            "proxy/Dockerfile": "FROM nginx\nCOPY --chown=a site /etc/nginx/conf.d/a.conf\n",
            "proxy/Other": 'FROM a\nWORKDIR /etc/nginx\nADD \\\n ["proxy/site", "sites-enabled/"]',
        }
    )
    # Where a text alone does not tell, since its name says that it is Python's.
    assert found(portlens, word) == ["proxy/site:nginx"]


@pytest.mark.parametrize(
    "service",
    [
        "    volumes: ['./proxy:/usr/share/nginx/html']\n",
        "    volumes: ['proxy:/etc/nginx']\n",
        "    volumes: ['./proxy/site.py:/app/site.conf']\n",
        "    volumes: ['./gone/site.py:/etc/nginx/conf.d/a.conf']\n",
        "    volumes: ['${NONE}/proxy/site.py:/etc/nginx/conf.d/a.conf']\n",
        "    volumes: [null, 3, {}, [], ':', '/:/', {type: volume, source: proxy}]\n",
        "    configs: [site, {}, null, {source: none}]\n",
        "    build: https://example.org/proxy.git\n",
        "    build: {context: proxy, dockerfile: Gone}\n",
        "    build: {dockerfile_inline: COPY proxy/site.py /etc/nginx/nginx.conf}\n",
        "    build: proxy\n",
    ],
)
def test_what_nobody_reads_as_a_configuration(portlens: Portlens, service: str) -> None:
    dockerfile = (
        "FROM a AS b\nCOPY --from=b site.py /etc/nginx/nginx.conf\n"
        "COPY ../up /etc/nginx/nginx.conf\nCOPY $X /etc/nginx/nginx.conf\n"
        "COPY <<E /etc/nginx/nginx.conf\nE\nCOPY [ /etc/nginx/\nCOPY\n"
        "ADD http://a/site.py /etc/nginx/nginx.conf\n"
    )
    put({"compose.yaml": compose(service, "configs: {site: }\n"), "up": BAD})
    put({"proxy/site.py": BAD, "proxy/Dockerfile": dockerfile})
    assert found(portlens) == []
    assert found(portlens, "proxy/site.py", "up.py") == []


def test_other_programs_have_files_too(portlens: Portlens) -> None:
    put(
        {
            "compose.yaml": compose(
                "    volumes:\n"
                "      - ./a.txt:/etc/ssh/sshd_config\n"
                "      - ./b.txt:/etc/ssh/ssh_config.d/b.conf\n"
                "      - ./c.txt:/etc/services\n"
                "      - ./d.txt:/root/.ssh/config\n"
            ),
            "a.txt": "Port 99999\nInclude e.txt\n",
            "b.txt": "Port 99999\n",
            "c.txt": "a 99999/tcp\n",
            "d.txt": "Port 99999\n",
            "e.txt": "Port 99999\n",
        }
    )
    assert set(found(portlens)) == {
        "a.txt:sshd_config",
        "b.txt:ssh_config",
        "c.txt:services",
        "d.txt:ssh_config",
        "e.txt:sshd_config",
    }


@pytest.mark.usefixtures("links")
def test_a_site_is_told_where_it_is_enabled(portlens: Portlens) -> None:
    put({"n/nginx.conf": "events {} http { include on/*; }", "n/off/a": BAD, "n/off/b": BAD})
    Path("n/on").mkdir()
    Path("n/on/a").symlink_to("../off/a")
    assert found(portlens) == ["n/on/a:nginx"]
    assert found(portlens, "n/off/a") == ["n/off/a:nginx"]


def test_what_is_left_out_stays_out(portlens: Portlens) -> None:
    put({"nginx.conf": MAIN, "parts/a": BAD, "parts/b": BAD, "parts/c": BAD})
    put({"portlens.toml": 'exclude = ["parts/a"]\n', ".gitignore": "b\n", ".git/config": ""})
    assert found(portlens) == ["parts/c:nginx"]
    assert found(portlens, "parts/b") == ["parts/b:nginx"]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
@pytest.mark.usefixtures("links")
def test_what_is_no_file_is_passed_over(portlens: Portlens) -> None:
    """Docker makes a folder of a file that is not there when it is mounted."""
    put({"compose.yaml": compose("    volumes: ['./a:/etc/nginx/nginx.conf', './d:/etc/nginx']\n")})
    put({"nginx.conf": "events {} http { include d/*; include parts/*; }", "d/loop.conf": ""})
    Path("a").mkdir()
    os.mkfifo("d/pipe.conf")
    Path("d/loop.conf").unlink()
    Path("d/loop.conf").symlink_to("loop.conf")
    Path("d/gone.conf").symlink_to("nowhere")
    Path("d/round").symlink_to("..")
    Path("parts").symlink_to(".")
    assert found(portlens) == []
    ran = portlens("check")
    assert (ran.status, ran.err) == (0, "")


def test_standard_input_may_stand_for_a_file_that_is_named(portlens: Portlens) -> None:
    put({"nginx.conf": "events {} http { include parts/a.py; }"})
    words = ("check", "--stdin-filename", "parts/a.py", "--output-format", "concise", "-")
    assert portlens(*words, stdin=BAD.encode()).status == 2  # nothing includes it yet
    put({"parts/a.py": ""})
    ran = portlens(*words, stdin=BAD.encode())
    assert (ran.status, ran.out.partition(":")[0]) == (1, "parts/a.py")


def test_the_format_that_is_asked_for_wins(portlens: Portlens) -> None:
    put({"nginx.conf": MAIN, "parts/a": "Port 99999\n"})
    assert found(portlens, "--format", "sshd_config", "parts/a") == ["parts/a:sshd_config"]
    put({"parts/a": "# portlens: format=sshd_config\nPort 99999\n"})
    assert found(portlens, "parts/a") == ["parts/a:sshd_config"]


@pytest.mark.usefixtures("links")
@pytest.mark.parametrize("how", ["link", "folder link", "dots", "absolute"])
def test_nothing_outside_is_read_through_a_name(
    portlens: Portlens, tmp_path: Path, how: str
) -> None:
    """Were it read, its server would be the second default server of port 80."""
    project = tmp_path / "project"
    secret = tmp_path / "secret"
    put({"project/sub/x": "", "secret/s.conf": "server { listen 80 default_server; }"})
    put({"project/nginx.conf": ""})
    own = "server { listen 80 default_server; }"
    target = {
        "link": "link.conf",
        "folder link": "folder/*.conf",
        "dots": "../secret/s.conf",
        "absolute": f"{secret}/s.conf",
    }[how]
    (project / "link.conf").symlink_to(secret / "s.conf")
    (project / "folder").symlink_to(secret)
    Path("project/nginx.conf").write_text(f"events {{}} http {{ include {target}; {own} }}")
    os.chdir(project)
    assert found(portlens, "--ignore", "partly-read", "nginx.conf") == []
    Path("compose.yaml").write_text(
        compose("    volumes: ['./folder:/etc/nginx/conf.d', '/etc/:/etc/']\n")
    )
    assert [one for one in found(portlens) if "folder" in one or "secret" in one] == []
    os.chdir(tmp_path)
    if how != "absolute":
        assert found(portlens, "project/nginx.conf", ".") == [
            "project/nginx.conf:nginx",
            "project/nginx.conf:nginx",
        ]
