"""`portlens diff`: revisions, the working tree, folders, and what each of them reads."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Git, Portlens, changes, commit

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
WEB = 'services:\n  web:\n    image: acme/web\n    ports: ["127.0.0.1:8080:80"]\n'


def test_two_revisions_and_where_they_parted(git: Git, portlens: Portlens) -> None:
    commit(git, compose_yaml=WEB)
    git("checkout", "-q", "-b", "topic")
    commit(git, compose_yaml=WEB.replace("8080", "8081"))
    git("checkout", "-q", "main")
    commit(git, nginx_conf="server { listen 80; }\n")
    own = "compose.yaml services.web 127.0.0.1:"
    changed = ("changed", f"{own}8080", f"{own}8081")
    assert changes(portlens, "main...topic") == [changed]
    assert changes(portlens, "main", "topic") == changes(portlens, "main..topic")
    assert ("removed", "nginx.conf server *:80", None) in changes(portlens, "main", "topic")
    assert changes(portlens, "main~..") == [("added", None, "nginx.conf server *:80")]
    assert Path("nginx.conf").exists()  # nothing was checked out


def test_what_other_files_say_is_of_the_same_revision(git: Git, portlens: Portlens) -> None:
    text = "services:\n  web:\n    ports: ['${PORT}:80']\n"
    Path("conf.d").mkdir()
    Path("conf.d/site").write_text("server { listen 8000; }\n")
    main = "events {}\nhttp { include conf.d/*; }\n"
    commit(git, compose_yaml=text, _env="PORT=8080\n", nginx_conf=main)
    Path(".env").write_text("PORT=8081\n")
    Path("conf.d/site").write_text("server { listen 8000; listen *:8000; }\n")
    assert changes(portlens) == [
        ("changed", "compose.yaml services.web *:8080", "compose.yaml services.web *:8081"),
        ("added", None, "conf.d/site server 0.0.0.0:8000"),
    ]
    ran = portlens("diff")
    assert ran.status == 1
    assert "  + conf.d/site:1:30: error[duplicate-listen]" in ran.out
    git("commit", "-qam", "more")
    assert changes(portlens, "HEAD~", "HEAD") == changes(portlens, "HEAD~")


def test_what_git_does_not_see_is_on_neither_side(git: Git, portlens: Portlens) -> None:
    text = "services:\n  web:\n    ports: ['${PORT:-8080}:80']\n"
    commit(git, compose_yaml=text, _gitignore=".env\n")
    Path(".env").write_text("PORT=8081\n")
    assert changes(portlens) == []


@pytest.mark.usefixtures("links")
def test_links_are_followed_within_the_revision(git: Git, portlens: Portlens) -> None:
    Path("available").mkdir()
    Path("sites-enabled").mkdir()
    Path("available/shop").write_text("server { listen 8000; }\n")
    Path("sites-enabled/shop").symlink_to("../available/shop")
    Path("sites-enabled/round").symlink_to("round")
    commit(git, nginx_conf="events {}\nhttp { include sites-enabled/*; }\n")
    git("rm", "-q", "-r", "sites-enabled")
    commit(git)
    found = changes(portlens, "HEAD~", "HEAD")
    assert found == [("removed", "sites-enabled/shop server *:8000", None)]


def test_a_sub_folder_and_paths(
    git: Git, portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("deep").mkdir()
    commit(git, compose_yaml=WEB)
    shutil.copy("compose.yaml", "deep")
    Path("compose.yaml").unlink()
    monkeypatch.chdir("deep")
    assert portlens("diff").out.endswith("no port and no finding changes\n")  # a rename
    assert [kind for kind, *_ in changes(portlens, "HEAD", ".")] == ["added"]
    assert [kind for kind, *_ in changes(portlens, "HEAD", "../compose.yaml")] == ["removed"]
    assert portlens("diff", "HEAD", "none.yaml").status == 2
    ran = portlens("diff", "HEAD", "../..")
    assert (ran.status, "outside" in ran.err) == (2, True)


def test_two_folders_need_no_git(portlens: Portlens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for name, port in (("old", "8080"), ("new", "8081")):
        Path(name).mkdir()
        Path(name, "compose.yaml").write_text(WEB.replace("8080", port))
    own = "compose.yaml services.web 127.0.0.1:"
    assert changes(portlens, "old", "new/") == [("changed", f"{own}8080", f"{own}8081")]
    ran = portlens("diff", "HEAD")
    assert (ran.status, ran.err) == (
        2,
        "portlens: diff needs the program git, or two folders to compare\n",
    )


def test_outside_of_a_repository(portlens: Portlens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    ran = portlens("diff", "HEAD")
    assert ran.status == 2
    assert "outside of one, name two folders" in ran.err


def test_a_shallow_clone(git: Git, portlens: Portlens, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(git, compose_yaml=WEB)
    commit(git, compose_yaml=WEB.replace("8080", "8081"))
    git("clone", "-q", "--depth", "1", Path.cwd().as_uri(), "clone")
    monkeypatch.chdir("clone")
    ran = portlens("diff", "HEAD~")
    assert ran.status == 2
    assert ran.err.startswith(
        "portlens: HEAD~ is no revision that git knows: this clone is shallow;"
    )
    assert portlens("diff", "HEAD").status == 0


def test_a_word_that_means_two_things(git: Git, portlens: Portlens) -> None:
    commit(git, compose_yaml=WEB)
    git("branch", "compose.yaml")
    assert portlens("diff", "HEAD", "compose.yaml").status == 2
    assert portlens("diff", "HEAD", "./compose.yaml").status == 0
    assert portlens("diff", "HEAD", "compose.yaml^0").status == 0
    assert portlens("diff", "--", "--output=x").status == 2
    assert not Path("x").exists()


def test_settings_are_those_of_each_side(git: Git, portlens: Portlens) -> None:
    commit(git, nginx_conf="server { listen 70000; }\n", portlens_toml="exclude = ['*.conf']\n")
    Path("portlens.toml").unlink()
    ran = portlens("diff")
    assert (ran.status, "findings: 1 new" in ran.out) == (1, True)


@pytest.mark.usefixtures("links")
def test_files_outside_of_the_revision_are_not_read(git: Git, portlens: Portlens) -> None:
    Path("out.nginx").write_text("server { listen 90; }\n")
    commit(git)
    git("mv", "out.nginx", "in.nginx")
    Path("link.nginx").symlink_to("/etc/hostname")
    commit(git)
    assert changes(portlens, "HEAD~", "HEAD") == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_a_revision_reads_as_the_same_files_on_the_disk(git: Git, portlens: Portlens) -> None:
    for folder in (ROOT / "examples", CORPUS):
        shutil.copytree(folder, folder.name, symlinks=True)
    commit(git)
    ran = portlens("diff")
    assert ran.err == ""
    assert ran.out.endswith("no port and no finding changes\n")
    counts = json.loads(portlens("diff", "--output-format", "json").out)
    assert counts["before"]["files"] == counts["after"]["files"] > 200
