"""`check --fix`: safe fixes, put into the files or shown as a diff."""

# ruff: noqa: PTH112, PTH118 - pathlib costs 5 ms at the start of a check

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence

from portlens.analysis import Analysis
from portlens.cli.inputs import Input
from portlens.cli.rewrite import IN_UTF_16, rewrite
from portlens.features.safe_fixes import safe_fixes
from portlens.features.trial import brings_errors
from portlens.model.finding import Fix
from portlens.text.edit import apply_edits
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.files import absolute, encode
from portlens.workspace.workspace import Workspace

Judge = Callable[[Document], Analysis]

# One cure can bring up the next finding; a set of rules that undo each other must not spin.
ROUNDS = 10


class Wish(NamedTuple):
    """What `--fix` may do: to which paths, in the files or as a diff, and with which fixes."""

    asked: Sequence[str] = ()
    is_diff: bool = False
    has_unsafe: bool = False


def mend(
    found: Sequence[Input],
    judge: Judge,
    workspace: Workspace,
    wish: Wish = Wish(),  # noqa: B008 - a tuple
) -> tuple[list[Input], int]:
    """Apply the safe fixes of all files; return the inputs as they are then, and the count.

    Only what lies at or below the paths asked for is written, wherever links lead, and only what
    was written counts. Standard input put right goes to standard output. A diff goes
    there too, and then nothing is written and the inputs stay as they were. Where unsafe fixes
    are wanted, a finding without a safe fix is cured by the one its rule prefers.
    """
    before = {one.path: one.document for one in found if one.document}
    after = fixed(before, judge, workspace, has_unsafe=wish.has_unsafe)
    written: dict[str, Document] = {}
    mended: list[Input] = []
    counted = 0
    for one in found:
        old, new = before.get(one.path), after.documents.get(one.path)
        if old is None or new is None:
            mended.append(one)
        elif wish.is_diff:
            workspace.open(old)
            mark = "\ufeff" if _is_unmarked(old, new) else ""
            _put_out(_diff(mark + old.text, new.text, one.shown))
            mended.append(one)
        else:
            others = len(written)
            failure = _write(one, old, new, wish.asked, written)
            if failure:
                workspace.open(old)
            elif len(written) > others:
                counted += after.cured[one.path]
            mended.append(one._replace(document=old if failure else new, unreadable=failure))
    return mended, counted


class Fixed(NamedTuple):
    """The documents with their fixes, and how many findings that cured in each, by path."""

    documents: dict[str, Document]
    cured: dict[str, int]


def fixed(
    documents: Mapping[str, Document],
    judge: Judge,
    workspace: Workspace,
    *,
    has_unsafe: bool = False,
) -> Fixed:
    """Return `documents`, by path, with their fixes; nothing is written.

    What one text becomes may cure another or bring up its next finding: all of them are judged
    anew until nothing changes. A text that would have an error more stays as it was before.
    """
    now = dict(documents)
    cured = dict.fromkeys(documents, 0)
    left_alone: set[str] = set()
    found = {path: judge(one).findings for path, one in now.items()}
    for _ in range(ROUNDS):
        cures = {
            path: safe_fixes(found[path], has_unsafe=has_unsafe) for path in now.keys() - left_alone
        }
        chosen = {path: some for path, some in cures.items() if some}
        if not chosen:
            break
        old, before = dict(now), found
        for path, some in chosen.items():
            now[path] = _changed(old[path], [cure.fix for cure in some])
            workspace.open(now[path])
        found = {path: judge(one).findings for path, one in now.items()}
        spoilt = {path for path in chosen if brings_errors(before[path], found[path])}
        for path in spoilt:
            now[path] = old[path]
            workspace.open(old[path])
        for path in chosen.keys() - spoilt:
            cured[path] += len(chosen[path])
        if spoilt:
            left_alone |= spoilt
            found = {path: judge(one).findings for path, one in now.items()}
    return Fixed(now, cured)


def _changed(document: Document, fixes: Sequence[Fix]) -> Document:
    """Return `document` with `fixes`, those of the whole file last."""
    text = apply_edits(document.text, (edit for fix in fixes for edit in fix.edits))
    of_file = {fix.of_file for fix in fixes}
    if "line-feeds" in of_file:
        text = text.replace("\r\n", "\n")
        text = f"{text[:-1]}\n" if text.endswith("\r") else text
    changed = document.changed_to(text)
    if "unmarked" in of_file:
        changed.mark = "taken-away"
    return changed


def _is_unmarked(old: Document, new: Document) -> bool:
    """Tell whether the byte order mark, which is no part of the texts, was taken away."""
    return new.mark == "taken-away" != old.mark


def _is_same(old: Document, new: Document) -> bool:
    return old.text == new.text and not _is_unmarked(old, new)


def _write(
    one: Input,
    before: Document,
    after: Document,
    asked: Sequence[str],
    written: dict[str, Document],
) -> Phrase | None:
    """Put the text where it came from; return why that could not be done.

    `written` has what this run wrote by real path: a file may have come under two names.
    """
    real = "" if one.is_stdin else os.path.realpath(one.path)
    if one.is_stdin and before.mark == "utf-16":
        sys.stdout.flush()
        sys.stdout.buffer.write(one.given)
        return None if _is_same(before, after) else NOT_FIXED.fill(reason=IN_UTF_16)
    if one.is_stdin:
        _put_out(("\ufeff" if after.mark == "utf-8" else "") + after.text)
    if _is_same(before, after) or (real in written and _is_same(written[real], after)):
        return None
    failure = None
    if not one.is_stdin:
        keeps = not _is_unmarked(before, after)
        failure = _outside(real, asked) or rewrite(real, before.text, after.text, keeps_mark=keeps)
    if failure:
        return NOT_FIXED.fill(reason=failure)
    written[real] = after
    return None


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


NOT_FIXED = Phrase("not fixed: {reason}", "修正していません: {reason}")
OUTSIDE = Phrase(
    "a link leads to {target}, outside the paths asked for",
    "リンク先の {target} が指定されたパスの外にあります",
)
