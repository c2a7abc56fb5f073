"""How the catalogue gets into a process: lazily, from wherever the package lies."""

import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.load import catalogue
from portlens.catalogue.table import Table

SERVER = Path(__file__).parents[2] / "server"


def python(code: str, path: Path) -> str:
    command = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, {str(path)!r}); {code}"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=path.parent)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_there_is_one() -> None:
    assert catalogue() is catalogue()


def test_it_loads_out_of_a_zip(tmp_path: Path) -> None:
    archive = tmp_path / "portlens.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for folder in ("portlens", "portlens/catalogue", "portlens/text"):
            for path in (SERVER / folder).iterdir():
                if path.suffix in {".py", ".tsv"}:
                    file.write(path, f"{folder}/{path.name}")
    code = "from portlens.catalogue.load import catalogue; print(catalogue().primary_name(5432))"
    assert python(code, archive) == "postgresql"


def test_it_imports_nothing_slow() -> None:
    code = (
        "from portlens.catalogue.load import catalogue; catalogue().at(80); "
        "catalogue().named('http'); print(*sorted(sys.modules))"
    )
    slow = {"json", "csv", "dataclasses", "inspect", "importlib.resources", "asyncio", "attr"}
    assert not slow & set(python(code, SERVER).split())


def test_it_takes_at_most_three_mebibytes() -> None:
    tracemalloc.start()
    known = Catalogue(Table((SERVER / "portlens" / "catalogue" / "table.tsv").read_bytes()))
    assert known.at(5432)
    assert known.named("postgres")
    assert known.is_known(8123)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size <= 3 * 1024 * 1024
