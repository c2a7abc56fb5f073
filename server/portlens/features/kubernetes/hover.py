"""Hovers in Kubernetes manifests: what a Service does with a port is no publishing on a host."""

import posixpath
from collections.abc import Iterator, Sequence

from portlens.formats.kubernetes.manifest import Entry
from portlens.model.port_use import PortRange, PortUse
from portlens.network.context import Context
from portlens.programs.helm_values.fed import given_to
from portlens.programs.kubernetes.applied import applied_with
from portlens.programs.kubernetes.port_names import Given, PortNames
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document


def sentence(use: PortUse) -> Phrase | None:
    """Return what a Service does with a port; None for all else, whose role says it."""
    entry = use.detail
    if use.role != "publishes" or not isinstance(entry, Entry) or not entry.service:
        return None
    if entry.is_node:
        return NODE
    return ALONE if use.target is None else LEADS


def reasons(document: Document, part: PortRange, context: Context) -> Iterator[Phrase]:
    """Yield what the values of the chart say of a port that its template leaves to them."""
    folder = posixpath.dirname(document.path)
    for given in given_to(document, part.span.start, context.workspace):
        there = given.document
        yield VALUE.fill(
            name=code_span(".".join(given.keys)),
            value=code_span(given.value.span.of(there.text)),
            file=code_span(posixpath.relpath(there.path, folder or ".")),
            line=there.lines.position(given.value.span.start).line + 1,
        )


def place(document: Document, offset: int, context: Context) -> tuple[Span, Phrase] | None:
    """Return what a name in the place of a port stands for."""
    documents = applied_with(document, context.workspace)
    names = PortNames(documents)
    here = names.at(document.path, offset)
    if here is None:
        return None
    told = list(dict.fromkeys(_told(each, documents) for each in names.meant(here)))
    more = len(told) - _MOST
    ends = Phrase(
        "\n\n".join(one.en for one in told[:_MOST]), "\n\n".join(one.ja for one in told[:_MOST])
    )
    return here.span, MORE.fill(ports=ends, count=more) if more > 0 else ends


def _told(given: Given, documents: Sequence[Document]) -> Phrase:
    path, span = given.place
    there = next(each for each in documents if each.path == path)
    return NAME.fill(
        name=code_span(span.of(there.text)),
        port=given.number if given.number is not None else "?",
        transport=given.transport,
        owner=code_span(given.owner),
        file=code_span(path.rpartition("/")[2]),
        line=there.lines.position(span.start).line + 1,
    )


VALUE = Phrase(
    "{name} is {value} in {file} line {line}", "{name} の値は {value} です（{file} の {line} 行目）"
)
_MOST = 3  # ports that are named


NAME = Phrase(
    "{name} is port **{port}**/{transport} of {owner} ({file} line {line})",
    "{name} は{owner}のポート **{port}**/{transport} です（{file} の {line} 行目）",
)
MORE = Phrase("{ports}\n\nand {count} more", "{ports}\n\nほか {count} 件")
LEADS = Phrase(
    "{owner} takes port **{port}**/{transport} → port **{target}** of its pods",
    "{owner}はポート **{port}**/{transport} で受け付け、Pod のポート **{target}** に転送します",
)
ALONE = Phrase(
    "{owner} takes port **{port}**/{transport}",
    "{owner}はポート **{port}**/{transport} で受け付けます",
)
NODE = Phrase(
    "{owner} takes port **{port}**/{transport} on every node",
    "{owner}は各ノードのポート **{port}**/{transport} で受け付けます",
)
