"""Where the value of a variable comes from, in words."""

import posixpath
from collections.abc import Iterator

from portlens.formats.compose.interpolation import UNKNOWN, Variable, expand
from portlens.model.port_use import PortRange
from portlens.network.context import Context
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


def variable_reasons(document: Document, part: PortRange, context: Context) -> Iterator[Phrase]:
    """Yield one sentence for each variable in `part`, which is in a Compose file."""
    from portlens.programs.compose.project import project_of

    known = project_of(document, context.workspace).variables
    values = {name: variable.value for name, variable in known.items()}
    for variable in expand(part.span.of(document.text), values).variables:
        name = f"`{variable.name}`"
        if variable.name in known and not variable.is_default:
            found = known[variable.name]
            file = posixpath.basename(found.path)
            yield SET.fill(name=name, value=f"`{found.value}`", file=f"`{file}`")
        elif UNKNOWN in variable.value:
            yield NOWHERE.fill(name=name)
        else:
            yield (DEFAULT if _is_default(variable) else EMPTY).fill(
                name=name, value=f"`{variable.value}`"
            )


def _is_default(variable: Variable) -> bool:
    return variable.is_default and bool(variable.value)


SET = Phrase("{name} is {value}, from {file}", "{name} は {file} により {value} です")
DEFAULT = Phrase(
    "{name} has no value: its default {value} holds",
    "{name} には値がないため、既定値の {value} になります",
)
EMPTY = Phrase("{name} is empty", "{name} は空です")
NOWHERE = Phrase(
    "{name} has neither a value nor a default, so the port is not known here",
    "{name} には値も既定値もないため、ポートはここでは分かりません",
)
