"""The C library as the judge, asked by `getent -s files services`.

Each file is laid over /etc/services in a mount namespace of its own, so that the machine's own
file is neither changed nor hidden from anybody else.
"""

import re
import subprocess
from pathlib import Path
from random import Random

import pytest

from portlens.formats.services import read_services
from portlens.formats.services.entry import Entry
from portlens.rules.services._names import reached
from portlens.workspace.files import decode
from tests._judge import document
from tests.oracle._long import Record, chance
from tests.oracle._run import program
from tests.oracle._services_generate import odd_services, services

TABLE = Path(__file__).parent / "services.tsv"
FILES = 2_500
ODD_FILES = 1_000

# $1: a file to lay over /etc/services; then the folder with files 0, 1, 2 … and keys 0.keys …
_SCRIPT = """
mount --bind "$1" /etc/services || exit 9
for number in $(seq 0 "$3"); do
    cat "$2/$number" > /etc/services
    getent -s files services
    echo ---
    xargs -d '\\n' getent -s files services < "$2/$number.keys"
    echo ===
done
"""


def _rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text("utf-8").strip().split("\n")[1:]
    # `dup` stood twice in the file that was asked; getent cuts a key at the slash itself
    return [tuple(line.split("\t")) for line in lines if not line.startswith(("dup ", "name/"))]


@pytest.mark.parametrize(("line", "verdict"), _rows(), ids=[row[0] for row in _rows()])
def test_the_table_and_portlens_agree(line: str, verdict: str) -> None:
    found = [" ".join(entry.split()) for entry in _entries(line + "\n")]
    assert (found or ["NONE"]) == [verdict]


@pytest.mark.oracle
def test_generated_files(tmp_path: Path, record_property: Record) -> None:
    random = chance("services")
    record_property("files", FILES)
    entries = _compare([services(random) for _ in range(FILES)], tmp_path)
    assert entries > 3 * FILES


@pytest.mark.oracle
def test_files_with_odd_bytes(tmp_path: Path, record_property: Record) -> None:
    random = chance("odd bytes")
    record_property("files", ODD_FILES)
    entries = _compare([odd_services(random) for _ in range(ODD_FILES)], tmp_path)
    assert entries > 2 * ODD_FILES


@pytest.mark.oracle
def test_the_file_of_this_machine(tmp_path: Path) -> None:
    assert _compare([Path("/etc/services").read_bytes()], tmp_path) > 100


def _compare(contents: list[bytes], folder: Path) -> int:
    """Hold what portlens reads against what getent says; return how many lines that is."""
    for number, content in enumerate(contents):
        (folder / str(number)).write_bytes(content)
        keys = "\n".join(_keys(decode(content)))
        (folder / f"{number}.keys").write_bytes(keys.encode("utf-8", "surrogateescape"))
    answers = _asked(folder, len(contents))
    wrong = [
        (content, answer, own)
        for content, answer in zip(contents, answers, strict=True)
        if (own := _foretold(decode(content))) != answer
    ]
    assert not wrong, f"{len(wrong)} of {len(contents)}: {wrong[:3]}"
    return sum(answer.count("\n") for answer in answers)


def test_every_line_that_is_not_read_as_written_has_a_fault() -> None:
    random = Random("services")
    for _ in range(FILES):
        text = decode(services(random))
        reading = read_services(text, "")
        blamed = {fault.use.span for fault in reading.faults if fault.use}
        for use in reading.uses:
            entry = use.detail
            assert isinstance(entry, Entry)
            assert use.port
            plain = re.fullmatch(r"\+?(0|[1-9][0-9]*|00|-0)", use.port.span.of(text))
            is_read = plain and entry.number is not None and use.port.first == entry.number
            is_right = is_read and entry.protocol in ("tcp", "udp", "sctp", "dccp")
            assert (use.span in blamed) == (not is_right), use.span.of(text)


@pytest.mark.oracle
def test_a_blank_before_and_no_line_break_after(tmp_path: Path) -> None:
    for number, text in enumerate(("  x 1/udp", "  x 1/udp\n", "x 1/udp", "  x 1/udp #")):
        (tmp_path / str(number)).write_text(text, "utf-8")
        (tmp_path / f"{number}.keys").write_text("x/udp", "utf-8")
    found = ["x/udp" if "---\nx" in answer else "" for answer in _asked(tmp_path, 4)]
    assert found == ["", "x/udp", "x/udp", "x/udp"]


def _asked(folder: Path, count: int) -> list[str]:
    """Return what getent says of each file: all entries, a line of dashes, the look-ups."""
    getent = program("getent", "libc-bin")
    unshare = program("unshare", "util-linux")
    over = folder / "over"
    over.touch()
    arguments = ["sh", "-c", _SCRIPT, "sh", str(over), str(folder), str(count - 1)]
    for options in (["--mount"], ["--map-root-user", "--mount"]):
        done = subprocess.run([unshare, *options, *arguments], capture_output=True, check=False)
        if done.returncode == 0:
            return decode(done.stdout).split("===\n")[:-1]
    pytest.skip(f"{getent} cannot be asked: no mount namespace here ({decode(done.stderr)})")


def _keys(text: str) -> list[str]:
    """Return look-ups by name and by number that concern the file."""
    keys = ["nosuch/tcp"]
    for use in read_services(text, "").uses:
        entry = use.detail
        assert isinstance(entry, Entry)
        protocol = entry.protocol or "tcp"
        keys += [f"{name}/{protocol}" for name in entry.names if _is_askable(name)]
        if entry.number is not None:
            keys.append(f"{entry.number}/{protocol}")
    return keys


def _is_askable(name: str) -> bool:
    """Tell whether getent takes a name as it stands.

    It cuts a key at its first slash, and takes digits for a port and a hyphen for an option.
    """
    return "/" not in name and not name[:1].isdigit() and not name.startswith("-")


def _foretold(text: str) -> str:
    """Return what portlens expects getent to say."""
    lines = [*_entries(text), "---"]
    subject = document("services", text)
    names: dict[str, str] = {}
    before = {line.use.span: line for line in reached(subject)}
    for use in subject.uses:
        entry = use.detail
        if isinstance(entry, Entry) and entry.number is not None and entry.protocol:
            line = before.get(use.span)
            if not (line and line.by_number):
                names.setdefault(f"{entry.number}/{entry.protocol}", _written(entry))
            for place, name in enumerate(entry.names):
                if _is_askable(name) and not (line and line.by_name[place]):
                    names.setdefault(f"{name}/{entry.protocol}", _written(entry))
    lines += [names[key] for key in _keys(text) if key in names]
    return "\n".join(lines) + "\n"


def _entries(text: str) -> list[str]:
    entries = (use.detail for use in read_services(text, "").uses)
    return [
        _written(entry)
        for entry in entries
        if isinstance(entry, Entry) and entry.number is not None
    ]


def _written(entry: Entry) -> str:
    """Return an entry as getent prints it."""
    padding = " " * (21 - len(entry.name.encode("utf-8", "surrogateescape")))
    return " ".join([f"{entry.name}{padding} {entry.number}/{entry.protocol}", *entry.aliases])
