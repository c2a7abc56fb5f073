"""The page of a port as Markdown, kept for the next who asks."""

from functools import lru_cache

from portlens.catalogue.catalogue import Catalogue
from portlens.features.port_page.page import markdown, port_page
from portlens.network.behind import Behind
from portlens.text.phrase import Language


@lru_cache(maxsize=256)
def port_markdown(
    catalogue: Catalogue,
    port: int,
    language: Language,
    transport: str | None = None,
    found: Behind | None = None,
) -> str:
    """Return the page of `port`, as hovers, tooltips and completion show it.

    The mouse comes back to the same few ports; a page depends on nothing else than these five.
    """
    return markdown(port_page(catalogue, port, language, transport, found))
