"""Completion in manifests: the Services and ports, by name and number, that a place can mean."""

from collections.abc import Iterable, Iterator
from itertools import chain

from portlens.features.completion.item import Item, as_typed
from portlens.formats.kubernetes.manifest import ContainerPort, Manifest, Service
from portlens.network.context import Context
from portlens.programs.kubernetes.applied import applied_with
from portlens.programs.kubernetes.selection import Selection
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

# What is put in the place that is asked for: a name and a port that the API takes.
_NAME, _NUMBER = "portlens", "1"
_WORD = regex(r"[\w.-]*\Z"), regex(r"[\w.-]*")
_MAY_MEAN = regex(r"(?:name|port|number|targetPort|serviceName|servicePort)[\"']?:[ \t]*[\"']?\Z")


def meant(document: Document, offset: int, context: Context) -> tuple[Item, ...]:
    """Return what the manifests have for the place at `offset`: Services, ports by name and number.

    The reader finds what the place is for, in the text with a word put there: nothing is read of
    an empty place.
    """
    word = _word_at(document, offset)
    if not _MAY_MEAN.search(document.text, max(0, word.start - _LONGEST_KEY), word.start):
        return ()
    typed = document.text[word.start : offset]
    found = _at_name(document, word, context) or _at_number(document, word, context)
    items = {
        each.text: each._replace(span=word, filter=as_typed(each.text, typed))
        for each in found
        if typed.casefold() in each.text.casefold()
    }
    return tuple(items.values())


_LONGEST_KEY = 40  # with the blanks behind it


def _word_at(document: Document, offset: int) -> Span:
    line = document.lines.line_span(document.lines.position(offset).line)
    before, after = _WORD
    begins = before.search(document.text, line.start, offset)
    ends = after.match(document.text, offset, line.end)
    return Span(begins.start() if begins else offset, ends.end() if ends else offset)


class _Tried(NamedTuple):
    """A manifest with a word at `place`, and those that are applied with it, this one first."""

    place: Span
    manifests: tuple[Manifest, ...]

    @property
    def own(self) -> Manifest:
        """The one with the place; an empty one where the text is no manifest."""
        return self.manifests[0] if self.manifests else Manifest()

    def services(self, name: str, namespace: str) -> list[Service]:
        """Return the Services of a namespace that are called so; all for an empty name."""
        every = chain.from_iterable(manifest.services for manifest in self.manifests)
        return [
            each
            for each in pausing(every)
            if each.namespace == namespace and each.name and name in ("", each.name)
        ]


def _tried(document: Document, word: Span, text: str, context: Context) -> _Tried:
    whole = f"{document.text[: word.start]}{text}{document.text[word.end :]}"
    changed = Document(document.path, whole, document.format)
    beside = applied_with(document, context.workspace)
    every = (changed, *(each for each in beside if each.path != document.path))
    trees = (each.reading.tree for each in every)
    manifests = tuple(tree for tree in trees if isinstance(tree, Manifest))
    return _Tried(Span(word.start, word.start + len(text)), manifests)


def _at_name(document: Document, word: Span, context: Context) -> list[Item]:
    """Return the items of a place that takes a name, and maybe a number as well."""
    tried = _tried(document, word, _NAME, context)
    for backend in pausing(tried.own.backends):
        if backend.service_span == tried.place:
            return [_service(each) for each in tried.services("", backend.namespace)]
        if backend.span == tried.place:
            own = tried.services(backend.service, backend.namespace) if backend.service else []
            ports = chain.from_iterable(each.ports for each in own)
            return [_item(each.name, each.number) for each in ports if each.name]
    return list(_either(_of_containers(tried)))


def _at_number(document: Document, word: Span, context: Context) -> list[Item]:
    """Return the items of a route's place that takes a number alone."""
    tried = _tried(document, word, _NUMBER, context)
    for backend in pausing(tried.own.backends):
        if backend.span == tried.place and backend.service:
            own = tried.services(backend.service, backend.namespace)
            ports = chain.from_iterable(each.ports for each in own)
            return [_item("", each.number, each.name or "") for each in ports if each.number]
    return []


def _of_containers(tried: _Tried) -> Iterator[ContainerPort]:
    """Yield the ports of the containers that a Service, a probe or a policy means at the place."""
    own = tried.own
    for pod in pausing(own.pods):
        for probe in pod.probes:
            if probe.span == tried.place:
                ports = (each for each in pod.ports if each.container == probe.container)
                yield from (each for each in ports if each.transport == "tcp")
    selection: Selection | None = None
    for service in pausing(own.services):
        for port in service.ports:
            if port.target is not None and port.target.span == tried.place:
                selection = selection or Selection(tried.manifests)
                yield from _in(selection, selection.of(service), port.transport)
    for permit in pausing(own.permits):
        for labels in permit.selectors if permit.span == tried.place else ():
            selection = selection or Selection(tried.manifests)
            pods = selection.labelled(labels, permit.namespace)
            yield from _in(selection, pods, permit.transport)


def _in(selection: Selection, pods: Iterable[int], transport: str) -> Iterator[ContainerPort]:
    for pod in pods:
        for port in selection.pods[pod].ports:
            if port.transport == transport and not port.is_init:
                yield port


def _either(ports: Iterable[ContainerPort]) -> Iterator[Item]:
    """Yield the items of names, and then those of numbers."""
    every = list(ports)
    yield from (_item(each.name, each.number) for each in every if each.name)
    yield from (_item("", each.number, each.name or "") for each in every if each.number)


def _item(name: str, number: int | None, detail: str = "") -> Item:
    subject = {"port": number} if number is not None else {}
    if name:
        return Item(name, name, Span(0, 0), "name", name, "", f"{number or ''}", subject)
    return Item(f"{number}", f"{number}", Span(0, 0), "port", f"{number}", "", detail, subject)


def _service(service: Service) -> Item:
    ports = ", ".join(f"{each.number}" for each in service.ports if each.number)
    return Item(service.name, service.name, Span(0, 0), "host", service.name, "", ports)
