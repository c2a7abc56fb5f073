"""A Caddyfile to port uses."""

from collections.abc import Iterator, Mapping, Sequence

from portlens.formats._collecting import no_collecting
from portlens.formats._format import Fault, Link, Reading
from portlens.formats._template import unfilled
from portlens.formats.caddyfile.blocks import Block, Segment, blocks
from portlens.formats.caddyfile.entry import About, fault_of, use_of
from portlens.formats.caddyfile.mention import mentions
from portlens.formats.caddyfile.options import Options, options_of, read_options
from portlens.formats.caddyfile.sites import Site, may_bind, sites_of
from portlens.formats.caddyfile.upstreams import read_directives
from portlens.formats.caddyfile.variables import NOTHING, Environment, filled
from portlens.formats.caddyfile.words import Word, words
from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.span import Span


class Tree(NamedTuple):
    """What a file says: its words, its blocks as they are written, and as Caddy reads them.

    In `read` a snippet stands where it is imported; other files do not.
    """

    words: tuple[Word, ...]
    written: tuple[Block, ...]
    read: tuple[Block, ...]


def read(text: str, path: str, environment: Environment = NOTHING) -> Reading:
    """Return the ports of a Caddyfile, whatever state its text is in.

    Where nothing is known of a variable of the `environment`, its default counts.
    """
    uses: list[PortUse] = []
    faults: list[Fault] = []
    with no_collecting():
        tree = tree_of(text, path, environment)
        options = options_of(tree.read)
        known = {_key(site.word): site for site in sites_of(tree.read, options)}
        named = {word.text for word in tree.words}
        for block in tree.written:
            for each in pausing(_read(block, text, options, known)):
                if isinstance(each, Fault):
                    # Caddy does not look at a snippet that nobody imports.
                    if block.kind != "snippet" or _owner(block, text).strip("&()") in named:
                        faults.append(each)
                else:
                    uses.append(each)
        told = tuple(mentions(tree.written))
    return Reading(tuple(uses), tuple(faults), tuple(_links(tree.words)), tree, told)


def tree_of(text: str, path: str, environment: Environment = NOTHING) -> Tree:
    """Return the words and blocks of a text."""
    found = tuple(pausing(words(filled(unfilled(text, path), environment))))
    written = tuple(blocks(found))
    has_imports = any(word.text == "import" for word in found)
    read_ = tuple(blocks(found, lambda _: None)) if has_imports else written
    return Tree(found, written, read_)


def _read(
    block: Block, text: str, options: Options, known: Mapping[tuple[Span, str], Site]
) -> Iterator[PortUse | Fault]:
    if block.kind == "options":
        yield from read_options(block)
        return
    owner = _owner(block, text)
    if block.kind == "site":
        for word in block.keys:
            yield from _site(word, options, known.get(_key(word)), owner)
    for line in pausing(block.segments):
        if line.name == "bind":
            yield from _bind(line)
    yield from read_directives(block.segments, owner)


def _key(word: Word) -> tuple[Span, str]:
    """Return what tells a word from the others: those of one variable stand in one place."""
    return word.span, word.text


def _owner(block: Block, text: str) -> str:
    """Return what a block is called: its first address, or the name of a snippet.

    That is as it is written, and not the value of a variable, which may be a secret.
    """
    if not block.keys:
        return ""
    word = block.keys[0]
    name = word.text.removesuffix(",")
    return word.part(0, len(name)).of(text) if word.is_variable(0, len(name)) else name


def _site(word: Word, options: Options, site: Site | None, owner: str) -> Iterator[PortUse | Fault]:
    """Yield the port of a site: the one in its address, or that of HTTP or HTTPS."""
    if word.text.endswith("{") and not word.is_quoted:
        end = len(word.text)
        yield Fault("invalid-address", word.part(end - 1, end), "brace")
        return
    if "," in word.text.removesuffix(","):
        yield Fault("invalid-address", word.span, "comma")
        return
    if site is None:
        return
    parsed = site.parsed
    protocol = _protocol(site, options)
    if word.places is None and not word.is_quoted:  # without the comma
        word = word._replace(text=site.key, end=word.at + len(site.key))
    use = use_of("listens", word, parsed, About("site", owner, protocol), site.port)
    # The host in the address of a site is who is asked for; `bind` says where Caddy listens.
    use = use._replace(address=None, bound=_bound(site))
    if use.port is None:
        use = use._replace(port=PortRange(word.span, None, None, is_variable=True))
    elif site.key.endswith(":"):
        span = word.part(len(site.key), len(site.key))
        use = use._replace(port=PortRange(span, None, None))
    yield use
    problem = parsed.problem
    if problem is not None:
        yield fault_of(word, problem, use)
    elif parsed.scheme in ("http", "https") and site.port is not None:
        is_https = parsed.scheme == "https"
        usual, other = (options.https, options.http) if is_https else (options.http, options.https)
        # Caddy compares texts: `http://a:0443` is none of HTTPS to it.
        if (parsed.port_text or str(usual)) == str(other):
            place = parsed.port or (0, len(site.key))
            values = {"port": usual, "scheme": parsed.scheme}
            reason = "site" if parsed.port else "one-port"
            yield Fault("port-of-other-scheme", word.part(*place), reason, values, use)


def _protocol(site: Site, options: Options) -> str:
    """Return what is spoken at a site, as far as its address tells."""
    if site.port is not None and site.port == options.https:
        return "https"
    is_http = site.parsed.scheme == "http" or site.port == options.http
    is_open = not site.parsed.scheme and not site.parsed.host_text
    return "http" if is_http or is_open else "https"


def _bound(site: Site) -> tuple[Address, ...] | None:
    if not site.is_whole or site.port is None:
        return None
    return tuple(address for each in site.listeners for address in each.addresses)


def _bind(line: Segment) -> Iterator[Fault]:
    for word in line.words[1:]:
        if not may_bind(word.text):
            yield Fault("invalid-address", word.span, "bind-port")


def _links(found: Sequence[Word]) -> Iterator[Link]:
    """Yield the files that are imported; a name without dot or slash is a snippet's."""
    before: Word | None = None
    for index, word in enumerate(pausing(found[:-1])):
        is_new = before is None or before.text in "{}" or word.is_after_line_of(before)
        before = word
        if word.text == "import" and is_new:
            target = found[index + 1]
            if not target.is_after_line_of(word):
                yield Link("include", target.span, target.text)
