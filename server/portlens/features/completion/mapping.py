"""A whole mapping, `5432:5432`, where one number alone would be published on a random port."""

from portlens.features.completion.item import Item
from portlens.features.completion.place import Place
from portlens.formats.compose.port_entry import PortEntry
from portlens.network.context import Context
from portlens.network.free_port import next_free_beside
from portlens.text.phrase import Language, Phrase
from portlens.workspace.document import Document


def mapping(
    document: Document, place: Place, best: Item, context: Context, language: Language
) -> Item | None:
    """Return the mapping that publishes the port of `best`, the first offer, on the host.

    On the same number there, or the next that is free. None where another part of an entry is
    typed, or where it is no short entry of a Compose file's `ports`.
    """
    use, port = place.use, best.subject.get("port")
    detail = use.detail
    # In a list that is no YAML yet the use is that of an empty entry, read in its place.
    is_whole = place.span == use.span or use.span.start == use.span.end
    is_alone = use.target is None and is_whole and not place.above
    if not (is_alone and isinstance(detail, PortEntry) and detail.form == "short"):
        return None
    if not isinstance(port, int):
        return None
    host = next_free_beside(document, use._replace(role="publishes"), port, context)
    if host is None:
        return None
    text = f"{host}:{best.text}"
    label = best.label.replace(best.text, text, 1)
    # What is filtered by a number goes on to be, whichever number it begins with.
    wanted = text if best.filter == best.text else best.filter
    return best._replace(
        label=label, text=text, filter=wanted, kind="port", hint=ON_HOST.to(language), is_best=True
    )


ON_HOST = Phrase("published on the host", "ホストに公開")
