"""Lines that pass requests on: `ProxyPass`, `BalancerMember`, `SetHandler`, `RewriteRule … [P]`."""

import itertools
from collections.abc import Callable, Iterator, Mapping

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.apache.address import read_number
from portlens.formats.apache.directive import Directive
from portlens.formats.apache.entry import Entry, fault_of, use_of
from portlens.formats.apache.url import Url, parse_url
from portlens.formats.apache.words import Word
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.plain import to_number
from portlens.text.regex import regex

Found = Iterator[PortUse | Fault]
Read = Callable[[Directive], Found]

# In these a line has no path, since the section says of which requests it speaks.
_LOCATIONS = frozenset({"location", "locationmatch"})
_PLACES = _LOCATIONS | {"directory", "directorymatch", "files", "filesmatch"}
_REFUSING = frozenset(
    {"directory", "directorymatch", "files", "filesmatch", "if", "elseif", "else", "proxy"}
)
_PROXY = frozenset({"proxy"})


def _is_within(directive: Directive, kinds: frozenset[str]) -> bool:
    section = directive.section
    return section is not None and not section.within.isdisjoint(kinds)


def read_pass(directive: Directive) -> Found:
    """Yield the port of `ProxyPass /app http://app:8080/`, whose path a section may give.

    In sections of files httpd takes no such line.
    """
    if _is_within(directive, _REFUSING):
        return
    at = 0 if _is_within(directive, _LOCATIONS) else 1
    words = directive.arguments
    if len(words) > at and words[at].text != "!":
        yield from _checked(directive, words[at])


def read_member(directive: Directive) -> Found:
    """Yield the port of `BalancerMember http://app1:8080`, which may name its balancer first."""
    words = directive.arguments
    at = 0 if _is_within(directive, _PROXY) else 1
    if len(words) > at:
        yield from _checked(directive, words[at])


def read_handler(directive: Directive) -> Found:
    """Yield the port of `SetHandler "proxy:fcgi://127.0.0.1:9000"`."""
    for word in directive.arguments[:1]:
        if word.text[:6].lower() == "proxy:":
            yield from _unchecked(directive, word, 6)


def read_rewrite(directive: Directive) -> Found:
    """Yield the port of a `RewriteRule` with the flag `P`."""
    words = directive.arguments
    if len(words) > 2 and "P" in flags_of(words[2]):
        yield from _unchecked(directive, words[1])


def flags_of(word: Word) -> frozenset[str]:
    """Return the flags of a `RewriteRule` in their short form, without their values."""
    names = (flag.strip(" ").partition("=")[0] for flag in word.text.strip("[]").split(","))
    return frozenset({"proxy": "P", "redirect": "R"}.get(name.lower(), name) for name in names)


def read_reverse(directive: Directive) -> Found:
    """Yield the address that `ProxyPassReverse` looks for in answers: httpd connects nowhere."""
    at = 0 if _is_within(directive, _PLACES) else 1
    if len(directive.arguments) > at:
        yield from _unchecked(directive, directive.arguments[at], is_told=True)


def read_remote(directive: Directive) -> Found:
    """Yield the port of `ProxyRemote * http://proxy:3128`, which httpd looks at closely."""
    if len(directive.arguments) < 2:
        return
    word = directive.arguments[1]
    url = parse_url(word.text)
    if url is None or url.parsed.port is None:
        if url is not None:
            yield _use(directive, word, url)
        return
    use = _use(directive, word, url)
    yield use
    start, end = url.parsed.port
    written = word.text[start:end]
    if url.parsed.is_variable or not _PLAIN_HOST.fullmatch(word.text[:start]):
        return
    number = _NUMBER.match(written)
    if not written:
        yield Fault("missing-port", word.part(start - 1, end), "after-colon", {}, use)
    elif number is None:
        yield Fault("invalid-port", word.part(start, end), "not-a-number", {}, use)
    elif read_number(number[1]) > HIGHEST_PORT:
        yield Fault("port-out-of-range", word.part(start, end), "highest", {}, use)


_PLAIN_HOST = regex(r"[a-z]+://[^@\[\]:]+:")
_NUMBER = regex(r"[+-]?([0-9]+)")


def read_external(directive: Directive) -> Found:
    """Yield the port of `FastCgiExternalServer /usr/lib/php -host 127.0.0.1:9000`."""
    words = directive.arguments
    for name, word in itertools.pairwise(words):
        if name.text == "-host":
            yield from _bare(directive, word)


def _bare(directive: Directive, word: Word) -> Found:
    url = parse_url(f"fcgi://{word.text}")
    if url is None or url.parsed.problem is not None or url.parsed.port is None:
        return
    yield _use(directive, word, _shifted(url, -len("fcgi://")))


def _checked(directive: Directive, word: Word) -> Found:
    """Yield the port of a URL that httpd takes apart when it reads the line."""
    url = parse_url(word.text)
    if url is None:
        if MASK not in word.text and "$" not in word.text:
            yield Fault("invalid-address", word.part(0, len(word.text)), "no-scheme")
        return
    if url.is_path:
        return
    use = _use(directive, word, url)
    yield use
    if url.parsed.problem is not None:
        yield fault_of(word, url.parsed.problem, use)


def _unchecked(directive: Directive, word: Word, start: int = 0, *, is_told: bool = False) -> Found:
    """Yield the port of a URL that httpd looks at when a request comes, if at all."""
    url = parse_url(word.text[start:])
    if url is None or url.is_path:
        return
    problem = url.parsed.problem
    if problem is not None and (is_told or problem.reason not in _AT_REQUEST):
        return
    use = _use(directive, word, _shifted(url, start), is_told=is_told)
    yield use
    if problem is not None:
        reason = "read-as" if problem.reason == "read-as" else "no-request"
        begin, end = problem.start + start, problem.end + start
        yield fault_of(word, problem._replace(reason=reason, start=begin, end=end), use)


# With these httpd starts, and answers requests with an error, or asks another port.
_AT_REQUEST = frozenset({"not-a-number", "no-request", "read-as"})


def _shifted(url: Url, by: int) -> Url:
    """Return a URL whose offsets count from `by` characters before it."""
    parsed = url.parsed
    host = parsed.host[0] + by, parsed.host[1] + by
    port = None if parsed.port is None else (parsed.port[0] + by, parsed.port[1] + by)
    return url._replace(parsed=parsed._replace(host=host, port=port))


# What answers is spoken to in the scheme's own words; that it is HTTP says nothing of it.
_PROTOCOLS = {"fcgi": "FastCGI", "scgi": "SCGI", "uwsgi": "uWSGI", "ajp": "AJP"}


def _use(directive: Directive, word: Word, url: Url, *, is_told: bool = False) -> PortUse:
    parsed = url.parsed
    protocol = _PROTOCOLS.get(url.scheme, "")
    host = word.part(*parsed.host)
    entry = Entry(directive, parsed, host, url.scheme, protocol, is_told)
    return use_of("connects", word, entry, url.implied)


READERS: Mapping[str, Read] = {
    "proxypass": read_pass,
    "proxypassmatch": read_pass,
    "proxypassreverse": read_reverse,
    "balancermember": read_member,
    "sethandler": read_handler,
    "rewriterule": read_rewrite,
    "proxyremote": read_remote,
    "proxyremotematch": read_remote,
    "fastcgiexternalserver": read_external,
}


_TOLD = regex(r"(?<=[A-Za-z0-9+.-])://[^\s/:?#]+:(?P<port>[0-9]{1,5})(?![0-9])")
_TELLING = frozenset(
    {"redirect", "redirectmatch", "redirectpermanent", "redirecttemp", "errordocument"}
)


def mentions(directive: Directive) -> Iterator[PortUse]:
    """Yield the ports that clients are told of: `Redirect / https://shop:8443/`."""
    words = directive.arguments
    is_rule = directive.name == "rewriterule" and len(words) > 2 and "P" not in flags_of(words[2])
    if directive.name not in _TELLING and not is_rule:
        return
    for word in words[1:2] if is_rule else words:
        for match in _TOLD.finditer(word.text):
            number = to_number(match["port"])
            if 0 < number <= HIGHEST_PORT:
                span = word.part(*match.span("port"))
                port = PortRange(span, number, number)
                yield PortUse("connects", span, port, owner=directive.owner)
