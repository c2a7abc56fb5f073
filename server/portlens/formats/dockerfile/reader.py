"""The ports of a Dockerfile: what EXPOSE says, and what HEALTHCHECK asks for."""

from collections.abc import Iterator, Mapping

from portlens.formats._format import Fault, Reading
from portlens.formats._template import MASK, unfilled
from portlens.formats.dockerfile.exposed import Exposed, entry
from portlens.formats.dockerfile.health import asked, counting
from portlens.formats.dockerfile.lines import Instruction, Joined, instructions
from portlens.formats.dockerfile.stages import Stage, Step, dockerfile
from portlens.formats.dockerfile.words import Room, expand
from portlens.model.port_use import PortRange, PortUse
from portlens.text.pause import pause
from portlens.text.plain import BLANKS
from portlens.text.span import Span


def read(text: str, path: str, arguments: Mapping[str, str] | None = None) -> Reading:
    """Read a Dockerfile, as `docker build` does with `arguments` for its ARG."""
    tree = dockerfile(instructions(unfilled(text, path, dollars=False)), arguments)
    uses: list[PortUse] = []
    faults: list[Fault] = []
    room = Room()
    for stage in tree.stages:
        check = counting(stage)
        for step in stage.steps:
            pause()
            if step.instruction.keyword == "HEALTHCHECK" and step is not check:
                continue
            for use, found in _read(step, stage, room):
                uses += [use] if use is not None else []
                faults += found
    return Reading(tuple(sorted(uses, key=_start)), tuple(faults), tree=tree)


def _start(use: PortUse) -> Span:
    return use.span


Found = tuple[PortUse | None, tuple[Fault, ...]]


def _read(step: Step, stage: Stage, room: Room) -> Iterator[Found]:
    instruction = step.instruction
    use = use_in(step, stage)
    if instruction.keyword == "EXPOSE":
        yield from _exposed(step, use, room)
    elif instruction.keyword == "HEALTHCHECK":
        for found in asked(step, use):
            yield found, ()


def use_in(step: Step, stage: Stage) -> PortUse:
    """Return what is known of a port of an instruction beside its number."""
    instruction = step.instruction
    image = "" if MASK in stage.image else stage.image
    detail = Exposed(stage.number, image, instruction.is_on_build)
    owner = "" if MASK in stage.owner else stage.owner
    return PortUse("container", instruction.span, None, owner=owner, detail=detail)


def _exposed(step: Step, use: PortUse, room: Room) -> Iterator[Found]:
    instruction = step.instruction
    text = instruction.line.text
    if instruction.start >= instruction.end:
        yield _nothing(instruction, use)
        return
    place = instruction.start
    while place < instruction.end:
        end = place
        while end < instruction.end and text[end] not in BLANKS:
            end += 1
        if end > place and text[place] == "#":
            # A comment has lines of its own: all of this one are ports.
            comment = instruction.line.span(place, instruction.end)
            yield None, (Fault("invalid-port", comment, "dockerfile-comment", {}, use),)
            return
        if end > place:
            yield from _word(step, place, end, use, room)
        place = end + 1


def _nothing(instruction: Instruction, use: PortUse) -> Found:
    """Return an EXPOSE without a port: one is to be typed behind the first blank."""
    line, begin = instruction.line, instruction.end
    keyword = line.span(begin - len("EXPOSE"), begin)
    at = line.span(begin, len(line.text)).end if begin < len(line.text) else keyword.end
    here = Span(at, at)
    use = use._replace(span=Span(keyword.start, at), port=PortRange(here, None, None))
    return use, (Fault("missing-port", keyword, "keyword", {}, use),)


def _word(step: Step, start: int, end: int, use: PortUse, room: Room) -> Iterator[Found]:
    """Yield the ports that one written word comes to: a variable may hold several."""
    line = step.instruction.line
    written = line.text[start:end]
    span = line.span(start, end)
    use = use._replace(span=span)
    expanded = expand(written, step.values_in(written), step.instruction.escape, room=room)
    if expanded.problem:
        reason = "open-quote" if expanded.problem == "quote" else "dockerfile-variable"
        use = use._replace(port=PortRange(span, None, None))
        yield use, (Fault("invalid-port", span, reason, {}, use),)
        return
    for word in expanded.words:
        if not word.text:
            continue
        found, faults = entry(word, expanded, use)
        port = found.port
        if port is not None:
            found = found._replace(port=port._replace(span=_moved(line, start, port.span)))
        yield (
            found,
            tuple(
                fault._replace(span=_moved(line, start, fault.span), use=found) for fault in faults
            ),
        )


def _moved(line: Joined, start: int, span: Span) -> Span:
    return line.span(start + span.start, start + span.end)
