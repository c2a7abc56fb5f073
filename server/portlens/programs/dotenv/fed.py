"""Which values of a `.env` file are ports: those that a project takes for one."""

import posixpath
from collections.abc import Iterator
from itertools import islice

from portlens.formats._format import Fault
from portlens.formats.dotenv.env import EnvFile
from portlens.formats.registry import format_named, may_have_format
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.model.socket import Place
from portlens.programs.compose.origin import origin_of
from portlens.programs.compose.program import program_of
from portlens.programs.compose.project import Project, project_of
from portlens.programs.named import MOST_ASKED
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


class Fed(NamedTuple):
    """The `detail` of a value: the places that it gives their port.

    `service` and `image` are those of the first of these places.
    """

    feeds: tuple[Place, ...]
    service: str = ""
    image: str = ""


def with_ports(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the ports that projects make of its values.

    A value is looked at only where a project has a port in its place: what else stands in such a
    file, a password say, is nobody's concern. The answer is kept until one of the projects changes.
    """
    subject = document.source
    found = projects_with(subject, workspace)

    def read(trace: Workspace) -> Document:
        asked = _asked(subject, found, trace)
        uses = tuple(_use(span, several, subject) for span, several in pausing(asked.items()))
        faults = (*_faults(uses, subject.text), *_refused(subject, found))
        return subject.reading_as(subject.reading._replace(uses=uses, faults=faults))

    parts = (subject, *(project for _, project in found))
    return _RESOLVED.value(workspace, subject.path, read, parts=parts)


def projects_with(document: Document, workspace: Workspace) -> list[tuple[Document, Project]]:
    """Return the projects that read the file, each with the first of its documents.

    They are those of the Compose files beside it. A file that another project includes reads the
    `.env` beside it as well, where nothing else is said.
    """
    tree = document.reading.tree
    if not isinstance(tree, EnvFile) or not (tree.values or tree.refused):
        return []
    folder = posixpath.dirname(document.path)
    listed = (posixpath.join(folder, name) for name in workspace.names_in(folder or "."))
    opened = (each.path for each in workspace.open_documents())
    beside = (path for path in opened if posixpath.dirname(path) == folder)
    paths = dict.fromkeys((*islice(filter(_may_be_compose, listed), MOST_ASKED), *beside))
    found: dict[tuple[str, ...], tuple[Document, Project]] = {}
    for path in paths:
        main = workspace.document(path)
        if main is None or main.format is not format_named("compose"):
            continue
        project = project_of(main, workspace)
        named = (known.path for known in project.variables.values())
        if document.path == project.env_path or document.path in named:
            found.setdefault(project.files, (main, project))
    return list(found.values())


def _may_be_compose(path: str) -> bool:
    return path.endswith((".yml", ".yaml")) and may_have_format(path)


class _Asking(NamedTuple):
    """A port of a project that stands for a variable of the file."""

    use: PortUse
    variable: str
    place: Place
    is_target: bool


def _asked(
    document: Document, projects: list[tuple[Document, Project]], workspace: Workspace
) -> dict[Span, list[_Asking]]:
    """Return who asks for the value at each place, in the order of the text."""
    found: dict[Span, list[_Asking]] = {}
    for main, project in projects:
        for there, use, part in pausing(_variable_ports(main, project, workspace)):
            origin = origin_of(part, project, there)
            if origin is None or origin.is_default or origin.place.path != document.path:
                continue
            place = Place(there.path, part.span)
            asking = _Asking(use, origin.name, place, part is use.target)
            found.setdefault(origin.place.span, []).append(asking)
    return {span: found[span] for span in sorted(found) if _is_port(span, document)}


def _variable_ports(
    main: Document, project: Project, workspace: Workspace
) -> Iterator[tuple[Document, PortUse, PortRange]]:
    # As they are written: with its value, an empty variable is no port at all.
    for there in project.documents.values():
        for use in there.uses:
            yield from ((there, use, part) for part in use.parts if part.is_variable)
    for connection in program_of(main, workspace).topology.connections:
        port, written = connection.use.port, project.documents.get(connection.place.path)
        if written is not None and port is not None and port.is_variable:
            yield written, connection.use, port


# A number, or the name of a service that is being typed. What else stands there is left alone, and
# shown to nobody.
_PORT = regex(r"[0-9]{0,24}(?:-[0-9]{1,24})?|[A-Za-z][A-Za-z0-9]{0,14}")


def _is_port(span: Span, document: Document) -> bool:
    return _PORT.fullmatch(document.text, *span) is not None


def _use(span: Span, asking: list[_Asking], document: Document) -> PortUse:
    """Return the value at `span` as the port of who asks for it, the host's side before others."""
    first = min(asking, key=lambda each: (each.use.role != "publishes", each.is_target))
    low, _, high = span.of(document.text).partition("-")
    numbers = (to_number(low), to_number(high or low)) if is_number(low) else (None, None)
    if any(number is not None and number > HIGHEST_PORT for number in numbers):
        numbers = None, None
    return PortUse(
        "container" if first.is_target else first.use.role,
        span,
        PortRange(span, *numbers),
        first.use.transport,
        None if first.is_target else first.use.address,
        first.use.owner,
        name=first.variable,
        detail=Fed(
            tuple(dict.fromkeys(each.place for each in asking)),
            first.use.service,
            first.use.image,
        ),
    )


def _faults(uses: tuple[PortUse, ...], text: str) -> Iterator[Fault]:
    for use in uses:
        if use.port is not None and not use.port.is_known and is_number(use.span.of(text)[:1]):
            yield Fault("port-out-of-range", use.span, "highest", {}, use)


def _refused(document: Document, projects: list[tuple[Document, Project]]) -> Iterator[Fault]:
    """Yield the line for which Compose reads no more, where a project reads the file at all."""
    tree = document.reading.tree
    if projects and isinstance(tree, EnvFile) and tree.refused is not None:
        sign = tree.refused.of(document.text)
        values = {"sign": sign} if tree.reason == "env-sign" else {}
        yield Fault("invalid-env-line", tree.refused, tree.reason, values)


_RESOLVED: Memo[Document] = Memo(64)
