"""ssh_config: what the OpenSSH client connects to and forwards."""

from collections.abc import Iterator

from portlens.formats._format import Fault, Link, Reading
from portlens.formats._template import with_known_placeholders
from portlens.formats.ssh.collect import collected
from portlens.formats.ssh.directive import Directive, Tree, directives
from portlens.formats.ssh.forward import read_forward
from portlens.formats.ssh.host_port import HostPort, host_address, split_host_port, why_colons
from portlens.formats.ssh.jump import read_command, read_jump
from portlens.formats.ssh.match import read_client_match
from portlens.formats.ssh.plain import permitted
from portlens.formats.ssh.port import (
    is_template,
    read_port,
    unfilled,
    with_written_addresses,
)
from portlens.formats.ssh.words import Word
from portlens.model.port_use import PortRange, PortUse
from portlens.text.pause import pausing
from portlens.text.span import Span

Item = PortUse | Fault | Link


def read(original: str, path: str) -> Reading:
    """Read an ssh_config, as OpenSSH 9 does; by `path` a template is told from ssh's own file."""
    text = with_known_placeholders(original, path)
    lines = tuple(directives(text, frozenset({"host", "match"})))
    items = (item for line in pausing(lines) for item in _read_line(line, text))
    reading = unfilled(collected(Tree(lines), items), text, path)
    return with_written_addresses(reading, text, original)


def _read_line(line: Directive, text: str) -> Iterator[Item]:
    if line.keyword not in _PORT_KEYWORDS:
        return
    if not line.is_closed:
        yield Fault("invalid-port", line.words[-1].span, "open-quote")
    match line.keyword:
        case "port":
            yield from _read_port(line)
        case "localforward" | "remoteforward" | "dynamicforward":
            yield from read_forward(line)
        case "permitremoteopen":
            yield from _read_permit(line)
        case "proxyjump":
            yield from read_jump(line, text)
        case "proxycommand":
            yield from read_command(line, text)
        case "match":
            yield from read_client_match(line, text)
        case _:
            yield from _read_include(line)


def _read_port(line: Directive) -> Iterator[Item]:
    if not line.words or not line.words[0].text:
        at = line.words[0].inside if line.words else line.next_word
        yield PortUse("connects", at, PortRange(at, None, None), owner=line.owner, detail=line)
        yield Fault("missing-port", line.key, "keyword")
        return
    word, *more = line.words
    port, fault = read_port(word.text, word.inside)
    yield PortUse("connects", word.span, port, owner=line.owner, detail=line)
    if fault:
        yield fault
    elif more and not any(is_template(each.text) for each in line.words):
        yield Fault("invalid-port", more[0].span, "too-much")


def _read_permit(line: Directive) -> Iterator[Item]:
    if not line.words:
        at = line.next_word
        yield PortUse("permits", at, PortRange(at, None, None), owner=line.owner, detail=line)
        yield Fault("missing-port", line.key, "keyword")
        return
    for word in line.words:
        if word.text.lower() in ("any", "none"):
            if len(line.words) > 1:
                yield Fault("invalid-port", word.span, "alone")
                return
            continue
        use = permitted(line, word)
        if use is not None:
            yield use
        elif is_template(word.text):
            port = PortRange(word.inside, None, None, is_variable=True)
            yield PortUse("permits", word.span, port, owner=line.owner, detail=line)
        else:
            yield from _read_permitted(line, word)


def _read_permitted(line: Directive, word: Word) -> Iterator[Item]:
    parts = split_host_port(word.text)
    if parts is None:
        yield Fault("invalid-address", word.span, "no-host-port")
        return
    if parts.port is not None and ":" in parts.port:
        yield Fault("invalid-address", word.inside, why_colons(word.text))
        return
    yield from _permitted_port(line, word, parts)


def _permitted_port(line: Directive, word: Word, parts: HostPort) -> Iterator[Item]:
    at = word.part(*parts.port_at)
    use = PortUse(
        "permits",
        word.span,
        None,
        address=host_address(parts.host),
        owner=line.owner,
        detail=line,
    )
    if parts.port == "*":
        yield use
        return
    if not parts.port:
        yield use._replace(port=PortRange(at, None, None))
        yield Fault("missing-port", word.span, "after-host", {"host": parts.host})
        return
    port, fault = read_port(parts.port, at)
    yield use._replace(port=port)
    if fault:
        yield fault


def _read_include(line: Directive) -> Iterator[Item]:
    for word in line.words:
        if word.text and not is_template(word.text):
            yield Link("include", Span(*word.inside), word.text)


_PORT_KEYWORDS = frozenset(
    {
        "port",
        "localforward",
        "remoteforward",
        "dynamicforward",
        "permitremoteopen",
        "proxyjump",
        "proxycommand",
        "include",
        "match",
    }
)
