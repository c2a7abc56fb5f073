"""The ports of a file as an outline, and of all files as a list to search in."""

from collections.abc import Iterable, Iterator

from portlens.catalogue.catalogue import Catalogue
from portlens.features.own import own
from portlens.features.use_text import numbers
from portlens.model.port_use import PortRange, PortUse, Role
from portlens.network.behind import behind
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Language, Phrase, same
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps, finish


class Symbol(NamedTuple):
    """One port, or what owns several; `span` holds all its children, `place` is its own name."""

    name: str
    detail: str
    span: Span
    place: Span
    is_port: bool
    children: tuple["Symbol", ...] = ()


class Found(NamedTuple):
    """One port use somewhere in the workspace."""

    name: str
    owner: str
    document: Document
    span: Span


def outline(document: Document, catalogue: Catalogue, language: Language) -> list[Symbol]:
    """Return the ports of a document under what they belong to, in the order of the text.

    A format's own module `symbols` may have `stands_at(document)`, a function that tells where a
    use stands for its owner, if that is not where it is written.
    """
    return finish(outlining(document, catalogue, language))


def outlining(document: Document, catalogue: Catalogue, language: Language) -> Steps[list[Symbol]]:
    """Do the same in steps: one for each port."""
    owners: dict[str, list[Symbol]] = {}
    flat: list[Symbol] = []
    stands_at = own(document.format, "symbols", "stands_at")
    place_of = stands_at(document) if stands_at else _written
    for use in document.uses:
        pause()
        if not any(part.is_known or part.is_variable for part in use.parts):
            continue  # still to be typed, or no port at all
        symbol = _symbol(use, place_of(use), catalogue, language)
        if use.role == "defines" or not use.owner:
            flat.append(symbol)
        else:
            owners.setdefault(use.owner, []).append(symbol)
        yield
    for owner, children in owners.items():
        pause()
        children.sort(key=lambda child: child.span)
        span = Span(children[0].span.start, max(child.span.end for child in children))
        detail = ", ".join(dict.fromkeys(child.name.split(" ")[0] for child in children))
        place = children[0].place
        flat.append(Symbol(owner, detail, span, place, is_port=False, children=tuple(children)))
    return sorted(flat, key=lambda symbol: symbol.span)


def search(documents: Iterable[Document], query: str, catalogue: Catalogue) -> Iterator[Found]:
    """Yield the uses whose number begins with `query`, or whose names hold it; all without one."""
    query = query.strip().casefold()
    named = {row.first for row in catalogue.named(query)} if query else set()
    for document in documents:
        for use in document.uses:
            pause()
            for part in use.parts:
                if part.is_known and _matches(use, part, query, named, catalogue):
                    name = " ".join(filter(None, (_number(part), _name(use, part, catalogue))))
                    yield Found(name, use.owner or use.name, document, part.span)


def whose(found: Found, root: str) -> Phrase:
    """Return whose port it is and in which file, told from the folder `root`."""
    path = found.document.path.removeprefix(root.rstrip("/") + "/")
    return OWNER.fill(owner=found.owner, path=path) if found.owner else same(path)


def _matches(
    use: PortUse, part: PortRange, query: str, named: set[int], catalogue: Catalogue
) -> bool:
    if query.isdigit():
        return str(part.first).startswith(query) or (
            len(part.numbers) > 1 and int(query) in part.numbers
        )
    words = (use.owner, use.name, part.name, _name(use, part, catalogue))
    return part.first in named or any(query in word.casefold() for word in words)


def _written(use: PortUse) -> Span:
    return use.span


def _symbol(use: PortUse, place: Span, catalogue: Catalogue, language: Language) -> Symbol:
    shown = use.port or use.target
    number = _number(shown) if shown else ""
    if use.role == "defines":
        return Symbol(use.name, f"{number}/{use.transport}", place, place, is_port=True)
    if use.role == "publishes" and use.target is not None:
        host = _number(use.port) if use.port else ANY.to(language)
        number = f"{host} → {_number(use.target)}"
        shown = use.target
    name = _name(use, shown, catalogue) if shown else ""
    does = ROLES[use.role] if use.is_effective else NO_EFFECT
    detail = " ".join(filter(None, (does.to(language), use.transport, name)))
    return Symbol(number, detail, place, place, is_port=True)


def _number(part: PortRange) -> str:
    return numbers(part).en if part.is_known else "?"


def _name(use: PortUse, part: PortRange, catalogue: Catalogue) -> str:
    if use.name:
        return use.name
    if part.name or part.first is None or part.first != part.last:
        return part.name
    return behind(use, part, catalogue).name


OWNER = Phrase("{owner} of {path}", "{path} の {owner}")
ANY = Phrase("any", "任意")
NO_EFFECT = Phrase("has no effect", "効果なし")
ROLES: dict[Role, Phrase] = {
    "listens": Phrase("listens", "待ち受け"),
    "publishes": Phrase("publishes", "公開"),
    "container": Phrase("in the container", "コンテナー内"),
    "connects": Phrase("connects", "接続"),
    "permits": Phrase("permits", "許可"),
    "filters": Phrase("filters", "フィルター"),
    "defines": Phrase("defines", "定義"),
}
