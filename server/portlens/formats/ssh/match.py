"""`Match LocalPort` of sshd_config: the one criterion that speaks of a port."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats.ssh.directive import Directive
from portlens.formats.ssh.port import is_template, read_port
from portlens.formats.ssh.words import Word, first_token
from portlens.model.port_use import PortRange, PortUse
from portlens.text.span import Span


def read_match(line: Directive, text: str) -> Iterator[PortUse | Fault]:
    """Yield the local ports that a `Match` line compares with.

    sshd splits this line otherwise than all others: `LocalPort=22` is allowed, and single
    quotes are part of the word. Port 0 is allowed too, and matches no connection.
    """
    rest = line.rest.of(text)
    words = list(line.words if is_template(rest) else _words(rest, line.rest.start))
    position = 0
    while position < len(words):
        criterion = words[position]
        if criterion.text.lower() == "localport":
            yield from _local_port(line, words[position : position + 2])
        # `all` stands alone, every other criterion has one value
        position += 1 if criterion.text.lower() == "all" else 2


def _local_port(line: Directive, words: list[Word]) -> Iterator[PortUse | Fault]:
    key, *values = words
    if not values or not values[0].text:
        at = values[0].inside if values else line.next_word
        yield PortUse("permits", at, PortRange(at, None, None), owner=line.owner, detail=line)
        yield Fault("missing-port", key.span, "keyword")
        return
    value = values[0]
    port, fault = read_port(value.text, value.inside, lowest=0)
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
