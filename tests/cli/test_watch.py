"""`portlens watch`: the findings again at each change."""

import ntpath
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread, Timer

import pytest

from portlens.cli import watch
from tests.cli.conftest import Portlens

GOOD = "services:\n  web:\n    ports:\n      - 127.0.0.1:8080:80\n"
BAD = GOOD.replace("8080", "80800")
PATIENCE = 60  # seconds, for a machine that is busy


# What editors write while they have a file or save it, and what only looks like it.
PASSING = (
    *(".compose.yaml.swp", ".compose.yaml.swx", "4913", ".compose.yaml.kate-swp"),
    *(".#compose.yaml", "#compose.yaml#", "compose.yaml___jb_tmp___", "compose.yaml___jb_old___"),
    *(".goutputstream-A1B2C3", ".portlens-4711"),
)
LASTING = (".env", ".env.swap", "a.swp", "49130", "site.conf~", "#a", ".portlens.toml", ".sw")
LASTING += ("sed.conf", "sedserver", "sedA1b2C3")


def until(process: subprocess.Popen[str], words: str) -> str:
    """Return the lines that `process` prints up to the one that has `words`."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    pytest.fail(f"it ended before it said {words!r}: {lines}")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_a_change_is_checked_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    file = tmp_path / "compose.yaml"
    file.write_text(GOOD)
    done = Event()

    def spoil() -> None:
        # Nobody sees when it begins to watch.
        while not done.wait(0.3):
            file.write_text(BAD)

    with subprocess.Popen(
        [sys.executable, "-m", "portlens", "watch", "--lang", "en"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell starts what stands behind `&` without it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    ) as process:
        patience = Timer(PATIENCE, process.kill)
        patience.start()
        assert "nothing to report in 1 file" in until(process, "nothing to report")
        writer = Thread(target=spoil)
        writer.start()
        told = until(process, "1 error in 1 file")
        assert "changed: " in told
        assert "compose.yaml" in told
        assert "port-out-of-range" in told
        done.set()
        writer.join()
        file.write_text(GOOD)
        until(process, "nothing to report")
        process.send_signal(signal.SIGINT)
        assert process.stderr
        assert process.stderr.read() == ""
        assert process.wait() == 130
        patience.cancel()


def test_without_the_library_it_says_what_to_install(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    ran = portlens("watch")
    assert ran.status == 2
    assert "pip install 'portlens-cli[watch]'" in ran.err
    assert ran.out == ""


def test_standard_input_and_what_is_not_there_are_refused(portlens: Portlens) -> None:
    assert "standard input" in portlens("watch", "-").err
    ran = portlens("watch", "gone.yaml")
    assert ran.status == 2
    assert "gone.yaml" in ran.err
    assert "portlens watch --help" in portlens("watch", "--fix").err


def test_the_screen_is_cleared_in_a_terminal_alone(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = ["a/compose.yaml", "b/compose.yaml", *(f"{name}.socket" for name in "cdefg")]
    for name in files:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("[Socket]\n" if "socket" in name else GOOD)
    moments = [{(2, path) for path in files[:2]}, {(2, path) for path in files[2:]}]
    monkeypatch.setattr("watchfiles.watch", lambda *_paths, **_options: iter(moments))
    out = portlens("watch", "--lang", "ja").out
    assert out.count("変更: ") == 2
    assert "変更: a/compose.yaml、b/compose.yaml\n" in out
    assert "変更: c.socket、d.socket、e.socket …\n" in out
    assert watch.CLEAR not in out
    monkeypatch.setattr("portlens.cli.watch._is_terminal", lambda: True)
    assert portlens("watch").out.count(watch.CLEAR) == 3


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("/a/compose.yaml", True),
        ("/a/node_modules/b.yaml", False),
        ("/a/.git/c", False),
        *((f"/a/{name}", False) for name in PASSING),
        *((f"/a/{name}", True) for name in LASTING),
    ],
)
def test_what_no_walk_enters_is_not_watched(path: str, *, counted: bool) -> None:
    assert watch.counts(None, path) is counted


def test_what_is_gone_already_and_backups_beside_their_file_are_passed_over(
    tmp_path: Path,
) -> None:
    added, modified, deleted = 1, 2, 3
    (tmp_path / "a.conf").touch()
    (tmp_path / "b.conf~").touch()
    (tmp_path / "d.conf~").touch()
    moment = {
        *((added, f"{tmp_path}/sedA1b2C3"), (deleted, f"{tmp_path}/sedA1b2C3")),
        *((added, f"{tmp_path}/a.conf"), (deleted, f"{tmp_path}/a.conf")),
        *((added, f"{tmp_path}/a.conf~"), (added, f"{tmp_path}/b.conf~")),
        *((modified, f"{tmp_path}/a.conf~"), (deleted, f"{tmp_path}/c.conf")),
        # A new file that was made a backup at once is there by that name alone.
        *((added, f"{tmp_path}/d.conf"), (deleted, f"{tmp_path}/d.conf")),
        (added, f"{tmp_path}/d.conf~"),
    }
    told = [Path(path).name for path in watch.lasting(moment)]
    assert told == ["a.conf", "b.conf~", "c.conf", "d.conf~"]


def test_the_file_that_it_prints_to_is_passed_over(tmp_path: Path) -> None:
    program = "import sys; from portlens.cli import watch\n"
    program += "sys.exit(','.join(watch.lasting({(2, 'a'), (2, 'out.log'), (3, 'gone')})))"
    (tmp_path / "a").touch()
    with (tmp_path / "out.log").open("w") as output:
        ran = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.stderr == "a,gone\n"


def test_nothing_is_checked_again_for_what_is_gone(
    portlens: Portlens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = {(1, f"{tmp_path}/tmpx1"), (3, f"{tmp_path}/tmpx1")}
    monkeypatch.setattr("watchfiles.watch", lambda *_paths, **_options: iter([moment]))
    assert portlens("watch").out.count("0 files") == 1


def test_what_no_walk_enters_is_not_watched_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sep", "\\")
    monkeypatch.setattr(os, "path", ntpath)
    assert not watch.counts(None, "C:\\a\\.git\\c")
    assert watch.counts(None, "C:\\a\\compose.yaml")


def test_a_project_in_such_a_folder_is_watched_from_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "node_modules" / "app"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    assert watch.counts(None, f"{here}/./compose.yaml")
    assert not watch.counts(None, f"{here}/./node_modules/compose.yaml")


def test_a_changed_file_is_called_as_in_the_findings(
    portlens: Portlens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("compose.yaml").touch()
    moment = {(2, f"{tmp_path}/./compose.yaml")}
    monkeypatch.setattr("watchfiles.watch", lambda *_paths, **_options: iter([moment]))
    assert "changed: compose.yaml\n" in portlens("watch", "--lang", "en").out


def test_what_is_not_read_is_told_only_where_it_changes_the_findings(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("compose.yaml").write_text(GOOD)

    def changes(*_paths: str, **_options: object) -> Iterator[set[tuple[int, str]]]:
        for name in ("README.md", "out.log"):  # the file behind a pipe, say: it grows each time
            Path(name).write_text("a")
            yield {(2, name)}
        Path("portlens.toml").write_text("")
        yield {(2, "portlens.toml")}
        Path("later.service").write_text("[Service]\n")
        yield {(2, "README.md"), (1, "later.service")}
        Path("later.service").unlink()
        yield {(3, "later.service")}
        Path("compose.yaml").write_text(BAD)
        yield {(2, "unknown")}

    monkeypatch.setattr("watchfiles.watch", changes)
    out = portlens("watch").out
    told = [line.partition("changed: ")[2] for line in out.splitlines() if "changed: " in line]
    assert told == ["portlens.toml", "later.service", "later.service", "unknown"]
    assert "1 error in 1 file" in out


def test_the_findings_are_laid_out_for_where_they_go(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("compose.yaml").write_text(BAD)
    monkeypatch.setattr("watchfiles.watch", lambda *_paths, **_options: iter(()))
    for words in (("--color", "always"), ("--output-format", "concise"), ("--lang", "ja")):
        assert portlens("watch", *words).out == portlens("check", *words).out
