"""One target, or one URL, as Prometheus takes it.

Source: Prometheus 2.42, config/config.go (CheckTargetAddress) and scrape/target.go, and what
`promtool check config` says: nothing but a slash is ever refused. Whatever else cannot be
reached is only found out at each scrape.
"""

import re
from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._template import has_placeholder
from portlens.formats._yaml.nodes import Scalar
from portlens.formats._yaml.scalar_type import type_of
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex
from portlens.text.span import Span

# Whose targets may be empty: nobody looks at them before an alert is sent.
ALERTMANAGERS = "alertmanagers"
USUAL_PORTS = {"http": 80, "https": 443}
_TARGET = regex(r"(?P<host>\[[^\[\]]*\]|[^\[\]:/\s]*)(?::(?P<port>[^:/\s]*))?")
_URL = regex(
    r"(?P<scheme>https?)://(?:[^/@\s]*@)?(?P<host>\[[^\[\]]*\]|[^\[\]:/?#\s]+)(?::(?P<port>[^:/?#\s]*))?"
    r"(?=[/?#]|\Z)"
)


class Target(NamedTuple):
    """A target beyond its port; `is_final`: no relabelling can make another one of it.

    `is_proxied`: a proxy connects to it, and looks its name up.
    """

    is_final: bool
    is_proxied: bool = False


class Targets(NamedTuple):
    """What stands for targets of `owner`, and how they are asked."""

    owner: str
    scheme: str = ""
    is_final: bool = True
    is_proxied: bool = False


class Configuration(NamedTuple):
    """What only Prometheus refuses: the targets at `urls`, which VictoriaMetrics takes."""

    urls: tuple[Span, ...]


class Url(NamedTuple):
    """A target with a slash, at `span`."""

    span: Span


def read_target(scalar: Scalar, text: str, targets: Targets) -> Iterator[PortUse | Fault | Url]:
    """Yield the use that a target is, and what Prometheus has against it."""
    owner, is_final = targets.owner, targets.is_final
    span = scalar.content(text)
    if not scalar.value or type_of(scalar) == "null":
        at = Span(scalar.end, scalar.end)
        yield PortUse("connects", at, PortRange(at, None, None), owner=owner)
        if is_final and owner != ALERTMANAGERS:
            yield Fault("missing-port", scalar.span, "no-target")
        return
    if is_final and "/" in scalar.value and not has_placeholder(scalar.value):
        yield Url(span or scalar.span)
    if span is None:
        return
    match = _TARGET.fullmatch(scalar.value)
    if match is not None:
        detail = Target(is_final, targets.is_proxied)
        use = PortUse("connects", span, None, owner=owner, detail=detail)
        yield from _with_port(use, match, span.start, targets.scheme)


def read_url(scalar: Scalar, text: str, targets: Targets) -> Iterator[PortUse | Fault]:
    """Yield the use that a URL is; it has a scheme of its own."""
    span = scalar.content(text)
    match = _URL.match(scalar.value)
    if span is not None and match is not None:
        place = Span(span.start + match.start("host"), span.start + match.end())
        detail = Target(targets.is_final, targets.is_proxied)
        use = PortUse("connects", place, None, owner=targets.owner, detail=detail)
        yield from _with_port(use, match, span.start, match["scheme"])


def _with_port(
    use: PortUse, match: re.Match[str], start: int, scheme: str
) -> Iterator[PortUse | Fault]:
    """Yield `use` with the host and the port of `match`, in a text that begins at `start`."""
    host, port_text = match["host"], match["port"]
    use = use._replace(address=_address(host))
    if port_text is None:
        usual = USUAL_PORTS.get(scheme)
        if usual is not None and not has_placeholder(host):
            yield use._replace(port=PortRange(use.span, usual, usual, is_implied=True))
        return
    at = Span(start + match.start("port"), start + match.end("port"))
    if has_placeholder(port_text):
        yield use._replace(port=PortRange(at, None, None, is_variable=True))
        return
    number = to_number(port_text) if is_number(port_text) else None
    is_port = number is not None and 0 < number <= HIGHEST_PORT
    known = number if is_port else None
    yield use._replace(port=PortRange(at, known, known))
    is_final = isinstance(use.detail, Target) and use.detail.is_final
    if is_final and number is not None and not is_port:
        yield Fault("port-out-of-range", at, "never-reached")


def _address(host: str) -> Address | None:
    inside = host[1:-1] if host.startswith("[") else host
    if not inside or has_placeholder(inside):
        return None
    return parse_ip(inside) or Address("name", inside)
