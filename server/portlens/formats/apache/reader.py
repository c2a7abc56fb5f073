"""An httpd configuration to port uses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from portlens.formats._collecting import no_collecting
from portlens.formats._format import Fault, Link, Reading
from portlens.formats.apache import connect, listen
from portlens.formats.apache.directive import CONDITIONS, Directive, State, directives
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing

Read = Callable[[Directive], Iterator[PortUse | Fault]]
_READERS: Mapping[str, Read] = {
    "listen": listen.read_listen,
    "port": listen.read_port,
    listen.HOST: listen.read_host,
    "servername": listen.read_name,
    **connect.READERS,
}
INCLUDES = frozenset({"include", "includeoptional"})


class Tree(NamedTuple):
    """The lines of a file as httpd reads them where it begins with it, and what it knows then."""

    directives: tuple[Directive, ...]
    state: State


def read(text: str, path: str) -> Reading:
    """Return the ports of an httpd configuration, whatever state its text is in."""
    with no_collecting():
        state = State()
        every = tuple(directives(text, path, state))
        return reading_of(every)._replace(tree=Tree(every, state))


def reading_of(every: Sequence[Directive]) -> Reading:
    """Return the ports of directives that were read."""
    uses: list[PortUse] = []
    faults: list[Fault] = []
    links: list[Link] = []
    told: list[PortUse] = []
    names = dict(_names(every))
    for directive in pausing(every):
        for found in _found(directive):
            if isinstance(found, Fault):
                faults.append(found)
            elif directive.name == listen.HOST:
                uses.append(found._replace(owner=names.get(id(directive), found.owner)))
            else:
                uses.append(found)
        told += connect.mentions(directive)
        if directive.name == "servername":
            told += listen.mention_of_name(directive)
        if directive.name in INCLUDES:
            for word in directive.arguments[:1]:
                span = word.part(0, len(word.text))
                links.append(Link("include", span, word.text))
    return Reading(tuple(uses), tuple(faults), tuple(links), mentions=tuple(told))


def _names(every: Iterable[Directive]) -> Iterator[tuple[int, str]]:
    """Yield what clients call each virtual host, by the id of its section's first line.

    That is what tells two hosts of one `*:80` apart, and the name stands below that line.
    """
    for directive in pausing(every):
        if directive.name == "servername" and directive.section is not None:
            host = directive.section.host
            if host is not None and host.server_name:
                yield id(host.head), host.server_name


def _found(directive: Directive) -> Iterator[PortUse | Fault]:
    reader = _READERS.get(directive.name)
    for found in reader(directive) if reader is not None else ():
        # httpd does not look at what a condition leaves out.
        if directive.is_read or not isinstance(found, Fault):
            yield found
        elif directive.is_read is None and found.reason in _IF_READ and _is_awaited(directive):
            yield found._replace(reason=_IF_READ[found.reason])


# A number that no port can have is wrong once the block is read, and a block for TLS is written to
# be read: the files of a site alone, as certbot makes them, do not show that the module is loaded.
# httpd may start without it, so that this is a warning. Names and addresses stay unjudged there,
# and so does all that stands in other conditions: nobody knows which of two is ever meant.
_IF_READ = {"highest": "highest-if-read", "lowest": "lowest-if-read"}
_AWAITED = frozenset({"mod_ssl.c", "ssl_module", "mod_gnutls.c", "gnutls_module"})


def _is_awaited(directive: Directive) -> bool:
    """Tell whether nothing but modules for TLS decides on whether httpd reads a line."""
    section = directive.section
    while section is not None and section.is_read is None:
        asked = {word.text for word in section.head.arguments[:1]}
        is_condition = section.name in CONDITIONS
        if is_condition and (section.name != "ifmodule" or not asked <= _AWAITED):
            return False
        section = section.around
    return True
