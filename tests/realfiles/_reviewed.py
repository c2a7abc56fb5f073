"""What somebody has read: which files are configurations, and which errors in them are true."""

import csv
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from tests.realfiles._judge import Judged

HERE = Path(__file__).parent


def failures(judged: Judged, *, are_configurations: bool = False) -> Iterator[str]:
    """Yield a line for each file wrongly taken for a configuration and each unread error.

    With `are_configurations` the files are known to be some.
    """
    configurations, true = _table("configurations.tsv"), _table("true.tsv")
    for path, format_ in judged.formats.items():
        if not are_configurations and not _has(configurations, path, format_):
            yield f"{path}: taken for {format_}"
    for found in judged.found:
        if found.severity == "error" and not _has(true, found.path, found.rule):
            yield f"{found.path}:{found.line}: {found.rule}: {found.message}"


def _table(name: str) -> list[tuple[str, str]]:
    """Return the first two columns: a glob for the end of a path, and a format or a rule."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [(row[0], row[1]) for row in csv.reader(file, delimiter="\t") if len(row) == 3]


def _has(table: list[tuple[str, str]], path: str, what: str) -> bool:
    return any(what == named and fnmatchcase(path, f"*/{glob}") for glob, named in table)
