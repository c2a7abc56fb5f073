"""Hovers in firewalld's files: what is let in, and what is forwarded."""

import posixpath
from collections.abc import Iterator

from portlens.features.published import published_at
from portlens.formats.firewalld.entry import Entry, Part, Verdict
from portlens.formats.registry import format_named
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.text.escape import code_span
from portlens.text.pause import pause
from portlens.text.phrase import Phrase, in_a_row
from portlens.text.span import Span
from portlens.workspace.document import Document


def sentence(use: PortUse) -> Phrase | None:
    """Return what becomes of the packets."""
    entry = use.detail
    if not isinstance(entry, Entry):
        return None
    if entry.part == "port" and entry.verdict in _RULES:
        return _RULES[entry.verdict]
    if entry.kind == "service":
        return SERVICE_FROM if entry.part == "source" else SERVICE
    return _PARTS[entry.part]


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:
    """Yield that a rule does not hold back what comes to a container's published port."""
    entry = use.detail
    if not isinstance(entry, Entry) or entry.part != "port" or entry.kind == "policy":
        return
    if entry.verdict in {"drop", "reject"}:
        socket = published_at(document, use, context)
        if socket is not None:
            yield PUBLISHED.fill(owner=code_span(socket.owner))


def place(document: Document, offset: int, context: Context) -> tuple[Span, Phrase] | None:
    """Return which ports the service has whose name stands at `offset`, and its file says so.

    What only firewalld's package has is known where its files lie below the same root.
    """
    span = next((each.span for each in document.reading.links if each.span.touches(offset)), None)
    if span is None:
        return None
    file = next(_files(document, context, span), None)
    ports = list(dict.fromkeys(_ports(file, context))) if file is not None else []
    if file is None or not ports:
        return None
    more = ["…"] * (len(ports) > _MOST_SHOWN)
    shown = in_a_row([*(f"**{port}**" for port in ports[:_MOST_SHOWN]), *more])
    path = posixpath.relpath(file.path, posixpath.dirname(document.path))
    return span, NAMED.fill(
        name=code_span(span.of(document.text)), ports=shown, path=code_span(path)
    )


def _files(document: Document, context: Context, only: Span | None = None) -> Iterator[Document]:
    """Yield the files of the services that are named, or of the one at `only`.

    Of several files of one name, the first that is there counts.
    """
    firewalld = format_named("firewalld")
    folder = posixpath.dirname(document.path)
    found: set[Span] = set()
    for link in document.reading.links:
        pause()
        if link.span in found or only not in {None, link.span}:
            continue
        path = posixpath.normpath(posixpath.join(folder, link.target))
        if not context.workspace.may_read(path):
            continue
        file = context.workspace.document(path, firewalld)
        if file is not None and file.format is firewalld:
            found.add(link.span)
            yield file


def _ports(file: Document, context: Context) -> Iterator[str]:
    """Yield the ports of a service and of those that it includes."""
    seen = {file.path}
    todo = [file]
    for here in todo:  # which grows by what they include
        for use in here.uses:
            pause()
            entry, port = use.detail, use.port
            if isinstance(entry, Entry) and entry.part == "port" and port and port.is_known:
                yield f"{port.span.of(here.text)}/{use.transport}"
        for included in _files(here, context):
            if included.path not in seen and len(seen) < _MOST_FILES:
                seen.add(included.path)
                todo.append(included)


_MOST_SHOWN = 10
_MOST_FILES = 20
NAMED = Phrase(
    "the service {name} stands for {ports}: {path} says so",
    "サービス {name} は {ports} を表します（{path} に書かれています）",
)
PUBLISHED = Phrase(
    "{owner} publishes this port. Docker, as it is set up by default, forwards to the container"
    " what comes from other machines, and this rule does not hold it back.",
    "このポートは {owner} が公開しています。既定の Docker は他のマシンからのパケットをコンテナーに"
    "転送するため、この規則では止まりません。",
)
SERVICE = Phrase(
    "{owner} stands for port **{port}**/{transport}: a zone that has the service lets that in",
    "{owner}はポート **{port}**/{transport} を表し、このサービスを含むゾーンで許可されます",
)
SERVICE_FROM = Phrase(
    "{owner} stands for packets from port **{port}**/{transport}: a zone that has the service lets"
    " these in",
    "{owner}はポート **{port}**/{transport} からのパケットを表し、このサービスを含むゾーンで"
    "許可されます",
)
_PARTS: dict[Part, Phrase] = {
    "port": Phrase(
        "{owner} lets in packets to port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛のパケットを許可します",
    ),
    "source": Phrase(
        "{owner} lets in packets from port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} からのパケットを許可します",
    ),
    "forward": Phrase(
        "{owner} forwards packets that come to port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛のパケットを転送します",
    ),
    "to": Phrase(
        "{owner} sends what it forwards to port **{port}**/{transport}{at}",
        "{owner}は転送するパケットを {at}**{port}**/{transport} に送ります",
    ),
}
_RULES: dict[Verdict, Phrase] = {
    "drop": Phrase(
        "a rule of {owner} drops packets to port **{port}**/{transport}",
        "{owner}の規則はポート **{port}**/{transport} 宛のパケットを破棄します",
    ),
    "reject": Phrase(
        "a rule of {owner} rejects packets to port **{port}**/{transport}",
        "{owner}の規則はポート **{port}**/{transport} 宛のパケットを拒否します",
    ),
}
