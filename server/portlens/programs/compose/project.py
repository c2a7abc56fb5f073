"""A Compose project: what `docker compose` would run, and where each part of it is written."""

import posixpath
from collections.abc import Collection, Iterator, Mapping

from portlens.formats._interpolation import UNKNOWN
from portlens.formats.dotenv.env import EnvValue
from portlens.model.socket import Place
from portlens.programs.compose.env_files import EnvironmentFile, environment_files
from portlens.programs.compose.files import default_files, environment, project_files
from portlens.programs.compose.load import Included, Loader, Surrounding
from portlens.programs.compose.problem import OF_SUBJECT, Problem
from portlens.programs.compose.service import Body
from portlens.programs.compose.sources import Sources
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


class Project(NamedTuple):
    """The services of one project by name, in the order of its files."""

    files: tuple[str, ...]  # those that Compose is started with, without included ones
    documents: Mapping[str, Document]  # every file read on the way, by path
    services: Mapping[str, Body]
    variables: Mapping[str, EnvValue]
    included: Mapping[str, Included] = {}  # by service
    problems: tuple[Problem, ...] = ()
    env_files: Mapping[str, tuple[EnvironmentFile, ...]] = {}  # by service
    env_path: str = ""  # of the `.env` file that gives the variables their values


def project_of(document: Document, workspace: Workspace) -> Project:
    """Return the project that `document` belongs to.

    An included file is judged as a project of its own; what it does to the one that includes it
    is told there.
    """
    subject = document.source

    def read(trace: Workspace) -> Project:
        sources = Sources(trace, subject)
        files = project_files(sources, subject.path)
        return _of_main(files, sources, trace) or load(sources, files)

    return _PROJECTS.value(workspace, subject.path, read, subject=subject)


def _of_main(files: tuple[str, ...], sources: Sources, workspace: Workspace) -> Project | None:
    """Return the project of the first of `files`, if it is the very one of the subject.

    Only what is wrong with the project as a whole is told of the file that is judged.
    """
    subject = sources.subject
    folders = {posixpath.dirname(path) for path in (files[0], subject.path)}
    main = sources.document(files[0]) if files[0] != subject.path and len(folders) == 1 else None
    project = project_of(main, workspace) if main is not None else None
    if project is None or project.files != files:
        return None
    is_told = any(problem.kind in OF_SUBJECT for problem in project.problems)
    return project if project.documents.get(subject.path) is subject and not is_told else None


def bodies_in(document: Document, project: Project, workspace: Workspace) -> Collection[Body]:
    """Return the services of which something is written in `document`, in the project's order.

    Each file of a project asks, and none goes through the services of all the others.
    """
    if len(project.documents) == 1:
        return project.services.values()
    by_file = _BY_FILE.of_parts(workspace, project.files, lambda: _by_file(project), (project,))
    return by_file.get(document.path, ())


_ByFile = dict[str, list[Body]]
_BY_FILE: Memo[_ByFile] = Memo(16)


def _by_file(project: Project) -> _ByFile:
    found: _ByFile = {}
    for body in pausing(project.services.values()):
        for path in dict.fromkeys(definition.path for definition in body.definitions):
            found.setdefault(path, []).append(body)
    return found


def is_used_in_parts(document: Document, workspace: Workspace) -> bool:
    """Tell whether a project nearby takes services from the file by `extends` and never runs it.

    Its own services then do not run together. Asked are the projects that `docker compose` finds
    by itself in the file's folder and in the two above.
    """
    sources = Sources(workspace, document)
    if document.path in default_files(sources, posixpath.dirname(document.path)):
        return False
    for project in projects_above(document, workspace):
        owners = {body.path for body in project.services.values()}
        if document.path in project.documents and document.path not in owners:
            return True
    return False


def projects_above(document: Document, workspace: Workspace) -> Iterator[Project]:
    """Yield the projects that may take something from the file, besides its own.

    These are the ones that `docker compose` finds by itself in the file's folder and in the two
    above.
    """
    sources = Sources(workspace, document)
    folder = document.path
    for _ in range(FOLDERS_ABOVE):
        folder = posixpath.dirname(folder)
        files = default_files(sources, folder)
        main = workspace.document(files[0], document.format) if files else None
        if main is not None and ("extends" in main.text or "include" in main.text):
            yield project_of(main, workspace)


def included_by(document: Document, workspace: Workspace) -> Document | None:
    """Return the first file of the one project nearby that includes the file; None without one.

    Nearby are the projects that `docker compose` finds in the file's folder and in the two above.
    One that another of them includes in its turn is part of that.
    """
    found = {
        project.files: project
        for project in projects_above(document, workspace)
        if document.path in project.documents
        and document.path not in project.files
        and any(body.path == document.path for body in project.services.values())
    }
    outer = [
        project.documents[files[0]]
        for files, project in found.items()
        if not any(files[0] in each.documents for each in found.values() if each is not project)
    ]
    return outer[0] if len(outer) == 1 else None


FOLDERS_ABOVE = 3


def load(sources: Sources, files: tuple[str, ...], unknown: str = UNKNOWN) -> Project:
    """Return the project of `files`; a variable that nothing gives a value becomes `unknown`."""
    folder = posixpath.dirname(files[0])
    env_path = posixpath.join(folder, ".env")
    env = environment(sources, folder)
    loader = Loader(sources)
    if env.refused is not None:
        loader.report("env", sources.subject, Span(0, 0), Place(env_path, env.refused))
    if sources.why_unread(env_path):
        loader.report("env-outside", sources.subject, Span(0, 0))
    values = {name: known.value for name, known in env.values.items()}
    services = _started(loader.load(files, Surrounding(folder, values, unknown)), loader, values)
    for port in (port for body in pausing(services.values()) for port in body.ports):
        if port.is_refused:
            loader.report("port", loader.documents[port.path], port.use.span)
    for body in services.values():
        pause()
        if body.is_cut:
            loader.report("keys", loader.documents[body.path], body.key)
    each = (
        (name, tuple(environment_files(body, sources, loader.report_at)))
        for name, body in services.items()
        if body.env_files
    )
    env_files = {name: found for name, found in each if found}
    problems = tuple(loader.problems)
    return Project(
        files,
        loader.documents,
        services,
        env.values,
        loader.included,
        problems,
        env_files,
        env_path,
    )


def _started(
    services: Mapping[str, Body], loader: Loader, values: Mapping[str, str]
) -> Mapping[str, Body]:
    """Return the services with what else decides on their ports; in few projects anything does."""
    texts = (document.text for document in loader.documents.values())
    if any(word in text for text in texts for word in _OF_NETWORKS):
        from portlens.programs.compose.attached import attached

        services = attached(services, loader.documents, values)
    if values.get("COMPOSE_PROFILES"):
        from portlens.programs.compose.attached import with_profiles

        services = with_profiles(services, values["COMPOSE_PROFILES"])
    return services


_OF_NETWORKS = ("internal", "vlan", "host_binding_ipv4")

# As many as `given` keeps: what the services of a project are given holds as long as it does.
_PROJECTS: Memo[Project] = Memo(4096)
