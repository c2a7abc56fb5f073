"""`Match LocalPort`: the one criterion that speaks of a port, which the server alone knows."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats.ssh.directive import Directive
from portlens.formats.ssh.port import is_template, read_port
from portlens.formats.ssh.words import Word, first_token
from portlens.model.port_use import PortRange, PortUse
from portlens.text.regex import regex
from portlens.text.span import Span

_NUMBERS = regex(r"[0-9][0-9,]*")


def read_match(line: Directive, text: str) -> Iterator[PortUse | Fault]:
    """Yield the local ports that a `Match` line compares with.

    sshd splits this line otherwise than all others: `LocalPort=22` is allowed, and what it makes
    of blanks around the `=` and of single quotes depends on its version, which a rule knows.
    Port 0 is allowed too, and matches no connection.
    """
    rest = line.rest.of(text)
    words = list(line.words if is_template(rest) else _words(rest, line.rest.start))
    position = 0
    while position < len(words):
        criterion = words[position]
        if criterion.text.lower() == "localport":
            yield from _local_port(line, words[position : position + 2])
            following = words[position + 2 : position + 3]
            if following and _NUMBERS.fullmatch(following[0].text):
                yield Fault("invalid-port", following[0].inside, "one-local-port")
        # `all` stands alone, every other criterion has one value
        position += 1 if criterion.text.lower() == "all" else 2


def read_client_match(line: Directive, text: str) -> Iterator[Fault]:
    """Yield a fault for the server's criterion in a `Match` line of the client."""
    rest = line.rest.of(text)
    words = [] if is_template(rest) else list(_words(rest, line.rest.start))
    position = 0
    while position < len(words):
        criterion = words[position].text.lower()
        if criterion == "localport":
            yield Fault("invalid-port", words[position].span, "no-local-port")
        position += 1 if criterion.lstrip("!") in ("all", "canonical", "final") else 2


def _local_port(line: Directive, words: list[Word]) -> Iterator[PortUse | Fault]:
    key, *values = words
    if not values or not values[0].text:
        at = values[0].inside if values else line.next_word
        yield PortUse("permits", at, PortRange(at, None, None), owner=line.owner, detail=line)
        yield Fault("missing-port", key.span, "keyword")
        return
    value = values[0]
    text, at = value.text, value.inside
    is_quoted = len(text) > 2 and text[0] == text[-1] == "'"
    if is_quoted:
        text, at = text[1:-1], Span(at.start + 1, at.end - 1)
    port, fault = read_port(text, at, lowest=0)
    yield PortUse("permits", value.span, port, owner=line.owner, detail=line)
    if fault:
        yield fault


def _words(rest: str, offset: int) -> Iterator[Word]:
    at: int | None = 0
    while at is not None and at < len(rest):
        token = first_token(rest, at)
        if token is None or token.text.startswith("#"):
            return
        start, end = token.span.shifted(offset)
        quote = rest.find('"', token.span.start, token.span.end)
        if quote < 0:
            yield Word(token.text, Span(start, end), range(start, end + 1))
        else:
            before = range(start, offset + quote)
            inside = range(offset + quote + 1, end)
            yield Word(token.text, Span(start, end), [*before, *inside])
        at = token.rest
