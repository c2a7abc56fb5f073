"""Where a variable has its number from: the `.env` file, or the default that is written."""

from collections.abc import Iterator, Mapping

from portlens.formats._interpolation import expand
from portlens.formats.dotenv.env import EnvValue
from portlens.model.port_use import PortRange
from portlens.model.socket import Place
from portlens.programs.compose.project import Project
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number
from portlens.text.span import Span
from portlens.workspace.document import Document


class _Values(Mapping[str, str]):
    """The values of variables by name, without a copy of all of them for each question."""

    def __init__(self, variables: Mapping[str, EnvValue]) -> None:
        self._variables = variables

    def __getitem__(self, name: str) -> str:
        return self._variables[name].value

    def __iter__(self) -> Iterator[str]:
        return iter(self._variables)

    def __len__(self) -> int:
        return len(self._variables)


class Origin(NamedTuple):
    """The variable `name`, its value, and where that stands."""

    name: str
    value: str
    place: Place
    is_default: bool


def origin_of(port: PortRange, project: Project, document: Document) -> Origin | None:
    """Return where the variable that is the whole of `port` gets its number from."""
    span = port.span
    values = _Values(project.variables)
    while True:
        expanded = expand(span.of(document.text), values)
        if len(expanded.variables) != 1 or len(expanded.pieces) != 1:
            return None
        variable = expanded.variables[0]
        known = project.variables.get(variable.name)
        if known is not None and not variable.is_default:
            return Origin(
                variable.name, known.value, Place(known.path, known.span), is_default=False
            )
        operand = variable.operand.shifted(span.start)
        if not variable.is_default or operand.start == operand.end:
            return None
        if is_number(default := operand.of(document.text)):
            return Origin(variable.name, default, Place(document.path, operand), is_default=True)
        span = Span(operand.start, operand.end)
