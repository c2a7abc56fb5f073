"""Paths of this machine and of an editor's own file systems, and their URIs."""

import os

import pytest

from portlens.workspace.files import DiskFiles, is_elsewhere
from portlens.workspace.uris import path_of, uri_of

ELSEWHERE = [
    ("vscode-vfs://github/owner/repo/compose.yaml", "//vscode-vfs:github/owner/repo/compose.yaml"),
    ("vscode-remote://127.0.0.1:8080/srv/a%20b", "//vscode-remote:127.0.0.1:8080/srv/a b"),
    ("vscode-remote://wsl%2Bdebian/home", "//vscode-remote:wsl+debian/home"),
    ("memfs:/nginx.conf", "//memfs:/nginx.conf"),
    ("vscode-vfs://a%2Fb/100%25/%E6%B8%AF.conf", "//vscode-vfs:a%2Fb/100%/港.conf"),
]


@pytest.mark.parametrize(("uri", "path"), ELSEWHERE)
def test_an_editors_own_file_system_stands_in_front_of_the_path(uri: str, path: str) -> None:
    assert path_of(uri) == path
    assert is_elsewhere(path)
    assert path_of(uri_of(path)) == path


@pytest.mark.parametrize("uri", [uri for uri, _ in ELSEWHERE if "%2B" not in uri])
def test_and_comes_back_as_it_was(uri: str) -> None:
    assert uri_of(path_of(uri)) == uri


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "untitled:/srv/compose.yaml", "git:/a?%7B%7D", "no uri", "x:/y"]
)
def test_what_is_no_file_stays_as_it_is(uri: str) -> None:
    assert not is_elsewhere(path_of(uri))


@pytest.mark.parametrize("path", ["/etc/nginx", "c:/x", "//server/share/x", "//wsl$/Debian"])
def test_a_path_of_this_machine_is_not_elsewhere(path: str) -> None:
    assert not is_elsewhere(path)
    assert path_of(uri_of(path)) == path


def test_a_file_system_may_be_a_folder_itself() -> None:
    assert path_of("memfs://shop") == "//memfs:shop"
    assert uri_of("//memfs:shop") == "memfs://shop/"


def test_a_path_elsewhere_keeps_where_it_is() -> None:
    assert DiskFiles().real("//vscode-vfs:github/a/../b") == "//vscode-vfs:github/b"


def test_no_uri_leads_to_the_files_of_processes() -> None:
    assert path_of("vscode-vfs:////proc/1/environ") == "vscode-vfs:////proc/1/environ"
    if os.name != "nt":  # where it is a share of the machine proc
        assert DiskFiles().real("//proc/x") == "/proc/x"
