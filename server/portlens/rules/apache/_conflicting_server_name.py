"""conflicting-server-name in httpd's files: a virtual host of whose name another is asked."""

from collections.abc import Iterable, Iterator, Mapping

from portlens.formats._template import MASK
from portlens.formats.apache.address import Parsed, parse_host
from portlens.formats.apache.directive import CONDITIONS, Directive, Section
from portlens.formats.apache.listen import ANYWHERE, has_wildcard
from portlens.formats.apache.words import Word
from portlens.model.address import ANY_IPV4, ANY_IPV6
from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.programs.apache.configuration import Configuration, configuration
from portlens.rules._by_path import by_path
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "an earlier virtual host on {socket} has {name}: no request for it gets here",
    "{socket} では前のバーチャルホストが {name} を持つため、その名前のリクエストはここに届きません",
)
FIRST = Phrase("the virtual host that gets the requests", "リクエストを受け取るバーチャルホスト")
_LONGEST = 255  # of a name; what is longer is none
_DEEPEST = 16  # conditions around a line
_MOST_WORDS = 4  # of a condition; of more, httpd knows none
_MOST = 8  # virtual hosts of one name and socket, of which no condition decides on another

# Pairs of a name and an address for each of them that is written: a host of n addresses and n names
# makes n². Names past so many are not compared, and nothing is said of them.
_MOST_PAIRS = 16

# What must hold for httpd to read a line, as far as nobody knows it.
_Conditions = frozenset[tuple[str, ...]]


class _Name(NamedTuple):
    """A name of a virtual host, in small letters and without what ServerName has around it."""

    text: str
    word: Word
    document: Document
    host: Section
    conditions: _Conditions


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Return the names in `document` that virtual hosts above have on the same address and port.

    A thousand sites are one configuration: it is judged once, not once for each of them.
    """
    found = configuration(document, context.workspace)
    if _find not in found.answers:
        found.answers[_find] = by_path(_find(found))
    return found.answers[_find].get(document.path, ())


def _find(found: Configuration) -> Iterator[tuple[Document, Finding]]:
    """Yield the names that no request gets to.

    Of two that stand in conditions, httpd must read the one above wherever it reads the other.
    """
    held: dict[tuple[object, str], list[_Name]] = {}
    spoken: set[int] = set()
    for name, sockets in _paired(_names(found.lines)):
        fitting = tuple(_that_fit(name.text))
        for socket, shown in sockets.items():
            above = (each for text in fitting for each in held.get((socket, text), ()))
            first = next((each for each in above if each.conditions <= name.conditions), None)
            if first is None:
                mine = held.setdefault((socket, name.text), [])
                mine += [name] if len(mine) < _MOST else ()
            elif first.host is not name.host and id(name.word) not in spoken:
                spoken.add(id(name.word))
                yield name.document, _finding(first, name, shown)


def _paired(names: Iterable[_Name]) -> Iterator[tuple[_Name, Mapping[object, str]]]:
    """Yield the names with the sockets of their hosts, as long as these are not far too many."""
    by_host: dict[int, Mapping[object, str]] = {}
    left = 0
    for name in names:
        if id(name.host) not in by_host:
            by_host[id(name.host)] = _sockets(name.host.head)
            left += _MOST_PAIRS * len(by_host[id(name.host)])
        sockets = by_host[id(name.host)]
        left += _MOST_PAIRS
        if len(sockets) <= left:
            left -= len(sockets)
            yield name, sockets


def _finding(first: _Name, later: _Name, socket: str) -> Finding:
    path = None if first.document.path == later.document.path else first.document.path
    related = Related(first.word.span, FIRST, path)
    message = MESSAGE.fill(socket=socket, name=first.text)
    return Finding(later.word.span, message, (related,))


def _names(lines: Iterable[tuple[Document, Directive]]) -> Iterator[_Name]:
    """Yield the names that are written, in httpd's order; of two ServerName the later counts."""
    last: dict[int, Word] = {}
    every: list[tuple[Document, Directive, Section, Word]] = []
    for document, line in pausing(lines):
        host = line.section.host if line.section is not None else None
        if line.name not in ("servername", "serveralias") or host is None:
            continue
        if line.is_read is False:
            continue
        for word in line.arguments[:1] if line.name == "servername" else line.arguments:
            every.append((document, line, host, word))
            if line.name == "servername":
                last[id(host)] = word
    for document, line, host, word in pausing(every):
        text = word.text.lower()
        if line.name == "servername":
            text = text.rpartition("://")[2].partition(":")[0]
        conditions = _conditions(line.section)
        is_meant = line.name == "serveralias" or last[id(host)] is word
        # httpd does not start with such a name, which therefore takes no requests from others.
        is_refused = line.name == "servername" and has_wildcard(word)
        is_known = text and MASK not in text and not is_refused
        if is_meant and is_known and conditions is not None:
            yield _Name(text, word, document, host, conditions)


def _conditions(section: Section | None) -> _Conditions | None:
    """Return the open conditions around a line; None where they are many, or it is in a macro."""
    found: set[tuple[str, ...]] = set()
    for _ in range(_DEEPEST if section is not None and not section.is_macro else 0):
        if section is None:
            return frozenset(found)
        if section.name in CONDITIONS and len(section.head.arguments) > _MOST_WORDS:
            return None
        if section.name in CONDITIONS and section.is_read is None:
            found.add((section.name, *(word.text for word in section.head.arguments)))
        section = section.around
    return None


def _sockets(head: Directive) -> Mapping[object, str]:
    """Return what a virtual host answers on, as httpd compares it, each with how it is written."""
    found: dict[object, str] = {}
    for word in head.arguments:
        parsed = parse_host(word.text)
        is_taken = parsed.problem is None or parsed.problem.reason == "read-as"
        if is_taken and not parsed.is_variable and MASK not in word.text:
            found.setdefault(_socket(parsed), word.text)
    return found


def _socket(parsed: Parsed) -> object:
    """Return the address and port; `*`, `_default_` and the wildcards of both families are one."""
    address = None if parsed.address in (ANY_IPV4, ANY_IPV6, ANYWHERE) else parsed.address
    return address, parsed.number


def _that_fit(name: str) -> Iterator[str]:
    """Yield the names that a request for `name` fits: itself, and those with an asterisk."""
    yield name
    if len(name) > _LONGEST or not name:
        return
    at = name.find(".")
    while at >= 0:
        yield f"*{name[at:]}"
        at = name.find(".", at + 1)
    yield "*"
