"""A part of an nginx configuration is judged where it is included, whatever it is called."""

from pathlib import Path

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.formats.registry import format_named
from portlens.network.context import Context
from portlens.programs.nginx.configuration import configuration
from portlens.workspace.document import Document
from portlens.workspace.files import DiskFiles
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import document

DEFAULT = "server { listen 80 default_server; }\n"


def around(files: dict[str, str], links: dict[str, str] | None = None) -> Context:
    return Context(catalogue(), Settings(), Workspace(MemoryFiles(files, links)))


def rules(context: Context, path: str) -> list[str]:
    """Return the rules that fire in the file at `path`."""
    text = context.workspace.files.read(path)
    assert isinstance(text, str)
    return fired(document("nginx", text, path), context)


def fired(subject: Document, context: Context) -> list[str]:
    result = analyse(subject, context)
    assert not result.crashes, result.crashes
    return sorted({judged.finding.rule for judged in result.findings})


def test_a_file_of_a_stream_block_is_read_as_one() -> None:
    files = {
        "/conf/nginx.conf": "events {} stream { include tcp.d/*; }",
        "/conf/tcp.d/mysql": "server { listen 127.0.0.1; proxy_pass 127.0.0.1:99999; }",
    }
    assert rules(around(files), "/conf/tcp.d/mysql") == ["port-out-of-range", "random-listen-port"]


@pytest.mark.parametrize(
    ("main", "part", "rule"),
    [
        ("upstream a { include parts/x; }", "server 127.0.0.1:99999;", "port-out-of-range"),
        ("upstream a { include parts/*; }", "server\n  127.0.0.1:99999;", "port-out-of-range"),
        ("server { include parts/x; }", "listen\n  99999;", "port-out-of-range"),
        ("server { include parts/x; }", "error_log syslog:server=a:99999;", "port-out-of-range"),
        ("server { location / { include parts/x; } }", "proxy_bind a:99999;", "port-out-of-range"),
        ("server { include parts/x; }", "listen 80; listen 80;", "duplicate-listen"),
    ],
)
def test_a_part_may_be_a_few_statements(main: str, part: str, rule: str) -> None:
    files = {"/n/nginx.conf": f"events {{}} http {{ {main} }}", "/n/parts/x": part}
    assert rule in rules(around(files), "/n/parts/x")


def test_the_main_file_may_have_any_name() -> None:
    files = {
        "/n/edge.conf": "events {} stream { include parts/*; }",
        "/n/other.conf": "events {} http { }",
        "/n/parts/a": "server { listen 127.0.0.1; }",
    }
    assert rules(around(files), "/n/parts/a") == ["random-listen-port"]


def test_an_upstream_by_another_name_in_another_part() -> None:
    files = {
        "/n/nginx.conf": "events {} http { include a.conf; include b.conf; }",
        "/n/a.conf": "upstream app { server 127.0.0.1:1; }",
        "/n/b.conf": "server { listen 80; location / { fastcgi_pass app; } }",
    }
    assert rules(around(files), "/n/b.conf") == []


@pytest.mark.parametrize("prefix", ["", "/etc/nginx/", "/usr/local/nginx/conf/"])
def test_an_installed_path_leads_beside_the_main_file(prefix: str) -> None:
    files = {
        "/checkout/nginx.conf": f"events {{}} http {{ include {prefix}conf.d/*.conf; }}",
        "/checkout/conf.d/a.conf": DEFAULT,
        "/checkout/conf.d/b.conf": DEFAULT,
    }
    assert rules(around(files), "/checkout/conf.d/a.conf") == []
    assert "duplicate-default-server" in rules(around(files), "/checkout/conf.d/b.conf")


def test_a_path_of_another_program_leads_nowhere() -> None:
    files = {
        "/a/nginx.conf": "events {} http { server { listen 1; include /srv/x.conf; } }",
        "/a/x.conf": "listen 2;",
        "/srv/x.conf": "listen 3;",
    }
    main = document("nginx", files["/a/nginx.conf"], "/a/nginx.conf")
    found = configuration(main, around(files).workspace)
    assert ([listener.ports for listener in found.listeners], found.is_whole) == ([(1, 1)], False)


@pytest.mark.parametrize("has_folder", [True, False])
def test_an_empty_folder_is_no_unknown_one(tmp_path: Path, *, has_folder: bool) -> None:
    """Debian's `conf.d` is there and empty: then nothing is missing."""
    (tmp_path / "sites-enabled").mkdir()
    if has_folder:
        (tmp_path / "conf.d").mkdir()
    (tmp_path / "nginx.conf").write_text(
        "events {} http { include /etc/nginx/conf.d/*.conf; include /etc/nginx/sites-enabled/*; }"
    )
    site = tmp_path / "sites-enabled/php"
    site.write_text("server { listen 8088; location ~ \\.php$ { fastcgi_pass php; } }")
    context = Context(catalogue(), Settings(), Workspace(DiskFiles()))
    assert rules(context, site.as_posix()) == (["missing-port"] if has_folder else [])
    if not has_folder:  # and a folder that appears is noticed
        (tmp_path / "conf.d").mkdir()
        assert rules(context._replace(), site.as_posix()) == ["missing-port"]


SITES = {
    "/n/nginx.conf": "events {} http { include sites-enabled/*; }",
    "/n/sites-available/a": DEFAULT,
    "/n/sites-available/b": DEFAULT,
    "/n/sites-available/c": DEFAULT,
}
LINKS = {f"/n/sites-enabled/{name}": f"/n/sites-available/{name}" for name in "ab"}


def test_a_site_is_judged_where_a_link_enables_it() -> None:
    context = around(SITES, LINKS)
    assert rules(context, "/n/sites-available/a") == []
    assert "duplicate-default-server" in rules(context, "/n/sites-available/b")
    assert rules(context, "/n/sites-available/c") == []


def test_the_open_text_of_a_site_counts_where_it_is_enabled() -> None:
    context = around(SITES, LINKS)
    typed = document("nginx", DEFAULT.replace("80", "81"), "/n/sites-available/b")
    assert fired(typed, context) == []
    assert "duplicate-default-server" in rules(context, "/n/sites-available/b")


@pytest.mark.usefixtures("links")
def test_a_link_of_links_on_the_disk(tmp_path: Path) -> None:
    for path, text in SITES.items():
        file = tmp_path / path.removeprefix("/n/")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    enabled = tmp_path / "sites-enabled"
    enabled.mkdir()
    leads = ("../sites-available/a", "../sites-available/b", "nowhere", "loop")
    for name, to in zip(("a", "b", "gone", "loop"), leads, strict=True):
        (enabled / name).symlink_to(to)
    context = Context(catalogue(), Settings(), Workspace(DiskFiles()))
    assert "duplicate-default-server" in rules(context, (tmp_path / "sites-available/b").as_posix())
    assert rules(context, (tmp_path / "sites-available/a").as_posix()) == []


def test_the_files_of_a_mounted_folder_are_siblings() -> None:
    files = {
        "/app/conf.d/a.conf": DEFAULT,
        "/app/conf.d/b.conf": DEFAULT,
        "/app/conf.d/b.conf.bak": DEFAULT,
        "/app/conf.d/apache.conf": "<VirtualHost *:80>\n</VirtualHost>\n",
        "/app/conf.d/.hidden.conf": DEFAULT,
        "/app/examples/a.conf": DEFAULT,
        "/app/examples/b.conf": DEFAULT,
    }
    assert rules(around(files), "/app/conf.d/a.conf") == []
    assert "duplicate-default-server" in rules(around(files), "/app/conf.d/b.conf")
    for other in ("conf.d/b.conf.bak", "examples/a.conf", "examples/b.conf"):
        assert rules(around(files), f"/app/{other}") == []


def test_a_part_that_is_included_no_longer_stands_alone() -> None:
    files = {
        "/n/nginx.conf": "events {} stream { include parts/a; }",
        "/n/parts/a": "server { listen 127.0.0.1; }",
    }
    context = around(files)
    assert rules(context, "/n/parts/a") == ["random-listen-port"]
    files["/n/nginx.conf"] = "events {} stream { }"
    assert rules(context._replace(), "/n/parts/a") == []
    files["/n/nginx.conf"] = "events {} http { include parts/a; }"
    assert rules(context._replace(), "/n/parts/a") == []
    files["/n/nginx.conf"] = "events {} stream { include parts/*; }"
    assert rules(context._replace(), "/n/parts/a") == ["random-listen-port"]
    del files["/n/nginx.conf"]
    assert rules(context._replace(), "/n/parts/a") == []


DUMP = """\
# configuration file /etc/nginx/nginx.conf:
events {}
http { include /etc/nginx/conf.d/*.conf; }
stream { include stream.d/*.conf; }

# configuration file /etc/nginx/conf.d/a.conf:
server { listen 80 default_server; }
# configuration file /etc/nginx/conf.d/b.conf:
server { listen 80 default_server; server_name b; }
# configuration file /etc/nginx/stream.d/x.conf:
server { listen 3306; proxy_pass db:3306; }
server { listen 127.0.0.1; proxy_pass db:99999; }
"""


def test_what_nginx_prints_is_a_whole_configuration() -> None:
    context = around({"/tmp/dump.conf": DUMP})
    assert rules(context, "/tmp/dump.conf") == [
        "duplicate-default-server",
        "port-out-of-range",
        "random-listen-port",
    ]
    format_ = format_named("nginx")
    assert format_
    uses = Document("/tmp/dump.conf", DUMP, format_).uses
    assert [use.port.first for use in uses if use.port] == [80, 80, 3306, 3306, None]
    found = configuration(document("nginx", DUMP, "/tmp/dump.conf"), context.workspace)
    assert [server.module for server in found.servers] == ["http", "http", "stream", "stream"]
    assert found.is_whole


def test_a_dump_without_its_includes_is_read_all_the_same() -> None:
    text = DUMP.replace("include", "perl_modules")
    uses = document("nginx", text, "/tmp/dump.conf").uses
    assert [use.port.first for use in uses if use.port] == [80, 80, 3306, 3306, None]


class _Counting(MemoryFiles):
    looks = 0

    def version(self, path: str) -> object:
        self.looks += 1
        return super().version(path)


@pytest.mark.parametrize(
    "main",
    [
        "",
        "events {} http { include conf.d/*.conf; }",
        "events {} http { include conf.d/1*.conf; }",
    ],
)
def test_many_parts_are_looked_at_once_while_the_disk_stands_still(main: str) -> None:
    count = 240
    files = {f"/n/conf.d/{i}.conf": f"server {{ listen {8000 + i}; }}" for i in range(count)}
    if main:
        files["/n/nginx.conf"] = main
    disk = _Counting(files)
    workspace = Workspace(disk)
    workspace.stand_still()
    for path, text in files.items():
        workspace.open(document("nginx", text, path))
    for one in list(workspace.open_documents()):
        fired(one, Context(catalogue(), Settings(), workspace))
    assert disk.looks < 20 * count


def test_a_moment_ends_where_a_document_changes() -> None:
    files = {"/n/conf.d/a.conf": DEFAULT, "/n/conf.d/b.conf": DEFAULT}
    workspace = Workspace(MemoryFiles(files))
    workspace.stand_still()
    context = Context(catalogue(), Settings(), workspace)
    assert "duplicate-default-server" in rules(context, "/n/conf.d/b.conf")
    workspace.open(document("nginx", "server { listen 81; }", "/n/conf.d/a.conf"))
    assert rules(context._replace(), "/n/conf.d/b.conf") == []
    workspace.close("/n/conf.d/a.conf")
    assert "duplicate-default-server" in rules(context._replace(), "/n/conf.d/b.conf")
    files["/n/conf.d/a.conf"] = "server { listen 81; }"
    workspace.stand_still()
    assert rules(context._replace(), "/n/conf.d/b.conf") == []


def test_what_a_main_file_leaves_out_is_alone_until_it_is_included() -> None:
    main = "events {} http { include conf.d/b.conf; }"
    files = {f"/n/conf.d/{name}.conf": DEFAULT for name in "abc"} | {"/n/nginx.conf": main}
    workspace = Workspace(MemoryFiles(files))
    workspace.stand_still()
    context = Context(catalogue(), Settings(), workspace)
    for name in "abc":
        assert rules(context, f"/n/conf.d/{name}.conf") == []
    files["/n/nginx.conf"] = main.replace("b.conf", "*.conf")
    workspace.stand_still()
    assert "duplicate-default-server" in rules(context._replace(), "/n/conf.d/c.conf")


def test_a_link_that_the_main_file_includes_is_no_file_left_out() -> None:
    files = {
        "/n/nginx.conf": "events {} http { include sites-enabled/*; }",
        **{f"/n/sites-available/{name}": DEFAULT for name in "abc"},
    }
    links = {f"/n/sites-enabled/{name}": f"/n/sites-available/{name}" for name in "bc"}
    workspace = Workspace(MemoryFiles(files, links))
    workspace.stand_still()
    context = Context(catalogue(), Settings(), workspace)
    assert rules(context, "/n/sites-available/a") == []
    assert "duplicate-default-server" in rules(context, "/n/sites-available/c")
