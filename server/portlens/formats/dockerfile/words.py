"""Words of a Dockerfile after quotes are taken off and variables replaced.

Source: BuildKit's shell lexer, and `docker build` run on each form.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from portlens.formats._template import MASK
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.plain import GO_BLANKS
from portlens.text.regex import regex
from portlens.text.span import Span

# A value longer than this is no configuration; `ENV B=$A$A` could double it line by line.
_LONGEST = 4_096
_DEEPEST = 20
# What the variables of one file may come to in all, in characters: each may stand in many lines.
_MOST = 16_384
_NAME = regex(r"[0-9]+|[@*#?$!-]|\w+")
_SIGN = regex(r":?[-+?]")
_SPOKEN_OF = regex(r"\$\{?(\w+)")


class Room:
    """How many characters the variables of a file may still come to; more is not known."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = _MOST

    def takes(self, length: int) -> bool:
        """Tell whether there is room for so many more, and take it."""
        if length > self.left:
            return False
        self.left -= length
        return True


class Variable(NamedTuple):
    """One variable as written: `operand` is the default behind `:-`, empty where there is none.

    `is_default` tells that its value is that default.
    """

    span: Span
    name: str
    operand: Span
    is_default: bool


class Word(NamedTuple):
    """One word, and for each of its characters from where to where in the source it comes."""

    text: str
    places: tuple[Span, ...]

    def source(self, start: int, end: int) -> Span:
        """Return the source's span of `text[start:end]`; a variable is taken whole."""
        if start < end:
            return Span(self.places[start].start, self.places[end - 1].end)
        at = self.places[start].start if start < len(self.places) else self.places[-1].end
        return Span(at, at)


class Expanded(NamedTuple):
    """The words that a text comes to. `problem`: the builder refuses it, `quote` or `variable`."""

    words: tuple[Word, ...]
    variables: tuple[Variable, ...] = ()  # in the order of the source
    problem: str = ""

    @property
    def text(self) -> str:
        """All of it as one text."""
        return " ".join(word.text for word in self.words)

    def is_variable(self, span: Span) -> bool:
        """Tell whether a variable stands within a span of the source."""
        index = bisect_left(self.variables, (span.start,), key=_start)
        return index < len(self.variables) and self.variables[index].span.end <= span.end


def _start(variable: Variable) -> tuple[int]:
    return (variable.span.start,)


def names_in(text: str) -> Iterable[str]:
    """Return the names of the variables that stand in a text, and perhaps others."""
    return dict.fromkeys(_SPOKEN_OF.findall(text)) if "$" in text else ()


def expand(
    text: str,
    values: Mapping[str, str],
    escape: str = "\\",
    *,
    is_one: bool = False,
    room: Room | None = None,
) -> Expanded:
    """Return the words of `text`; what nobody gives a value becomes MASK.

    What a variable holds may be several words, unless the text `is_one` word by its place. `room`
    is that of the file, for who reads all of it.
    """
    lexer = _Lexer(text, values, escape, room or Room(), is_one=is_one)
    lexer.run(0, "", 0)
    return lexer.result()


class _Lexer:
    """One pass over a text."""

    def __init__(
        self, text: str, values: Mapping[str, str], escape: str, room: Room, *, is_one: bool
    ) -> None:
        self.text = text
        self.values = values
        self.escape = escape
        self.room = room
        self.is_one = is_one
        self.characters: list[str] = []
        self.places: list[Span] = []
        self.is_word = False
        self.words: list[Word] = []
        self.variables: list[Variable] = []
        self.problem = ""

    def result(self) -> Expanded:
        """Return what was found."""
        self._end_word()
        variables = sorted(self.variables, key=_start)
        return Expanded(tuple(self.words), tuple(variables), self.problem)

    def run(self, index: int, stop: str, depth: int) -> int:
        """Take in the text from `index` up to the sign `stop`, and return where it stands."""
        while index < len(self.text) and not self.problem:
            pause()  # a line may be one word
            if self.text[index] == stop:
                return index
            index = self._next(index, depth, is_inner=bool(stop))
        if stop and not self.problem:
            self.problem = "variable"
        return index

    def _next(self, index: int, depth: int, *, is_inner: bool) -> int:
        """Take in what begins at `index`, and return where it ends."""
        sign = self.text[index]
        if sign == "'":
            return self._single(index + 1)
        if sign == '"':
            return self._double(index + 1, depth)
        if sign == "$":
            return self._dollar(index, depth, is_quoted=False)
        if sign == self.escape:
            if index + 1 < len(self.text):
                self._add(self.text[index + 1], Span(index, index + 2))
            return index + 2
        if sign in GO_BLANKS and not self.is_one and not is_inner:
            self._end_word()
        else:
            self._add(sign, Span(index, index + 1))
        return index + 1

    def _single(self, index: int) -> int:
        end = self.text.find("'", index)
        if end < 0:
            self.problem = "quote"
            return len(self.text)
        self.is_word = True
        for place in pausing(range(index, end)):
            self._add(self.text[place], Span(place, place + 1))
        return end + 1

    def _double(self, index: int, depth: int) -> int:
        text = self.text
        self.is_word = True
        while index < len(text) and not self.problem:
            pause()
            sign = text[index]
            if sign == '"':
                return index + 1
            if sign == "$":
                index = self._dollar(index, depth, is_quoted=True)
            elif sign == self.escape and text[index + 1 : index + 2] in {'"', "$", self.escape}:
                self._add(text[index + 1], Span(index, index + 2))
                index += 2
            else:
                self._add(sign, Span(index, index + 1))
                index += 1
        self.problem = self.problem or "quote"
        return index

    def _dollar(self, start: int, depth: int, *, is_quoted: bool) -> int:
        is_braced = self.text.startswith("{", start + 1)
        match = _NAME.match(self.text, start + 1 + is_braced)
        if match is None or depth > _DEEPEST:
            if is_braced:
                self.problem = "variable"
            else:
                self._add("$", Span(start, start + 1))
            return start + 1
        name, end = match[0], match.end()
        value = self.values.get(name)
        nothing = Span(end, end)
        if not is_braced:
            variable = Variable(Span(start, end), name, nothing, is_default=False)
            self._value(value, variable, is_quoted=is_quoted)
            return end
        sign = _SIGN.match(self.text, end)
        begin = sign.end() if sign else end
        if not sign and not self.text.startswith("}", end):
            return self._unknown_form(start, end, name)
        inner = _Lexer(self.text, self.values, self.escape, self.room, is_one=True)
        close = inner.run(begin, "}", depth + 1)
        if inner.problem:
            self.problem = inner.problem
            return close
        span = Span(start, close + 1)
        operand = inner.text[begin:close] if sign else ""
        chosen, is_default = self._chosen(value, sign[0] if sign else "", inner)
        where = Span(begin, close) if operand else Span(close, close)
        self.variables += inner.variables if is_default else ()
        self._value(chosen, Variable(span, name, where, is_default), is_quoted=is_quoted)
        return close + 1

    def _unknown_form(self, start: int, end: int, name: str) -> int:
        """Take in `${NAME#pattern}` and its kin, which only new builders know."""
        close = self.text.find("}", end)
        if close < 0 or self.text[end] not in "#%/":
            self.problem = "variable"
            return len(self.text)
        nothing = Span(end, end)
        variable = Variable(Span(start, close + 1), name, nothing, is_default=False)
        self._value(None, variable, is_quoted=False)
        return close + 1

    def _chosen(self, value: str | None, sign: str, inner: "_Lexer") -> tuple[str | None, bool]:
        """Return what a variable comes to, and whether that is the default written here.

        A variable of which the file says nothing may get its value from the base image.
        """
        operand = inner.result().text
        is_there = value is not None and (value != "" or not sign.startswith(":"))
        if sign.endswith("-"):
            return (value, False) if is_there else (operand, True)
        if sign.endswith("+"):
            return (operand, False) if is_there else (None if value is None else "", False)
        return value, False

    def _value(self, value: str | None, variable: Variable, *, is_quoted: bool) -> None:
        self.variables.append(variable)
        text = MASK if value is None else value
        if len(self.characters) + len(text) > _LONGEST or not self.room.takes(len(text)):
            text = MASK
        if is_quoted or self.is_one:
            self.is_word = self.is_word or bool(text)
            self.characters += text
            self.places += [variable.span] * len(text)
            return
        for sign in text:
            if sign in GO_BLANKS:
                self._end_word()
            else:
                self._add(sign, variable.span)

    def _add(self, sign: str, place: Span) -> None:
        self.is_word = True
        self.characters.append(sign)
        self.places.append(place)

    def _end_word(self) -> None:
        if self.is_word:
            self.words.append(Word("".join(self.characters), tuple(self.places)))
        self.characters, self.places, self.is_word = [], [], False
