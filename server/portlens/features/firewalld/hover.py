"""Hovers in firewalld's files: what is let in, and what is forwarded."""

from collections.abc import Iterator

from portlens.features.published import published_at
from portlens.formats.firewalld.entry import Entry, Part, Verdict
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
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
