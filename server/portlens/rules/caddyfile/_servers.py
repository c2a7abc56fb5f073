"""The sites of a document by the listener that they share, for rules that compare them."""

from collections.abc import Iterator

from portlens.formats.caddyfile.sites import Listener, Site
from portlens.model.finding import Related
from portlens.network.context import Context
from portlens.programs.caddyfile.configuration import Configuration, configuration
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


def servers(
    document: Document, context: Context
) -> Iterator[tuple[Configuration, Listener, list[Site]]]:
    """Yield each listener with its sites, if any stands in the document."""
    found = configuration(document, context.workspace)
    for listener, sites in found.servers.items():
        pause()
        if any(found.path_of(site.word) == document.path for site in sites):
            yield found, listener, sites


def related(site: Site, message: Phrase, found: Configuration, document: Document) -> Related:
    """Return the place of a site, as one that belongs to a finding in `document`."""
    path = found.path_of(site.word)
    return Related(site.word.span, message, None if path == document.path else path)


def name_of(listener: Listener) -> str:
    """Return a listener as Caddy writes it: `:8080`, `127.0.0.1:8080`."""
    host = f"[{listener.host}]" if ":" in listener.host else listener.host
    network = "" if listener.network == "tcp" else f"{listener.network}/"
    return f"{network}{host}:{listener.port}"
