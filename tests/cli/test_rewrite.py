"""`rewrite` leaves the old file or the new one, and everything about it but its text."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portlens.cli.rewrite import rewrite, write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other modes and owners")

OLD = "services: # é\r\n"
NEW = "services: {} # é\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "compose.yaml"
    path.write_bytes(OLD.encode())
    return path


@pytest.fixture(params=["nameless", "named"])
def beside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The two ways to make the new file: Linux's, and that of every other system."""
    if request.param == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    return str(request.param)


def alone(file: Path) -> bool:
    return [one.name for one in file.parent.iterdir()] == [file.name]


@pytest.mark.usefixtures("beside")
def test_everything_but_the_text_stays(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + OLD.encode() + b"\xff")
    file.chmod(0o4750)
    if os.getuid() == 0:
        os.chown(file, 12345, 23456)
        file.chmod(0o4750)
    attributes = {"user.origin": b"ansible"}
    # an access list: owner rwx, user 1000 r, group r-x, mask r-x, others nothing
    listed = "0200000001000700ffffffff02000400e803000004000500ffffffff"
    attributes["system.posix_acl_access"] = bytes.fromhex(
        listed + "10000500ffffffff20000000ffffffff"
    )
    kept = {}
    for name, value in attributes.items():
        try:
            os.setxattr(file, name, value)
        except (OSError, AttributeError):
            continue  # a file system, or a system, without them
        kept[name] = value
    before = file.stat()
    assert rewrite(str(file), OLD + "\udcff", NEW + "\udcff") is None
    after = file.stat()
    assert file.read_bytes() == b"\xef\xbb\xbf" + NEW.encode() + b"\xff"
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert {name: os.getxattr(file, name) for name in kept} == kept
    assert alone(file)


def test_a_list_that_the_folder_gives_to_new_files_is_taken_off(file: Path) -> None:
    default = "0200000001000700ffffffff02000700e803000004000700ffffffff"
    default += "10000700ffffffff20000700ffffffff"
    try:
        os.setxattr(file.parent, "system.posix_acl_default", bytes.fromhex(default))
    except (OSError, AttributeError):
        pytest.skip("no access lists here")
    assert rewrite(str(file), OLD, NEW) is None
    assert os.listxattr(file) == []


def refusal(file: Path) -> str:
    """Return why the file is not written, and make sure that it was not."""
    before = file.read_bytes()
    reason = rewrite(str(file), OLD, NEW)
    assert reason
    assert file.read_bytes() == before
    return reason.en


def test_hard_links_are_not_parted(file: Path) -> None:
    (file.parent / "other").hardlink_to(file)
    assert "2 names (hard links)" in refusal(file)


@pytest.mark.usefixtures("links")
def test_a_link_put_there_meanwhile_is_not_followed(file: Path) -> None:
    real = file.rename(file.parent / "real")
    file.symlink_to(real)
    assert refusal(file) == "the symbolic links go round in a circle"
    assert real.read_bytes() == OLD.encode()


def test_another_text_is_not_overwritten(file: Path) -> None:
    file.write_text("ports: []\n")
    assert refusal(file) == "the file changed meanwhile"


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_change_at_the_last_moment_is_not_overwritten(
    file: Path, monkeypatch: pytest.MonkeyPatch, *, is_replaced: bool
) -> None:
    def change(_: int) -> None:
        if is_replaced:
            (file.parent / "new").write_text("theirs")
            (file.parent / "new").replace(file)
        else:
            file.write_bytes(OLD.encode().upper())

    monkeypatch.setattr(os, "fsync", change)
    reason = rewrite(str(file), OLD, NEW)
    assert reason
    assert reason.en == "the file changed meanwhile"
    assert file.read_bytes() == (b"theirs" if is_replaced else OLD.encode().upper())
    assert alone(file)


def test_a_locked_file_is_left_alone(file: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with file.open("rb") as other, file.open("rb") as another:
        fcntl.flock(other, fcntl.LOCK_EX)
        try:
            fcntl.flock(another, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            pass
        else:
            pytest.skip("a lock keeps nobody out here")
        assert refusal(file) == "another program has locked the file"
    assert rewrite(str(file), OLD, NEW) is None


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("call", ["write", "fsync", "replace", "fchmod"])
def test_no_file_is_left_behind_when_the_system_refuses(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, refuse)
    assert "No space left on device" in refusal(file)
    assert alone(file)


def test_a_folder_that_vanished(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = file.parent.with_name("moved")

    def move(_: int) -> None:
        if file.parent.exists():
            file.parent.rename(moved)

    monkeypatch.setattr(os, "fsync", move)
    reason = rewrite(str(file), OLD, NEW)
    assert reason
    assert reason.en == "no such file or folder"
    assert (moved / file.name).read_bytes() == OLD.encode()


def test_what_a_killed_run_left_is_cleared_away(file: Path) -> None:
    (file.parent / f".portlens-{file.stat().st_ino}").write_text("half")
    assert rewrite(str(file), OLD, NEW) is None
    assert alone(file)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that others may enter, as they may not those that pytest makes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="root alone can be another user")
def test_files_of_others_and_files_to_read_only(shared: Path) -> None:
    file = shared / "compose.yaml"
    file.write_bytes(OLD.encode())
    script = f"""if True:
        import os, sys
        from portlens.cli.rewrite import rewrite, write
        os.setgid(54321); os.setuid(54321)
        print(rewrite({str(file)!r}, {OLD!r}, {NEW!r}).en)
    """

    def told() -> str:
        ran = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        assert file.read_bytes() == OLD.encode()
        return ran.stdout.strip()

    assert told() == "no permission to write the file"
    file.chmod(0o666)
    assert told() == "no new file can be made in its folder (permission denied)"
    file.parent.chmod(0o777)
    assert told().startswith("the file's owner, mode or attributes could not be kept")
    os.chown(file, 54321, 54321)
    file.chmod(0o444)
    assert told() == "no permission to write the file"


WRITER = """if True:
    import sys
    from portlens.cli.rewrite import rewrite, write
    path, named = sys.argv[1:]
    if named == "named":
        import os; del os.O_TMPFILE
    texts = ["a" * 5_000_000, "b" * 5_000_000]
    print("ready", flush=True)
    while rewrite(path, *texts) is None:
        texts.reverse()
    sys.exit("not written")
"""


@pytest.mark.parametrize("way", ["nameless", "named"])
def test_after_a_kill_the_file_is_the_old_one_or_the_new_one(tmp_path: Path, way: str) -> None:
    file = tmp_path / "compose.yaml"
    delays = random.Random(7)
    for _ in range(int(os.environ.get("PORTLENS_KILLS", "8"))):
        file.write_text("a" * 5_000_000)
        command = [sys.executable, "-c", WRITER, str(file), way]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(delays.uniform(0, 0.06))
            assert writer.poll() is None
            writer.send_signal(signal.SIGKILL)
        found = file.read_text()
        assert found in {"a" * 5_000_000, "b" * 5_000_000}
        assert rewrite(str(file), found, found + "c") is None
        assert alone(file)


def test_two_runs_at_once_leave_one_of_their_texts(tmp_path: Path) -> None:
    file = tmp_path / "compose.yaml"
    file.write_text("a" * 5_000_000)
    command = [sys.executable, "-c", WRITER, str(file), "nameless"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in "ab"]
    time.sleep(1)
    for one in both:
        one.kill()
        one.communicate()
    assert file.read_text() in {"a" * 5_000_000, "b" * 5_000_000}


@pytest.mark.usefixtures("beside")
def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    mask = os.umask(0o027)
    try:
        assert write(str(path), NEW) is None
    finally:
        os.umask(mask)
    assert path.read_bytes() == NEW.encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert alone(path)
    assert write(str(path), OLD) is None
    assert path.read_bytes() == OLD.encode()
    assert alone(path)


def test_where_no_file_can_be_made_the_reason_is_told(tmp_path: Path) -> None:
    reason = write(str(tmp_path / "none" / "new.json"), NEW)
    assert reason is not None
    assert reason.en == "no new file can be made in its folder (no such file or folder)"


def test_a_file_in_utf_16_is_read_and_not_written(tmp_path: Path) -> None:
    path = tmp_path / "compose.yaml"
    content = "services: {}\n".encode("utf-16")
    path.write_bytes(content)
    reason = rewrite(str(path), "services: {}\n", "services:\n")
    assert reason is not None
    assert "UTF-16" in reason.en
    assert path.read_bytes() == content


def test_what_took_the_place_of_the_file_is_left_alone(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)
    for path in (str(file), str(file.parent), "/dev/zero"):
        assert rewrite(path, OLD, NEW) is not None
