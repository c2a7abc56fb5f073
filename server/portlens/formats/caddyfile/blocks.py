"""The blocks of a Caddyfile: global options, snippets and sites, each with its directives.

Source: Caddy's documentation, "Caddyfile Concepts" (Structure, Blocks, Addresses, Snippets), and
`caddy adapt` of 2.6.2. What Caddy refuses is read as far as it makes sense.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from portlens.formats.caddyfile.directives import DIRECTIVES
from portlens.formats.caddyfile.words import Word
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import to_number
from portlens.text.regex import regex


class Segment(NamedTuple):
    """A line in a block, and the lines of the block that opens at its end."""

    words: tuple[Word, ...]
    children: "tuple[Segment, ...]" = ()

    @property
    def name(self) -> str:
        """The first word: the directive."""
        return self.words[0].text


class Block(NamedTuple):
    """A block of the file: its `keys` are what stands before the brace.

    `kind`: the global `options`, a `snippet` or named route, a `site`; a `part` is a file of
    directives alone, which another file imports into a site. `is_whole`: nothing is imported into
    it that nobody knows.
    """

    kind: str
    keys: tuple[Word, ...]
    segments: tuple[Segment, ...]
    is_whole: bool = True


# Yields the words that stand in the place of `import` with these words; None where nobody knows.
Importer = Callable[[Sequence[Word]], "Sequence[Word] | None"]
_NAMED = regex(r"&?\(.*\)")
_DEEPEST = 32
_MOST_IMPORTED = 50_000  # words; a snippet may import itself


def blocks(words: Iterable[Word], importer: Importer | None = None) -> list[Block]:
    """Return the blocks of a text.

    With `importer`, what it yields stands in the place of each `import`, and snippets are left out;
    else each `import` stays as a line, and one among the sites is a block of it alone.
    """
    return list(_Parser(words, importer).blocks())


class _Parser:
    def __init__(self, words: Iterable[Word], importer: Importer | None) -> None:
        self._waiting = list(words)
        self._waiting.reverse()
        self._before: Word | None = None
        self._importer = importer
        self._snippets: dict[str, list[Word]] = {}
        self._count = 0
        self._imports = 0
        self._is_whole = True

    def blocks(self) -> Iterator[Block]:
        first = self._peek()
        if first is not None and first.text in DIRECTIVES:
            yield Block("part", (), self._segments(), self._is_whole)
        is_first = True
        while self._peek() is not None:
            self._is_whole = True
            yield from self._block(is_first=is_first)
            is_first = False

    def _block(self, *, is_first: bool) -> Iterator[Block]:
        keys, imported = self._keys()
        for line in imported:
            yield Block("import", (), (Segment(tuple(line)),))
        # Without a blank, the brace is a part of the address to Caddy, and a mistake.
        is_joined = bool(keys) and not keys[-1].is_quoted and keys[-1].text.endswith("{")
        has_braces = is_joined or self._brace() == "{"
        if len(keys) == 1 and has_braces and _NAMED.fullmatch(keys[0].text):
            name = keys[0].text
            if self._importer is not None and not name.startswith("&"):
                self._snippets[name[1:-1]] = self._body()
                return
            yield Block("snippet", tuple(keys), self._segments(), self._is_whole)
        elif keys:
            yield Block("site", tuple(keys), self._segments(), self._is_whole)
        elif has_braces:
            kind = "options" if is_first and not imported else "stray"
            yield Block(kind, (), self._segments(), self._is_whole)

    def _keys(self) -> tuple[list[Word], list[list[Word]]]:
        """Return the addresses before a block, and the imports that stand among the blocks."""
        keys: list[Word] = []
        imported: list[list[Word]] = []
        expects_more = False
        while (word := self._peek()) is not None:
            pause()
            is_new = self._is_new_line(word)
            if keys and is_new and not expects_more:
                break
            if word.text == "import" and is_new:
                line = self._import()
                if line is not None:
                    imported.append(line)
                continue
            if _is_brace(word):
                break
            self._take()
            if word.text:
                expects_more = word.text.endswith(",")
                keys.append(word)
        return keys, imported

    def _segments(self) -> tuple[Segment, ...]:
        """Return the lines up to the brace that closes the block, or the end."""
        found: list[Segment] = []
        above: list[tuple[list[Segment], tuple[Word, ...]]] = []
        depth = 0
        while depth >= 0 and self._peek() is not None:
            pause()
            line = self._line()
            brace = self._brace() if line is not None else ""
            if brace == "{" and len(above) < _DEEPEST:
                above.append((found, line or ()))
                found = []
            elif line:
                found.append(Segment(line))
            depth += (brace == "{") - (brace == "}")
            if brace == "}" and 0 <= depth < len(above):
                found = _closed(found, above)
        while above:  # the text ends within a block
            found = _closed(found, above)
        return tuple(found)

    def _line(self) -> tuple[Word, ...] | None:
        """Return the words up to a brace or the next line; None where an import was followed."""
        first = self._peek()
        if first is not None and first.text == "import":
            kept = self._import()
            return None if kept is None else tuple(kept)
        line: list[Word] = []
        while (word := self._peek()) is not None:
            pause()
            if _is_brace(word) or (line and self._is_new_line(word)):
                break
            self._take()
            line.append(word)
        return tuple(line)

    def _brace(self) -> str:
        """Return the brace that stands here, if any, and pass it."""
        word = self._peek()
        if word is None or not _is_brace(word):
            return ""
        self._take()
        return word.text

    def _body(self) -> list[Word]:
        """Return the words up to the brace that closes the block."""
        found: list[Word] = []
        depth = 0
        while (word := self._peek()) is not None:
            pause()
            self._take()
            if not word.is_quoted:
                depth += (word.text == "{") - (word.text == "}")
            if depth < 0:
                break
            found.append(word)
        return found

    def _import(self) -> list[Word] | None:
        """Put what is imported in place of the line; return the line where it stays."""
        line: list[Word] = []
        while (word := self._peek()) is not None:
            if line and (self._is_new_line(word) or _is_brace(word)):
                break
            self._take()
            line.append(word)
        if self._importer is None:
            return line
        found: Sequence[Word] | None = None
        if len(line) > 1 and self._count < _MOST_IMPORTED:
            found = self._snippets.get(line[1].text)
            found = self._importer(line) if found is None else with_arguments(found, line[2:])
        if found is None:
            self._is_whole = False
            return line
        self._imports += 1
        self._count += len(found) + 1
        self._waiting += (word._replace(origin=self._imports) for word in reversed(found))
        return None

    def _peek(self) -> Word | None:
        return self._waiting[-1] if self._waiting else None

    def _take(self) -> None:
        self._before = self._waiting.pop()

    def _is_new_line(self, word: Word) -> bool:
        return self._before is None or word.is_after_line_of(self._before)


_ARGUMENT = regex(r"\{args[.\[]([0-9]+)\]?\}")


def with_arguments(words: list[Word], given: list[Word]) -> list[Word]:
    """Return the words of a snippet, the arguments of its import in the place of `{args[0]}`.

    Only a whole word can be one: what is joined with others has no place of its own.
    """
    return [_argument(word, given) for word in words]


def _argument(word: Word, given: list[Word]) -> Word:
    match = _ARGUMENT.fullmatch(word.text) if "{args" in word.text else None
    number = to_number(match[1]) if match else len(given)
    if number >= len(given):
        return word
    return given[number]._replace(line=word.line, last_line=word.last_line)


def _is_brace(word: Word) -> bool:
    return word.text in ("{", "}") and not word.is_quoted


def _closed(
    children: list[Segment], above: list[tuple[list[Segment], tuple[Word, ...]]]
) -> list[Segment]:
    """Return the lines around a block, with the block at its line."""
    found, head = above.pop()
    found += (Segment(head, tuple(children)),) if head else children
    return found
