"""Variables in a Compose file: `$NAME`, `${NAME}`, `${NAME:-default}` and so on, nested.

Source: compose-go's templates, and docker-compose 2.40.3 run on each form.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from portlens.formats._template import WITHOUT_DOLLAR, has_other_placeholder
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span

# Stands in an expanded text for a variable that nothing gives a value.
UNKNOWN = "\ufffc"

_NAME = regex(r"[A-Za-z_][A-Za-z0-9_]*")
_BEGINS = regex(r"\$[A-Za-z_{]")  # any other dollar sign stands for itself
_DOLLAR = regex(r"\$")
_OPERATOR = regex(r":?[-?+]")


@lru_cache(maxsize=1)  # most files have no variable, and this one takes long to compile
def _special() -> re.Pattern[str]:
    """What fills in a placeholder does so before Compose sees the file."""
    return re.compile(rf"\$(?!\()|{WITHOUT_DOLLAR}|\$\([^()\n]{{1,200}}\)|\$")


# `${A:-${B:-…}}` deeper than this is no configuration.
_DEEPEST = 20

# Nor is a value longer than this. Lines such as `B=$A$A`, `C=$B$B` double it each time: forty of
# them would be a terabyte.
LONGEST = 65_536


class Variable(NamedTuple):
    """One variable as written, at `span` of the unexpanded text."""

    span: Span
    name: str
    operator: str  # "", "-", ":-", "?", ":?", "+" or ":+"
    operand: Span  # the default, message or alternative; empty where there is none
    value: str  # what it comes to, UNKNOWN included
    is_default: bool  # the value is the default written here, which anyone may change


class Expanded(NamedTuple):
    """A text after its variables were replaced, and where each character came from.

    `pieces` are triples: offset in `text`, the span in the source, and whether the piece is a
    variable; a piece ends where the next begins. `problem` is `template` where a variable is
    not written as one can be, `required` where one that must have a value has none, `cut` where
    the text is too long or nested too deep for portlens, though not for Compose.
    """

    text: str
    variables: tuple[Variable, ...] = ()
    pieces: tuple[tuple[int, Span, bool], ...] = ()
    problem: str = ""

    def source(self, start: int, end: int) -> Span:
        """Return the source's span of `text[start:end]`; a variable is taken whole."""
        if not self.pieces:
            return Span(start, end)
        first, last = self._place(start, at_end=False), self._place(end, at_end=True)
        return Span(min(first, last), max(first, last))

    def is_variable(self, start: int, end: int) -> bool:
        """Tell whether any of `text[start:end]` came from a variable, be it an empty one."""
        for index, (begin, _, is_variable) in enumerate(self.pieces):
            stop = self.pieces[index + 1][0] if index + 1 < len(self.pieces) else len(self.text)
            if is_variable and begin <= end and start <= stop and (begin < end or start < stop):
                return True
            if is_variable and begin == stop == start == end:
                return True
        return False

    def _place(self, offset: int, *, at_end: bool) -> int:
        for index, (begin, source, is_variable) in enumerate(self.pieces):
            stop = self.pieces[index + 1][0] if index + 1 < len(self.pieces) else len(self.text)
            if offset < stop or (offset == stop and (at_end or index + 1 == len(self.pieces))):
                if is_variable:
                    return source.end if at_end else source.start
                return source.start + offset - begin
        return 0


def expand(
    text: str, environment: Mapping[str, str] | None = None, unknown: str = UNKNOWN
) -> Expanded:
    """Replace the variables in `text` by their values in `environment`, or by their defaults.

    A variable that has neither becomes `unknown`; Compose itself takes an empty text.
    """
    if not may_change(text):
        return Expanded(text)
    return _Expansion(environment or {}, unknown).run(text, 0, 0)


def may_change(text: str) -> bool:
    """Tell whether `expand` may make another text of `text`: most texts stay as they are."""
    return "$" in text or has_other_placeholder(text)


class _Expansion:
    """What one expansion carries through the nested texts."""

    def __init__(self, environment: Mapping[str, str], unknown: str) -> None:
        self.environment = environment
        self.unknown = unknown
        self.problem = ""

    def run(self, text: str, shift: int, depth: int) -> Expanded:
        if depth > _DEEPEST:
            return self._cut(text, shift)
        output: list[str] = []
        length = 0
        pieces: list[tuple[int, Span, bool]] = []
        variables: list[Variable] = []
        index = 0
        while index < len(text):
            if length > LONGEST:
                return self._cut(text, shift)
            special = (_special() if self.unknown else _DOLLAR).search(text, index)
            stop = special.start() if special else len(text)
            if stop != index:
                pieces.append((length, Span(index + shift, stop + shift), False))
                output.append(text[index:stop])
                length += stop - index
                index = stop
                continue
            if special and special[0] != "$":
                span = Span(index + shift, special.end() + shift)
                nothing = Span(span.end, span.end)
                pieces.append((length, span, True))
                output.append(self.unknown)
                length += len(self.unknown)
                variables.append(Variable(span, "", "", nothing, self.unknown, is_default=False))
                index = special.end()
                continue
            if text.startswith("$$", index):
                pieces.append((length, Span(index + shift, index + 2 + shift), True))
                output.append("$")
                length += 1
                index += 2
                continue
            if not _BEGINS.match(text, index):
                pieces.append((length, Span(index + shift, index + 1 + shift), False))
                output.append("$")
                length += 1
                index += 1
                continue
            variable = self._variable(text, index, shift, depth)
            if variable is None:
                self.problem = self.problem.replace("cut", "") or "template"
                return Expanded(text, problem=self.problem)
            pieces.append((length, variable.span, True))
            output.append(variable.value)
            length += len(variable.value)
            variables.append(variable)
            index = variable.span.end - shift
        return Expanded("".join(output), tuple(variables), tuple(pieces), self.problem)

    def _cut(self, text: str, shift: int) -> Expanded:
        """Return a text that nobody knows in place of one that is too long or nested too deep."""
        self.problem = self.problem or "cut"
        whole = Span(shift, shift + len(text))
        return Expanded(UNKNOWN, (), ((0, whole, True),), self.problem)

    def _variable(self, text: str, start: int, shift: int, depth: int) -> Variable | None:
        braced = text.startswith("${", start)
        match = _NAME.match(text, start + 1 + braced)
        if match is None:
            return None
        name = match[0]
        end = match.end()
        if not braced:
            nothing = Span(end + shift, end + shift)
            value = self.environment.get(name, self.unknown)
            span = Span(start + shift, end + shift)
            return Variable(span, name, "", nothing, value, is_default=False)
        operator = _OPERATOR.match(text, end)
        sign = operator[0] if operator else ""
        close = _closing(text, start)
        if close < 0 or (not operator and close != end):
            return None
        begin = end + len(sign)
        inner = self.run(text[begin:close], begin + shift, depth + 1) if sign else Expanded("")
        if inner.problem == "template":
            return None
        value, is_default = self._value(name, sign, inner.text)
        return Variable(
            Span(start + shift, close + 1 + shift),
            name,
            sign,
            Span(begin + shift, close + shift),
            value,
            is_default,
        )

    def _value(self, name: str, sign: str, operand: str) -> tuple[str, bool]:
        """Return what the variable comes to, and whether that is its default."""
        value = self.environment.get(name)
        is_there = value is not None and (value != "" or not sign.startswith(":"))
        if sign.endswith("+"):
            return (operand, False) if is_there else ("", True)
        if is_there and value is not None:
            return value, False
        if sign.endswith("-"):
            return operand, True
        if sign.endswith("?"):
            self.problem = self.problem or "required"
        return (self.unknown if value is None else value), False


def _closing(text: str, start: int) -> int:
    """Return where the brace that opens at `start + 1` closes, or -1."""
    depth = 0
    index = start
    while index < len(text):
        if text.startswith("${", index):
            depth += 1
            index += 2
            continue
        if text[index] == "}":
            depth -= 1
            if not depth:
                return index
        index += 1
    return -1
