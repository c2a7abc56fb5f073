"""The stages of a Dockerfile, and what its variables are worth in each.

Source: the documentation of FROM, ARG and ENV, and `docker build` run on each form.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from portlens.formats._template import MASK
from portlens.formats.dockerfile.lines import Instruction
from portlens.formats.dockerfile.words import Expanded, Room, expand, names_in
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import split_blanks
from portlens.text.regex import regex
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
    """An instruction of a stage, with what the variables that it speaks of are worth there."""

    instruction: Instruction
    known: Mapping[str, Known]

    def values_in(self, text: str, *, at_run_time: bool = False) -> dict[str, str]:
        """Return what the variables are worth that stand in `text`, a part of the instruction.

        Arguments of the build are gone when a container runs.
        """
        found = ((name, self.known.get(name)) for name in names_in(text))
        return {
            name: known.value
            for name, known in found
            if known is not None and not (at_run_time and known.is_argument)
        }


class Stage(NamedTuple):
    """What one FROM begins; `base` is the image or the stage that it is built upon.

    `below` is the number of that stage, None where it is an image; `image` is the one that all of
    these stages begin with. `span` is that of the name by which the stage goes, or of the base.
    """

    number: int
    name: str
    base: str
    below: int | None
    image: str
    span: Span
    steps: tuple[Step, ...]

    @property
    def owner(self) -> str:
        """What the user calls the stage."""
        return self.name or self.base


class Dockerfile(NamedTuple):
    """The stages of a file in their order; what stands before the first FROM is in none.

    `steps` are those of all stages, and `starts` the places in the file where they begin.
    """

    stages: tuple[Stage, ...] = ()
    steps: tuple[Step, ...] = ()
    starts: tuple[int, ...] = ()

    def step_at(self, span: Span) -> Step | None:
        """Return the instruction in which a span of the file lies."""
        index = bisect_right(self.starts, span.start) - 1
        return self.steps[index] if index >= 0 else None

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

    def set_in(self, stage: Stage | None) -> set[str]:
        """Return the names of the variables that every container of a stage has."""
        return {
            name
            for each in self.chain(stage)
            for step in each.steps
            if step.instruction.keyword == "ENV" and not step.instruction.is_on_build
            for name, value, _ in _pairs(step.instruction)
            if value is not None
        }


def _is_called(stage: Stage, name: str) -> bool:
    return stage.name.lower() == name.lower() if stage.name else str(stage.number) == name


def dockerfile(
    instructions: Iterable[Instruction], arguments: Mapping[str, str] | None = None
) -> Dockerfile:
    """Return the stages that `instructions` make; `arguments` go before the defaults of ARG."""
    return _Builder(arguments or {}).run(instructions)


class _Scope:
    """What the variables of one stage are worth up to the instruction that was read last.

    What the stages below have set is asked there: copied for each stage, or for each instruction,
    it would grow with the square of the file.
    """

    def __init__(self, below: "_Scope | None" = None) -> None:
        self.layers: tuple[dict[str, Known], ...] = ({},)  # of this stage, then of those below
        if below is not None:
            self.layers += below.layers[: _MOST_STAGES - 1]

    def get(self, name: str) -> Known | None:
        """Return what a variable is worth; None where the file does not say it."""
        return next((layer[name] for layer in self.layers if name in layer), None)

    def set(self, name: str, known: Known) -> None:
        """Take down what a variable is worth from here on."""
        self.layers[0][name] = known

    def of(self, text: str) -> dict[str, Known]:
        """Return what the variables are worth that `text` speaks of."""
        found = ((name, self.get(name)) for name in names_in(text))
        return {name: known for name, known in found if known is not None}


_MOST_STAGES = 127  # upon each other: an image has no more layers


class _Builder:
    def __init__(self, arguments: Mapping[str, str]) -> None:
        self.arguments = arguments
        self.room = Room()
        self.globals = _Scope()
        self.scope = self.globals
        self.scopes: list[_Scope] = []  # one for each stage
        self.stages: list[Stage] = []
        self.numbers: dict[str, int] = {}  # of stages, by their names in small letters
        self.steps: list[Step] = []
        self.escape = "\\"

    def run(self, instructions: Iterable[Instruction]) -> Dockerfile:
        for instruction in instructions:
            pause()
            self.escape = instruction.escape
            # What stands behind ONBUILD is done in another build.
            if instruction.keyword == "FROM" and not instruction.is_on_build:
                self._from(instruction)
                continue
            if self.stages:
                self.steps.append(Step(instruction, self.scope.of(instruction.arguments)))
            if instruction.is_on_build:
                continue
            if instruction.keyword == "ARG":
                self._argument(instruction)
            elif instruction.keyword == "ENV" and self.stages:
                self._environment(instruction)
        self._close()
        steps = tuple(step for stage in self.stages for step in stage.steps)
        starts = tuple(step.instruction.span.start for step in steps)
        return Dockerfile(tuple(self.stages), steps, starts)

    def _from(self, instruction: Instruction) -> None:
        self._close()
        begin = instruction.start + len(instruction.flags)
        words = list(_words(instruction, begin))
        base = self._expanded(words[0][0], self.globals.of(words[0][0])).text if words else ""
        is_named = len(words) > 2 and words[1][0].lower() == "as"
        name, span = words[2] if is_named else ("", words[0][1] if words else instruction.span)
        below = self.numbers.get(base.lower()) if base else None
        self.scope = _Scope(None if below is None else self.scopes[below])
        self.scopes.append(self.scope)
        number = len(self.stages)
        image = base if below is None else self.stages[below].image
        self.stages.append(Stage(number, name, base, below, image, span, ()))
        self.numbers[name.lower()] = number

    def _close(self) -> None:
        if self.stages:
            self.stages[-1] = self.stages[-1]._replace(steps=tuple(self.steps))
        self.steps = []

    def _argument(self, instruction: Instruction) -> None:
        for name, value, start in _pairs(instruction):
            if name in self.arguments:
                known: Known | None = Known(self.arguments[name], None, is_argument=True)
            elif value is not None:
                known = self._known(instruction, value, start, is_argument=True)
            else:
                known = self.globals.get(name) if self.stages else None
            before = self.scope.get(name)
            # What ENV sets goes before every argument.
            if known is not None and (before is None or before.is_argument):
                self.scope.set(name, known)

    def _environment(self, instruction: Instruction) -> None:
        # The values of one instruction know nothing of each other.
        found = [
            (name, self._known(instruction, value, start, is_argument=False))
            for name, value, start in _pairs(instruction)
            if value is not None
        ]
        for name, known in found:
            self.scope.set(name, known)

    def _expanded(self, written: str, around: Mapping[str, Known]) -> Expanded:
        values = {name: known.value for name, known in around.items()}
        return expand(written, values, self.escape, is_one=True, room=self.room)

    def _known(
        self, instruction: Instruction, written: str, start: int, *, is_argument: bool
    ) -> Known:
        around = self.scope.of(written)
        found = self._expanded(written, around)
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


_PAIR = regex(r"""(?:[^ \t\n\v\f\r"'\\`]|[\\`].?|"(?:[^"\\]|\\.)*"?|'[^']*'?)+""", re.DOTALL)


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
