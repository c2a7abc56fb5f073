"""Where a variable of a Dockerfile has its number from."""

from portlens.formats.dockerfile.stages import Dockerfile, Known, Step
from portlens.formats.dockerfile.words import Variable, expand
from portlens.model.port_use import PortRange, is_port_number
from portlens.model.socket import Place
from portlens.text.span import Span
from portlens.workspace.document import Document


def origin_of(document: Document, part: PortRange) -> Place | None:
    """Return where the number of the variable that is the whole of `part` is written."""
    found = variable_of(document, part)
    if found is None:
        return None
    variable, known = found
    if variable.is_default:
        place: Span | None = variable.operand
    else:
        place = known.place if known is not None else None
    if place is None or not is_port_number(place.of(document.text)):
        return None
    return Place(document.path, place)


def variable_of(document: Document, part: PortRange) -> tuple[Variable, Known | None] | None:
    """Return the variable that is the whole of `part`, its spans those of the file.

    With it comes what the file says of its value; None where it says nothing, or where the
    default written at the variable holds.
    """
    step = _step_at(document, part.span)
    if step is None:
        return None
    written = part.span.of(document.text)
    at_run_time = step.instruction.keyword != "EXPOSE"
    expanded = expand(written, step.values(at_run_time=at_run_time), step.instruction.escape)
    if len(expanded.variables) != 1 or expanded.variables[0].span != Span(0, len(written)):
        return None
    variable = expanded.variables[0]
    start = part.span.start
    moved = variable._replace(
        span=part.span, operand=Span(start + variable.operand.start, start + variable.operand.end)
    )
    return moved, None if variable.is_default else step.known.get(variable.name)


def _step_at(document: Document, span: Span) -> Step | None:
    tree = document.reading.tree
    stages = tree.stages if isinstance(tree, Dockerfile) else ()
    steps = (step for stage in stages for step in stage.steps)
    return next((step for step in steps if step.instruction.span.covers(span)), None)
