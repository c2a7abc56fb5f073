"""Hovers in workflows: a published port is one of the runner, and an expression asks for it."""

from portlens.formats.github_actions.workflow import Entry
from portlens.model.port_use import PortUse
from portlens.text.phrase import Phrase


def sentence(use: PortUse) -> Phrase | None:
    """Return what an entry does on the runner, and what an expression comes to."""
    if isinstance(use.detail, Entry) and use.detail.is_expression:
        return EXPRESSION
    if use.role != "publishes" or use.target is None:
        return None
    return PUBLISHES if use.port is not None else RANDOM


PUBLISHES = Phrase(
    "{owner} publishes port **{port}**/{transport} of the runner ({address}) → port **{target}** of"
    " its container",
    "{owner}はランナーのポート **{port}**/{transport}（{address}）を公開 → コンテナーの"
    "ポート **{target}**",
)
RANDOM = Phrase(
    "{owner} publishes port **{target}**/{transport} of its container at a port of the runner that"
    " Docker picks",
    "{owner}はコンテナーのポート **{target}**/{transport} を、Docker が選ぶランナーのポートで"
    "公開します",
)
EXPRESSION = Phrase(
    "{owner} asks for the port of the runner that leads to port **{port}**/{transport} of the"
    " service's container",
    "{owner}は、サービスのコンテナーのポート **{port}**/{transport} につながるランナーのポートを"
    "求めます",
)
