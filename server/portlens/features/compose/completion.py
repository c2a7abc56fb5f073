"""Completion in a Compose file: lists on one line, hosts and their ports, and whole mappings."""

from portlens.features.completion.item import Item
from portlens.features.completion.place import Place
from portlens.formats.compose.address_keys import is_address
from portlens.formats.compose.port_entry import Owner, PortEntry
from portlens.formats.compose.services import ComposeFile
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse
from portlens.network.context import Context
from portlens.network.free_port import next_free_beside
from portlens.text.phrase import Language, Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document


def unread(document: Document, offset: int) -> tuple[PortUse, Span] | None:
    """Return the word at `offset` in a list on one line, `ports: [80, `, and its use.

    YAML gives an empty place no node, so the document is read as if quotes stood there already.
    """
    line = document.lines.line_span(document.lines.position(offset).line)
    match = _IN_LIST.match(document.text, line.start, offset)
    rest = _REST.match(document.text, offset, line.end)
    if match is None or rest is None:
        return None
    word = Span(match.start(1), rest.end())
    # Nothing behind the cursor is of interest, and without it an open list is closed.
    text = f'{document.text[: word.start]}""]\n'
    use = Document(document.path, text, document.format).use_at(word.start + 1)
    return (use, word) if use else None


def behind_host(document: Document, offset: int) -> tuple[PortUse, Span] | None:
    """Return the place of a port still to be typed behind a host, `http://api:`, and its use."""
    line = document.lines.line_span(document.lines.position(offset).line)
    match = _HOST_AND_COLON.search(document.text, line.start, offset)
    if match is None or _COMMENT.search(document.text, line.start, match.start()):
        return None
    start = match.start(1)
    is_url = document.text.endswith("://", 0, start) or document.text.endswith("@", 0, start)
    if not (is_url or is_address(document.text, start, match[1])):
        return None
    here, service = Span(offset, offset), owner(document, offset)
    use = PortUse(
        "connects",
        Span(start, offset),
        PortRange(here, None, None),
        "tcp",
        Address("name", match[1]),
        Owner(service).path if service else "",
    )
    return use, here


def whole(
    document: Document, place: Place, best: Item, context: Context, language: Language
) -> Item | None:
    """Return the mapping that publishes the port of `best`, the first offer, on the host.

    One number alone would be published on a random port. The host's is the same number, or the
    next that is free. None where another part of an entry is typed, or where it is no short
    entry of `ports`.
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


def host(document: Document, offset: int) -> Span | None:
    """Return the word at `offset` where the host of a URL stands in a service's settings."""
    line = document.lines.line_span(document.lines.position(offset).line)
    match = _IN_URL.search(document.text, line.start, offset)
    rest = _IN_HOST.match(document.text, offset, line.end)
    if match is None or rest is None or _COMMENT.search(document.text, line.start, match.start()):
        return None
    return Span(match.start(1), rest.end())


def owner(document: Document, offset: int) -> str:
    """Return the service in whose settings `offset` stands, or nothing."""
    tree = document.reading.tree
    every = tree.services if isinstance(tree, ComposeFile) else ()
    before = [one for services in every for one in services if one.key.start <= offset]
    last = max(before, key=lambda one: one.key.start, default=None)
    if last is None:
        return ""
    # A key of the top level that follows ends the services.
    end = document.lines.line_span(document.lines.position(last.key.end).line).end
    return "" if _TOP_LEVEL.search(document.text, end, max(end, offset)) else last.name


_IN_URL = regex(r"://(?:[^\s/@\"'<>]*@)?([\w.-]*)\Z")
_HOST_AND_COLON = regex(r"(?:://(?:[^\s/@\"'<>]*@)?|[=,\s\"'])(\w[\w.-]*):\Z")
_IN_HOST = regex(r"[\w.-]*")
_COMMENT = regex(r"(?:^|[ \t])#")
_TOP_LEVEL = regex(r"[\r\n][^\s#]")
_IN_LIST = regex(r"[ \t]*(?:ports|expose):[ \t]*\[(?:[^\]#\[]*,)?[ \t]*(\w*)\Z")
_REST = regex(r"\w*")

ON_HOST = Phrase("published on the host", "ホストに公開")
