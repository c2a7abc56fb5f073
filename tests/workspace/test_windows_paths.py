"""A project on Windows: on a drive, on a share, with its line ends, the verdict is the same."""

import ntpath
import os
import posixpath
from pathlib import Path

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.cli.report.root import Root
from portlens.network.context import Context
from portlens.programs.named import named_format
from portlens.workspace.files import absolute
from portlens.workspace.settings import Settings
from portlens.workspace.uris import path_of, uri_of
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles

EXAMPLES = Path(__file__).parents[2] / "examples"
STACKS = [EXAMPLES / "stacks" / "502-from-nginx", EXAMPLES / "stacks" / "nothing-listens", EXAMPLES]
ROOTS = ["C:/Users/me/Mein Projekt", "c:/p", "//server/share/p", "//wsl$/Debian/home/me/p"]
NOT_READ = {".md", ".toml", ".png"}


def found(stack: Path, root: str, ends: str = "\n") -> list[tuple[str, int, str, str]]:
    """Return the findings of all files of a stack that lies at `root`: path, line, rule, words."""
    texts = {
        f"{root}/{path.relative_to(stack).as_posix()}": path.read_text("utf-8").replace("\n", ends)
        for path in sorted(stack.rglob("*"))
        if path.is_file() and path.suffix not in NOT_READ
    }
    workspace = Workspace(MemoryFiles(texts), lambda: (root,))
    around = Context(catalogue(), Settings(), workspace)
    told = []
    for path in texts:
        document = workspace.document(path, named_format(path, workspace))
        for judged in analyse(document, around).findings if document else ():
            line, _ = document.lines.position(judged.finding.span.start)
            where = path.removeprefix(root)
            told.append((where, line, judged.finding.rule, judged.finding.message.en))
    return told


@pytest.mark.parametrize("stack", STACKS, ids=lambda stack: stack.name)
@pytest.mark.parametrize("root", ROOTS)
def test_the_folder_changes_nothing(stack: Path, root: str) -> None:
    plain = found(stack, "/home/me/p")
    assert plain
    assert found(stack, root) == plain


@pytest.mark.parametrize("stack", STACKS, ids=lambda stack: stack.name)
def test_line_ends_change_nothing(stack: Path) -> None:
    assert found(stack, "C:/p", "\r\n") == found(stack, "C:/p")


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/Users/me/nginx.conf", "c:/Users/me/nginx.conf"),
        ("file:///C:/Users/me/nginx.conf", "C:/Users/me/nginx.conf"),
        ("file:///d%3A/", "d:/"),
        ("file://server/share/nginx.conf", "//server/share/nginx.conf"),
        ("file:////server/share/nginx.conf", "//server/share/nginx.conf"),
        ("file://wsl%24/Debian/etc/hosts", "//wsl$/Debian/etc/hosts"),
        ("file:///c%3A/%E6%B8%AF/a%20b%23.conf", "c:/港/a b#.conf"),
        ("file://localhost/etc/services", "/etc/services"),
        ("file:///etc/a%5Cb", "/etc/a\\b"),
    ],
)
def test_an_address_and_its_path(uri: str, path: str) -> None:
    assert path_of(uri) == path
    assert path_of(uri_of(path)) == path


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let paths be taken apart as Windows does; the disk stays what it is."""
    monkeypatch.setattr(os, "sep", "\\")
    monkeypatch.setattr(os, "path", ntpath)
    monkeypatch.setattr(os, "getcwd", lambda: "C:\\repo\\sub")


@pytest.mark.skipif(os.name == "nt", reason="Windows itself knows the folder and the drive")
@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("compose.yaml", "C:/repo/sub/compose.yaml"),
        ("..\\nginx\\nginx.conf", "C:/repo/nginx/nginx.conf"),
        ("D:\\x\\y.conf", "D:/x/y.conf"),
        ("\\\\server\\share\\x.conf", "//server/share/x.conf"),
    ],
)
def test_a_path_as_typed_is_made_absolute(written: str, path: str) -> None:
    assert absolute(written) == path


@pytest.mark.usefixtures("windows")
def test_reports_count_from_the_folder_with_its_drive() -> None:
    root = Root([], "C:\\repo")
    assert root.uri == "file:///C%3A/repo/"
    assert root.below("C:/repo/a b/nginx.conf") == "a b/nginx.conf"
    assert root.location("C:/repo/a b/nginx.conf")["uri"] == "a%20b/nginx.conf"
    assert root.location("D:/other/nginx.conf") == {"uri": "file:///D%3A/other/nginx.conf"}
    assert root.location("//server/share/x") == {"uri": "file://server/share/x"}


def test_what_joins_paths_in_the_core_knows_one_kind_of_slash() -> None:
    """`os.path` would put backslashes into names that are compared with those of the files."""
    package = EXAMPLES.parent / "server" / "portlens"
    for folder in ("formats", "programs", "network", "rules", "features"):
        for module in (package / folder).rglob("*.py"):
            text = module.read_text("utf-8")
            assert "os.path" not in text, module
            assert "os.sep" not in text, module
    assert posixpath.join("C:/p", "a/b") == "C:/p/a/b"
