"""Bad files: a clear message or no finding, the exit status of the contract, no traceback."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from portlens.cli.options import format_ids
from tests.cli.conftest import Portlens

GOOD = "services: {web: {image: nginx, ports: ['127.0.0.1:8080:80']}}\n"
BAD = "services: {web: {image: nginx, ports: ['127.0.0.1:70000:80']}}\n"


def test_no_such_file_does_not_stop_the_others(portlens: Portlens) -> None:
    Path("compose.yaml").write_text(BAD)
    ran = portlens("check", "gone.yaml", "compose.yaml")
    assert ran.status == 2
    assert ran.err == "portlens: gone.yaml: no such file or folder\n"
    assert "1 error in 1 file" in ran.out


def test_json_lists_what_could_not_be_read(portlens: Portlens) -> None:
    ran = portlens("check", "gone.yaml", "--output-format", "json", "--lang", "ja")
    assert ran.status == 2
    assert json.loads(ran.out)["unreadable"] == [
        {"path": "gone.yaml", "reason": "ファイルまたはフォルダーがありません"}
    ]


@pytest.mark.usefixtures("links")
def test_a_circle_of_links(portlens: Portlens) -> None:
    Path("compose.yaml").symlink_to("compose.yaml")
    ran = portlens("check", "compose.yaml")
    assert (ran.status, ran.err) == (
        2,
        "portlens: compose.yaml: the symbolic links go round in a circle\n",
    )
    assert portlens("check").status == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(portlens: Portlens) -> None:
    os.mkfifo("compose.yaml")
    ran = portlens("check", "compose.yaml")
    assert (ran.status, ran.err) == (2, "portlens: compose.yaml: not a regular file\n")


def test_fifty_megabytes(portlens: Portlens) -> None:
    with Path("compose.yaml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    ran = portlens("check")
    assert ran.status == 2
    assert "50 MiB is more than the 16 MiB that portlens reads" in ran.err
    ran = portlens("check", "-", "--format", "nginx", stdin=bytes(50 * 1024 * 1024))
    assert ran.status == 2
    assert "50 MiB is more than the 16 MiB that portlens reads" in ran.err


def test_an_escape_sequence_does_not_reach_the_terminal(portlens: Portlens) -> None:
    Path("sshd_config").write_text("Port \x1b[31mx\n")
    ran = portlens("check", "--output-format", "concise", ".", "\x1b[31mgone")
    assert "\x1b" not in ran.out + ran.err
    assert "\u241b[31mx is not a port number" in ran.out
    assert "\u241b[31mgone: no such file or folder" in ran.err


@pytest.mark.parametrize("format_id", format_ids())
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\0",
        b"\xff\xfe\x00\x80",
        b"\xef\xbb\xbf",
        b"\xc3",
        b'services:\n  web:\n    ports:\n      - "80',
        b"server { listen ",
        b"Port ",
        b"http 8",
        b"\x1b[31m\r\n\x85\xe2\x80\xa8",
        b"- [{(\"'\\",
    ],
    ids=repr,
)
def test_any_bytes(portlens: Portlens, format_id: str, content: bytes) -> None:
    Path("x").write_bytes(content)
    for command in ("check", "ports"):
        ran = portlens(command, "--format", format_id, "x")
        assert ran.status in {0, 1}
        assert ran.err == ""


def test_bytes_that_are_no_utf_8_are_shown(portlens: Portlens) -> None:
    Path("compose.yaml").write_bytes(b"# \xff\n" + BAD.encode() + b"# \xe9")
    assert "70000" in portlens("check").out
    assert json.loads(portlens("check", "--output-format", "json").out)["findings"]


def test_a_file_name_that_is_no_utf_8(portlens: Portlens) -> None:
    name = os.fsdecode(b"compose.\xff.yaml")
    try:
        Path(name).write_text(BAD)
    except (OSError, UnicodeError):
        pytest.skip("this file system takes UTF-8 names only")
    if [path.name for path in Path().iterdir()] != [name]:
        pytest.skip("this file system takes the name for another")
    for output in ("full", "concise", "json", "sarif", "github"):
        ran = portlens("check", "--output-format", output)
        assert (ran.status, ran.err) == (1, "")


@pytest.mark.skipif(os.name == "nt", reason="a backslash parts folders on Windows")
def test_a_backslash_in_a_name(portlens: Portlens) -> None:
    Path("a\\b").mkdir()
    Path("a\\b/compose.yaml").write_text(BAD)
    for path in ("a\\b", "a\\b/compose.yaml"):
        ran = portlens("check", path, "--output-format", "sarif")
        assert (ran.status, ran.err) == (1, "")
        assert '"uri": "a%5Cb/compose.yaml"' in ran.out


def test_the_folder_of_the_process_is_gone(
    portlens: Portlens, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("here").mkdir()
    monkeypatch.chdir("here")
    try:
        Path("../here").rmdir()
    except OSError:
        pytest.skip("a folder that is in use is kept here")
    ran = portlens("check", "compose.yaml")
    assert (ran.status, ran.err) == (2, "portlens: compose.yaml: no such file or folder\n")


@pytest.mark.skipif(os.name == "nt", reason="no words of its shell close a stream")
def test_standard_input_that_is_closed(tmp_path: Path) -> None:
    ran = subprocess.run(
        f'"{sys.executable}" -m portlens check - --format compose <&-',
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.startswith("portlens: -: ")
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="no words of its shell close a stream")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_an_output_that_is_closed(tmp_path: Path, closed: str) -> None:
    (tmp_path / "compose.yaml").write_text(BAD)
    ran = subprocess.run(
        f'"{sys.executable}" -m portlens check compose.yaml {closed}',
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ("70000" in ran.stdout) == (closed == "2>&-")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else"
)
def test_without_permission() -> None:
    """Root may read everything, so the command becomes a user who may not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "compose.yaml").write_text(BAD)
        (folder / "nginx.conf").write_text("server { listen 70000; }\n")
        (folder / "nginx.conf").chmod(0)
        (folder / "locked").mkdir(mode=0)
        # The first run imports all there is: the other user may not even read the modules.
        code = (
            "import contextlib, io, os, sys; from portlens.cli.main import main\n"
            "with contextlib.redirect_stdout(io.StringIO()): main(sys.argv[1:])\n"
            "os.setuid(65534); sys.exit(main(sys.argv[1:]))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, "check", "--output-format", "json"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    answer = json.loads(ran.stdout)
    assert (ran.returncode, ran.stderr) == (2, "")
    assert {one["path"] for one in answer["unreadable"]} == {"locked", "nginx.conf"}
    assert {one["reason"] for one in answer["unreadable"]} == {"permission denied"}
    assert [one["path"] for one in answer["findings"]] == ["compose.yaml"]


def test_a_broken_settings_file(portlens: Portlens) -> None:
    Path("compose.yaml").write_text(BAD)
    Path("portlens.toml").write_text("language = ")
    ran = portlens("check")
    assert (ran.status, ran.out) == (2, "")
    assert "portlens.toml cannot be read: " in ran.err


def test_a_wrong_setting_is_told_and_the_rest_goes_on(portlens: Portlens) -> None:
    Path("compose.yaml").write_text(GOOD)
    Path("portlens.toml").write_text('exclude = "x"\n')
    ran = portlens("check")
    assert ran.status == 2
    wrong = 'portlens: portlens.toml: exclude: "x" is no list'
    assert ran.err == f'{wrong}; an example: exclude = ["vendor", "**/*.generated.yaml"]\n'
    assert "nothing to report" in ran.out


def test_a_path_without_a_letter_can_be_seen(portlens: Portlens) -> None:
    ran = portlens("check", "")
    assert (ran.status, ran.err) == (2, 'portlens: "": not a regular file\n')
