"""What can be typed at the cursor: a port by number, service or software, or a rule's id."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from portlens.catalogue.assignment import Assignment
from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.search import Match
from portlens.features.completion.hosts import hosts
from portlens.features.completion.item import Completion, Item, as_typed
from portlens.features.completion.place import Place, place_at, place_behind_host
from portlens.features.completion.usual_ports import own_ports, served_ports, usual_ports
from portlens.features.own import own
from portlens.features.port_page.markdown import port_markdown
from portlens.model.port_use import HIGHEST_PORT
from portlens.network.behind import usual
from portlens.network.context import Context
from portlens.network.free_port import next_free_beside
from portlens.rules.page import page
from portlens.rules.registry import all_rules, rules_for
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language, Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

# The protocol's clients filter by themselves: what is best is among the first, and the others
# would only be long on the wire.
MOST = 50

_UNLIKE = ("typo", "description")  # found by what its name does not hold

FIRST_REGISTERED = 1024  # RFC 6335

_LOOKED_AT = 80  # rows of the catalogue; several may speak of one port

_INSIDE_SUPPRESSION = regex(
    r"(?:\#|//)[ \t]*portlens:[ \t]*ignore(?:-file)?\[(?:[^\]]*[,\s])?([^\],\s]*)$"
)


def complete(document: Document, offset: int, context: Context, language: Language) -> Completion:
    """Return what can stand at `offset`, filtered by what is typed already.

    A format's own module `completion` may have `meant(document, offset, context)`, the items of a
    place at which only something of the files can be meant, `beside_ports(document, offset,
    context, language)`, the items where no port can stand, and `whole(document, place, best,
    context, language)`, a longer item to offer before `best`, the first.
    """
    code = _code_at(document, offset)
    if code is not None:
        return _codes(document, code, offset, language)
    names = hosts(document, offset, context, language)
    if names:
        return Completion(names[:MOST], len(names) > MOST)
    meant = own(document.format, "completion", "meant")
    items = meant(document, offset, context) if meant else ()
    if items:
        return Completion(items[:MOST], len(items) > MOST)
    place = place_at(document, offset) or _behind_host(document, offset, context)
    if place is None:
        beside = own(document.format, "completion", "beside_ports")
        items = beside(document, offset, context, language) if beside else ()
        return Completion(items[:MOST])
    asked = _Asked(document, place, context, language)
    found = [*_usual(asked)] if place.takes_numbers else []
    offered = {item.text for item in found}
    is_guess = not place.typed
    for match in _search(place.typed, context.catalogue) if place.typed else ():
        if len(found) > MOST:
            break
        is_guess = is_guess or match.how in _UNLIKE
        for item in _matched(asked, match):
            if item.text not in offered:
                offered.add(item.text)
                found.append(item)
    whole = own(document.format, "completion", "whole")
    longer = whole(document, place, found[0], context, language) if whole and found else None
    if longer is not None:
        found.insert(0, longer)
    is_guess = is_guess or any(item.filter == place.typed != item.text for item in found)
    return Completion(tuple(found[:MOST]), is_guess or len(found) > MOST)


def _behind_host(document: Document, offset: int, context: Context) -> Place | None:
    """Return the place behind a host that listens on some port.

    Behind any other name nothing is offered: `postgres://user:` goes on with a password.
    """
    place = place_behind_host(document, offset)
    return place if place and served_ports(document, place.use, context) else None


def documentation(subject: object, catalogue: Catalogue, language: Language) -> str:
    """Return the Markdown that belongs to an item's `subject`; nothing for what is not ours."""
    if not isinstance(subject, Mapping):
        return ""
    rule = all_rules().get(str(subject.get("rule")))
    if rule:
        return page(rule, language)
    port = subject.get("port")
    if isinstance(port, int) and 0 <= port <= HIGHEST_PORT:
        return port_markdown(catalogue, port, language)
    return ""


def _search(typed: str, catalogue: Catalogue) -> Iterator[Match]:
    """Yield what the catalogue finds; of numbers those that people know go before the others."""

    def rank(match: Match) -> tuple[bool, bool]:
        row = match.assignment
        is_known = row.status != "official" or catalogue.port_of(row.name, "tcp") == row.first
        return str(row.first) != typed, not is_known

    if typed.isdigit():
        yield from sorted(catalogue.search(typed, 2 * _LOOKED_AT), key=rank)
        return
    is_name = False
    for match in islice(catalogue.matches(typed), _LOOKED_AT):
        if match.how != "description":
            is_name = True
        elif is_name:
            # Who types the beginning of a name wants that, and not all that is said to speak of it.
            break
        yield match


class _Asked(NamedTuple):
    document: Document
    place: Place
    context: Context
    language: Language


def _usual(asked: _Asked) -> Iterator[Item]:
    """Yield the ports that are usual at this place, and the next that is free in this file."""
    place = asked.place
    served = served_ports(asked.document, place.use, asked.context)
    # Who has written of its ports has said what is usual there.
    usual = served or usual_ports(asked.document, place.use, asked.context)
    own = own_ports(place.use, asked.context)
    ports = [port for port in usual if str(port).startswith(place.typed) and port > place.above]
    free = None if served else _free(asked, usual)
    if free is not None:
        # A usual port that is taken already is no good advice: the free one goes first.
        ports = [free, *(port for port in ports if port != free)]
    elif not served:
        ports.sort(key=lambda port: str(port) != place.typed)
    for port in ports:
        if port == free:
            # Instead of the taken one, whose letters editors look for.
            item = _port_item(asked, port, wanted=place.typed)
            yield item._replace(kind="free", hint=FREE.to(asked.language))
        else:
            item = _port_item(asked, port)._replace(hint=USUAL.to(asked.language))
            # `redis 63`: editors put the very letters typed first, were it not for these here.
            if place.typed and place.use.role == "defines" and port in own:
                item = item._replace(filter=place.typed, is_best=True)
            yield item


def _free(asked: _Asked, usual: tuple[int, ...]) -> int | None:
    """Return the free port to offer first: nothing typed, or a port typed that is taken."""
    place = asked.place
    document, use, typed = asked.document, place.use, place.typed
    is_target = use.target is not None and use.target.span.touches(place.span.start)
    if is_target or place.above or use.role == "defines":
        return None
    if not typed:
        first, *others = own_ports(use, asked.context)[:1] or usual or (8080,)
        # What is usual beside a well-known port that is taken has an old meaning of its own.
        wishes = (first, *(port for port in others if port >= FIRST_REGISTERED))
        free = {wish: next_free_beside(document, use, wish, asked.context) for wish in wishes}
        best = next((wish for wish in wishes if free[wish] == wish), wishes[-1])
        return free[best]
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(HIGHEST_PORT))):
        return None
    free_port = next_free_beside(document, use, int(typed), asked.context)
    return None if free_port == int(typed) else free_port


def _matched(asked: _Asked, match: Match) -> Iterator[Item]:
    row, place = match.assignment, asked.place
    # Editors hide what does not have the letters typed; here only these will do.
    wanted = place.typed if match.how in _UNLIKE else as_typed(match.key, place.typed)
    if row.first <= place.above:
        return
    if place.takes_numbers:
        yield _port_item(asked, row.first, row, "" if match.how == "number" else wanted)
    if not place.takes_names or match.how == "number":
        return
    transport = asked.document.format.names_of(place.use.transport)
    if asked.context.catalogue.port_of(match.key, transport) == row.first:
        detail = f"{row.first} · {row.description.to(asked.language)}"
        subject = {"port": row.first}
        yield Item(match.key, match.key, place.span, "port", wanted, "", detail, subject)


def _port_item(asked: _Asked, port: int, row: Assignment | None = None, wanted: str = "") -> Item:
    """Return the item of `port`; `row` tells its name where a search found it by that."""
    if row is None:
        catalogue = asked.context.catalogue
        name = usual(catalogue, port).name.partition(" / ")[0]
        row = next((row for row in catalogue.at(port) if row.name == name), None)
    label = f"{port} ‹{row.name}›" if row else str(port)
    detail = f"{row.description.to(asked.language)} ({row.source})".lstrip() if row else ""
    text = asked.place.spell(port, row)
    subject = {"port": port}
    return Item(label, text, asked.place.span, "port", wanted or str(port), "", detail, subject)


def _code_at(document: Document, offset: int) -> Span | None:
    """Return the rule id that is being typed inside a suppression comment."""
    line = document.lines.line_span(document.lines.position(offset).line)
    match = _INSIDE_SUPPRESSION.search(document.text, line.start, offset)
    if match is None:
        return None
    end = re.compile(r"[\w-]*").match(document.text, offset)
    return Span(match.start(1), end.end() if end else offset)


def _codes(document: Document, word: Span, offset: int, language: Language) -> Completion:
    typed = document.text[word.start : offset].lower()
    items = [
        Item(
            rule.id, rule.id, word, "code", rule.id, "", rule.title.to(language), {"rule": rule.id}
        )
        for rule in sorted(rules_for(document.format.id))
        if typed in rule.id
    ]
    return Completion(tuple(items[:MOST]))


FREE = Phrase("free here", "空き")
USUAL = Phrase("usual here", "定番")
