"""`LocalForward`, `RemoteForward` and `DynamicForward` of ssh_config.

ssh joins both arguments with a colon and takes the whole apart again (`parse_forward` in
readconf.c), so that `8080:db 80` means the same as `8080 db:80`. Source: readconf.c, and
`ssh -G` on generated lines.
"""

from collections.abc import Iterator, Sequence

from portlens.formats._format import Fault
from portlens.formats._template import masked
from portlens.formats.ssh.directive import Directive
from portlens.formats.ssh.host_port import host_address, why_colons
from portlens.formats.ssh.port import is_template, read_port
from portlens.formats.ssh.words import Word
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse, Role
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span

# Where ssh listens when no address is written; so does the server, for a RemoteForward.
LOOPBACK = Address("name", "localhost")


class Field(NamedTuple):
    """One part of a forwarding specification; a `/` in it makes it a path."""

    text: str
    span: Span
    is_path: bool


class Side(NamedTuple):
    """One end of a forward: a path alone, or a port with or without a host before it."""

    host: Field | None
    port: Field


def read_forward(line: Directive) -> Iterator[PortUse | Fault]:
    """Yield what a forwarding line listens on and connects to."""
    is_dynamic = line.keyword == "dynamicforward"
    is_remote = line.keyword == "remoteforward"
    words = list(line.words)
    if not words or not words[0].text:
        yield _empty(line, "listens", line.next_word if not words else words[0].inside)
        yield Fault("missing-port", line.key, "keyword")
        return
    taken = 1 if is_dynamic else 2
    target = words[1] if not is_dynamic and len(words) > 1 and words[1].text else None
    if len(words) > taken:
        yield Fault("invalid-port", words[taken].span, "too-much")
    if target is None and not is_dynamic and not is_remote:
        yield from _without_target(line, words)
        return
    both = [words[0], target] if target else [words[0]]
    fields = split_fields(*_joined(both))
    sides = _sides(fields) if fields else None
    # `DynamicForward 1080:/run/x` is none, and ssh takes it: for a forward to that path.
    is_to_path = is_dynamic and fields is not None and len(fields) == 2
    if sides is None or ((sides[1] is None) != (target is None) and not is_to_path):
        yield from _shapeless(line, both, fields)
        return
    if target is None and _is_half_typed(words[0].text, sides[0]):
        yield from _half_typed(line, words[0], sides[0])
        return
    listening, connecting = sides
    yield from _side(line, "listens", listening, words[0].span, 0 if is_remote else 1)
    if connecting:
        yield from _side(line, "connects", connecting, (target or words[0]).span, 1)


def _is_half_typed(text: str, side: Side) -> bool:
    """Tell whether `localhost:` waits for its port; ssh takes `1080:` for `1080`, though."""
    if side.host or side.port.is_path or not text.endswith(":"):
        return False
    return read_port(side.port.text, side.port.span, 0).port.first is None


def _half_typed(line: Directive, word: Word, side: Side) -> Iterator[PortUse | Fault]:
    at = Span(word.inside.end, word.inside.end)
    yield _empty(line, "listens", at)._replace(span=word.span, address=_bound(side.port))
    yield Fault("missing-port", word.inside, "after-host", {"host": side.port.text})


def split_fields(text: str, places: Sequence[int]) -> list[Field] | None:
    """Return the parts between the colons of `text`; None where ssh cannot tell them apart."""
    fields: list[Field] = []
    shape = masked(text, "x")  # a placeholder may have colons and brackets of its own
    at = len(text) - len(text.lstrip(" \t\n\v\f\r"))
    while at < len(text):
        if len(fields) == 4:
            return None
        if shape[at] == "[":
            end = shape.find("]", at)
            if end < 0 or shape[end + 1 : end + 2] not in ("", ":"):
                return None
            value, start, stop, at = text[at + 1 : end], at + 1, end, end + 2
        else:
            start = at
            value, stop = _until_colon(text, shape, at)
            at = stop + 1
        span = Span(places[start], places[stop - 1] + 1 if stop > start else places[start])
        fields.append(Field(value, span, "/" in shape[start:stop]))
    return fields


def _until_colon(text: str, shape: str, start: int) -> tuple[str, int]:
    """Return the field at `start` without its backslashes, and where its colon stands."""
    colon = shape.find(":", start)
    backslash = shape.find("\\", start, colon if colon >= 0 else len(text))
    if backslash < 0:
        stop = colon if colon >= 0 else len(text)
        return text[start:stop], stop
    kept: list[str] = []
    at = start
    while at < len(text) and shape[at] != ":":
        if shape[at] == "\\":
            at += 1
        kept.append(text[at : at + 1])
        at += 1
    return "".join(kept), min(at, len(text))


def _joined(words: list[Word]) -> tuple[str, Sequence[int]]:
    if len(words) == 1:
        return words[0].text, words[0].places
    first, second = words
    return f"{first.text}:{second.text}", [*first.places, *second.places]


def _sides(fields: list[Field]) -> tuple[Side, Side | None] | None:
    """Return both ends that the fields mean to ssh; the second is None for a SOCKS proxy."""
    match fields:
        case [port]:
            return Side(None, port), None
        case [one, path] if path.is_path:
            return Side(None, one), Side(None, path)
        case [host, port]:
            return Side(host, port), None
        case [path, host, port] if path.is_path:
            return Side(None, path), Side(host, port)
        case [host, port, path] if path.is_path:
            return Side(host, port), Side(None, path)
        case [one, host, port]:
            return Side(None, one), Side(host, port)
        case [host, one, other, port]:
            return Side(host, one), Side(other, port)
    return None


def _side(
    line: Directive, role: Role, side: Side, span: Span, lowest: int
) -> Iterator[PortUse | Fault]:
    # ssh joins both words: in `localhost 8080:/run/socket` the listening port is in the second.
    start = (side.host or side.port).span.start
    span = Span(min(span.start, start), max(span.end, side.port.span.end))
    use = PortUse(role, span, None, owner=line.owner, detail=line)
    if side.port.is_path and side.host is None:
        yield use._replace(address=Address("unix", side.port.text))
        return
    address = _bound(side.host) if role == "listens" else _target(side.host)
    if not side.port.text:
        empty = PortRange(side.port.span, None, None)
        yield use._replace(address=address, port=empty)
        yield Fault("missing-port", span, "after-host", {"host": _text(side.host)})
        return
    port, fault = read_port(side.port.text, side.port.span, lowest)
    yield use._replace(address=address, port=port)
    if fault:
        yield fault


def _bound(host: Field | None) -> Address | None:
    """Return what is listened on; `*` and nothing before the colon mean every address."""
    return host_address(host.text or "*") if host else LOOPBACK


def _target(host: Field | None) -> Address | None:
    return host_address(host.text) if host else None


def _text(host: Field | None) -> str:
    return host.text if host else ""


def _without_target(line: Directive, words: list[Word]) -> Iterator[PortUse | Fault]:
    """Yield what `LocalForward 8080` says so far: half of a forward."""
    fields = split_fields(words[0].text, words[0].places)
    sides = _sides(fields) if fields else None
    if sides and sides[1] is None:
        yield from _side(line, "listens", sides[0], words[0].span, 1)
    elif sides and sides[1] and sides[1].host and len(words) == 1:
        # `8080:db:80`, which is what the option -L takes
        yield from _side(line, "listens", sides[0], words[0].span, 1)
        yield from _side(line, "connects", sides[1], words[0].span, 1)
        colon = sides[0].port.span.end
        is_plain = isinstance(words[0].places, range)  # no quote stands where the colon would
        values = {"at": Span(colon, colon + 1)} if is_plain else {}
        yield Fault("missing-port", words[0].span, "one-word", values)
        return
    at = words[1].inside if len(words) > 1 else line.next_word
    yield _empty(line, "connects", at)
    yield Fault("missing-port", words[0].span, "no-target")


def _shapeless(
    line: Directive, words: list[Word], fields: list[Field] | None
) -> Iterator[PortUse | Fault]:
    """Yield what can be told of a specification that ssh refuses for its shape."""
    *_, last = words
    if len(words) == 2 and fields and len(fields) == 2:
        # `8080 db` or `8080 db:`: the target's port is still to be typed
        listening, target = fields
        yield from _side(line, "listens", Side(None, listening), words[0].span, 1)
        at = Span(last.inside.end, last.inside.end)
        use = PortUse("connects", last.span, PortRange(at, None, None), owner=line.owner)
        yield use._replace(address=_target(target), detail=line)
        yield Fault("missing-port", last.inside, "after-host", {"host": target.text})
        return
    for role, word in zip(("listens", "connects"), words, strict=False):
        if word.text.count(":") > 1 and not word.text.startswith("["):
            yield Fault("invalid-address", word.inside, why_colons(word.text))
            return
        if is_template(word.text):
            yield _empty(line, "listens" if role == "listens" else "connects", word.span)
            return
    yield Fault("invalid-address", Span(words[0].span.start, last.span.end), "no-forward")


def _empty(line: Directive, role: Role, at: Span) -> PortUse:
    port = PortRange(at, None, None, is_variable=at.start != at.end)
    return PortUse(role, at, port, owner=line.owner, detail=line)
