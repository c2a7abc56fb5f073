"""`check --fix`: safe fixes, put into the files or shown as a diff."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence

from portlens.analysis import Analysis
from portlens.cli.inputs import Input
from portlens.model.finding import Fix
from portlens.text.edit import Edit, apply_edits
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.files import decode, encode, why
from portlens.workspace.workspace import Workspace

Judge = Callable[[Document], Analysis]

# One cure can bring up the next finding; a set of rules that undo each other must not spin.
ROUNDS = 10

_MARK = b"\xef\xbb\xbf"  # the byte order mark that `decode` takes away


def mend(
    found: Sequence[Input], judge: Judge, workspace: Workspace, *, is_diff: bool
) -> tuple[list[Input], int]:
    """Apply the safe fixes of all files; return the inputs as they are then, and the count.

    Standard input put right goes to standard output. With `is_diff` nothing is written: the
    changes go there as a diff, and the inputs stay as they were.
    """
    before = {one.path: one.document for one in found if one.document}
    after, cured = _fixed(before, judge, workspace)
    mended: list[Input] = []
    for one in found:
        old, new = before.get(one.path), after.get(one.path)
        if old is None or new is None:
            mended.append(one)
        elif is_diff:
            workspace.open(old)
            _put_out(_diff(old.text, new.text, one.shown))
            mended.append(one)
        else:
            failure = _write(one, old.text, new.text)
            if failure:
                workspace.open(old)
            mended.append(one._replace(document=old if failure else new, unreadable=failure))
    return mended, cured


def _fixed(
    documents: Mapping[str, Document], judge: Judge, workspace: Workspace
) -> tuple[dict[str, Document], int]:
    """Return `documents` with their safe fixes, by path, and how many findings were cured.

    A fix is applied as a whole or not at all: not where it overlaps another of the same
    round, and not where it would change a file that was not asked for.
    """
    now = dict(documents)
    cured = 0
    for _ in range(ROUNDS):
        edits: dict[str, list[Edit]] = {}
        for document in now.values():
            for judged in judge(document).findings:
                safe = (fix for fix in judged.finding.fixes if fix.is_safe)
                cured += any(_accept(fix, document.path, edits, now) for fix in safe)
        if not edits:
            break
        for path, changes in edits.items():
            old = now[path]
            now[path] = Document(path, apply_edits(old.text, changes), old.format)
            workspace.open(now[path])
    return now, cured


def _accept(
    fix: Fix, path: str, edits: dict[str, list[Edit]], documents: Mapping[str, Document]
) -> bool:
    """Add the edits of `fix` to `edits` if nothing speaks against it, and tell whether."""
    for edit in fix.edits:
        target = edit.path or path
        if target not in documents:
            return False
        if any(_overlap(edit, other) for other in edits.get(target, ())):
            return False
    for edit in fix.edits:
        edits.setdefault(edit.path or path, []).append(edit._replace(path=None))
    return bool(fix.edits)


def _overlap(one: Edit, other: Edit) -> bool:
    if one.span == other.span:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end


def _write(one: Input, before: str, after: str) -> Phrase | None:
    """Put the text into the file; return why that could not be done.

    The file is rewritten in place, so that its owner, its permissions and a link to it stay.
    """
    if one.is_stdin:
        _put_out(after)
        return None
    if before == after:
        return None
    try:
        with open(one.path, "rb+") as file:  # noqa: PTH123 - as everywhere in a check
            content = file.read()
            if decode(content) != before:
                return CHANGED
            mark = _MARK if content.startswith(_MARK) else b""
            file.seek(0)
            file.write(mark + encode(after))
            file.truncate()
    except OSError as error:
        return why(error)
    return None


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


CHANGED = Phrase(
    "not fixed: the file changed meanwhile", "処理中にファイルが変更されたため、修正していません"
)
