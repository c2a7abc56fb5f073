"""A file that symbolic links lead to is changed once by a rename."""

import pytest

from portlens.catalogue.load import catalogue
from portlens.features.rename import Renamed, rename
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.workspace.settings import Settings
from portlens.workspace.steps import finish
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles

APACHE = {
    "/p/apache2.conf": "Listen 443\nInclude ports.conf\nIncludeOptional sites-enabled/*.conf\n",
    "/p/ports.conf": "Listen 8080\n",
    "/p/sites-available/a.conf": "<VirtualHost *:8080>\n  ServerName a.example\n</VirtualHost>\n",
}
NGINX = {
    "/p/nginx.conf": "events {}\nhttp {\n  include sites-enabled/*.conf;\n}\n",
    "/p/sites-available/a.conf": "server { listen 8080; server_name a.example; }\n",
    "/p/sites-available/b.conf": "server { listen 8080; server_name b.example; }\n",
}


def renamed(files: dict[str, str], path: str) -> list[str]:
    """Return where 8080 becomes 9090, asked for in the file at `path`."""
    links = {
        each.replace("available", "enabled"): each for each in files if "sites-available" in each
    }
    workspace = Workspace(MemoryFiles(files, links))
    context = Context(catalogue(), Settings(), workspace)
    document = workspace.document(path)
    assert document is not None
    workspace.open(document)
    document = resolved(document, workspace)
    made = finish(rename(document, document.text.index("8080"), "9090", context, list))
    assert isinstance(made, Renamed), made
    for edit in made.edits:
        assert edit.span.of(workspace.text(edit.path or path) or "") == "8080"
    return [edit.path or path for edit in made.edits]


@pytest.mark.parametrize("asked", ["ports.conf", "sites-available/a.conf", "sites-enabled/a.conf"])
def test_a_site_of_httpd_is_changed_once(asked: str) -> None:
    site = asked if "sites" in asked else "sites-available/a.conf"
    assert sorted(renamed(APACHE, f"/p/{asked}")) == ["/p/ports.conf", f"/p/{site}"]


@pytest.mark.parametrize("asked", ["sites-available/a.conf", "sites-enabled/a.conf"])
def test_a_site_of_nginx_is_changed_once(asked: str) -> None:
    assert sorted(renamed(NGINX, f"/p/{asked}")) == sorted(
        [f"/p/{asked}", "/p/sites-available/b.conf"]
    )
