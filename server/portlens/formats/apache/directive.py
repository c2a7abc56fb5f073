"""The directives of an httpd configuration, and the sections that they stand in.

Source: httpd's documentation of its core, mod_so, mod_version and mod_macro, and what `apache2 -t`
says of such files. httpd reads conditions, `Define` and `LoadModule` on its way through the text.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from portlens.formats._names import is_template_path
from portlens.formats._template import MASK, masked, without_statements
from portlens.formats.apache.words import Line, Word, lines, words
from portlens.model.socket import Place
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span

# What the lines in a section ask of it. In a condition they mean what they mean outside of it.
CONDITIONS = frozenset(
    {"ifmodule", "ifdefine", "ifversion", "iffile", "ifdirective", "ifsection", "macro"}
)
_KINDS = frozenset(
    """
    virtualhost proxy proxymatch location locationmatch directory directorymatch files filesmatch
    if elseif else
    """.split()  # noqa: SIM905 - read far more easily than a list of strings
)


class Section:
    """A section and the one around it; `name` is in small letters, without its brackets.

    `is_read`: None where nobody knows whether httpd reads what stands in it. `within` are the
    kinds of the sections in which its lines stand (`other` for all that are none of httpd's own),
    and `host` is the virtual host among them. `is_macro`: they are of a macro, with other values
    wherever that is used.
    """

    def __init__(self, name: str, head: "Directive", around: "Section | None") -> None:
        self.name = name
        self.head = head
        self.around = around
        self.server_name = ""
        self.is_read: bool | None = True
        within: frozenset[str] = around.within if around is not None else frozenset()
        kind = {name if name in _KINDS else "other"} if name not in CONDITIONS else set[str]()
        self.within: frozenset[str] = within | kind
        self.host: Section | None = around.host if around is not None else None
        self.is_macro: bool = name == "macro" or (around is not None and around.is_macro)
        if name == "virtualhost":
            self.host = self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Section) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return self.head.line, self.server_name, self.is_read, self.within


class Directive(NamedTuple):
    """One line: its first word in small letters, all its words, and the section that it is in.

    Of a section's first line `name` begins with `<`, and its words end at the last `>`.
    `is_read`: None where nobody knows whether httpd reads it. `title` is what the first line of a
    section says, or its beginning: `VirtualHost *:80`.
    """

    name: str
    words: tuple[Word, ...]
    line: Line
    section: Section | None
    is_read: bool | None
    title: str = ""

    @property
    def arguments(self) -> tuple[Word, ...]:
        """The words behind the first."""
        return self.words[1:]

    @property
    def owner(self) -> str:
        """Whose ports the line speaks of, as the user would call it; empty for the main server."""
        host = self.section.host if self.section is not None else None
        if host is None:
            return ""
        return host.server_name or host.head.title

    def after(self) -> Span:
        """Return where the next word would be typed."""
        end = self.words[-1].span.end
        at = min(end + 1, max(self.line.end, end))
        return Span(at, at)


_MOST_IN_TITLE = 4  # words; each port of a long line has the title


def _title(head: Directive, text: str) -> str:
    """Return the title of a section in `text`; as it is written what nobody knows."""
    shown = [
        word.part(0, len(word.text)).of(text) if MASK in word.text else word.text
        for word in head.words[:_MOST_IN_TITLE]
    ]
    return " ".join([*shown, "…"] if len(head.words) > _MOST_IN_TITLE else shown).lstrip("<")


class Variable(NamedTuple):
    """What a `Define` gives a name; `text` is None where nobody knows, and `place` where it stands.

    `is_certain`: httpd reads the line.
    """

    text: str | None
    place: Place
    is_certain: bool


# Characters that variables may add to a configuration: thirty lines that each write the value of
# the line above twice would come to millions.
_MOST_ADDED = 200_000


class State:
    """What httpd knows where it stands in its files: variables, and the modules that are loaded.

    `are_modules_known`: no other is loaded, and what is built in is what Debian builds in.
    `origins` says of each variable's place where its value is defined; None where it has several,
    as in a file that is included twice. `environment` has the variables that httpd is started with,
    as far as they are known.
    """

    def __init__(self) -> None:
        self.environment: Mapping[str, str] = {}
        self.variables: dict[str, Variable] = {}
        self.modules: set[str] = set()
        self.are_modules_known = False
        self.origins: dict[Place, Place | None] = {}
        self._left = _MOST_ADDED

    def copy(self) -> "State":
        """Return the same state, to go on from by itself."""
        other = State()
        vars(other).update(vars(self))
        other.variables, other.origins = dict(self.variables), dict(self.origins)
        other.modules = set(self.modules)
        return other

    def worth(self, name: str) -> str | None:
        """Return the value of a variable; None where nobody knows it.

        None, too, where it is longer than all that may still be added.
        """
        known = self.variables.get(name)
        text = known.text if known is not None else self.environment.get(name)
        added = max(0, len(text or "") - len(f"${{{name}}}"))
        if added > self._left:
            return None
        self._left -= added
        return text


def directives(
    text: str, path: str, state: State, around: Section | None = None
) -> Iterator[Directive]:
    """Yield the directives of the file at `path`; `state` changes on the way.

    `around` is the section in which another file includes this one.
    """
    section = around
    inside: dict[str, int] = {}  # how many sections of a name are open
    shape = masked(without_statements(text), dollars=is_template_path(path))
    for written in lines(shape):
        pause()
        line = written.expanded(state.worth)
        for variable, span in written.variables():
            known, here = state.variables.get(variable), Place(path, span)
            place = known.place if known is not None and known.text is not None else None
            if state.origins.setdefault(here, place) != place:
                state.origins[here] = None
        directive = _directive(line, section)
        if directive is None:
            continue
        name = directive.name
        if name.startswith("</"):
            section = _left(section, name[2:].rstrip(">"), inside)
            continue
        if name.startswith("<"):
            directive = directive._replace(title=_title(directive, text))
        yield directive
        if name.startswith("<"):
            section = Section(name[1:], directive, section)
            section.is_read = _both(directive.is_read, _condition(directive, state))
            inside[section.name] = inside.get(section.name, 0) + 1
        else:
            _take(directive, state, path)


def _left(section: Section | None, name: str, inside: dict[str, int]) -> Section | None:
    """Return the section that goes on where one called `name` ends; nothing else closes it."""
    while inside.get(name) and section is not None:
        inside[section.name] -= 1
        is_found = section.name == name
        section = section.around
        if is_found:
            break
    return section


def _directive(line: Line, section: Section | None) -> Directive | None:
    first = next(words(line), None)
    if first is None or not first.text:
        return None
    is_read = section.is_read if section is not None else True
    if not first.text.startswith("<") or first.text.startswith("</"):
        return Directive(first.text.lower(), tuple(words(line)), line, section, is_read)
    end = line.text.rfind(">")
    end = len(line.text) if end < 0 else end
    every = tuple(words(line, 0, end)) or (first,)
    return Directive(every[0].text.lower(), every, line, section, is_read)


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return True if one and other else None


def _condition(head: Directive, state: State) -> bool | None:
    """Tell whether httpd reads what stands in a section."""
    name = head.name[1:]
    if name not in CONDITIONS:
        return True
    if name not in ("ifmodule", "ifdefine") or not head.arguments:
        return None
    text = head.arguments[0].text
    is_not, text = text.startswith("!"), text.removeprefix("!")
    variable = state.variables.get(text)
    is_known = text in state.modules if name == "ifmodule" else variable and variable.is_certain
    if (
        name == "ifmodule"
        and state.are_modules_known
        and not is_known
        and _is_loadable(text, state)
    ):
        return is_not
    # A module may be built in, and a name be defined on the command line.
    return not is_not if is_known else None


# `apache2 -l` of Debian's package, as IfModule calls them.
_BUILT_IN = frozenset({"core", "so", "watchdog", "http", "log_config", "logio", "version", "unixd"})
_MODULE = regex(r"(?:mod_(?P<file>\w+)\.c|(?P<name>\w+)_module)")


def _is_loadable(text: str, state: State) -> bool:
    """Tell whether a module is there only if it is loaded, which it is by neither of its names."""
    match = _MODULE.fullmatch(text)
    name = (match["file"] or match["name"]) if match else ""
    return bool(name) and name not in _BUILT_IN and f"{name}_module" not in state.modules


def _take(directive: Directive, state: State, path: str) -> None:
    """Let a directive change what is known."""
    name, arguments = directive.name, directive.arguments
    if not arguments:
        return
    if name == "servername" and directive.section is not None:
        host = directive.section.host
        if host is not None and not host.server_name and MASK not in arguments[0].text:
            host.server_name = arguments[0].text
    if directive.is_read is False:
        return
    if name == "loadmodule" and len(arguments) > 1 and directive.is_read:
        stem = posixpath.basename(arguments[1].text).partition(".so")[0]
        state.modules |= {arguments[0].text, f"{stem}.c"}
    elif name == "define":
        state.variables[arguments[0].text] = _variable(arguments, path, directive.is_read)
    elif name == "undefine":
        state.variables.pop(arguments[0].text, None)


def _variable(arguments: Sequence[Word], path: str, is_read: bool | None) -> Variable:
    word = arguments[1] if len(arguments) > 1 else arguments[0]
    is_known = is_read and len(arguments) > 1 and MASK not in word.text
    place = Place(path, word.part(0, len(word.text)))
    return Variable(word.text if is_known else None, place, is_read is True)
