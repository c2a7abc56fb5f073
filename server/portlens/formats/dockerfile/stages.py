"""The stages of a Dockerfile, and what its variables are worth in each.

Source: the documentation of FROM, ARG and ENV, and `docker build` run on each form.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from portlens.formats._template import MASK
from portlens.formats.dockerfile.lines import Instruction
from portlens.formats.dockerfile.words import expand
from portlens.text.plain import split_blanks
from portlens.text.span import Span


class Known(NamedTuple):
    """What a variable is worth from one instruction on, and where that is written.

    `is_argument`: it is the default of an ARG, which whoever builds the image may change.
    `place` is None where several words make the value.
    """

    value: str
    place: Span | None
    is_argument: bool


class Step(NamedTuple):
    """An instruction of a stage, with what its variables are worth there."""

    instruction: Instruction
    known: Mapping[str, Known]

    def values(self, *, at_run_time: bool = False) -> dict[str, str]:
        """Return the values by name; arguments of the build are gone when a container runs."""
        return {
            name: known.value
            for name, known in self.known.items()
            if not (at_run_time and known.is_argument)
        }


class Stage(NamedTuple):
    """What one FROM begins; `base` is the image or the stage that it is built upon.

    `below` is the number of that stage, None where it is an image. `span` is that of the name
    by which the stage goes, or of the base.
    """

    number: int
    name: str
    base: str
    below: int | None
    span: Span
    steps: tuple[Step, ...]

    @property
    def owner(self) -> str:
        """What the user calls the stage."""
        return self.name or self.base


class Dockerfile(NamedTuple):
    """The stages of a file in their order; what stands before the first FROM is `before`."""

    stages: tuple[Stage, ...] = ()
    before: tuple[Step, ...] = ()
    escape: str = "\\"

    def stage(self, target: str = "") -> Stage | None:
        """Return the stage that is built: the last, or the one that is asked for."""
        if not target:
            return self.stages[-1] if self.stages else None
        return next((stage for stage in self.stages if _is_called(stage, target)), None)

    def chain(self, stage: Stage | None) -> list[Stage]:
        """Return the stages that make an image, from the lowest on."""
        found: list[Stage] = []
        while stage is not None:
            found.append(stage)
            stage = None if stage.below is None else self.stages[stage.below]
        return found[::-1]


def _is_called(stage: Stage, name: str) -> bool:
    return stage.name.lower() == name.lower() if stage.name else str(stage.number) == name


def dockerfile(
    instructions: Iterable[Instruction], arguments: Mapping[str, str] | None = None
) -> Dockerfile:
    """Return the stages that `instructions` make; `arguments` go before the defaults of ARG."""
    return _Builder(arguments or {}).run(instructions)


class _Builder:
    def __init__(self, arguments: Mapping[str, str]) -> None:
        self.arguments = arguments
        self.globals: dict[str, Known] = {}
        self.known: dict[str, Known] = {}
        self.left: list[Mapping[str, Known]] = []  # what is known at the end of each stage
        self.stages: list[Stage] = []
        self.steps: list[Step] = []
        self.before: list[Step] = []
        self.escape = "\\"

    def run(self, instructions: Iterable[Instruction]) -> Dockerfile:
        for instruction in instructions:
            self.escape = instruction.escape
            # What stands behind ONBUILD is done in another build.
            if instruction.keyword == "FROM" and not instruction.is_on_build:
                self._from(instruction)
                continue
            step = Step(instruction, self.known if self.stages else self.globals)
            (self.steps if self.stages else self.before).append(step)
            if instruction.is_on_build:
                continue
            if instruction.keyword == "ARG":
                self._argument(instruction)
            elif instruction.keyword == "ENV" and self.stages:
                self._environment(instruction)
        self._close()
        return Dockerfile(tuple(self.stages), tuple(self.before), self.escape)

    def _from(self, instruction: Instruction) -> None:
        self._close()
        values = {name: known.value for name, known in self.globals.items()}
        begin = instruction.start + len(instruction.flags)
        words = list(_words(instruction, begin))
        base = expand(words[0][0], values, self.escape, is_one=True).text if words else ""
        is_named = len(words) > 2 and words[1][0].lower() == "as"
        name, span = words[2] if is_named else ("", words[0][1] if words else instruction.span)
        below = next(
            (stage.number for stage in reversed(self.stages) if stage.name.lower() == base.lower()),
            None,
        )
        self.known = (
            {name: known for name, known in self.left[below].items() if not known.is_argument}
            if below is not None and base
            else {}
        )
        number = len(self.stages)
        self.stages.append(Stage(number, name, base, below if base else None, span, ()))

    def _close(self) -> None:
        if self.stages:
            self.stages[-1] = self.stages[-1]._replace(steps=tuple(self.steps))
            self.left.append(self.known)
        self.steps = []

    def _argument(self, instruction: Instruction) -> None:
        found = dict(self.known if self.stages else self.globals)
        for name, value, start in _pairs(instruction):
            if name in self.arguments:
                known = Known(self.arguments[name], None, is_argument=True)
            elif value is not None:
                known = self._known(instruction, value, start, found, is_argument=True)
            elif self.stages and name in self.globals:
                known = self.globals[name]
            else:
                continue
            # What ENV sets goes before every argument.
            if name not in found or found[name].is_argument:
                found[name] = known
        if self.stages:
            self.known = found
        else:
            self.globals = found

    def _environment(self, instruction: Instruction) -> None:
        found = dict(self.known)
        for name, value, start in _pairs(instruction):
            if value is not None:
                found[name] = self._known(instruction, value, start, self.known, is_argument=False)
        self.known = found

    def _known(
        self,
        instruction: Instruction,
        written: str,
        start: int,
        around: Mapping[str, Known],
        *,
        is_argument: bool,
    ) -> Known:
        values = {name: known.value for name, known in around.items()}
        found = expand(written, values, self.escape, is_one=True)
        value = MASK if found.problem else found.text
        place: Span | None = None
        word = found.words[0] if found.words else None
        if not found.variables and word is not None and word.text:
            inner = word.source(0, len(word.text))
            place = instruction.line.span(start + inner.start, start + inner.end)
        elif len(found.variables) == 1 and word is not None:
            (variable,) = found.variables
            other = around.get(variable.name)
            is_whole = all(each == variable.span for each in word.places)
            if variable.is_default:
                place = instruction.line.span(
                    start + variable.operand.start, start + variable.operand.end
                )
            elif is_whole and other is not None:
                place = other.place
        return Known(value, place, is_argument)


_PAIR = re.compile(r"""(?:[^ \t\n\v\f\r"'\\`]|[\\`].?|"(?:[^"\\]|\\.)*"?|'[^']*'?)+""", re.DOTALL)


def _pairs(instruction: Instruction) -> Iterator[tuple[str, str | None, int]]:
    """Yield the names that ENV or ARG gives a value, with that and where it begins in the line.

    `ENV NAME value` is an old form of one pair; a name of ARG may have no value.
    """
    found = list(_PAIR.finditer(instruction.line.text, instruction.start, instruction.end))
    if instruction.keyword == "ENV" and found and "=" not in found[0][0]:
        if len(found) > 1:
            start = found[1].start()
            yield found[0][0], instruction.line.text[start : instruction.end], start
        return
    for match in found:
        name, sign, value = match[0].partition("=")
        yield name, value if sign else None, match.start() + len(name) + 1


def _words(instruction: Instruction, start: int) -> Iterator[tuple[str, Span]]:
    text = instruction.line.text
    for word in split_blanks(text[start : instruction.end]):
        start = text.index(word, start)
        yield word, instruction.line.span(start, start + len(word))
        start += len(word)
