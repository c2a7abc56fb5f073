"""The services of one file as they are read, those again that a keystroke has left as they were.

Where one entry of a long file was read again, the YAML of the others is the very same objects
(`formats/_yaml/again`): what was made of these then only belongs to another document.
"""

from collections.abc import Callable, Mapping

from portlens.formats._place import Surroundings
from portlens.formats._yaml.nodes import Node
from portlens.formats.compose.services import Service
from portlens.programs.compose.body import Report, read_body
from portlens.programs.compose.service import Body, Definition, Published, Setting
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.workspace.document import Document

_MOST_KEPT = 16  # files, as many as anybody types in at a time


class _Known(NamedTuple):
    node: Node
    body: Body


class _Read(NamedTuple):
    """What was read of a file the last time, with which values of variables."""

    environment: Mapping[str, str] | None
    unknown: str
    services: Mapping[str, _Known]


def read_bodies(
    own: Mapping[str, Service],
    document: Document,
    around: Surroundings,
    report: Report,
    leaves_out: Callable[[Service], bool],
) -> dict[str, Body]:
    """Return what the services `own` of a document say, their `extends` not yet followed.

    `leaves_out` tells whether a service goes without its ports.
    """
    last = _LAST.get(document.path)
    is_same = last is not None and (last.environment, last.unknown) == around[1:3]
    kept = last.services if last is not None and is_same else {}
    known: dict[str, _Known] = {}
    bodies: dict[str, Body] = {}
    for name, service in pausing(own.items()):
        is_cut = leaves_out(service)
        before = kept.get(name)
        if before is not None and _is_still(before, service, is_cut=is_cut):
            body = _moved(before.body, document)
            known[name] = before._replace(body=body)
        else:
            problems: list[tuple[str, Document, Span]] = []
            body = read_body(service, document, around, _noting(problems), is_cut=is_cut)
            for problem in problems:
                report(*problem)
            if not problems and not body.env_files:
                known[name] = _Known(service.node, body)
        bodies[name] = body
    _LAST.pop(document.path, None)
    _LAST[document.path] = _Read(around.environment, around.unknown, known)
    if len(_LAST) > _MOST_KEPT:
        del _LAST[next(iter(_LAST))]
    return bodies


_LAST: dict[str, _Read] = {}  # by path


def _is_still(before: _Known, service: Service, *, is_cut: bool) -> bool:
    return (
        before.node is service.node
        and before.body.key == service.key
        and before.body.is_cut == is_cut
    )


def _noting(problems: list[tuple[str, Document, Span]]) -> Report:
    return lambda kind, document, span: problems.append((kind, document, span))


def _moved(body: Body, document: Document) -> Body:
    """Return the same body in another document, in which it stands at the same place."""
    if body.document is document:
        return body
    return body._replace(
        document=document,
        ports=tuple([Published(document, *port[1:]) for port in body.ports]),
        network_mode=_moved_setting(body.network_mode, document),
        replicas=_moved_setting(body.replicas, document),
        expose=_moved_setting(body.expose, document),
        definitions=tuple([Definition(document, *each[1:]) for each in body.definitions]),
    )


def _moved_setting(setting: Setting | None, document: Document) -> Setting | None:
    return setting and setting._replace(document=document)
