"""How a file ends, and how its lines do, changes nothing that is said of it.

Each change below is one that the program itself does not see; where one of the programs does
see it, the table says so, and the program was asked.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from portlens.analysis import analyse
from portlens.formats.registry import all_formats, format_named
from portlens.model.port_use import PortRange
from portlens.text.span import Span
from tests._fixture import cases
from tests._judge import context, document
from tests._marks import without_labels

TESTS = Path(__file__).parents[1]
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


class Change(NamedTuple):
    """A text after a change, and where each offset of the old one is in the new one."""

    text: str
    moved: Callable[[int], int]


def with_line_end(text: str) -> Change:
    return Change(text + "\n", lambda offset: offset)


def without_line_end(text: str) -> Change:
    cut = text.rstrip("\r\n")
    return Change(cut, lambda offset: min(offset, len(cut)))


def with_comment_at_end(text: str) -> Change:
    return Change(text.rstrip("\r\n") + "\n# the end", lambda offset: offset)


def with_returns(text: str) -> Change:
    plain = text.replace("\r\n", "\n")
    return _with_line_ends(plain, "\r\n") if plain == text else Change(text, lambda offset: offset)


def with_lone_returns(text: str) -> Change:
    return Change(text.replace("\r\n", "\n").replace("\n", "\r"), lambda offset: offset)


def with_mark(text: str) -> Change:
    return Change("\ufeff" + text, lambda offset: offset + 1)


def with_blanks(text: str) -> Change:
    return _with_line_ends(text, " \t\n") if "\r" not in text else Change(text, lambda at: at)


def with_blanks_where_lines_end(text: str) -> Change:
    if "\r" in text:
        return Change(text, lambda at: at)
    return _with_line_ends(text, " \t\n", re.compile(r"(?<!\\)\n"))


def _with_line_ends(text: str, end: str, old: re.Pattern[str] = re.compile("\n")) -> Change:
    ends = [found.end() for found in old.finditer(text)]

    def moved(offset: int) -> int:
        return offset + (len(end) - 1) * bisect_right(ends, offset)

    return Change(old.sub(lambda _: end, text), moved)


YAML = frozenset({"compose", "github-actions", "kubernetes", "prometheus"})
ALL = frozenset(format_.id for format_ in all_formats())
CHANGES = {
    with_line_end: ALL,
    without_line_end: ALL,
    with_comment_at_end: ALL - {"devcontainer"},  # whose comments begin with //
    # To openbsd-inetd and xinetd a return is a part of the line's last word, or a word of its own.
    with_returns: ALL - {"inetd", "xinetd"},
    # Comments end at a line feed only, but to YAML and to systemd.
    with_lone_returns: YAML | {"systemd"},
    # To all others the mark is a part of the first word: nginx and sshd refuse it.
    with_mark: YAML | {"systemd"},
    # In YAML blanks at the end of a line may be part of a text; in a unit file and to nft (1.0.6:
    # "unexpected junk") a backslash before them joins no lines; in a Caddyfile `<<TEXT` before
    # them is a word like any other; an empty line with blanks goes on with an entry of inetd.conf.
    with_blanks: ALL - YAML - {"systemd", "nftables", "caddyfile", "inetd"},
    with_blanks_where_lines_end: frozenset({"systemd", "nftables"}),
}


def _texts() -> Iterator[tuple[str, str, str]]:
    """Yield a name, a format and a text: all fixtures, and all real files that are here."""
    for path in sorted([*TESTS.glob("rules/*.md"), *TESTS.glob("formats/**/*.md")]):
        for case in cases(path):
            for block in case.blocks:
                if format_named(block.tag) and not block.path:
                    yield f"{path.stem}-{block.line}", block.tag, without_labels(block.text)[0]
    for path in sorted(CORPUS.glob("*/*")):
        kind = path.parent.name
        if kind == "ssh":
            kind = "sshd_config" if "sshd" in path.name else "ssh_config"
        yield path.name, kind, path.read_bytes().decode("utf-8", "surrogateescape")


# glibc 2.36 takes `name 1003` for an entry, and `name 1003` with a blank behind it for none; a
# last line that begins with a blank it reads rightly only if something follows.
_SEEN_BY_GLIBC = re.compile(r"^\S+[ \t]+[0-9]+$|^[ \t]+\S[^\n#]*\Z", re.MULTILINE)


def _is_seen(kind: str, text: str) -> bool:
    return kind == "services" and _SEEN_BY_GLIBC.search(text) is not None


_OF_LINE_ENDS = frozenset({"missing-line-break", "windows-line-break"})
TEXTS = [found for found in _texts() if not _is_seen(*found[1:])]
Found = list[tuple[object, ...]]


def found_in(kind: str, text: str, moved: Callable[[int], int] = lambda at: at) -> Found:
    """Return all that is said of a text, with each place moved."""

    def place(span: Span) -> tuple[int, int]:
        return moved(span.start), moved(span.end)

    def port(range_: PortRange | None) -> object:
        # One that is still to be typed stands behind the blanks of its line.
        return range_ and (None if range_.is_empty else place(range_.span), range_[1:])

    subject = document(kind, text)
    uses = [
        (use.role, port(use.port), port(use.target), use.transport, use.address, use.owner)
        for use in subject.uses
    ]
    result = analyse(subject, context({subject.path: text}))
    # What is never closed is told at the end of the text, wherever that is.
    findings = [
        (rule, None if rule == "invalid-yaml" else place(judged.finding.span), judged.severity)
        for judged in result.findings
        for rule in (judged.finding.rule,)
        if rule not in _OF_LINE_ENDS
    ]
    return [*uses, *findings]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_same_is_said(change: Callable[[str], Change]) -> None:
    differ = []
    for name, kind, text in TEXTS:
        if kind in CHANGES[change]:
            changed = change(text)
            if found_in(kind, text, changed.moved) != found_in(kind, changed.text):
                differ.append(name)
    assert differ == []
