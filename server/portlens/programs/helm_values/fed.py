"""What a chart's templates make of values: ports, where they put them as such.

A value that no template puts at a place of a port is nobody's concern, and nor is one that an
expression changes on the way.
"""

import posixpath
from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats.helm_values.expression import Keys
from portlens.formats.kubernetes.value import Value
from portlens.formats.registry import format_named
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.model.socket import Place
from portlens.programs.helm_values.chart import (
    VALUES,
    Chart,
    Placed,
    chart_folder,
    chart_in,
    is_values,
    placed_in,
)
from portlens.programs.helm_values.values import Values, is_set, number_in, port_in, values_of
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


class Fed(NamedTuple):
    """Where the templates put a value, each place with Kubernetes' own key.

    `feeds` are those places if the value is the chart's own default, as these then show it.
    """

    placed: tuple[tuple[Place, str], ...]
    feeds: tuple[Place, ...]


class Given(NamedTuple):
    """The value that a file, `document`, gives to a place of a template."""

    document: Document
    keys: Keys
    value: Value


def with_ports(document: Document, workspace: Workspace) -> Document:
    """Return a values file with those of its values that its chart's templates use as ports.

    The tree of its reading are the uses of words that stand at such places.
    """
    subject = document.source
    folder, name = posixpath.split(subject.path)
    chart = workspace.ask(chart_in, folder) if is_values(name) else None
    if chart is None or not chart.placed:
        return document
    values = values_of(subject, workspace)

    def read() -> Document:
        uses: list[PortUse] = []
        faults: list[Fault] = []
        words: list[PortUse] = []  # in which a port may be typed
        for span, found in pausing(_by_span(chart, values).items()):
            value, number = found[0][2], number_in(found[0][2])
            is_port = number is not None and 0 <= number <= HIGHEST_PORT
            use = _use(span, found, number if is_port else None, feeds=name == VALUES and is_port)
            if is_port or not (value.text or is_set(value)):
                uses.append(use)
            elif number is None:
                # A name, or whatever else Kubernetes may make of it; `null` and `false` are none.
                words += [use] if _WORD.fullmatch(subject.text, *span) else []
            elif chart.is_plain and any(is_certain for *_, is_certain in found):
                faults.append(_fault(span, number, use))
                uses.append(use)
        uses.sort(key=lambda use: use.span)
        faults.sort(key=lambda fault: fault.span)
        tree = tuple(words)
        reading = subject.reading._replace(uses=tuple(uses), faults=tuple(faults), tree=tree)
        return subject.reading_as(reading)

    return _FED.of_parts(workspace, subject.path, read, (subject, chart))


def with_values(document: Document, workspace: Workspace) -> Document:
    """Return a manifest with the ports that its chart's values give it, if it is a template."""
    subject = document.source
    placed = placed_in(subject, workspace)
    main = _values_file(subject.path, VALUES, workspace) if placed else None
    if main is None:
        return document

    values = values_of(main, workspace)

    def read() -> Document:
        numbers: dict[Span, int] = {}
        for one in pausing(placed):
            given = _first(one, values)
            port = port_in(given[1]) if given is not None else None
            if port is not None:
                numbers[one.place.span] = port
        uses = tuple(_with_number(use, numbers) for use in pausing(subject.uses))
        return subject.reading_as(subject.reading._replace(uses=uses))

    return _FILLED.of_parts(workspace, subject.path, read, (subject, main))


def given_to(document: Document, offset: int, workspace: Workspace) -> Iterator[Given]:
    """Yield the values that the chart's files give to the place at `offset` of a template."""
    placed = (each for each in placed_in(document, workspace) if each.place.span.touches(offset))
    one = next(placed, None)
    folder = chart_folder(document.path, workspace) if one is not None else None
    if one is None or folder is None:
        return
    names = sorted(
        filter(is_values, workspace.names_in(folder or ".")), key=lambda name: name != VALUES
    )
    for name in names[:_MOST_FILES]:
        there = _values_file(document.path, name, workspace)
        found = _first(one, values_of(there, workspace)) if there is not None else None
        if there is not None and found is not None:
            yield Given(there, *found)


def _values_file(path: str, name: str, workspace: Workspace) -> Document | None:
    """Return a values file of the chart to whose templates the file at `path` belongs."""
    folder = chart_folder(path, workspace)
    if folder is None:
        return None
    there = posixpath.join(folder, name)
    return (
        workspace.document(there, format_named("helm-values"))
        if workspace.may_read(there)
        else None
    )


def _first(one: Placed, values: Values) -> tuple[Keys, Value] | None:
    """Return the value that is put at a place, of those that may be."""
    for source in one.sources:
        value = values.at(source.keys)
        if value is not None and is_set(value):
            return source.keys, value
    return None


_Found = tuple[Placed, Keys, Value, bool]


def _by_span(chart: Chart, values: Values) -> dict[Span, list[_Found]]:
    """Return who puts which value somewhere, by where it is written."""
    found: dict[Span, list[_Found]] = {}
    for one in chart.every:
        for source in pausing(one.sources):
            value = values.at(source.keys)
            if value is not None:
                is_certain = source.is_certain and chart.is_as_written(source.keys)
                each = one, source.keys, value, is_certain
                found.setdefault(value.span, []).append(each)
    return found


def _use(span: Span, found: list[_Found], number: int | None, *, feeds: bool) -> PortUse:
    # What opens the port says more than who asks for it.
    first, keys, *_ = min(found, key=lambda each: each[0].use.role not in _OPENING)
    number = number or None  # nothing is set where 0 is
    places = dict.fromkeys((one.place, one.key) for one, *_ in pausing(found))
    return PortUse(
        "container" if first.is_target else first.use.role,
        span,
        PortRange(span, number, number),
        first.use.transport,
        owner=".".join(keys),
        detail=Fed(tuple(places), tuple(place for place, _ in places) if feeds else ()),
    )


def _fault(span: Span, number: int, use: PortUse) -> Fault:
    if number < 0:
        return Fault("port-out-of-range", span, "lowest", {"lowest": 1}, use)
    return Fault("port-out-of-range", span, "highest", {}, use)


def _with_number(use: PortUse, numbers: dict[Span, int]) -> PortUse:
    return use._replace(port=_known(use.port, numbers), target=_known(use.target, numbers))


def _known(part: PortRange | None, numbers: dict[Span, int]) -> PortRange | None:
    number = numbers.get(part.span) if part is not None and part.is_variable else None
    return part if part is None or number is None else part._replace(first=number, last=number)


_WORD = regex(r"[A-Za-z][A-Za-z0-9-]{0,30}")
_OPENING = frozenset({"publishes", "container"})
_MOST_FILES = 16
_FED: Memo[Document] = Memo(64)
_FILLED: Memo[Document] = Memo(1024)
