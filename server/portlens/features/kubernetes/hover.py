"""Hovers in Kubernetes manifests: what a Service does with a port is no publishing on a host."""

from portlens.formats.kubernetes.manifest import Entry
from portlens.model.port_use import PortUse
from portlens.text.phrase import Phrase


def sentence(use: PortUse) -> Phrase | None:
    """Return what a Service does with a port; None for all else, whose role says it."""
    entry = use.detail
    if use.role != "publishes" or not isinstance(entry, Entry) or not entry.service:
        return None
    if entry.is_node:
        return NODE
    return ALONE if use.target is None else LEADS


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
