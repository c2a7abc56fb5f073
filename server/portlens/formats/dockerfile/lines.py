"""The instructions of a Dockerfile: its lines, those joined that an escape sign carries on.

Source: the parser of BuildKit's Dockerfile frontend, and `docker build` run on generated files.
"""

from bisect import bisect_right
from collections.abc import Iterator

from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import BLANKS, GO_BLANKS
from portlens.text.regex import regex
from portlens.text.span import Span

_DIRECTIVE = regex(
    r"\#[ \t\v\f\r]*([A-Za-z][A-Za-z0-9]*)[ \t\v\f\r]*=[ \t\v\f\r]*(.+?)[ \t\v\f\r]*\Z"
)
_SPLIT = regex(r"[\t\v\f\r ]+")
_FLAG = regex(r"--[^ \t\v\f\r]+[\t\v\f\r ]*")
_WORD = regex(r"""(?:[^ \t\n\v\f\r"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+""")
_HEREDOC = regex(r"\d*<<(-?)([^<]+)")
# BuildKit takes blanks before the name, too. A digit is left alone: `$((1 << 2))` shifts.
_SPACED = regex(r"""<<(-?)[ \t]+(?=["'\\]?[A-Za-z_])""")
_QUOTED = regex(r"""'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)""")
_WITH_HEREDOCS = frozenset({"RUN", "COPY", "ADD"})


class Joined(NamedTuple):
    """The text of an instruction without the breaks in it, and where each stretch comes from.

    `pieces` are pairs: where a stretch begins in `text`, and where in the file.
    """

    text: str
    pieces: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> Span:
        """Return the file's span of `text[start:end]`.

        What is left empty at the end of a word stands there, not where the next line goes on.
        """
        if start == end and self.text[max(0, start - 1) : start].strip(_BLANKS):
            return Span(behind := self._place(start - 1) + 1, behind)
        first = self._place(start)
        return Span(first, max(first, self._place(end - 1) + 1 if end > start else first))

    def _place(self, offset: int) -> int:
        begin, place = self.pieces[bisect_right(self.pieces, (offset, _FAR)) - 1]
        return place + offset - begin


_FAR = 1 << 62
_BLANKS = " \t\v\f\r"


class Instruction(NamedTuple):
    """One instruction: its keyword in capitals, and what stands behind it.

    `arguments` are `line.text[start:end]`, without blanks at the ends. `bodies` are the texts of
    its heredocs. `escape` is the sign that carries lines on in this file, and takes the meaning
    from a dollar sign or a quote. `is_on_build`: it stands behind ONBUILD.
    """

    keyword: str
    line: Joined
    start: int
    end: int
    bodies: tuple[str, ...]
    escape: str
    is_on_build: bool = False

    @property
    def arguments(self) -> str:
        """What stands behind the keyword."""
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """The whole instruction, without its heredocs."""
        return self.line.span(len(self.line.text) - len(self.line.text.lstrip(GO_BLANKS)), self.end)

    @property
    def command(self) -> str:
        """The arguments and the heredocs, without the flags in front."""
        rest = self.line.text[_after_flags(self.line.text, self.start) : self.end]
        return "\n".join((rest, *self.bodies))

    @property
    def flags(self) -> str:
        """The flags in front of the arguments: `--from=build --chown=1`."""
        return self.line.text[self.start : _after_flags(self.line.text, self.start)]


def instructions(text: str) -> Iterator[Instruction]:
    """Yield the instructions of a Dockerfile; comments and parser directives are none."""
    place = 1 if text.startswith("\ufeff") else 0
    escape = _escape(text, place)
    while place < len(text):
        pause()
        end, after = _line(text, place)
        start = _first_visible(text, place, end)
        if start == end or text[start] == "#":
            place = after
            continue
        line, place = _joined(text, start, end, after, escape)
        found = _instruction(line, escape)
        if found is not None:
            bodies, place = _heredocs(found, text, place)
            yield found._replace(bodies=bodies)


def escape_sign(text: str) -> str:
    """Return the sign that carries a line on: a backslash, or what a directive says."""
    return _escape(text, 1 if text.startswith("\ufeff") else 0)


def _escape(text: str, place: int) -> str:
    """Return what the directive `escape` says; only comments at the very beginning are such."""
    seen: set[str] = set()
    while place < len(text):
        end, after = _line(text, place)
        match = _DIRECTIVE.match(text[_first_visible(text, place, end) : end])
        if match is None or match[1].lower() in seen:
            break
        if match[1].lower() == "escape":
            return match[2] if match[2] in {"\\", "`"} else "\\"
        seen.add(match[1].lower())
        place = after
    return "\\"


def _line(text: str, start: int) -> tuple[int, int]:
    """Return where a line ends without its break, and where the next one begins."""
    end = text.find("\n", start)
    if end < 0:
        return len(text), len(text)
    return (end - 1 if end > start and text[end - 1] == "\r" else end), end + 1


def _first_visible(text: str, start: int, end: int) -> int:
    while start < end and text[start] in GO_BLANKS:
        start += 1
    return start


def _joined(text: str, start: int, end: int, after: int, escape: str) -> tuple[Joined, int]:
    """Return an instruction that begins at `start` as one line, and where the next line begins.

    Empty lines and comments between its lines are passed over.
    """
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    length = 0
    while True:
        pause()
        stop = _carried_on(text, start, end, escape)
        part = text[start : end if stop is None else stop]
        pieces.append((length, start))
        parts.append(part)
        length += len(part)
        if stop is None:
            return Joined("".join(parts), tuple(pieces)), after
        while after < len(text):
            start = after
            end, after = _line(text, start)
            first = _first_visible(text, start, end)
            if first != end and text[first] != "#":
                break
        else:
            return Joined("".join(parts), tuple(pieces)), after


def _carried_on(text: str, start: int, end: int, escape: str) -> int | None:
    """Return where the escape sign stands that carries the line on; None where none does.

    Two of them in a row are the sign itself.
    """
    while end > start and text[end - 1] in " \t":
        end -= 1
    if end == start or text[end - 1] != escape:
        return None
    is_double = end - 2 >= start and text[end - 2] == escape
    return None if is_double else end - 1


def _instruction(line: Joined, escape: str) -> Instruction | None:
    text = line.text
    begin = len(text) - len(text.lstrip(GO_BLANKS))
    end = len(text.rstrip(GO_BLANKS))
    if begin >= end:
        return None
    found = _from(line, begin, end, escape)
    if found.keyword == "ONBUILD" and found.start < found.end:
        return _from(line, found.start, end, escape)._replace(is_on_build=True)
    return found


def _from(line: Joined, begin: int, end: int, escape: str) -> Instruction:
    gap = _SPLIT.search(line.text, begin, end)
    stop, start = gap.span() if gap else (end, end)
    return Instruction(line.text[begin:stop].upper(), line, start, end, (), escape)


def _after_flags(text: str, start: int) -> int:
    while match := _FLAG.match(text, start):
        start = match.end()
    return start


def _heredocs(found: Instruction, text: str, place: int) -> tuple[tuple[str, ...], int]:
    """Return the texts of an instruction's heredocs, and where the line behind them begins."""
    bodies: list[str] = []
    if found.keyword not in _WITH_HEREDOCS or "<<" not in found.arguments:
        return (), place
    if found.command.lstrip(BLANKS).startswith("["):
        return (), place
    for word in _WORD.findall(_SPACED.sub(r"<<\1", found.arguments)):
        match = _HEREDOC.fullmatch(word)
        if match is None:
            continue
        name = _QUOTED.sub(lambda quoted: "".join(filter(None, quoted.groups())), match[2])
        start = place
        while True:
            begin = place
            end, place = _line(text, begin)
            line = text[begin:end]
            if (line.lstrip("\t") if match[1] else line) == name or place >= len(text):
                break
        bodies.append(text[start:begin])
    return tuple(bodies), place
