"""Compose files to services: documents merged, `extends` and `include` followed.

Source: compose-go's loader, and docker-compose 2.40.3 run on each case.
"""

import posixpath
from collections.abc import Iterable, Mapping
from functools import partial

from portlens.formats._interpolation import UNKNOWN, expand
from portlens.formats._place import Surroundings
from portlens.formats._yaml.nodes import Mapping as MappingNode
from portlens.formats._yaml.nodes import Node, resolved, text_of, value_of
from portlens.formats.compose.port_entry import PortEntry
from portlens.formats.compose.services import ComposeFile, Service, items_of
from portlens.formats.dotenv.env import read_env
from portlens.model.port_use import PortUse
from portlens.model.socket import Place
from portlens.programs.compose.body import read_bodies
from portlens.programs.compose.extends import ExtendsChain, ServiceFile
from portlens.programs.compose.files import environment as env_file
from portlens.programs.compose.problem import Problem
from portlens.programs.compose.service import Body, canonical, merge, refused_by_older
from portlens.programs.compose.shared import Shared
from portlens.programs.compose.sources import Sources, joined
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.latest import LatestParts

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
    values: Mapping[str, str]  # of the variables, by name
    unknown: str = UNKNOWN

    def around(self, document: Document) -> Surroundings:
        """Return the same for the reader of one text, with what is read of it already."""
        return Surroundings(document.text, self.values, self.unknown, _known(document))


class Loader:
    """One load of a project; `problems`, `documents` and `included` gather on the way."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.shared = Shared()
        self.included: dict[str, Included] = {}  # services by name, the outermost `include` wins
        self._loaded: dict[object, dict[str, Body]] = {}

    def load(
        self, paths: tuple[str, ...], surrounding: Surrounding, including: tuple[str, ...] = ()
    ) -> dict[str, Body]:
        """Return the services of files that are merged in their order."""
        merged: dict[str, Body] = {}
        canonical_of = _CANONICAL.of(paths[0], canonical)
        for path in paths:
            document = None if self.problems and self.sources.skips(path) else self._document(path)
            if document is None:
                continue
            # Once for all YAML documents of the file: each of them would go through all of it.
            around, may_extend = surrounding.around(document), _may_extend(document.text)
            before = frozenset(merged)
            tree = _tree(document)
            for node, services in zip(tree.documents, tree.services, strict=True):
                included = self._include(document, node, surrounding, (*including, path))
                own = self._services(document, services, around)
                found = self._extended(own, surrounding, included) if may_extend else own.bodies
                for name, body in pausing(self._over(included, found).items()):
                    both = merge(merged[name], body) if name in merged else body
                    if both.tag == "reset":
                        merged.pop(name, None)
                    else:
                        self._refuse_equal(both)
                        merged[name] = canonical_of(both)
            for body in pausing(merged[name] for name in before & merged.keys()):
                # Compose 2 checks all that it has by now, as it has written that anew.
                self._refuse_equal(body)
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

    def _refuse_equal(self, body: Body) -> None:
        equal = refused_by_older(body)
        if equal is not None:
            self.report("older", self.documents[equal.path], equal.use.span)

    def _document(self, path: str) -> Document | None:
        document = self.sources.document(path)
        if document is None:
            self.report("file", self.sources.subject, Span(0, 0))
            return None
        self.documents[path] = document
        if _tree(document).is_damaged:
            self.report("yaml", document, Span(0, 0))
        return document

    def report(self, kind: str, document: Document, span: Span, place: Place | None = None) -> None:
        """Note down that Compose would not load the project; `place`: in which other file."""
        self.problems.append(Problem(kind, document, span, place))

    def report_at(self, kind: str, path: str, span: Span) -> None:
        """Note down the same of a file that is read."""
        self.report(kind, self.documents[path], span)

    def _services(
        self, document: Document, services: tuple[Service, ...], around: Surroundings
    ) -> ServiceFile:
        """Return the services of a YAML document, without `extends`."""
        own: dict[str, Service] = {}
        for service in pausing(services):
            if service.name in own:
                self.report("yaml", document, service.key)
            own[service.name] = service
        # Without an alias nothing that a service says stands elsewhere, and without a merge key
        # nothing is missing of it.
        may_share = "*" in document.text or "<<" in document.text
        leaves_out = partial(self.shared.leaves_out, document.path) if may_share else None
        bodies = read_bodies(own, document, around, self.report, leaves_out)
        return ServiceFile(document, own, bodies)

    def _extended(
        self, own: ServiceFile, surrounding: Surrounding, included: dict[str, Body]
    ) -> dict[str, Body]:
        """Return services with what they extend; `included`: those that `include` brings in."""
        chain = ExtendsChain(self, surrounding, included)
        return {name: chain.extended(own, name) for name in pausing(own.services)}

    def leaves_out(self, paths: Iterable[str], document: Document, span: Span) -> bool:
        """Tell whether one of the files that are named at `span` is there, but is not read."""
        for path in paths:
            why = self.sources.why_unread(path)
            if why:
                self.report(why, document, span)
                return True
        return False

    def file(self, path: str, surrounding: Surrounding) -> ServiceFile | None:
        """Return a file that `extends` names, its own `extends` not yet followed."""
        document = self._document(path)
        if document is None:
            return None
        own: dict[str, Service] = {}
        bodies: dict[str, Body] = {}
        around = surrounding.around(document)
        for services in _tree(document).services:
            found = self._services(document, services, around)
            own.update(found.services)
            bodies.update({name: canonical(body) for name, body in found.bodies.items()})
        return ServiceFile(document, own, bodies)

    def _include(
        self,
        document: Document,
        node: Node,
        surrounding: Surrounding,
        including: tuple[str, ...],
    ) -> dict[str, Body]:
        """Return the services that `include` brings in."""
        found: dict[str, Body] = {}
        for item in items_of(value_of(node, "include")):
            paths, inner = self._included(document, item, surrounding)
            if not paths:
                continue
            if paths[0] in including or len(including) > DEEPEST:
                self.report("include-circle", document, item.span)
                continue
            defaults = frozenset(inner.values.keys() - surrounding.values.keys())
            lower: dict[str, Body] = {}
            for name, body in self._load_once(paths, inner, including).items():
                lower[name] = canonical(body, "with-defaults")
                before = self.included.get(name)
                known = defaults | before.defaults if before else defaults
                self.included[name] = Included(document, item.span, known)
            found = self._over(lower, found)
        return found

    def _over(self, lower: dict[str, Body], upper: dict[str, Body]) -> dict[str, Body]:
        """Return services of an `include` with those that stand over them.

        Compose 5 merges the including file into what it includes, and an earlier `include` into a
        later one. Compose 2 refuses two services of one name, unless they are equal.
        """
        found: dict[str, Body] = {}
        for name, body in pausing(upper.items()):
            below = lower.get(name, body)
            # Of a whole service `!reset` takes back what the same file says.
            if below == body or body.tag == "reset":
                found[name] = below
                continue
            both = merge(below, body)
            self._refuse_equal(both)
            both = canonical(both)
            # Files that each include the next two bring in one definition by many ways.
            once = {(each.path, each.key): each for each in both.definitions}
            found[name] = both._replace(definitions=tuple(once.values()))
            included = self.included[name]
            self.report("included-twice", included.document, included.span)
        return {**found, **{name: body for name, body in lower.items() if name not in found}}

    def _included(
        self, document: Document, item: Node, surrounding: Surrounding
    ) -> tuple[tuple[str, ...], Surrounding]:
        """Return the files that an entry of `include` names, and what they are read with."""
        node = resolved(item)
        path = value_of(node, "path") if isinstance(node, MappingNode) else node
        names = [text_of(name) for name in items_of(path)] or [text_of(path)]
        values = surrounding.values
        names = [expand(name, values).text for name in names]
        # A file that is somewhere in the network is none of ours.
        if any("://" in name or UNKNOWN in name or not name for name in names):
            return (), surrounding
        paths = tuple(joined(surrounding.folder, name) for name in names)
        folder = text_of(value_of(node, "project_directory"))
        folder = joined(surrounding.folder, folder) if folder else posixpath.dirname(paths[0])
        if not self.sources.exists(paths[0]):
            self.report("include-file", document, item.span)
            return (), surrounding
        if self.leaves_out(paths, document, item.span):
            return (), surrounding
        env = value_of(node, "env_file")
        names = [text_of(name) for name in items_of(env)] or [text_of(env)]
        places = [joined(surrounding.folder, name) for name in names if name]
        self.leaves_out(places, document, item.span)
        if not all(map(self.sources.exists, places)):
            # Compose stops, and no rule tells it: such files are often kept out of a repository.
            self.report("include-env", document, item.span)
        found = [read_env(self.sources.text(place) or "", place, values) for place in places]
        variables: dict[str, str] = {}
        beside = posixpath.join(folder, ".env")
        read = (
            zip(places, found, strict=True)
            if found
            else [(beside, env_file(self.sources, folder, values))]
        )
        for place, file in read:
            variables.update({name: known.value for name, known in file.values.items()})
            if file.refused is not None:
                self.report("env", document, item.span, Place(place, file.refused))
        return paths, Surrounding(folder, {**variables, **values}, surrounding.unknown)


_CANONICAL: LatestParts[Body, Body] = LatestParts()  # as many files as anybody types in


def _may_extend(text: str) -> bool:
    """Tell whether a service of the file may extend another: with an escape any key is spelled."""
    return "extends" in text or "\\" in text


def _tree(document: Document) -> ComposeFile:
    tree = document.reading.tree
    return tree if isinstance(tree, ComposeFile) else ComposeFile(document.text, ())


def _known(document: Document) -> Mapping[int, PortUse]:
    """Return the entries for ports in a file as they were read, by where they begin.

    Where there was a fault, all is read again: why Compose refuses an entry is no part of its use.
    """
    tree = document.reading.tree
    if not isinstance(tree, ComposeFile) or tree.is_damaged or document.reading.faults:
        return {}
    if tree.text != document.text:  # a template was read with other words in it
        return {}
    return {
        use.detail.node.start: use
        for use in pausing(document.uses)
        if isinstance(use.detail, PortEntry) and not use.detail.is_mention
    }
