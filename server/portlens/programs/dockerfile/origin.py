"""Where a variable of a Dockerfile has its number from."""

from portlens.formats.dockerfile.stages import Dockerfile, Known
from portlens.formats.dockerfile.words import Variable, expand
from portlens.model.port_use import PortRange
from portlens.model.socket import Place
from portlens.text.plain import is_number
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
    if place is None or not is_number(place.of(document.text)):
        return None
    return Place(document.path, place)


def variable_of(document: Document, part: PortRange) -> tuple[Variable, Known | None] | None:
    """Return the variable that is the whole of `part`, its spans those of the file.

    With it comes what the file says of its value; None where it says nothing, or where the
    default written at the variable holds.
    """
    tree = document.reading.tree
    step = tree.step_at(part.span) if isinstance(tree, Dockerfile) else None
    if step is None or not step.instruction.span.covers(part.span):
        return None
    written = part.span.of(document.text)
    at_run_time = step.instruction.keyword != "EXPOSE"
    values = step.values_in(written, at_run_time=at_run_time)
    expanded = expand(written, values, step.instruction.escape)
    if len(expanded.variables) != 1 or expanded.variables[0].span != Span(0, len(written)):
        return None
    variable = expanded.variables[0]
    start = part.span.start
    moved = variable._replace(
        span=part.span, operand=Span(start + variable.operand.start, start + variable.operand.end)
    )
    known = None if variable.is_default else step.known.get(variable.name)
    # Arguments of the build are gone when a container runs.
    is_gone = known is not None and at_run_time and known.is_argument
    return moved, None if is_gone else known
