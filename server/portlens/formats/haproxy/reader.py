"""A HAProxy configuration to port uses."""

from collections.abc import Callable, Iterator, Mapping

from portlens.formats._collecting import no_collecting
from portlens.formats._format import Fault, Reading
from portlens.formats._names import is_template_path
from portlens.formats._template import unfilled
from portlens.formats.haproxy import connect, listen
from portlens.formats.haproxy.mention import mentions
from portlens.formats.haproxy.sections import Section, sections
from portlens.formats.haproxy.words import Line, lines
from portlens.model.port_use import PortUse
from portlens.text.pause import pause
from portlens.text.plain import split_blanks

Read = Callable[[Line, Section], Iterator[PortUse | Fault]]
_LISTENING: Mapping[str, Read] = {
    "bind": listen.read_bind,
    "dgram-bind": listen.read_dgram_bind,
    "stats": listen.read_stats,
}
_OF_PROXY = {**_LISTENING, **connect.READERS}
# Which lines hold an address is for the section to say.
_READERS: Mapping[str, Mapping[str, Read]] = {
    keyword: {name: _OF_PROXY[name] for name in split_blanks(names)}
    for keyword, names in {
        "": "bind server server-template default-server source dispatch log tcp-check http-check",
        "global": "stats log",
        "defaults": "default-server source log tcp-check http-check",
        "frontend": "bind log",
        "listen": "bind server server-template default-server source dispatch log tcp-check"
        " http-check",
        "backend": "server server-template default-server source dispatch log tcp-check http-check",
        "peers": "bind peer server default-server log",
        "resolvers": "nameserver",
        "mailers": "mailer",
        "ring": "server",
        "log-forward": "bind dgram-bind log",
    }.items()
}


def read(text: str, path: str, values: Mapping[str, str] = {}) -> Reading:
    """Return the ports of a HAProxy configuration, whatever state its text is in.

    `values` are those of the variables that HAProxy is started with, as far as they are known.
    """
    uses: list[PortUse] = []
    faults: list[Fault] = []
    told: list[PortUse] = []
    with no_collecting():
        # In a template the variables are for another program.
        written = "" if is_template_path(path) else text
        found = tuple(sections(lines(unfilled(text, path), written, values), text))
        for section in found:
            for each in _read(section):
                if isinstance(each, Fault):
                    faults.append(each)
                else:
                    uses.append(each)
            if section.is_proxy:
                told += (use for line in section.lines for use in mentions(line, section))
    return Reading(tuple(uses), tuple(faults), tree=found, mentions=tuple(told))


def _read(section: Section) -> Iterator[PortUse | Fault]:
    readers = _READERS.get(section.keyword, {})
    if section.head is not None and not section.head.is_conditional:
        yield from listen.read_head(section.head)
    for line in section.lines:
        pause()
        reader = readers.get(line.keyword)
        if reader is None:
            continue
        for found in reader(line, section):
            # HAProxy does not look at what an `.if` leaves out.
            if not line.is_conditional or not isinstance(found, Fault):
                yield found
