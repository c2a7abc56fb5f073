"""The `Port` lines of an ssh_config that no connection ever uses.

ssh takes the first value that it meets (ssh_config(5), `ssh -G`): what comes after a line that
counts for every connection counts for none, and so does what stands for hosts that an earlier
block has given a port already.
"""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial

from portlens.formats.ssh.directive import Directive
from portlens.formats.ssh.port import is_template
from portlens.model.port_use import PortUse
from portlens.programs.ssh.lines import Configuration, Place, configuration
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

# Blocks with wildcards that each later host is compared with: all of them would be quadratic.
_MOST_PATTERNS = 50


class PortLine(NamedTuple):
    """A `Port` line that can be read; `conditions` are the blocks that it stands in."""

    document: Document
    directive: Directive
    use: PortUse
    is_conditional: bool
    outer: Place | None

    @property
    def port(self) -> int | None:
        """The number that the line gives."""
        return self.use.port.first if self.use.port else None


class Overridden(NamedTuple):
    """A line that counts for nothing, and one that comes before it wherever it would count."""

    line: PortLine
    first: PortLine


def overridden(whole: Configuration, document: Document) -> Iterator[Overridden]:
    """Yield the lines that never decide, but for those that say what was said already.

    Of two lines in one block another rule tells. The ports of `document` are those of its own
    reading.
    """
    before = _Before()
    for line in _port_lines(whole, document):
        first = before.deciding(line)
        if first is None:
            before.add(line)
        elif first.port != line.port and not _is_one_block(first, line):
            yield Overridden(line, first)


def overridden_in(document: Document, workspace: Workspace) -> Sequence[Overridden]:
    """Return those of the lines that stand in `document`."""
    whole = configuration(document, workspace)
    if any(use.port is not None and use.port.name for use in document.uses):
        # The ports of names that only a services file nearby knows are in this reading alone.
        return _by_file(whole, document).get(document.path, ())
    make = partial(_by_file, whole, document.source)
    return _BY_FILE.of_parts(workspace, whole.main.path, make, (whole,)).get(document.path, ())


def _by_file(whole: Configuration, document: Document) -> Mapping[str, Sequence[Overridden]]:
    found: dict[str, list[Overridden]] = {}
    for one in overridden(whole, document):
        found.setdefault(one.line.document.path, []).append(one)
    return found


_BY_FILE: Memo[Mapping[str, Sequence[Overridden]]] = Memo(64)


def with_effects(document: Document, workspace: Workspace) -> Document:
    """Return an ssh_config in which the `Port` lines that never decide have no effect."""
    if "port" not in document.text.lower():
        return document
    dead = {found.line.use.span for found in overridden_in(document, workspace)}
    if not dead:
        return document
    uses = tuple(
        use._replace(bound=())
        if use.span in dead and isinstance(use.detail, Directive) and use.detail.keyword == "port"
        else use
        for use in document.uses
    )
    return document.reading_as(document.reading._replace(uses=uses))


def _port_lines(whole: Configuration, judged: Document) -> Iterator[PortLine]:
    uses: dict[str, dict[Span, PortUse]] = {}
    for placed in pausing(whole.lines):
        document, line = placed.document, placed.directive
        if line.keyword != "port":
            continue
        if document.path not in uses:
            read = judged if document is judged.source else document
            uses[document.path] = {
                use.detail.line: use
                for use in read.uses
                if isinstance(use.detail, Directive) and use.detail.keyword == "port"
            }
        use = uses[document.path].get(line.line)
        if use is not None and use.port is not None and use.port.is_known:
            yield PortLine(document, line, use, placed.is_conditional, placed.outer)


def _is_one_block(one: PortLine, other: PortLine) -> bool:
    return one.document is other.document and one.directive.block == other.directive.block


class _Before:
    """The lines met so far, by the hosts that they are for."""

    def __init__(self) -> None:
        self._always: PortLine | None = None
        self._by_block: dict[tuple[str, ...], PortLine] = {}
        self._by_host: dict[str, PortLine] = {}
        self._patterns: list[tuple[tuple[str, ...], PortLine]] = []

    def add(self, line: PortLine) -> None:
        """Take a line that decides for the hosts of its block."""
        if not line.is_conditional:
            self._always = line
            return
        words = _words(line)
        # A block around the Include may keep this one from counting.
        if not words or line.outer is not None:
            return
        self._by_block.setdefault(words, line)
        if words[0] == "host":
            patterns = words[1:]
            if any("*" in each or "?" in each or each.startswith("!") for each in patterns):
                self._patterns.append((patterns, line))
                del self._patterns[_MOST_PATTERNS:]
            else:
                for host in patterns:
                    self._by_host.setdefault(host, line)

    def deciding(self, line: PortLine) -> PortLine | None:
        """Return a line that decides for every connection for which `line` would."""
        if self._always is not None:
            return self._always
        words = _words(line)
        if not words:
            return None
        if words in self._by_block:
            return self._by_block[words]
        if words[0] != "host" or any(set(word) & set("*?!") for word in words[1:]):
            return None
        found = [self._for_host(host) for host in words[1:]]
        return found[0] if found and None not in found else None

    def _for_host(self, host: str) -> PortLine | None:
        if host in self._by_host:
            return self._by_host[host]
        return next((line for words, line in self._patterns if _matches(host, words)), None)


def _words(line: PortLine) -> tuple[str, ...]:
    """Return the keyword and the words of the block, or none where they are not certain.

    A command of `Match exec` may succeed at one time and fail at another, and `final` and
    `canonical` blocks are read when the others have been read before.
    """
    block = line.directive.block
    if block is None or is_template(block.name):
        return ()
    words = tuple(block.name.split(" "))
    keyword = words[0].lower()
    if any(set(word) & set("\"'=,[\\") for word in words):
        return ()
    if keyword == "match" and {"exec", "final", "canonical", "!final", "!canonical"} & {
        word.lower() for word in words
    }:
        return ()
    return (keyword, *words[1:])


def _matches(host: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether ssh takes the patterns of a `Host` line for `host`."""
    if any(each[:1] == "!" and fnmatchcase(host, each[1:]) for each in patterns):
        return False
    return any(each[:1] != "!" and fnmatchcase(host, each) for each in patterns)
