"""unknown-proxy-host in httpd's files."""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._unknown_names import unanswered
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

FOLLOWS = Phrase("httpd will answer with an error", "httpd はエラーを返します")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each host that httpd will not find."""
    yield from unanswered(FOLLOWS, document, context)
