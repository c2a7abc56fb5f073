"""portlens and nginx agree on configurations of many files, one mistake after the other."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.formats.registry import format_named
from portlens.network.context import Context
from portlens.workspace.document import Document
from portlens.workspace.files import DiskFiles
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests.oracle import nginx_program
from tests.oracle._long import ROUND, Record
from tests.oracle.nginx_program import rules_of
from tests.oracle.nginx_trees import Layout, layouts

COUNT = 150
MOST_MISTAKES = 8
SEED = 20261126 + ROUND

needs_nginx = pytest.mark.skipif(nginx_program.IS_MISSING, reason=nginx_program.NEEDED)

# nginx's test does not report it as an error; its start fails on it.
ONLY_AT_START = "listen-conflict"
# nginx names the line of the server; the port to be changed stands in another.
OTHER_LINE = "unknown-mail-protocol"


class Said(NamedTuple):
    """What nginx said of a tree: its first error, in which file and line; and its warnings."""

    error: str
    path: str
    line: int
    has_conflicting_names: bool


class Found(NamedTuple):
    """One finding: in which file, in which line from 1, how loud, by which rule."""

    path: str
    line: int
    severity: str
    rule: str


_ERROR = re.compile(r"\[emerg\] (?:\d+#\d+: )?(.*?)(?: in (\S+?):(\d+))?$", re.MULTILINE)

_NAMED = re.compile(r'no port in upstream "[a-z]')


def ask(root: Path) -> Said:
    """Ask nginx about the tree below `root`."""
    command = [nginx_program.NGINX, "-t", "-e", "stderr", "-p", str(root), "-c", "nginx.conf"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    match = _ERROR.search(done.stderr)
    named = "conflicting server name" in done.stderr
    if not match:
        assert done.returncode == 0, done.stderr
        return Said("", "", 0, named)
    path = (match[2] or "").removeprefix(f"{root}/")
    return Said(match[1], path, int(match[3] or 0), named)


def read_by_nginx(root: Path) -> list[str]:
    """Return the paths of the files that nginx reads, by the globs of their includes."""
    found = ["nginx.conf"]
    for path in found:
        for target in re.findall(r"(?m)^include (\S+);$", (root / path).read_text()):
            # As glob(3) does it: hidden files are left out, which Path.glob takes.
            names = sorted(str(name.relative_to(root)) for name in root.glob(target))
            visible = (name for name in names if not name.rpartition("/")[2].startswith("."))
            found += [name for name in visible if name not in found]
    return found


def findings(root: Path) -> list[Found]:
    """Return what portlens says of the files that nginx reads."""
    around = Context(
        catalogue(), Settings(nginx_version=nginx_program.version()), Workspace(DiskFiles())
    )
    format_ = format_named("nginx")
    found = []
    for path in read_by_nginx(root):
        place = f"{root}/{path}"
        subject = Document(place, (root / path).read_text(), format_)
        result = analyse(subject, around)
        assert not result.crashes, (place, result.crashes)
        for judged in result.findings:
            line = subject.lines.position(judged.finding.span.start)[0] + 1
            found.append(Found(path, line, judged.severity, judged.finding.rule))
    return found


def disagreement(said: Said, found: list[Found], *, is_whole: bool) -> str:
    """Return what portlens says otherwise than nginx, or nothing.

    Where the tree is not whole, a name without a port may be one of an upstream that stands in
    the folder that is not here: portlens says nothing, whatever nginx says without that folder.
    """
    if not is_whole and _NAMED.search(said.error):
        return ""
    errors = [each for each in found if each.severity == "error"]
    if said.error:
        rules = rules_of(said.error)
        if any(
            each.rule in rules
            and (each.rule == OTHER_LINE or (each.path, each.line) == (said.path, said.line))
            for each in errors
        ):
            return ""
        return f"missed: {said}"
    wrong = [each for each in errors if each.rule != ONLY_AT_START]
    if wrong:
        return f"false: {wrong}"
    if said.has_conflicting_names != any(e.rule == "conflicting-server-name" for e in found):
        return f"conflicting names: {said.has_conflicting_names}"
    return ""


def rounds(root: Path, layout: Layout) -> Iterator[tuple[Said, str]]:
    """Yield nginx's verdict and what portlens has against it, for one mistake after the other."""
    layout.write(root)
    for _ in range(MOST_MISTAKES):
        said = ask(root)
        is_whole = "include missing/" not in (root / "nginx.conf").read_text()
        yield said, disagreement(said, findings(root), is_whole=is_whole)
        if not said.line:
            return
        _take_out(root / said.path, said.line)


def _take_out(path: Path, number: int) -> None:
    """Blank a statement: its line, or all lines of a block."""
    lines = path.read_text().split("\n")
    depth = 0
    for at in range(number - 1, len(lines)):
        depth += lines[at].count("{") - lines[at].count("}")
        lines[at] = ""
        if depth <= 0:
            break
    path.write_text("\n".join(lines))


@pytest.mark.oracle
@needs_nginx
def test_trees(tmp_path: Path, record_property: Record) -> None:
    kinds: Counter[str] = Counter()

    def judge(numbered: tuple[int, Layout]) -> list[str]:
        number, layout = numbered
        problems = []
        for said, problem in rounds(tmp_path / str(number), layout):
            kinds[re.sub(r'".*?"|[0-9.:\[\]]+', "*", said.error)] += 1
            if problem:
                problems.append(f"{number}: {problem}")
        return problems

    with ThreadPoolExecutor(2) as pool:
        wrong = [p for each in pool.map(judge, enumerate(layouts(COUNT, SEED))) for p in each]
    record_property("trees", COUNT)
    record_property("verdicts", kinds.total())
    assert not wrong, f"{len(wrong)} in {COUNT}: " + "\n".join(wrong[:20])
    assert len(kinds) > 12, "the mistakes are too much alike to prove anything"
