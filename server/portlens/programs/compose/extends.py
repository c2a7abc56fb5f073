"""How Compose follows `extends`, from file to file.

Source: compose-go's loader, and docker-compose 2.40.3 run on each case.
"""

import posixpath
from collections.abc import Collection, Mapping

from portlens.formats._interpolation import UNKNOWN, expand
from portlens.formats._yaml.nodes import Scalar, resolved, text_of, value_of
from portlens.formats.compose.services import ComposeFile, Service
from portlens.programs.compose.service import Body, merge
from portlens.programs.compose.sources import joined
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.span import Span
from portlens.text.typed import TYPE_CHECKING, cast
from portlens.workspace.document import Document

if TYPE_CHECKING:
    from portlens.programs.compose.load import Loader, Surrounding


class ServiceFile(NamedTuple):
    """A file's services: as written, and as read without their `extends`."""

    document: Document
    services: dict[str, Service]
    bodies: dict[str, Body]


class ExtendsChain:
    """Follows `extends`, each service of each file once."""

    def __init__(
        self, loader: "Loader", surrounding: "Surrounding", included: Mapping[str, Body]
    ) -> None:
        self.loader = loader
        self.surrounding = surrounding
        self.included = included  # which Compose 2 does not find
        self.done: dict[tuple[str, str], Body] = {}
        self.files: dict[str, ServiceFile | None] = {}

    def extended(self, file: ServiceFile, name: str) -> Body:
        """Return a service with all that it extends; a chain may be of any length."""
        steps: dict[tuple[str, str], Body] = {}  # from the service to what it rests on
        place: tuple[ServiceFile, str] | None = file, name
        body: Body | None = None
        while place is not None and body is None:
            pause()
            there, name = place
            step = there.document.path, name
            body = self.done.get(step)
            if body is None:
                steps[step] = there.bodies[name]
                place = self._base(there, name, steps)
        for step, own in pausing(reversed(steps.items())):
            body = own if body is None else merge(self.loader.shared.base(body), own)
            self.done[step] = body
        return cast("Body", body)

    def _base(
        self, file: ServiceFile, name: str, passed: Collection[tuple[str, str]]
    ) -> tuple[ServiceFile, str] | None:
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
        there: ServiceFile | None = file
        place = file.document.path
        if path:
            folder = posixpath.dirname(file.document.path) if len(passed) > 1 else ""
            place = joined(folder or self.surrounding.folder, path)
            if place not in self.files:
                self.files[place] = self.loader.file(place, self.surrounding)
            there = self.files[place]
        if there is None and self.loader.leaves_out((place,), file.document, extends.span):
            return None
        if not path and wanted in self.included and wanted not in file.bodies:
            self.loader.report("extends-included", file.document, extends.span)
            body = self.included[wanted]
            self.done[body.path, wanted] = body
            document = self.loader.documents[body.path]
            return ServiceFile(document, {}, {wanted: body}), wanted
        if there is None or wanted not in there.bodies:
            self._missing(there, file.document, extends.span)
            return None
        if (there.document.path, wanted) in passed:
            self.loader.report("extends-circle", file.document, extends.span)
            return None
        return there, wanted

    def _missing(self, there: ServiceFile | None, document: Document, span: Span) -> None:
        """Note down that a file, or a service of it, is not there."""
        tree = there.document.reading.tree if there is not None else None
        # In a file that is damaged it may be one of those that were not read.
        if not (isinstance(tree, ComposeFile) and tree.is_damaged):
            self.loader.report("extends-service" if there else "extends-file", document, span)
