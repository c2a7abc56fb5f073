"""invalid-port-range in nginx: ranges that the nginx meant does not know yet."""

from collections.abc import Iterator

from portlens.formats.nginx.listen import Listen
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules.nginx._version import at_least
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

TOO_OLD = Phrase(
    "nginx takes ranges of ports since 1.15.10 only",
    "nginx がポートの範囲を受け付けるのは 1.15.10 からです",
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the ranges in `listen`, which have come with nginx 1.15.10 (its change log)."""
    if at_least(context, (1, 15, 10)):
        return
    for use in document.uses:
        pause()
        if isinstance(use.detail, Listen) and use.port is not None and len(use.port.numbers) > 1:
            yield Finding(use.port.span, TOO_OLD)
