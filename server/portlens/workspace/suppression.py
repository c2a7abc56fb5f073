"""Comments that tell portlens to keep quiet: `# portlens: ignore[code, code]`."""

from collections.abc import Iterable, Iterator

from portlens.text.line_index import LineIndex
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span

# A comment begins with `#`, in JSON with `//`, in XML with `<!--`; it may follow other words.
_COMMENT = regex(
    r"(?m)(?:^|(?<=[\s;{},\[\]]))(?:\#|//|<!--)[ \t]*portlens:[ \t]*(ignore(?:-file)?)(?![\w-])"
    # A bracket that is never closed names no rules; it must not mean all of them. The search
    # for its end stops at the next one: a line full of them is read once.
    r"([ \t]*\[([^\[\]\r\n]*)\])?(?![ \t]*\[)"
)
_CODE = regex(r"[^\s,]+")
_WORD = regex(r"\S")


class Code(NamedTuple):
    """One rule id written in a suppression, and where."""

    id: str
    span: Span


class Suppression(NamedTuple):
    """One comment. `line` is the line whose findings it hides, 0-based; None: the whole file.

    Without brackets `codes` is None and every rule is meant.
    """

    span: Span
    codes: tuple[Code, ...] | None
    line: int | None


class Suppressions:
    """All comments of a text; it answers for a finding without looking at each of them."""

    def __init__(self, comments: Iterable[Suppression]) -> None:
        self.comments = tuple(comments)
        # Which line (None: the whole file), and which rule (None: every one).
        self._meant: set[tuple[int | None, str | None]] = set()
        for comment in self.comments:
            if comment.codes is None:
                self._meant.add((comment.line, None))
            else:
                self._meant.update((comment.line, code.id) for code in comment.codes)
        self._used: set[tuple[int | None, str | None]] = set()

    def hide(self, rule: str, line: int) -> bool:
        """Tell whether a finding of `rule` at `line` is hidden, and note by what."""
        both = ((where, what) for where in (None, line) for what in (None, rule))
        hiding = self._meant.intersection(both)
        self._used |= hiding
        return bool(hiding)

    def has_hidden(self, comment: Suppression, code: Code | None = None) -> bool:
        """Tell whether `code` of `comment`, or one that means every rule, was of use so far."""
        return (comment.line, code.id if code else None) in self._used


def suppressions(lines: LineIndex) -> Iterator[Suppression]:
    """Yield the suppression comments of a text, in its order.

    At the end of a line a comment speaks of that line, alone on a line of the next line that
    is neither blank nor such a comment itself.
    """
    if "portlens:" not in lines.text:
        return
    matches = list(_COMMENT.finditer(lines.text))
    meant = _lines_meant(lines, [match.start() for match in matches])
    for match, line in zip(matches, meant, strict=True):
        start, kind, inside = match.start(), match[1], match[3]
        codes = None
        if match[2] is not None:
            begin = match.start(3)
            codes = tuple(
                Code(code[0], Span(*code.span()).shifted(begin)) for code in _CODE.finditer(inside)
            )
        yield Suppression(Span(start, match.end()), codes, None if kind == "ignore-file" else line)


def _lines_meant(lines: LineIndex, starts: list[int]) -> list[int]:
    """Return the line that each comment speaks of.

    From the last comment upwards: of many in a pile each asks only what the next one found.
    """
    found: list[int] = []
    below_alone: dict[int, int] = {}
    places = [lines.position(start).line for start in starts]
    for index in reversed(range(len(starts))):
        line = places[index]
        is_first = not index or places[index - 1] != line
        if is_first and not _WORD.search(lines.text, lines.line_span(line).start, starts[index]):
            below = _line_below(lines, line)
            below_alone[line] = below_alone.get(below, below)
            line = below_alone[line]
        found.append(line)
    return found[::-1]


def _line_below(lines: LineIndex, line: int) -> int:
    """Return the next line that is not blank, or `line` where there is none."""
    for below in range(line + 1, lines.line_count):
        if lines.line_span(below).of(lines.text).strip():
            return below
    return line
