"""Modules that are found by their compiled files are those that Python would have found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portlens.cli import compiled

# As the process does it, and then what is asked of the module.
SCRIPT = """
import sys
from portlens.cli.compiled import Finder, install
if sys.argv[1] == "ours":
    install()
import portlens.text, portlens.text.span
found = sys.modules["portlens.text.span"]
print(found.__spec__.loader.__class__.__module__ == "portlens.cli.compiled")
for module in portlens.text, found:
    spec = module.__spec__
    print(module.__name__, module.__package__, module.__file__, module.__cached__, spec.origin)
    print(spec.cached, spec.has_location, spec.parent, getattr(module, "__path__", None))
    print(spec.loader.get_source(module.__name__) == open(module.__file__).read())
    print(spec.loader.get_code(module.__name__).co_filename)
    print(repr(module), spec.loader.is_package(module.__name__))
print(getattr(found, "added", None), portlens.text.span is found)
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the packages that the script imports."""
    home = Path(compiled.__file__).parents[1]
    for name in ("__init__.py", "text", "cli/__init__.py", "cli/compiled.py"):
        copy = shutil.copytree if (home / name).is_dir() else shutil.copy2
        (tmp_path / "portlens" / name).parent.mkdir(parents=True, exist_ok=True)
        copy(home / name, tmp_path / "portlens" / name)
    shutil.rmtree(tmp_path / "portlens/text/__pycache__", ignore_errors=True)
    return tmp_path


def run(library: Path, finder: str, *options: str) -> tuple[bool, list[str]]:
    """Return whether our finder found the module, and what is said of it."""
    environment = dict(os.environ, PYTHONPATH=str(library), PYTHONPYCACHEPREFIX="")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *options, "-c", SCRIPT, finder]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    first, *rest = ran.stdout.split("\n")
    return first == "True", rest


def test_a_module_is_what_python_makes_of_it(library: Path) -> None:
    assert not run(library, "ours")[0]  # nothing is compiled yet: Python finds and compiles it
    is_ours, said = run(library, "ours")
    assert is_ours
    assert said == run(library, "python")[1]


def test_a_changed_source_is_not_overlooked(library: Path) -> None:
    run(library, "ours")
    source = library / "portlens/text/span.py"
    time = source.stat().st_mtime
    source.write_text(source.read_text() + "\nadded = 1\n")
    os.utime(source, (time, time))  # longer, and of the same time
    assert run(library, "ours")[1][-2] == "1 True"
    source.write_text(source.read_text().replace("added = 1", "added = 2"))
    os.utime(source, (time + 5, time + 5))  # as long, and of another time
    is_ours, said = run(library, "ours")
    assert not is_ours
    assert said[-2] == "2 True"
    assert run(library, "ours") == (True, said)


def test_a_source_of_before_1970_is_found(library: Path) -> None:
    os.utime(library / "portlens/text/span.py", (-5, -5))
    run(library, "ours")
    assert run(library, "ours") == (True, run(library, "python")[1])


def test_a_source_that_is_gone_is_not_run(library: Path) -> None:
    run(library, "ours")
    (library / "portlens/text/span.py").unlink()
    with pytest.raises(subprocess.CalledProcessError):
        run(library, "ours")


def test_what_is_compiled_otherwise_is_left_to_python(library: Path) -> None:
    run(library, "ours")
    assert not run(library, "ours", "-O")[0]
    assert not run(library, "ours", "-X", "dev")[0]
    assert not run(library, "ours", "-X", f"pycache_prefix={library / 'kept'}")[0]
    for cached in library.rglob("span.*.pyc"):
        cached.unlink()
    command = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash"]
    subprocess.run([*command, str(library / "portlens/text")], check=True)
    is_ours, said = run(library, "ours")
    assert not is_ours
    assert said == run(library, "python")[1]
    for cached in library.rglob("span.*.pyc"):
        cached.write_bytes(b"")  # a machine that went down
    assert run(library, "ours")[1] == said


def test_other_modules_are_not_ours_to_find() -> None:
    here = [str(Path(compiled.__file__).parent)]
    assert compiled.Finder.find_spec("compiled", here) is None
    assert compiled.Finder.find_spec("portlensical.cli.compiled", here) is None
    assert compiled.Finder.find_spec("portlens", None) is None
    assert compiled.Finder.find_spec("portlens.cli.none", here) is None
