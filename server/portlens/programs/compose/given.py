"""What each service of a project is given: files and folders, and the recipe of its image."""

import posixpath
from collections.abc import Iterator, Mapping

from portlens.formats._interpolation import UNKNOWN, expand
from portlens.formats._yaml.nodes import Mapping as MappingNode
from portlens.formats._yaml.nodes import Node, Scalar, resolved, text_of, value_of
from portlens.formats.compose.services import items_of
from portlens.model.socket import Place
from portlens.programs.compose.built import Built, built_around
from portlens.programs.compose.project import Project, project_of
from portlens.programs.compose.service import Definition
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.typed import TYPE_CHECKING
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

if TYPE_CHECKING:
    from portlens.formats.dockerfile.stages import Dockerfile
    from portlens.programs.compose.environment import Told
    from portlens.programs.given import Given

_MOUNT = regex(r":[ \t'\"]*/(?:etc|usr/local|root|home)\b|\bNGINX_ENVSUBST_TEMPLATE_DIR\b")
# One of these stands in all that it finds. A Compose file has a colon in each of its lines: most
# files are passed over so in a twentieth of the time.
_MOUNT_HAS = ("/etc", "/usr/local", "/root", "/home", "NGINX_ENVSUBST_TEMPLATE_DIR")


def given_around(document: Document, workspace: Workspace) -> "tuple[Given, ...]":
    """Return the files and folders that the services of the document's project are given.

    Each comes with its path in the container, and with the service as `owner`; what a later
    definition of a service gives comes first, since it takes the place of what an earlier one does.
    """
    subject = document.source

    def read(trace: Workspace) -> "tuple[Given, ...]":
        built = built_around(subject, trace)
        project = project_of(subject, trace)
        given = _given(project, built, trace)
        found = tuple([one for one in given if trace.may_read(one.path)])
        return _SAME.same(trace, project.files, found)

    return _GIVEN.value(workspace, subject.path, read, subject=subject)


_GIVEN: "Memo[tuple[Given, ...]]" = Memo(4096)
_SAME: "Memo[tuple[Given, ...]]" = Memo(64)


def may_mount(text: str) -> bool:
    """Tell whether a Compose file may put configurations into containers."""
    return any(word in text for word in _MOUNT_HAS) and _MOUNT.search(text) is not None


def _given(project: Project, built: Mapping[str, Built], workspace: Workspace) -> "Iterator[Given]":
    told: Told = {}
    mounting = {each.path for each in project.documents.values() if may_mount(each.text)}
    for name, body in project.services.items() if mounting or built else ():
        pause()
        pairs: list[tuple[str, str]] = []
        for definition in reversed(body.definitions):
            if definition.path in mounting:
                pairs += mounted(definition, project.documents[definition.path])
        image = _image(built.get(name))
        if image is not None:
            pairs += _copied(built[name], image, workspace)
        if pairs:
            # Most projects give nothing: what only these need is imported here.
            from portlens.programs.compose.environment import has_more_variables, variables_of
            from portlens.programs.compose.settings import Settings
            from portlens.programs.given import Given, Variable

            settings = Settings(body, project.documents)
            variables = list(variables_of(body, settings, project, told))
            known = {each.name for each in variables}
            at = Place(body.path, body.key)
            own = _set_in(built.get(name), image) - known
            variables += (Variable(each, "", at) for each in sorted(own))
            is_unread = name in built and image is None
            has_more = is_unread or has_more_variables(body, settings, project)
            yield from (Given(*pair, name, tuple(variables), has_more) for pair in pairs)


def mounted(definition: Definition, document: Document) -> Iterator[tuple[str, str]]:
    """Yield what `volumes` and `configs` of one definition of a service give it: path and place."""
    for source, target in mounted_somehow(definition, document):
        if UNKNOWN not in source + target:
            yield source, target


def mounted_somehow(definition: Definition, document: Document) -> Iterator[tuple[str, str]]:
    """Yield the same, and what is not known before the start, with UNKNOWN in its place."""
    from portlens.programs.compose.whole import services_by_place, whole_file

    node = services_by_place(document).get(definition.key.start)
    for item in items_of(resolved(value_of(node, "volumes"))):
        yield from _volume(item, definition)
    for item in items_of(resolved(value_of(node, "configs"))):
        for top in whole_file(document).documents:
            yield from _config(item, value_of(top, "configs"), definition)


# A drive's letter is no name of a volume.
_SHORT = regex(r"(?P<source>(?:[A-Za-z]:[\\/])?[^:]+):(?P<target>/[^:]*)(?::[^:/]*)?\Z")


def _volume(item: Node, definition: Definition) -> Iterator[tuple[str, str]]:
    node = resolved(item)
    if isinstance(node, Scalar):
        match = _SHORT.match(expand(node.value, definition.variables).text)
        if match and match["source"].startswith((".", "/")):
            yield from _pair(match["source"], match["target"], definition)
    elif text_of(value_of(node, "type")) in {"bind", ""}:
        source = expand(text_of(value_of(node, "source")), definition.variables).text
        yield from _pair(
            source, expand(text_of(value_of(node, "target")), definition.variables).text, definition
        )


def _config(item: Node, configs: Node | None, definition: Definition) -> Iterator[tuple[str, str]]:
    node = resolved(item)
    name = text_of(node) or text_of(value_of(node, "source"))
    target = text_of(value_of(node, "target")) if isinstance(node, MappingNode) else ""
    file = expand(text_of(value_of(value_of(configs, name), "file")), definition.variables).text
    yield from _pair(file, expand(target, definition.variables).text or f"/{name}", definition)


def _image(built: Built | None) -> "Dockerfile | None":
    """Return the Dockerfile that a service is built from; None where none can be read."""
    if built is None or built.document is None:
        return None
    # Few files build an image: the others need not wait for what reads a Dockerfile.
    from portlens.formats.dockerfile.reader import read as read_dockerfile
    from portlens.formats.dockerfile.stages import Dockerfile

    tree = read_dockerfile(built.document.text, built.document.path).tree
    return tree if isinstance(tree, Dockerfile) else None


def _copied(built: Built, image: "Dockerfile", workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the Dockerfile that a service is built from, and what that copies."""
    from portlens.programs.compose.copied import copies

    if built.document is not None:
        yield built.document.path, ""
    yield from copies(image, built.build.target, built.build.context, workspace.names_in)


def _set_in(built: Built | None, image: "Dockerfile | None") -> set[str]:
    """Return the names of the variables that an image sets by itself."""
    if built is None or image is None:
        return set()
    return image.set_in(image.stage(built.build.target))


def _pair(source: str, target: str, definition: Definition) -> Iterator[tuple[str, str]]:
    if source and target.startswith("/"):
        folder = posixpath.dirname(definition.path)
        source = source.replace("\\", "/")
        yield posixpath.normpath(posixpath.join(folder, source)), posixpath.normpath(target)
