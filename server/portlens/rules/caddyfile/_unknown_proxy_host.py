"""unknown-proxy-host in Caddyfiles."""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._unknown_names import unanswered
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

FOLLOWS = Phrase("Caddy will answer 502", "Caddy は 502 を返します")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each host that Caddy will not find."""
    yield from unanswered(FOLLOWS, document, context)
