"""What nginx connects to by a variable that `set` gives one value where it is used.

`set $u http://app:8080; proxy_pass $u;` is how people have nginx look a name up at each request,
and start without it. The sets of a server run before those of the location that answers, and those
of the locations around that one do not run at all (tried on nginx 1.22.1).
"""

from collections.abc import Iterator, Mapping, Sequence

from portlens.formats._template import has_placeholder
from portlens.formats.nginx.address import address_of
from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.walk import Scope, walk
from portlens.formats.nginx.word import Word
from portlens.model.port_use import PortUse
from portlens.programs.nginx.build import tree_of
from portlens.programs.nginx.servers import Configuration
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

_Pass = tuple[PortUse, Connect]

_BY_VARIABLE = regex(
    r"(?P<scheme>[a-z]+://)?\$(?P<name>\w+|\{\w+\})(?P<port>:[0-9]+)?"
    r"(?:/.*|\$(?:request_)?uri.*)?"
)
_VALUE = regex(r"(?P<scheme>[a-z]+://)?(?P<host>[\w.-]+)(?P<port>:[0-9]+)?(?:/.*)?")


def ends_set(
    document: Document, uses: Sequence[PortUse], configuration: Configuration
) -> Iterator[tuple[PortUse, Span]]:
    """Yield what the passes of `document` reach by such variables, each with its host's place.

    `uses` are the document's own, as they read in their place.
    """
    passes = {
        use.detail.directive.start: (use, use.detail)
        for use in pausing(uses)
        if isinstance(use.detail, Connect) and use.detail.has_variable
    }
    if not passes or "set" not in document.text:
        return
    said = {use.span.start: use for use in pausing(uses) if use.detail is None}
    seen: set[tuple[Span, Span]] = set()
    for use, connect, word in _values(document, passes, configuration):
        found = _end(use, connect, word, said, configuration)
        place = (found[0].span, found[1]) if found is not None else None
        if found is not None and place is not None and place not in seen:
            seen.add(place)
            yield found


def _values(
    document: Document, passes: Mapping[int, _Pass], configuration: Configuration
) -> Iterator[tuple[PortUse, Connect, Word]]:
    """Yield each pass with the one value that its variable has there."""
    tree = tree_of(document)
    given: dict[tuple[int, str], list[Word]] = {}  # by block and variable
    asked: list[tuple[_Pass, Scope]] = []
    for directive, scope in walk(tree, configuration.scopes[document.path]):
        if directive.name == "set" and directive.block is None:
            words = tree.arguments(directive)
            if len(words) == 2:
                key = _block(scope), words[0].text.lower()
                given.setdefault(key, []).append(words[1])
        elif directive.start in passes:
            asked.append((passes[directive.start], scope))
    for (use, connect), scope in pausing(asked):
        match = _BY_VARIABLE.fullmatch(connect.word.text)
        if match is None:
            continue
        name = f"${match['name'].strip('{}').lower()}"
        server = scope.enclosing("server")
        words_here = given.get((_block(scope), name)) or (
            given.get((_block(server), name), []) if server is not None else []
        )
        if len(words_here) == 1:
            yield use, connect, words_here[0]


def _block(scope: Scope) -> int:
    """Return what tells the block in which a statement runs: that of an `if` is the one around."""
    while scope.block == "if" and scope.outer is not None:
        scope = scope.outer
    return id(scope.directive)


def _end(
    use: PortUse,
    connect: Connect,
    word: Word,
    said: Mapping[int, PortUse],
    configuration: Configuration,
) -> tuple[PortUse, Span] | None:
    value, written = _VALUE.fullmatch(word.text), _BY_VARIABLE.fullmatch(connect.word.text)
    if value is None or written is None or has_placeholder(word.text):
        return None
    schemes = [each for each in (written["scheme"], value["scheme"]) if each]
    if len(schemes) > 1 or (*schemes, "")[0] not in connect.grammar.schemes:
        return None
    upstream = connect.module, value["host"].lower()
    if connect.grammar.names_upstream and upstream in configuration.upstreams:
        return None
    host = word.part(*value.span("host"))
    if written["port"] and not value["port"]:
        return use._replace(address=address_of(value["host"])), host
    found = said.get(word.span.start) if value["port"] and not written["port"] else None
    return (found, host) if found is not None else None
