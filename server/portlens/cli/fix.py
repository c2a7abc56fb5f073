"""`check --fix`: safe fixes, put into the files or shown as a diff."""

# ruff: noqa: PTH112, PTH118 - pathlib costs 5 ms at the start of a check

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from portlens.analysis import Analysis
from portlens.cli.inputs import Input
from portlens.cli.rewrite import rewrite
from portlens.model.finding import Fix
from portlens.text.edit import Edit, apply_edits
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.files import absolute, encode
from portlens.workspace.workspace import Workspace

Judge = Callable[[Document], Analysis]

# One cure can bring up the next finding; a set of rules that undo each other must not spin.
ROUNDS = 10


def mend(
    found: Sequence[Input],
    judge: Judge,
    workspace: Workspace,
    *,
    asked: Sequence[str] = (),
    is_diff: bool = False,
) -> tuple[list[Input], int]:
    """Apply the safe fixes of all files; return the inputs as they are then, and the count.

    Only what lies at or below the paths `asked` is written, wherever links lead, and only what
    was written counts. Standard input put right goes to standard output. With `is_diff` nothing
    is written: the changes go there as a diff, and the inputs stay as they were.
    """
    before = {one.path: one.document for one in found if one.document}
    fixed = _fixed(before, judge, workspace)
    written: dict[str, str] = {}
    mended: list[Input] = []
    counted = 0
    for one in found:
        old, new = before.get(one.path), fixed.documents.get(one.path)
        if old is None or new is None:
            mended.append(one)
        elif is_diff:
            workspace.open(old)
            _put_out(_diff(old.text, new.text, one.shown))
            mended.append(one)
        else:
            others = len(written)
            failure = _write(one, old.text, new.text, asked, written)
            if failure:
                workspace.open(old)
            elif len(written) > others:
                counted += fixed.cured[one.path]
            mended.append(one._replace(document=old if failure else new, unreadable=failure))
    return mended, counted


class _Fixed(NamedTuple):
    """The documents with their fixes, and how many findings that cured in each, by path."""

    documents: dict[str, Document]
    cured: dict[str, int]


def _fixed(documents: Mapping[str, Document], judge: Judge, workspace: Workspace) -> _Fixed:
    """Return `documents` with their safe fixes.

    A fix is applied as a whole or not at all: not where it overlaps another of the same
    round, and not where it would change several files or one that was not asked for.
    """
    now = dict(documents)
    cured = dict.fromkeys(documents, 0)
    for _ in range(ROUNDS):
        edits: dict[str, list[Edit]] = {}
        for document in now.values():
            for judged in judge(document).findings:
                safe = (fix for fix in judged.finding.fixes if fix.is_safe)
                target = next(
                    filter(None, (_accept(f, document.path, edits, now) for f in safe)), ""
                )
                if target:
                    cured[target] += 1
        if not edits:
            break
        for path, changes in edits.items():
            old = now[path]
            now[path] = Document(path, apply_edits(old.text, changes), old.format)
            workspace.open(now[path])
    return _Fixed(now, cured)


def _accept(
    fix: Fix, path: str, edits: dict[str, list[Edit]], documents: Mapping[str, Document]
) -> str:
    """Add the edits of `fix` to `edits`, and return the file; empty where something opposes it."""
    targets = {edit.path or path for edit in fix.edits}
    target = targets.pop() if len(targets) == 1 else ""
    if target not in documents:
        return ""
    others = edits.get(target, ())
    if any(_overlap(edit, other) for edit in fix.edits for other in others):
        return ""
    edits.setdefault(target, []).extend(edit._replace(path=None) for edit in fix.edits)
    return target


def _overlap(one: Edit, other: Edit) -> bool:
    if one.span == other.span:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end


def _write(
    one: Input, before: str, after: str, asked: Sequence[str], written: dict[str, str]
) -> Phrase | None:
    """Put the text where it came from; return why that could not be done.

    `written` has the texts of this run by real path: a file may have come under two names.
    """
    real = "" if one.is_stdin else os.path.realpath(one.path)
    if one.is_stdin:
        _put_out(after)
    if before == after or written.get(real) == after:
        return None
    failure = None
    if not one.is_stdin:
        failure = _outside(real, asked) or rewrite(real, before, after)
    if not failure:
        written[real] = after
    return failure


def _outside(real: str, asked: Sequence[str]) -> Phrase | None:
    """Return what to say where a link leads out of all paths that were `asked` for."""
    for word in asked:
        folder, name = os.path.split(absolute(word))
        is_folder = os.path.isdir(word)
        # A folder means what is in it; a file that is a link was not asked for beyond its name.
        root = os.path.realpath(word) if is_folder else os.path.join(os.path.realpath(folder), name)
        if real == root or (is_folder and real.startswith(os.path.join(root, ""))):
            return None
    return OUTSIDE.fill(target=real)


def _put_out(text: str) -> None:
    """Write to standard output in the files' own bytes, whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(encode(text))


def _diff(before: str, after: str, shown: str) -> str:
    """Return the change as a unified diff that `patch -p0` takes."""
    from difflib import unified_diff

    # `patch` knows of no line end but the newline.
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (before, after))
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(old, new, shown, shown)
    )


OUTSIDE = Phrase(
    "not fixed: a link leads to {target}, outside the paths asked for",
    "リンク先の {target} が指定されたパスの外にあるため、修正していません",
)
