"""An httpd configuration to port uses."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from portlens.formats._collecting import no_collecting
from portlens.formats._format import Fault, Link, Reading
from portlens.formats.apache import connect, listen
from portlens.formats.apache.directive import Directive, State, directives
from portlens.model.port_use import PortUse
from portlens.text.pause import pausing

Read = Callable[[Directive], Iterator[PortUse | Fault]]
_READERS: Mapping[str, Read] = {
    "listen": listen.read_listen,
    "<virtualhost": listen.read_host,
    "servername": listen.read_name,
    **connect.READERS,
}
INCLUDES = frozenset({"include", "includeoptional"})


def read(text: str, path: str) -> Reading:
    """Return the ports of an httpd configuration, whatever state its text is in."""
    with no_collecting():
        return reading_of(tuple(directives(text, path, State())))


def reading_of(every: Iterable[Directive]) -> Reading:
    """Return the ports of directives that were read."""
    uses: list[PortUse] = []
    faults: list[Fault] = []
    links: list[Link] = []
    told: list[PortUse] = []
    for directive in pausing(every):
        for found in _found(directive):
            if isinstance(found, Fault):
                faults.append(found)
            else:
                uses.append(found)
        told += connect.mentions(directive)
        if directive.name == "servername":
            told += listen.mention_of_name(directive)
        if directive.name in INCLUDES:
            for word in directive.arguments[:1]:
                span = word.part(0, len(word.text))
                links.append(Link("include", span, word.text))
    return Reading(tuple(uses), tuple(faults), tuple(links), tuple(every), tuple(told))


def _found(directive: Directive) -> Iterator[PortUse | Fault]:
    reader = _READERS.get(directive.name)
    for found in reader(directive) if reader is not None else ():
        # httpd does not look at what a condition leaves out.
        if directive.is_read or not isinstance(found, Fault):
            yield found
