"""The source tables in data/: fresh, complete, and every mistake in them is named."""

import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
TABLE = Path("server/portlens/catalogue/table.tsv")

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(folder / "data" / "build.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


READERS = ("iana", "reference", "typical", "common", "images", "libc", "cautions")


def module(path: Path) -> ModuleType:
    spec = spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(name="copy")
def copy_of_the_tree(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / TABLE).parent.mkdir(parents=True)
    shutil.copy(ROOT / TABLE, tmp_path / TABLE)
    return tmp_path


def test_the_packaged_table_is_what_the_sources_make() -> None:
    result = build(ROOT, "--check")
    assert result.returncode == 0, result.stderr


def test_a_changed_source_makes_the_table_stale_until_it_is_built(copy: Path) -> None:
    line = "5342\ttcp\tExample\tdatabase\tan example\t例\tnobody\n"
    with (copy / "data" / "common.tsv").open("a", encoding="utf-8") as file:
        file.write(line)
    assert build(copy, "--check").returncode == 1
    assert build(copy).returncode == 0
    assert build(copy, "--check").returncode == 0
    assert "Example" in (copy / TABLE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "line", "complaint"),
    [
        ("common.tsv", "65536\ttcp\tX\t\ttext\t文\tx\n", "common.tsv:{last}: '65536' is no port"),
        ("common.tsv", "1\ticmp\tX\t\ttext\t文\tx\n", "'icmp' is no transport"),
        ("common.tsv", "1\ttcp\tX\tshop\ttext\t文\tx\n", "'shop' is none of"),
        ("common.tsv", "1\ttcp\tX\t\ttext\n", "5 cells, not 7"),
        ("common.tsv", "1\ttcp\tX\t\t\t文\tx\n", "a text is missing"),
        ("common.tsv", "1\ttcp\tX\t\ttext\tサ‐バ\tx\n", "U+2010"),
        ("common.tsv", "1\ttcp\tX\t\tte|xt\t文\tx\n", "holds a character of"),
        ("common.tsv", "1\ttcp\tX\t\ttext\t文\t\n", "where does that come from?"),
        ("iana.tsv", "1\tt\tx\t\t\t\n", "has changed since python data/iana.py was run"),
        ("images.tsv", "postgres\t1\tX\n", "stands twice"),
        ("images.tsv", "a\t1\t\n", "which software is in a?"),
        ("images.tsv", "Postgres\t1\tX\n", "has capitals"),
        ("short-names.tsv", "No such thing\tnst\n", "no such software: No such thing"),
        ("short-names.tsv", "Redis\tRDS\n", "its short names are not small"),
        ("short-names.tsv", "MongoDB\tmdb\n", "MongoDB stands twice"),
        ("iana-ja.tsv", "80\tno-such\t文\n", "no such row"),
        ("libc.tsv", "x\t-1\ttcp\t\t\t\n", "'-1' is no port"),
        (
            "slips.toml",
            '[[slip]]\ntable = "C-1"\nport = 1\nname = "x"\nen = "a"\nja = "文"\n',
            "no such row",
        ),
        (
            "cautions.toml",
            '[[caution]]\nports = "1/tcp"\nrisk = "dull"\nen = "a"\nja = "文"\n',
            "'dull' is none of",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(
    copy: Path, table: str, line: str, complaint: str
) -> None:
    path = copy / "data" / table
    text = path.read_text(encoding="utf-8") + line
    path.write_text(text, encoding="utf-8")
    sources = module(copy / "data" / "sources.py")
    with pytest.raises(sources.MistakeError) as mistake:
        [getattr(sources, read)() for read in READERS]
    assert complaint.format(last=text.count("\n")) in str(mistake.value)


def test_a_mistake_ends_the_build_with_its_message(copy: Path) -> None:
    (copy / "data" / "libc.tsv").write_text("one\n", encoding="utf-8")
    result = build(copy)
    assert result.returncode == 1
    assert result.stderr == "libc.tsv:1: 1 cells, not 6\n"


def test_an_option_that_does_not_exist_writes_nothing(copy: Path) -> None:
    (copy / TABLE).write_text("stale", encoding="utf-8")
    assert build(copy, "--chek").returncode == 2
    assert (copy / TABLE).read_text(encoding="utf-8") == "stale"


def test_every_table_says_where_it_comes_from() -> None:
    sources = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    for name, source in sources.items():
        assert {"title", "licence", "date", "reference", "files", "taken"} <= source.keys(), name
    named = {file for source in sources.values() for file in source["files"]}
    tables = {path.name for suffix in ("tsv", "csv", "toml") for path in DATA.glob(f"*.{suffix}")}
    assert named == tables - {"SOURCES.toml"}


def test_the_registry_s_packages_are_pinned_alike_everywhere() -> None:
    sources = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    pinned = {
        name.partition(":")[2]: package["version"]
        for name, package in sources["iana"]["packages"].items()
    }
    lock = (DATA / "iana.lock").read_text(encoding="utf-8").split("\n")[:3]
    assert {tuple(line.replace("==", "@").split("@")) for line in lock} == set(pinned.items())
    script = module(DATA / "iana.py")
    assert lock == [*script.NPM_PACKAGES, script.PYPI_PACKAGE]
