"""The files that a Compose file puts into containers, where other programs read them."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from portlens.formats._yaml.nodes import Mapping as Block
from portlens.formats._yaml.nodes import Node, Scalar, resolved, text_of, value_of
from portlens.formats.compose.interpolation import UNKNOWN, expand
from portlens.formats.compose.services import ComposeFile, items_of, services
from portlens.formats.registry import format_installed_at
from portlens.programs.compose.build import build_of
from portlens.programs.compose.files import environment
from portlens.programs.compose.sources import Sources
from portlens.programs.compose.whole import whole_file
from portlens.programs.given import Given
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

DOCKERFILE = "dockerfile"  # the id of the format
_MOST_FILES = 500  # of one folder that is mounted
_DEEPEST = 4
_MOUNT = re.compile(r":[ \t'\"]*/(?:etc|usr/local|root|home)\b")
_BUILD = re.compile(r"\bbuild\b")


def files_named(document: Document, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield the files that are mounted, given as configs, or copied into an image that is built.

    The Dockerfile of that image is one, whatever it is called. What another file is, its path in
    the container tells.
    """
    for path, inside, _ in files_given(document, workspace):
        if not inside:
            yield path, DOCKERFILE
            continue
        for file, place in _files(path, inside, workspace, 0):
            format_ = format_installed_at(place)
            # A link in the folder may lead anywhere.
            if format_ is not None and (file == path or workspace.may_read(file)):
                yield file, format_.id


def files_given(document: Document, workspace: Workspace) -> tuple[Given, ...]:
    """Return the files and folders that services are given, each with its path in the container."""
    subject = document.source

    def read(trace: Workspace) -> tuple[Given, ...]:
        if not (_MOUNT.search(subject.text) or _BUILD.search(subject.text)):
            return ()
        given = _given(subject, Sources(trace, subject))
        return tuple([one for one in given if trace.may_read(one.path)])

    return _GIVEN.value(workspace, subject.path, read, subject=subject)


_GIVEN: Memo[tuple[Given, ...]] = Memo(4096)


def _given(document: Document, sources: Sources) -> Iterator[Given]:
    folder = posixpath.dirname(document.path)
    known = environment(sources, folder).values
    values = {name: variable.value for name, variable in known.items()}
    for top in _file(document).documents:
        configs = value_of(top, "configs")
        for service in services(top):
            build = value_of(service.node, "build")
            pairs = [*_built(build, folder, values, sources)]
            for item in items_of(resolved(value_of(service.node, "volumes"))):
                pairs += _volume(item, folder, values)
            for item in items_of(resolved(value_of(service.node, "configs"))):
                pairs += _config(item, configs, folder, values)
            for path, inside in pairs:
                yield Given(path, inside, service.name)


def _file(document: Document) -> ComposeFile:
    """Return the document's YAML, volumes and all where a mount may be in it."""
    if _MOUNT.search(document.text):
        return whole_file(document.text)
    tree = document.reading.tree
    return tree if isinstance(tree, ComposeFile) else ComposeFile(document.text, ())


# A drive's letter is no name of a volume.
_SHORT = re.compile(r"(?P<source>(?:[A-Za-z]:[\\/])?[^:]+):(?P<target>/[^:]*)(?::[^:/]*)?\Z")


def _volume(item: Node, folder: str, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    node = resolved(item)
    if isinstance(node, Scalar):
        match = _SHORT.match(expand(node.value, values).text)
        if match and match["source"].startswith((".", "/")):
            yield from _pair(match["source"], match["target"], folder)
    elif text_of(value_of(node, "type")) in {"bind", ""}:
        source = expand(text_of(value_of(node, "source")), values).text
        yield from _pair(source, expand(text_of(value_of(node, "target")), values).text, folder)


def _config(
    item: Node, configs: Node | None, folder: str, values: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    node = resolved(item)
    name = text_of(node) or text_of(value_of(node, "source"))
    target = text_of(value_of(node, "target")) if isinstance(node, Block) else ""
    file = expand(text_of(value_of(value_of(configs, name), "file")), values).text
    yield from _pair(file, expand(target, values).text or f"/{name}", folder)


def _built(
    build: Node | None, folder: str, values: Mapping[str, str], sources: Sources
) -> Iterator[tuple[str, str]]:
    """Yield the Dockerfile that a service is built from, and what that copies."""
    found = build_of(build, folder, values)
    text = sources.text(found.path) if found is not None and found.path else None
    if found is None or text is None:
        return
    # Few files build an image: the others need not wait for what reads a Dockerfile.
    from portlens.formats.dockerfile.reader import read as read_dockerfile
    from portlens.formats.dockerfile.stages import Dockerfile
    from portlens.programs.compose.copied import copies

    yield found.path, ""
    tree = read_dockerfile(text, found.path).tree
    if isinstance(tree, Dockerfile):
        yield from copies(tree, found.target, found.context, sources.names_in)


def _pair(source: str, target: str, folder: str) -> Iterator[tuple[str, str]]:
    if source and target.startswith("/") and UNKNOWN not in source + target:
        source = source.replace("\\", "/")
        yield posixpath.normpath(posixpath.join(folder, source)), posixpath.normpath(target)


def _files(path: str, inside: str, workspace: Workspace, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the file at `path`, or those in the folder that it is."""
    names = workspace.names_in(path) if _may_hold(inside) and depth <= _DEEPEST else ()
    if not names:
        if workspace.version(path) is not None:
            yield path, inside
        return
    for name in names[:_MOST_FILES]:
        inner = posixpath.join(inside, name)
        yield from _files(posixpath.join(path, name), inner, workspace, depth + 1)


def _may_hold(inside: str) -> bool:
    """Tell whether a folder of a container may hold configurations: not `/usr/share/nginx/html`."""
    return _FOLDERS.match(inside + "/") is not None


_FOLDERS = re.compile(r"/(?:etc/)?\Z|/etc/(?:nginx|ssh)/|/(?:root|home/[^/]+)/\.ssh/|/usr/local/")
