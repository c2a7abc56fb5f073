"""The sections of a HAProxy configuration, and what proxies have from `defaults`.

Source: HAProxy's configuration manual, section 4 ("Proxies") and 2.4 ("Conditional blocks").
"""

from collections.abc import Iterable, Iterator

from portlens.formats.haproxy.options import server_options
from portlens.formats.haproxy.words import Line
from portlens.text.named_tuple import NamedTuple
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
    into a proxy. `mode` is `tcp` or `http`, `init_addr` how names of servers are resolved at the
    start; both may come from `defaults`.
    """

    keyword: str
    head: Line | None
    lines: tuple[Line, ...]
    mode: str = "tcp"
    init_addr: str = ""
    is_disabled: bool = False

    @property
    def name(self) -> str:
        """The name in the section's first line; empty where it has none."""
        words = self.head.words if self.head is not None else ()
        return words[1].text if len(words) > 1 else ""

    @property
    def title(self) -> str:
        """The section as its first line calls it: `frontend web`."""
        return f"{self.keyword} {self.name}" if self.name else self.keyword

    @property
    def is_proxy(self) -> bool:
        """Whether it passes requests on, or is a part of what does."""
        return self.keyword in _PROXIES or not self.keyword


def sections(every: Iterable[Line]) -> Iterator[Section]:
    """Yield the sections of a text in their order."""
    defaults: dict[str, Section] = {}
    last = Section("defaults", None, ())
    for head, lines in _parts(every):
        if head is None:
            yield Section("", None, lines)
            continue
        section = Section(head.keyword, head, lines)
        chosen = defaults.get(_chosen(head))
        if section.keyword == "defaults":  # one forgets what the one before it said
            section = _with_settings(section, chosen or Section("defaults", None, ()))
            last = defaults[section.name] = section
        elif section.is_proxy:
            section = _with_settings(section, chosen or last)
        yield section


def _parts(every: Iterable[Line]) -> Iterator[tuple[Line | None, tuple[Line, ...]]]:
    """Yield the first line of each section, with those below it."""
    head: Line | None = None
    found: list[Line] = []
    for line in every:
        if line.keyword not in SECTIONS:
            found.append(line)
            continue
        if head is not None or found:
            yield head, tuple(found)
        head, found = line, []
    if head is not None or found:
        yield head, tuple(found)


def _chosen(head: Line) -> str:
    """Return the `defaults` that a section names: `backend app from web`."""
    words = [word.text for word in head.words]
    return words[3] if words[2:3] == ["from"] and len(words) > 3 else ""


def _with_settings(section: Section, base: Section) -> Section:
    mode, init_addr, is_disabled = base.mode, base.init_addr, base.is_disabled
    for line in section.lines:
        if line.keyword == "mode" and len(line.words) > 1:
            mode = line.words[1].text
        elif line.keyword == "default-server":
            chosen = server_options(line.words[1:]).get("init-addr")
            init_addr = chosen.text if chosen is not None else init_addr
        elif line.keyword in ("disabled", "enabled"):
            is_disabled = line.keyword == "disabled"
    return section._replace(mode=mode, init_addr=init_addr, is_disabled=is_disabled)
