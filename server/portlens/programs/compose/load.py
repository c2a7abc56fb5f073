"""Compose files to services: documents merged, `extends` and `include` followed.

Source: compose-go's loader, and docker-compose 2.40.3 run on each case.
"""

import posixpath
from collections.abc import Collection, Iterable
from collections.abc import Mapping as Environment
from typing import NamedTuple, cast

from portlens.formats._yaml.nodes import Mapping, Node, Scalar, resolved, text_of, value_of
from portlens.formats.compose.interpolation import UNKNOWN, expand
from portlens.formats.compose.place import Surroundings
from portlens.formats.compose.services import ComposeFile, Service, items_of, services
from portlens.formats.dotenv.env import read_env
from portlens.programs.compose.body import read_body
from portlens.programs.compose.files import environment as env_file
from portlens.programs.compose.problem import Problem
from portlens.programs.compose.service import Body, laid_over, refused_by_older, settled
from portlens.programs.compose.sources import Sources
from portlens.text.span import Span
from portlens.workspace.document import Document

# Deeper nests of `include` than this nobody can follow.
DEEPEST = 50


class Included(NamedTuple):
    """The entry of `include` that brings a service in.

    `defaults` are the variables that only the files of `env_file` give a value, or the `.env`
    file beside what is included: the project's own `.env` file and the shell go before them.
    """

    document: Document
    span: Span
    defaults: frozenset[str] = frozenset()


class Surrounding(NamedTuple):
    """What the files of one project folder are read with."""

    folder: str
    values: Environment[str, str]  # of the variables, by name
    unknown: str = UNKNOWN

    def around(self, text: str) -> Surroundings:
        """Return the same for the reader of one text."""
        return Surroundings(text, self.values, self.unknown)


class Loader:
    """One load of a project; `problems`, `documents` and `included` gather on the way."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.included: dict[str, Included] = {}  # services by name, the outermost `include` wins
        self._loaded: dict[object, dict[str, Body]] = {}

    def load(
        self, paths: tuple[str, ...], surrounding: Surrounding, including: tuple[str, ...] = ()
    ) -> dict[str, Body]:
        """Return the services of files that are merged in their order."""
        merged: dict[str, Body] = {}
        for path in paths:
            document = self._document(path)
            if document is None:
                continue
            for node in _tree(document).documents:
                found = self._services(document, node, surrounding, follow=True)
                found = self._include(document, node, surrounding, (*including, path), found)
                for name, body in found.items():
                    both = laid_over(merged[name], body) if name in merged else body
                    if both.tag == "reset":
                        merged.pop(name, None)
                    else:
                        merged[name] = self._settled(both)
        return merged

    def _load_once(
        self, paths: tuple[str, ...], surrounding: Surrounding, including: tuple[str, ...]
    ) -> dict[str, Body]:
        """Return the same for files of `include`, once for each environment they are read with.

        Files that each include the next two would be loaded 2^n times.
        """
        key = paths, surrounding.folder, frozenset(surrounding.values.items())
        if key not in self._loaded:
            self._loaded[key] = self.load(paths, surrounding, including)
        return self._loaded[key]

    def _settled(self, body: Body) -> Body:
        equal = refused_by_older(body)
        if equal is not None:
            self.report("older", equal.document, equal.use.span)
        return settled(body)

    def _document(self, path: str) -> Document | None:
        document = self.sources.document(path)
        if document is None:
            self.report("file", self.sources.subject, Span(0, 0))
            return None
        self.documents[path] = document
        if _tree(document).is_damaged:
            self.report("yaml", document, Span(0, 0))
        return document

    def report(self, kind: str, document: Document, span: Span) -> None:
        """Note down that Compose would not load the project."""
        self.problems.append(Problem(kind, document, span))

    def _services(
        self, document: Document, node: Node, surrounding: Surrounding, *, follow: bool
    ) -> dict[str, Body]:
        around = surrounding.around(document.text)
        own: dict[str, Service] = {}
        for service in services(node):
            if service.name in own:
                self.report("yaml", document, service.key)
            own[service.name] = service
        bodies = {
            name: read_body(service, document, around, self.report) for name, service in own.items()
        }
        if not follow:
            return bodies
        chain = _Chain(self, surrounding)
        return {name: chain.extended(_File(document, own, bodies), name) for name in own}

    def leaves_out(self, paths: Iterable[str], document: Document, span: Span) -> bool:
        """Tell whether one of the files that are named at `span` is there, but is not read."""
        for path in paths:
            why = self.sources.why_unread(path)
            if why:
                self.report(why, document, span)
                return True
        return False

    def file(self, path: str, surrounding: Surrounding) -> "_File | None":
        """Return a file that `extends` names, its own `extends` not yet followed."""
        document = self._document(path)
        if document is None:
            return None
        own: dict[str, Service] = {}
        bodies: dict[str, Body] = {}
        for node in _tree(document).documents:
            own.update({service.name: service for service in services(node)})
            found = self._services(document, node, surrounding, follow=False)
            bodies.update({name: settled(body) for name, body in found.items()})
        return _File(document, own, bodies)

    def _include(
        self,
        document: Document,
        node: Node,
        surrounding: Surrounding,
        including: tuple[str, ...],
        own: dict[str, Body],
    ) -> dict[str, Body]:
        services_of_all = dict(own)
        for item in items_of(value_of(node, "include")):
            paths, inner = self._included(document, item, surrounding)
            if not paths:
                continue
            if paths[0] in including or len(including) > DEEPEST:
                self.report("include-circle", document, item.span)
                continue
            defaults = frozenset(inner.values.keys() - surrounding.values.keys())
            for name, written in self._load_once(paths, inner, including).items():
                body = settled(written, "filled")
                other = services_of_all.get(name)
                if other is not None and other != body:
                    self.report("conflict", document, item.span)
                services_of_all[name] = body
                before = self.included.get(name)
                known = defaults | before.defaults if before else defaults
                self.included[name] = Included(document, item.span, known)
        return services_of_all

    def _included(
        self, document: Document, item: Node, surrounding: Surrounding
    ) -> tuple[tuple[str, ...], Surrounding]:
        """Return the files that an entry of `include` names, and what they are read with."""
        node = resolved(item)
        path = value_of(node, "path") if isinstance(node, Mapping) else node
        names = [text_of(name) for name in items_of(path)] or [text_of(path)]
        values = surrounding.values
        names = [expand(name, values).text for name in names]
        # A file that is somewhere in the network is none of ours.
        if any("://" in name or UNKNOWN in name or not name for name in names):
            return (), surrounding
        paths = tuple(_joined(surrounding.folder, name) for name in names)
        folder = text_of(value_of(node, "project_directory"))
        folder = _joined(surrounding.folder, folder) if folder else posixpath.dirname(paths[0])
        if not self.sources.exists(paths[0]):
            self.report("include-file", document, item.span)
            return (), surrounding
        if self.leaves_out(paths, document, item.span):
            return (), surrounding
        env = value_of(node, "env_file")
        names = [text_of(name) for name in items_of(env)] or [text_of(env)]
        places = [_joined(surrounding.folder, name) for name in names if name]
        self.leaves_out(places, document, item.span)
        found = [read_env(self.sources.text(place) or "", place, values) for place in places]
        variables: dict[str, str] = {}
        for file in found or [env_file(self.sources, folder, values)]:
            variables.update({name: known.value for name, known in file.values.items()})
            if file.refused is not None:
                self.report("env", document, item.span)
        return paths, Surrounding(folder, {**variables, **values}, surrounding.unknown)


class _File(NamedTuple):
    """A file's services: as written, and as read without their `extends`."""

    document: Document
    services: dict[str, Service]
    bodies: dict[str, Body]


class _Chain:
    """Follows `extends`, each service of each file once."""

    def __init__(self, loader: Loader, surrounding: Surrounding) -> None:
        self.loader = loader
        self.surrounding = surrounding
        self.done: dict[tuple[str, str], Body] = {}
        self.files: dict[str, _File | None] = {}

    def extended(self, file: _File, name: str) -> Body:
        """Return a service with all that it extends; a chain may be of any length."""
        steps: dict[tuple[str, str], Body] = {}  # from the service to what it rests on
        place: tuple[_File, str] | None = file, name
        body: Body | None = None
        while place is not None and body is None:
            there, name = place
            step = there.document.path, name
            body = self.done.get(step)
            if body is None:
                steps[step] = there.bodies[name]
                place = self._base(there, name, steps)
        for step, own in reversed(steps.items()):
            body = own if body is None else laid_over(body, own)
            self.done[step] = body
        return cast("Body", body)

    def _base(
        self, file: _File, name: str, passed: Collection[tuple[str, str]]
    ) -> tuple[_File, str] | None:
        """Return the service that a service extends; None where it extends none."""
        extends = resolved(value_of(file.services[name].node, "extends"))
        if extends is None or extends.tag == "!reset":
            return None
        if isinstance(extends, Scalar):
            wanted, path = extends.value, ""
        else:
            wanted = text_of(value_of(extends, "service"))
            path = text_of(value_of(extends, "file"))
        path = expand(path, self.surrounding.values).text
        # A file somewhere in the network, or whose name nobody knows, is none of ours.
        if "://" in path or UNKNOWN in path:
            return None
        there: _File | None = file
        place = file.document.path
        if path:
            folder = posixpath.dirname(file.document.path) if len(passed) > 1 else ""
            place = _joined(folder or self.surrounding.folder, path)
            if place not in self.files:
                self.files[place] = self.loader.file(place, self.surrounding)
            there = self.files[place]
        if there is None and self.loader.leaves_out((place,), file.document, extends.span):
            return None
        if there is None or wanted not in there.bodies:
            kind = "extends-service" if there else "extends-file"
            self.loader.report(kind, file.document, extends.span)
            return None
        if (there.document.path, wanted) in passed:
            self.loader.report("extends-circle", file.document, extends.span)
            return None
        return there, wanted


def _tree(document: Document) -> ComposeFile:
    tree = document.reading.tree
    return tree if isinstance(tree, ComposeFile) else ComposeFile(document.text, ())


def _joined(folder: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(folder, name))
