"""Lines of httpd's own ports: `Listen`, `<VirtualHost>`, `ServerName`."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.apache.address import parse_host, parse_listen, read_number
from portlens.formats.apache.directive import CONDITIONS, Directive, Section
from portlens.formats.apache.entry import Entry, fault_of, is_filled, use_of
from portlens.formats.apache.words import Word
from portlens.model.address import ANY_IPV6
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex
from portlens.text.span import Span

Found = Iterator[PortUse | Fault]

HOST = "<virtualhost"
ANYWHERE = ANY_IPV6._replace(dual_stack=True)  # the socket of a `Listen` without an address


def read_listen(directive: Directive) -> Found:
    """Yield the port of `Listen 127.0.0.1:8080 https`; httpd takes none within other sections."""
    if directive.section is not None and directive.section.within:
        yield from _misplaced(directive, directive.section)
        return
    words = directive.arguments
    if not words or not words[0].text:
        at = directive.after() if not words else words[0].part(0, 0)
        yield PortUse("listens", at, PortRange(at, None, None))
        yield Fault("missing-port", directive.words[0].span, "keyword")
        return
    word = words[0]
    parsed = parse_listen(word.text)
    protocol = words[1].text.lower() if len(words) == 2 and MASK not in words[1].text else ""
    entry = Entry(directive, parsed, word.part(*parsed.host), protocol=protocol)
    use = _listening(word, entry)
    yield use
    if parsed.problem is not None:
        yield fault_of(word, parsed.problem, use)
    if len(words) > 2:
        more = Span(words[1].span.start, words[-1].span.end)
        reason = "apache-comment" if words[1].text.startswith("#") else "too-much"
        yield Fault("invalid-port", more, reason)


def _misplaced(directive: Directive, section: Section) -> Found:
    """Yield what httpd has against a `Listen` in a section; of Perl's and others' nobody knows."""
    if _is_of_others(section):
        return
    inner = section
    while inner.name in CONDITIONS and inner.around is not None:
        inner = inner.around
    title = inner.head.title.partition(" ")[0]
    yield Fault("invalid-port", directive.words[0].span, "apache-section", {"section": title})


def _is_of_others(section: Section | None) -> bool:
    return section is not None and "other" in section.within


def _listening(word: Word, entry: Entry) -> PortUse:
    """Return the use of a `Listen`; a word that is refused as a port is one without numbers."""
    use = use_of("listens", word, entry)
    parsed = entry.parsed
    if use.port is None and parsed.problem is not None:
        start, end = parsed.problem.start, parsed.problem.end
        if parsed.problem.rule == "missing-port" and not _NAME.fullmatch(word.text):
            start = end = len(word.text)
        return _refused(use, word, start, end)
    if parsed.number is not None and entry.directive.is_read is False:
        return use._replace(bound=())
    is_everywhere = parsed.number is not None and (parsed.is_any or parsed.host == (0, 0))
    return use._replace(bound=(ANYWHERE,)) if is_everywhere else use


_NAME = regex(r"[A-Za-z][A-Za-z0-9-]*")


def read_port(directive: Directive) -> Found:
    """Yield what httpd has against `Port 80`, the line of its first version; it opens no port.

    In other sections it is a line in a wrong place, as any is.
    """
    within = directive.section.within if directive.section is not None else frozenset[str]()
    if within <= {"virtualhost"}:
        yield Fault("invalid-port", directive.words[0].span, "apache-port")


def read_host(directive: Directive) -> Found:
    """Yield the ports of `<VirtualHost *:80 [::1]:8080>`: on which sockets it answers."""
    if not directive.arguments:
        at = directive.after()
        yield PortUse("permits", at, PortRange(at, None, None), owner=directive.title)
        yield Fault("missing-port", directive.words[0].part(1, 12), "keyword")
        return
    for word in directive.arguments:
        parsed = parse_host(word.text)
        entry = Entry(directive, parsed, word.part(*parsed.host))
        use = _answering(word, entry)
        yield use
        if parsed.problem is not None:
            yield fault_of(word, parsed.problem, use)


def _answering(word: Word, entry: Entry) -> PortUse:
    use = use_of("permits", word, entry)._replace(owner=entry.directive.title)
    problem = entry.parsed.problem
    if use.port is None and problem is not None:
        start, end = problem.start, problem.end
        if problem.rule == "invalid-address":
            colon = word.text.endswith(":")
            start, end = (len(word.text), len(word.text)) if colon else (start, end)
        return _refused(use, word, start, end)
    return use


def _refused(use: PortUse, word: Word, start: int, end: int) -> PortUse:
    """Return the use with a port that is no number, at a stretch of the word."""
    is_variable = is_filled(word, start, end)
    port = PortRange(word.part(start, end), None, None, is_variable=is_variable)
    return use._replace(span=word.part(0, len(word.text)), port=port)


_SCHEME = regex(r"[^:/]*://")
# What C's atoi() reads of a text that begins so.
_NUMBER = regex(r"[ \t]*([+-]?)([0-9]+)")


def read_name(directive: Directive) -> Found:
    """Yield what is wrong with `ServerName https://shop:8443`; its port is no use of it."""
    words = directive.arguments[:1]
    if words and has_wildcard(words[0]):
        # Of Perl's and other modules' sections nobody knows what their lines are.
        if MASK not in words[0].text and not _is_of_others(directive.section):
            yield Fault("invalid-address", words[0].part(0, len(words[0].text)), "wildcard-name")
        return
    for word, start, end in _port_of_name(directive):
        written = word.text[start:end]
        match = _NUMBER.match(written)
        number = read_number(match[2]) if match else 0
        span = word.part(start, end)
        if match and match[1] != "-" and 0 < number <= HIGHEST_PORT:
            if to_number(match[2]) > HIGHEST_PORT:
                yield Fault("port-out-of-range", span, "read-as", {"number": number})
        elif not written:
            yield Fault("missing-port", word.part(start - 1, end), "after-colon")
        elif not is_number(written):
            yield Fault("invalid-port", span, "not-a-number")
        else:
            reason = "highest" if written.strip("0") else "lowest"
            yield Fault("port-out-of-range", span, reason, {"lowest": 1})


def has_wildcard(word: Word) -> bool:
    """Tell whether httpd takes a word for a pattern of names, which no `ServerName` may be.

    Source: `apache2 -t` of 2.4, which looks at the whole word with its scheme and port.
    """
    return "*" in word.text or "?" in word.text


def mention_of_name(directive: Directive) -> Iterator[PortUse]:
    """Yield the port that `ServerName` has httpd write into its redirects."""
    for word, start, end in _port_of_name(directive):
        match = _NUMBER.match(word.text, start, end)
        number = to_number(match[2]) if match else 0
        if match and 0 < number <= HIGHEST_PORT:
            span = word.part(*match.span(2))
            yield PortUse("connects", span, PortRange(span, number, number), owner=directive.owner)


def _port_of_name(directive: Directive) -> Iterator[tuple[Word, int, int]]:
    word = directive.arguments[0] if directive.arguments else None
    if word is None or MASK in word.text or "[" in word.text:
        return
    scheme = _SCHEME.match(word.text)
    colon = word.text.find(":", scheme.end() if scheme else 0)
    if colon >= 0:
        yield word, colon + 1, len(word.text)
