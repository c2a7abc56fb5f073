"""One word behind EXPOSE: `8080`, `53/udp`, `7000-7008`, `${PORT:-3000}/tcp`.

Source: go-connections' ParsePortSpec, and `docker build` of each form on an Engine 20.10. It
takes the host's side of a mapping as well, and makes nothing of it.
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.dockerfile.words import Expanded, Word
from portlens.model.address import parse_ip
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import is_number, to_number
from portlens.text.regex import regex
from portlens.text.span import Span

TRANSPORTS = frozenset({"tcp", "udp", "sctp"})
_TAKEN = frozenset({"exposed", "cut-range"})  # the builder goes on
_NAME = regex(r"[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*")
_ZERO_IN_FRONT = regex(r"(?:^|\.)0[0-9]+(?:\.|$)")


class Exposed(NamedTuple):
    """The `detail` of what EXPOSE says: the stage's number and the image that it is built upon.

    `is_on_build`: it is said of images that are built upon this one. `is_built_upon` is of every
    stage: what its image is, no other file says.
    """

    stage: int
    image: str = ""
    is_on_build: bool = False
    is_built_upon: bool = True


class Entry(NamedTuple):
    """One port of EXPOSE as read."""

    use: PortUse
    faults: tuple[Fault, ...] = ()


def entry(word: Word, expanded: Expanded, use: PortUse) -> Entry:
    """Return what one word of EXPOSE says; `use` has what is known of it beside the port.

    Spans count from where the words begin.
    """
    text = word.text
    last = text.rfind(":") + 1
    slash = text.find("/", last)
    end = len(text) if slash < 0 else slash
    span = word.source(last, end)
    is_variable = expanded.is_variable(span) or MASK in text[last:end]
    port, faults = _port(text[last:end], span)
    if text[: last - 1].lower() in TRANSPORTS:
        faults = (Fault("invalid-port", word.source(0, len(text)), "dockerfile-transport"),)
    first, final = port or (None, None)
    # The Engine does not look at what stands behind a second slash.
    behind = text[end + 1 :].partition("/")[0]
    transport = behind.lower() or "tcp"
    if transport not in TRANSPORTS:
        if MASK not in transport:
            where = word.source(end + 1, end + 1 + len(behind))
            faults = (*faults, Fault("invalid-transport", where, "dockerfile"))
        transport = "tcp"
    if last and all(fault.reason in _TAKEN for fault in faults):
        faults = (*faults, *_host(word, last, port))
    range_ = PortRange(span, first, final, is_variable=is_variable)
    found = use._replace(port=range_, transport=transport)
    return Entry(found, tuple(fault._replace(use=found) for fault in faults))


def _port(text: str, span: Span) -> tuple[tuple[int, int] | None, tuple[Fault, ...]]:
    """Return the first and the last port of `80-82`, and what the builder says to it."""
    if MASK in text:
        return None, ()
    if not text:
        return None, (Fault("missing-port", span, "container"),)
    first, dash, last = text.partition("-")
    last, more, _ = last.partition("-")
    if not is_number(first) or (dash and not is_number(last)):
        return None, (_no_number(text, span),)
    low, high = to_number(first), to_number(last if dash else first)
    if max(low, high) > HIGHEST_PORT:
        return None, (Fault("port-out-of-range", span, "highest"),)
    if high < low:
        return None, (Fault("invalid-port-range", span, "reversed"),)
    if not low:
        return (low, high), (Fault("port-out-of-range", span, "exposed"),)
    if more:
        values = {"range": f"{first}-{last}"}
        return (low, high), (Fault("invalid-port", span, "cut-range", values),)
    return (low, high), ()


def _no_number(text: str, span: Span) -> Fault:
    listed = [port for port in text.split(",") if port]
    if "," in text and listed and all(map(is_number, listed)):
        return Fault("invalid-port", span, "dockerfile-list")
    if _NAME.fullmatch(text):
        # Only a file with such a mistake pays for the catalogue.
        from portlens.catalogue.load import catalogue

        ports = catalogue().ports_named(text)
        if ports:
            return Fault("service-name-not-allowed", span, "dockerfile", {"port": ports[0]})
    return Fault("invalid-port", span, "not-a-number")


def _host(word: Word, last: int, port: tuple[int, int] | None) -> Iterator[Fault]:
    """Yield what is to be said of what stands before the container's port."""
    before = word.text[: last - 1]
    if MASK in before:
        return
    colon = before.rfind(":")
    address, host = before[: max(colon, 0)], before[colon + 1 :]
    if address and not _is_address(address):
        yield Fault("invalid-address", word.source(0, colon), "dockerfile")
        return
    found, faults = _port(host, word.source(colon + 1, last - 1)) if host else (None, ())
    refusing = [fault for fault in faults if fault.reason not in _TAKEN]
    if found and port and port[0] != port[1] and port[1] - port[0] != found[1] - found[0]:
        values = {"host": found[1] - found[0] + 1, "container": port[1] - port[0] + 1}
        whole = word.source(0, len(word.text))
        refusing.append(Fault("invalid-port-range", whole, "sizes", values))
    yield from refusing or (
        Fault("host-port-in-expose", word.source(0, last), "ignored" if before else "colon"),
    )


def _is_address(text: str) -> bool:
    """Tell whether a builder takes `text` for an IP address; old ones want IPv6 in brackets."""
    inside = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    is_plain = "%" not in inside and parse_ip(inside) is not None
    return is_plain and not ("." in inside and _ZERO_IN_FRONT.search(inside.rpartition(":")[2]))
