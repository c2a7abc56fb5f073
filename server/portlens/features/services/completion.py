"""Completion in a services file: a name and its port, behind them a transport, then aliases."""

import re
from collections.abc import Iterator

from portlens.catalogue.assignment import Assignment
from portlens.features.completion.item import Item, as_typed
from portlens.features.completion.place import Place
from portlens.formats.services.entry import number_of
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.text.phrase import Language
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document


def place(document: Document, use: PortUse, word: Span, offset: int) -> Place:
    """Return the place in a line: it is the name until a blank follows that."""
    if (
        word.start == word.end
        and use.span.end == offset
        and not document.text[offset - 1].isspace()
    ):
        return Place(use.span, use.span.of(document.text), use, "name and number")
    has_transport = document.text.startswith("/", word.end)
    typed = document.text[word.start : offset]
    return Place(word, typed, use, "number" if has_transport else "number/transport")


def beside_ports(
    document: Document, offset: int, context: Context, language: Language
) -> tuple[Item, ...]:
    """Return what can stand at `offset` behind the port; nothing elsewhere and in comments."""
    line = document.lines.line_span(document.lines.position(offset).line)
    before = document.text[line.start : offset]
    rest = _REST.match(document.text, offset, line.end)
    end = rest.end() if rest else offset
    match = _TO_TRANSPORT.match(before)
    if match:
        span = Span(line.start + match.start(3), end)
        return tuple(_transports(match, span, context, language))
    match = _TO_ALIAS.match(before)
    if match:
        span = Span(line.start + match.start(5), end)
        after = document.text[end : line.end].partition("#")[0].split()
        return tuple(_aliases(match, span, after, context, language))
    return ()


def _transports(
    match: re.Match[str], span: Span, context: Context, language: Language
) -> Iterator[Item]:
    """Yield the transports, those that the port is registered for before the others."""
    name, port, typed = match.groups()
    number = _number(port)
    rows = [] if number is None else list(context.catalogue.at(number))
    own = [row for row in rows if name in (row.name, *row.aliases)] or rows
    registered = {transport: row for row in reversed(own) for transport in row.transports}
    for transport in sorted(_TRANSPORTS, key=lambda each: each not in registered):
        if transport.startswith(typed.lower()):
            row = registered.get(transport)
            detail = f"{row.name} · {row.description.to(language)}" if row else ""
            wanted = as_typed(transport, typed)
            yield Item(transport, transport, span, "transport", wanted, "", detail)


def _aliases(
    match: re.Match[str], span: Span, after: list[str], context: Context, language: Language
) -> Iterator[Item]:
    """Yield the other names that the tables have for the port, each once."""
    name, port, transport, before, typed = match.groups()
    number = _number(port)
    if number is None:
        return
    offered = {name, *before.split(), *after}
    for row in context.catalogue.at(number, transport.lower()):
        for other in _names(row):
            if other not in offered and other.lower().startswith(typed.lower()):
                offered.add(other)
                detail = f"{row.description.to(language)} ({row.source})"
                wanted = as_typed(other, typed)
                yield Item(other, other, span, "name", wanted, "", detail, {"port": number})


def _names(row: Assignment) -> tuple[str, ...]:
    # other tables have what people call a software, which is no name to look up
    return (row.name, *row.aliases) if row.source.startswith(("IANA", "RHEL")) else ()


def _number(port: str) -> int | None:
    return number_of(port) if port.isascii() and port.isdigit() else None


# `name 80/`: as much of a line as stands before a transport, with what is typed of it.
_TO_TRANSPORT = regex(r"[ \t]*([^\s#]+)[ \t]+([^\s#/]+)/([^\s#/]*)\Z")
# `name 80/tcp `: as much as stands before an alias.
_TO_ALIAS = regex(
    r"[ \t]*([^\s#]+)[ \t]+([^\s#/]+)/([^\s#/]+)((?:[ \t]+[^\s#]+)*)[ \t]+([^\s#]*)\Z"
)
_REST = regex(r"[^\s#/]*")

# The transports of IANA's registry, by how many ports each has; an entry with another is rare.
_TRANSPORTS = ("tcp", "udp", "sctp", "dccp")
