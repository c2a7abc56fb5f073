"""The walk: what it enters, what it yields, and that it always ends."""

import errno
import os
from pathlib import Path

import pytest

from portlens.workspace import walk as walk_module
from portlens.workspace.files import NO_PERMISSION
from portlens.workspace.walk import Excluded, walk
from portlens.workspace.walk_names import names_of_formats


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for path in (
        "compose.yaml",
        "README.md",
        "a/docker-compose.yml",
        "a/b/nginx.conf",
        "etc/nginx/sites-enabled/example.org",
        "etc/ssh/sshd_config",
        ".ssh/config",
        ".git/compose.yaml",
        "node_modules/x/compose.yaml",
        "vendor/x/compose.yaml",
        "vendor/sshd_config",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    return tmp_path


def paths(folder: Path, *exclude: str) -> list[str]:
    root = folder.as_posix()
    return [found.path for found in walk(root, lambda _: (Excluded(exclude, root),))]


def test_what_may_have_a_format_is_found_in_order(tree: Path) -> None:
    assert paths(tree) == [
        "compose.yaml",
        ".ssh/config",
        "a/docker-compose.yml",
        "a/b/nginx.conf",
        "etc/nginx/sites-enabled/example.org",
        "etc/ssh/sshd_config",
        "vendor/sshd_config",
        "vendor/x/compose.yaml",
    ]


@pytest.mark.parametrize(
    "pattern", ["vendor", "vendor/", "vendor/**", "/vendor", "**/vendor", "{vendor,x}"]
)
def test_an_excluded_folder_is_not_entered(tree: Path, pattern: str) -> None:
    assert not [path for path in paths(tree, pattern) if path.startswith("vendor")]


def test_excluded_files(tree: Path) -> None:
    assert paths(tree, "**/*.{yaml,yml}", "etc/**", ".ssh", "vendor/*") == ["a/b/nginx.conf"]


def test_patterns_count_from_the_folder_of_the_settings(tree: Path) -> None:
    found = walk(str(tree / "a"), lambda _: (Excluded(("a/b",), tree.as_posix()),))
    assert [one.path for one in found] == ["docker-compose.yml"]


def test_a_folder_with_settings_has_patterns_of_its_own(tree: Path) -> None:
    (tree / "a/pyproject.toml").touch()
    asked = []

    def excluded_in(folder: str) -> list[Excluded]:
        asked.append(folder)
        return [Excluded(("b",) if folder.endswith("/a") else ("vendor",), folder)]

    assert [one.path for one in walk(str(tree), excluded_in)] == [
        "compose.yaml",
        ".ssh/config",
        "a/docker-compose.yml",
        "etc/nginx/sites-enabled/example.org",
        "etc/ssh/sshd_config",
    ]
    assert asked == [tree.as_posix(), (tree / "a").as_posix()]


def test_gitignore_here_and_below(tree: Path) -> None:
    (tree / ".gitignore").write_text("vendor/\n*.yml\n")
    (tree / "a/.gitignore").write_text("!docker-compose.yml\nb\n")
    assert paths(tree) == [
        "compose.yaml",
        ".ssh/config",
        "a/docker-compose.yml",
        "etc/nginx/sites-enabled/example.org",
        "etc/ssh/sshd_config",
    ]


def test_gitignore_above_counts_inside_a_repository(tree: Path) -> None:
    (tree / ".gitignore").write_text("nginx.conf\n")
    (tree / ".git/info").mkdir()
    (tree / ".git/info/exclude").write_text("*.yml\n")
    assert paths(tree / "a") == []
    (tree / ".git").rename(tree / "git")
    assert paths(tree / "a") == ["docker-compose.yml", "b/nginx.conf"]


@pytest.mark.usefixtures("links")
def test_a_circle_of_links_ends(tree: Path) -> None:
    (tree / "a/b/again").symlink_to(tree, target_is_directory=True)
    (tree / "compose.loop.yaml").symlink_to("compose.loop.yaml")
    (tree / "compose.gone.yaml").symlink_to("nowhere")
    (tree / "compose.link.yaml").symlink_to("compose.yaml")
    found = paths(tree)
    assert "compose.link.yaml" in found
    assert not [path for path in found if "again" in path or "loop" in path or "gone" in path]


@pytest.mark.usefixtures("links")
def test_a_link_that_leads_away_is_no_file_of_the_tree(tree: Path) -> None:
    enabled = tree / "etc/nginx/sites-enabled"
    (enabled / "away").symlink_to(tree / "a/b/nginx.conf")
    (enabled / "at-home").symlink_to("example.org")
    inside = [f"nginx/sites-enabled/{name}" for name in ("at-home", "example.org")]
    root = tree / "etc"
    assert paths(root) == [*inside, "ssh/sshd_config"]
    found = [found.path for found in walk(root.as_posix(), around=[tree.as_posix()])]
    assert found == [
        "nginx/sites-enabled/at-home",
        "nginx/sites-enabled/away",
        *inside[1:],
        "ssh/sshd_config",
    ]


def test_a_folder_without_permission_is_told(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def locked(folder: str) -> object:
        if folder.endswith("/etc/"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(walk_module.os, "scandir", locked)
    told = [found for found in walk(str(tree)) if found.unreadable]
    assert [one.path for one in told] == ["etc"]
    assert told[0].unreadable
    assert told[0].unreadable.reason == NO_PERMISSION
    assert "a/b/nginx.conf" in paths(tree)


@pytest.mark.skipif(os.name == "nt", reason="a backslash parts folders on Windows")
def test_a_backslash_is_a_letter_of_a_name(tmp_path: Path) -> None:
    (tmp_path / "a\\b").mkdir()
    (tmp_path / "a\\b" / "compose.yaml").touch()
    assert paths(tmp_path / "a\\b") == ["compose.yaml"]


def test_on_folder_is_called_for_each(tree: Path) -> None:
    seen: list[int] = []
    list(walk(str(tree / "a"), on_folder=lambda: seen.append(1)))
    assert len(seen) == 2


def test_names_come_down_to_few_parts() -> None:
    names = names_of_formats()
    endings = [ending for several in names.endings.values() for ending in several]
    assert not [one for one in endings for other in endings if one[1:].endswith(other)]
    assert len(names.endings) < len(endings)
    assert len(names.middle_tails) < len(names.middles)
    assert names.takes_all("/etc/nginx/sites-enabled")
    assert not names.takes_all("/home/me")
