"""The sections of a HAProxy configuration, and what proxies have from `defaults`.

Source: HAProxy's configuration manual, section 4 ("Proxies") and 2.4 ("Conditional blocks").
"""

from collections.abc import Iterable, Iterator

from portlens.formats.haproxy.address import Grammar, parse_address
from portlens.formats.haproxy.options import NO_OPTIONS, Options, merged, server_options
from portlens.formats.haproxy.words import Line
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import split_blanks

_PROXIES = frozenset({"frontend", "backend", "listen"})
_OTHERS = """
    acme cache crt-store defaults fcgi-app global http-errors log-forward log-profile mailers
    namespace_list peers program resolvers ring traces userlist
    """
SECTIONS = _PROXIES | frozenset(split_blanks(_OTHERS))


class Section(NamedTuple):
    """A section: its first line, the lines in it, and what they say as a whole.

    Lines before the first section are of one without a `keyword`: those of a part that is pasted
    into a proxy. The `name` is empty where the first line has none. `mode` is `tcp` or `http`,
    `init_addr` how names of servers are resolved at the start, `has_resolvers` that they are again
    later, `server_options` what is said of all servers, `checks_a_port` that checks have a port or
    an address of their own; all of these may come from `defaults`. `settled` is where the last line
    begins that says something of all servers: it says nothing of those above it. `port` is the only
    one that a `listen` is bound to: its servers are asked there where they have no port of their
    own.
    """

    keyword: str
    name: str
    head: Line | None
    lines: tuple[Line, ...]
    mode: str = "tcp"
    init_addr: str = ""
    has_resolvers: bool = False
    is_disabled: bool = False
    port: int | None = None
    server_options: Options = NO_OPTIONS
    checks_a_port: bool = False
    settled: int = 0

    @property
    def title(self) -> str:
        """The section as its first line calls it: `frontend web`."""
        return f"{self.keyword} {self.name}" if self.name else self.keyword

    @property
    def is_proxy(self) -> bool:
        """Whether it passes requests on, or is a part of what does."""
        return self.keyword in _PROXIES or not self.keyword


def sections(every: Iterable[Line], text: str) -> Iterator[Section]:
    """Yield the sections of a text in their order, with their names as they stand in `text`."""
    defaults: dict[str, Section] = {}
    last = _NO_DEFAULTS
    for head, lines in _parts(every):
        if head is None:
            yield Section("", "", None, lines)
            continue
        name = head.words[1].span.of(text).strip("\"'") if len(head.words) > 1 else ""
        section = Section(head.keyword, name, head, lines)
        words = [word.text for word in head.words]
        # `backend app from web`
        chosen = defaults.get(words[3]) if words[2:3] == ["from"] and words[3:] else None
        if section.keyword == "defaults":  # one forgets what the one before it said
            last = section = _with_settings(section, chosen or _NO_DEFAULTS)
            if len(words) > 1:
                defaults[words[1]] = section
        elif section.is_proxy:
            section = _with_settings(section, chosen or last)
            if section.keyword == "listen":
                section = section._replace(port=_only_port(section))
        yield section


def _only_port(section: Section) -> int | None:
    """Return the port that all `bind` lines of a section have in common, if they have one."""
    found: set[int | None] = set()
    for line in section.lines:
        words = line.words[1:2] if line.keyword == "bind" else ()
        for text in words[0].text.split(",") if words else ():
            parsed = parse_address(text, _BOUND)
            if parsed.is_socket:
                found.add(parsed.first if parsed.first == parsed.last else None)
    return next(iter(found)) if len(found) == 1 else None


_BOUND = Grammar(needs_port=True, takes_range=True)
_NO_DEFAULTS = Section("defaults", "", None, ())


def _parts(every: Iterable[Line]) -> Iterator[tuple[Line | None, tuple[Line, ...]]]:
    """Yield the first line of each section, with those below it."""
    head: Line | None = None
    found: list[Line] = []
    for line in every:
        pause()
        if line.keyword not in SECTIONS:
            found.append(line)
            continue
        if head is not None or found:
            yield head, tuple(found)
        head, found = line, []
    if head is not None or found:
        yield head, tuple(found)


def _with_settings(section: Section, base: Section) -> Section:
    """Return a section with what its lines say, and `base` where they say nothing."""
    found = section._replace(
        mode=base.mode,
        init_addr=base.init_addr,
        has_resolvers=base.has_resolvers,
        is_disabled=base.is_disabled,
        server_options=base.server_options,
        checks_a_port=base.checks_a_port,
    )
    for line in section.lines:
        pause()
        if line.keyword == "mode" and len(line.words) > 1:
            found = found._replace(mode=line.words[1].text)
        elif line.keyword == "default-server":
            options = server_options(line.words[1:])
            chosen = options.get("init-addr")
            found = found._replace(
                init_addr=chosen.text if chosen is not None else found.init_addr,
                has_resolvers=found.has_resolvers or "resolvers" in options,
                server_options=merged(found.server_options, _certain(line, options)),
                settled=line.words[0].span.start,
            )
        elif line.keyword in ("tcp-check", "http-check"):
            has_place = any(word.text in ("port", "addr") for word in line.words[2:])
            found = found._replace(checks_a_port=found.checks_a_port or has_place)
        elif line.keyword in ("disabled", "enabled"):
            found = found._replace(is_disabled=line.keyword == "disabled")
    return found


def _certain(line: Line, options: Options) -> Options:
    """Return the options without what asks for checks where an `.if` decides on the line."""
    if not line.is_conditional:
        return options
    return {name: word for name, word in options.items() if name not in _ASKING}


_ASKING = frozenset({"check", "agent-check"})
