"""sshd_config: what the OpenSSH server listens on and permits."""

from collections.abc import Iterator

from portlens.formats._format import Fault, Link, Reading
from portlens.formats._template import masked, with_known_placeholders
from portlens.formats.ssh.collect import collected
from portlens.formats.ssh.directive import Directive, Tree, directives
from portlens.formats.ssh.host_port import (
    HostPort,
    host_address,
    is_no_address,
    split_host_port,
    why_colons,
)
from portlens.formats.ssh.match import read_match
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
    """Read an sshd_config, as OpenSSH 9 does; by `path` a template is told from sshd's own file."""
    text = with_known_placeholders(original, path)
    lines = tuple(directives(text, frozenset({"match"})))
    items = (item for line in pausing(lines) for item in _read_line(line, text))
    reading = unfilled(collected(Tree(lines), items), text, path)
    return with_written_addresses(reading, text, original)


def _read_line(line: Directive, text: str) -> Iterator[Item]:
    reader = _READERS.get(line.keyword)
    if reader is None and line.keyword != "match":
        return
    if not line.is_closed:
        yield Fault("invalid-port", line.words[-1].span, "open-quote")
    yield from reader(line) if reader else read_match(line, text)


def _read_port(line: Directive) -> Iterator[Item]:
    if not line.words or not line.words[0].text:
        yield _empty(line, "listens")
        yield Fault("missing-port", line.key, "keyword")
        return
    word, *more = line.words
    port, fault = read_port(word.text, word.inside)
    yield PortUse("listens", word.span, port, owner=line.owner, detail=line)
    if fault:
        yield fault
    elif more and not any(is_template(each.text) for each in line.words):
        yield Fault("invalid-port", more[0].span, "one-port-a-line", {"keyword": "Port"})


def _read_listen_address(line: Directive) -> Iterator[Item]:
    if not line.words or not line.words[0].text:
        yield Fault("invalid-address", line.key, "missing")
        return
    word, *more = line.words
    text = word.text
    if is_template(text):
        yield from _template(line, word, "listens")
        return
    if "[" not in text and text.count(":") > 1:
        if is_no_address(text):
            yield Fault("invalid-address", word.inside, "unusable")
        yield from _after_address(more)
        return
    parts = split_host_port(text)
    if parts is None:
        yield Fault("invalid-address", word.inside, _why_apart(text))
        return
    if not parts.host or is_no_address(parts.host):
        yield Fault("invalid-address", word.inside, "unusable" if parts.host else "no-host")
    yield from _port_after(line, word, parts, "listens")
    yield from _after_address(more)


def _after_address(more: list[Word]) -> Iterator[Item]:
    """Yield what is wrong after the address, where only `rdomain NAME` may stand."""
    if any(is_template(word.text) for word in more):
        return
    if more and (more[0].text != "rdomain" or len(more) != 2):
        wrong = more[2] if more[0].text == "rdomain" and len(more) > 2 else more[0]
        yield Fault("invalid-address", wrong.span, "one-address-a-line")


def _read_permit(line: Directive) -> Iterator[Item]:
    listens = line.keyword == "permitlisten"
    if not line.words or not line.words[0].text:
        yield _empty(line, "permits")
        yield Fault("missing-port", line.key, "keyword")
        return
    for index, word in enumerate(line.words):
        if not index and word.text in ("any", "none"):
            continue  # versions differ on what may follow; a rule knows which
        if not word.text:
            if index + 1 < len(line.words):
                yield Fault("invalid-address", word.span, "one-address-a-line")
            return
        use = permitted(line, word)
        if use is not None:
            yield use
        else:
            yield from _read_permitted(line, word, listens=listens)


def _read_permitted(line: Directive, word: Word, *, listens: bool) -> Iterator[Item]:
    text = word.text
    if is_template(text):
        yield from _template(line, word, "permits")
        return
    if listens and ":" not in text:
        whole = Span(0, len(text))
        yield from _port_after(line, word, HostPort("", whole, text, whole), "permits")
        return
    parts = split_host_port(text)
    if parts is None:
        yield Fault("invalid-address", word.inside, _why_apart(text))
    elif parts.port is not None and ":" in parts.port:
        yield Fault("invalid-address", word.inside, why_colons(word.text))
    else:
        yield from _port_after(line, word, parts, "permits", is_needed=True)


def _port_after(
    line: Directive, word: Word, parts: HostPort, role: str, *, is_needed: bool = False
) -> Iterator[Item]:
    """Yield the use of the port that stands after a host, if one does."""
    listens = role == "listens"
    at = word.part(*parts.port_at)
    address = host_address(parts.host)
    use = PortUse(
        "listens" if listens else "permits",
        word.span,
        PortRange(at, None, None),
        address=address,
        owner=line.owner,
        detail=line,
    )
    if parts.port is None:
        if is_needed:
            yield use
            yield Fault("missing-port", word.inside, "after-host", {"host": word.text})
        return
    if not parts.port:
        yield use
        yield Fault("missing-port", word.inside, "after-host", {"host": parts.host})
        return
    if parts.port == "*" and not listens:
        yield use._replace(port=None)
        return
    port, fault = read_port(parts.port, at)
    yield use._replace(port=port)
    if fault:
        yield fault


def _template(line: Directive, word: Word, role: str) -> Iterator[Item]:
    """Yield the use of `{{ address }}:22` or `db:{{ port }}`, as far as it is known."""
    text = masked(word.text, "x")
    before, colon, after = text.rpartition(":")
    if colon and after and "]" not in after:
        start = len(before) + 1
        host = Span(0, len(before))
        parts = HostPort(host.of(word.text), host, word.text[start:], Span(start, len(text)))
        yield from _port_after(line, word, parts, role)
    elif role == "permits":
        yield _empty(line, role)._replace(
            span=word.span, port=PortRange(word.inside, None, None, is_variable=True)
        )


def _why_apart(text: str) -> str:
    if text.startswith("["):
        return "after-bracket" if "]" in text else "open-bracket"
    return "slash"


def _empty(line: Directive, role: str) -> PortUse:
    at = line.next_word if not line.words else line.words[0].inside
    port = PortRange(at, None, None)
    return PortUse(
        "listens" if role == "listens" else "permits", at, port, owner=line.owner, detail=line
    )


def _read_include(line: Directive) -> Iterator[Item]:
    for word in line.words:
        if word.text and not is_template(word.text):
            yield Link("include", word.inside, word.text)


_READERS = {
    "port": _read_port,
    "listenaddress": _read_listen_address,
    "permitopen": _read_permit,
    "permitlisten": _read_permit,
    "include": _read_include,
}
