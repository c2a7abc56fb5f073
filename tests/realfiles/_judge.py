"""One process for all files: the same pieces that `portlens check` is made of."""

import os
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NamedTuple, TypeVar

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.cli.arguments import Arguments, parse
from portlens.cli.command_table import CHECK
from portlens.cli.configuration import Configuration
from portlens.cli.folders import folders_asked
from portlens.cli.inputs import Input, inputs
from portlens.cli.progress import Progress
from portlens.network.context import Context
from portlens.workspace.workspace import Workspace

SECONDS = 20.0  # for one file; for one folder walked ten times as long

Result = TypeVar("Result")


class Found(NamedTuple):
    """One finding; `rule` is "crash" or "hang" where there is no answer at all."""

    path: str
    format: str
    line: int
    rule: str
    severity: str
    message: str


class Judged(NamedTuple):
    """How many files were asked about, those with a format, and what was found in them."""

    files: int
    formats: dict[str, str]
    found: list[Found]


class Overdue(BaseException):
    """The answer took too long; no rule's guard may take it for the rule's own exception."""


def named(paths: Iterable[Path], format_: str = "") -> Judged:
    """Judge each path as if it alone were named on the command line."""
    words = ("--format", format_) if format_ else ()
    judged = Judged(0, {}, [])
    count = 0
    for path in paths:
        count += 1
        _judge((str(path),), words, SECONDS, judged)
    return judged._replace(files=count)


def walked(root: Path) -> Judged:
    """Judge what a walk of `root` finds, under a name that no .gitignore speaks of."""
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder, root.name)
        link.symlink_to(root)
        judged = Judged(0, {}, [])
        count = _judge((str(link),), (), SECONDS * 10, judged)
    return _renamed(judged._replace(files=count), link, root)


def _judge(words: tuple[str, ...], options: tuple[str, ...], seconds: float, into: Judged) -> int:
    """Add what `check` says of `words` to `into`, and return the number of files looked at."""
    arguments = parse(CHECK, [*options, "--", *words])
    workspace = Workspace(folders=folders_asked(arguments))
    read = _guarded(words[0], seconds, lambda: _inputs(arguments, workspace), into)
    for one in read:
        if one.document is not None:
            into.formats[one.path] = one.document.format.id
            findings = _guarded(one.path, SECONDS, partial(_findings, one, workspace), into)
            into.found.extend(findings)
    return len(read)


def _guarded(
    path: str, seconds: float, answer: Callable[[], list[Result]], into: Judged
) -> list[Result]:
    """Return the answer; where there is none, tell so of `path`."""
    try:
        with _at_most(seconds):
            return answer()
    except Overdue:
        into.found.append(Found(path, "", 0, "hang", "error", f"over {seconds:.0f} s"))
    except Exception as error:  # noqa: BLE001 - every one is a failure of the run, with its file
        into.found.append(Found(path, "", 0, "crash", "error", repr(error)))
    return []


def _inputs(arguments: Arguments, workspace: Workspace) -> list[Input]:
    configuration = Configuration(arguments, workspace.files)
    with Path(os.devnull).open("w") as nowhere:
        return list(inputs(arguments, configuration, workspace, Progress(nowhere)))


def _findings(one: Input, workspace: Workspace) -> list[Found]:
    document = one.document
    assert document is not None
    kind = document.format.id
    analysis = analyse(document, Context(catalogue(), one.configured.settings, workspace))
    found = [Found(one.path, kind, 0, "crash", "error", repr(each)) for each in analysis.crashes]
    for judged in analysis.findings:
        finding = judged.finding
        line = document.lines.position(finding.span.start).line + 1
        found.append(Found(one.path, kind, line, finding.rule, judged.severity, finding.message.en))
    return found


def _renamed(judged: Judged, link: Path, root: Path) -> Judged:
    """Return what was found under `link` with the paths that it really has."""

    def real(path: str) -> str:
        return str(root) + path.removeprefix(str(link))

    return Judged(
        judged.files,
        {real(path): format_ for path, format_ in judged.formats.items()},
        [found._replace(path=real(found.path)) for found in judged.found],
    )


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise Overdue in what runs inside once `seconds` are over."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Overdue

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
