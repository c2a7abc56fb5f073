"""`Match LocalPort` of sshd_config: the one criterion that speaks of a port."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats.ssh.directive import Directive
from portlens.formats.ssh.port import read_port
from portlens.formats.ssh.words import Word
from portlens.model.port_use import PortRange, PortUse


def read_match(line: Directive) -> Iterator[PortUse | Fault]:
    """Yield the local ports that a `Match` line compares with.

    sshd splits this line otherwise than all others: `LocalPort=22` is allowed, single quotes
    are part of the word. Port 0 is allowed too, and matches no connection.
    """
    words = list(_arguments(line))
    for position, word in enumerate(words):
        if word.text.lower() != "localport":
            continue
        if position + 1 == len(words):
            at = line.next_word
            port = PortRange(at, None, None)
            yield PortUse("permits", at, port, owner=line.owner, detail=line)
            yield Fault("missing-port", word.span, "keyword", {"keyword": "LocalPort"})
            return
        value = words[position + 1]
        port, fault = read_port(value.text, value.inside, lowest=0)
        yield PortUse("permits", value.span, port, owner=line.owner, detail=line)
        if fault:
            yield fault


def _arguments(line: Directive) -> Iterator[Word]:
    """Yield the words of the line, with `name=value` taken apart."""
    for word in line.words:
        name, equals, value = word.text.partition("=")
        if not equals:
            yield word
            continue
        for text, start in ((name, 0), (value, len(name) + 1)):
            if text:
                end = start + len(text)
                part = word.part(start, end)
                yield Word(text, part, [*word.places[start:end], part.end])
