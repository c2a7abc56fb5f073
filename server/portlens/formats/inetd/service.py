"""The service of an entry of inetd.conf: a port number, or a name of /etc/services.

Source: strtonum(3) of libbsd, by which openbsd-inetd 0.20221205 reads it, and getservbyname(3).
"""

from collections.abc import Iterable

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.model.port_use import HIGHEST_PORT, PortRange
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

# Protocols under which a services file has names.
PROTOCOLS = frozenset({"tcp", "udp", "sctp", "dccp", "udplite", "ddp"})
_NUMBER = regex(r"[\v\f\r]*([+-]?[0-9]+)")
_NO_NAME = regex(r"[0-9]+[-,][0-9]+|0[xX][0-9a-fA-F]+|[0-9]+/\w*")


def read_service(word: str, at: Span, protocols: Iterable[str]) -> tuple[PortRange, Fault | None]:
    """Return the port of `word`, which stands at `at`, and what is wrong with it.

    A name is looked for in each of the `protocols`; one that only the /etc/services of the machine
    may know has no number yet.
    """
    unknown = PortRange(at, None, None)
    if MASK in word:
        return unknown._replace(is_variable=True), None
    if match := _NUMBER.fullmatch(word):
        number = to_number(match[1])
        if number > HIGHEST_PORT:
            return unknown, Fault("port-out-of-range", at, "highest")
        if number < 1:
            return unknown, Fault("port-out-of-range", at, "lowest", {"lowest": 1})
        return PortRange(at, number, number), None
    if _NO_NAME.fullmatch(word):
        reason = "with-transport" if "/" in word else "not-a-number"
        return unknown, Fault("invalid-port", at, reason)
    from portlens.catalogue.load import catalogue

    found = (catalogue().port_of(word, protocol) for protocol in protocols)
    port = next((port for port in found if port is not None), None)
    return PortRange(at, port, port, name=word), None
