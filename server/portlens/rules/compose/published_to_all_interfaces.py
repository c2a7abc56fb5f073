"""A database, cache, broker or administration port open to every network of the host

Without an address Docker publishes a port on all of the host's addresses, past the rules of
ufw and firewalld, and past every input chain of nftables: its packets are forwarded. Databases
and the like are meant for the machine itself and for the other containers, which need no
published port at all.

One finding speaks for the whole file; it stands at the first such entry and names the others.

Nothing is said of web servers, of ports on 127.0.0.1 or another address, where the network's own
options name the address, and where it publishes nothing (`internal: true`, macvlan, ipvlan).

## Example

```compose
services:
  db:
    image: postgres
    ports:
      - "5432:5432"
```

## Instead

```compose
services:
  db:
    image: postgres
    ports:
      - "127.0.0.1:5432:5432"
```
"""

from collections.abc import Iterable, Iterator

from portlens.catalogue.assignment import Kind
from portlens.catalogue.catalogue import Catalogue
from portlens.formats.compose.port_entry import PortEntry
from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import PortUse
from portlens.network.behind import TOLD, Behind, behind
from portlens.network.context import Context
from portlens.programs.compose.project import Project, bodies_in, project_of
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase, in_a_row
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.latest import Picked
from portlens.workspace.workspace import Workspace

MESSAGE = Phrase(
    "{kind} ({name}) is published on every address of the host",
    "{kind}（{name}）がホストの全アドレスに公開されています",
)
SEVERAL = Phrase(
    "{count} services are published on every address of the host: {names}",
    "{count} 個のサービスがホストの全アドレスに公開されています: {names}",
)
RELATED = Phrase("{kind} ({name}), published too", "{kind}（{name}）も公開されています")
BIND = Phrase("Publish on 127.0.0.1 alone", "127.0.0.1 だけに公開する")
BIND_ALL = Phrase(
    "Publish all {count} on 127.0.0.1 alone", "{count} 個とも 127.0.0.1 だけに公開する"
)
KINDS: dict[Kind, Phrase] = {
    "database": Phrase("a database", "データベース"),
    "cache": Phrase("a cache", "キャッシュ"),
    "broker": Phrase("a message broker", "メッセージブローカー"),
    "administration": Phrase("an administration port", "管理用ポート"),
}

JAPANESE = """
ホストの全ネットワークに公開されたデータベース、キャッシュ、ブローカー、管理用ポート

アドレスを書かないと、Docker は ufw や firewalld の規則も nftables の input チェーンも通らずに
（パケットは転送されます）ホストの全アドレスへポートを公開します。データベースなどはそのマシン自身と他のコンテナーのためのもので、
コンテナー同士なら公開する必要もありません。

指摘はファイルごとに 1 つで、最初の項目に付き、ほかの項目もその中に挙げます。

Web サーバー、127.0.0.1 など特定のアドレスに公開したポート、ネットワークの設定でアドレスを
決めている場合、何も公開しないネットワーク（`internal: true`、macvlan、ipvlan）の場合は
報告しません。
"""


class _Place(NamedTuple):
    """One entry that is open to every network."""

    use: PortUse
    span: Span
    kind: Phrase
    name: str
    fix: Fix | None


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield one finding for the whole file: in a development stack it is every other line."""
    places = list(_places(document, context))
    if not places:
        return
    first, *others = places
    names = _spellings(places)
    message = MESSAGE.fill(kind=first.kind, name=names[_key_of(first)])
    if len(names) > 1:
        message = SEVERAL.fill(count=len(names), names=in_a_row(names.values()))
    related = tuple(
        Related(place.span, RELATED.fill(kind=place.kind, name=names[_key_of(place)]))
        for place in others
    )
    yield Finding(first.span, message, related, tuple(_fixes(places)))


def _spellings(places: Iterable[_Place]) -> dict[str, str]:
    """Return how each service is called: `MySQL` where the registry's `mysql` is told as well."""
    names: dict[str, str] = {}
    for place in places:
        pause()
        key = _key_of(place)
        if names.get(key, key) == key:  # none yet, or in small letters
            names[key] = place.name
    return names


def _key_of(place: _Place) -> str:
    return place.name.casefold()


def _places(document: Document, context: Context) -> Iterator[_Place]:
    project = project_of(document, context.workspace)
    kept: set[tuple[str, Span]] | None = None
    for use, found in _EXPOSED.of(document, context.catalogue):
        pause()
        detail = use.detail
        if not isinstance(detail, PortEntry):
            continue
        if kept is None:  # hardly a file has such an entry
            kept = _kept(document, project, context.workspace)
        body = project.services.get(detail.owner.service)
        # An override file has taken the entry away, or says the same again and is told instead.
        if body is None or (body.is_published and (body.name, use.span) in kept):
            span = use.port.span if use.port and not use.port.is_empty else use.span
            yield _Place(use, span, *found, _fix(use, detail, document))


def _kept(document: Document, project: Project, workspace: Workspace) -> set[tuple[str, Span]]:
    """Return the entries of the document that are left when all is merged, with their services.

    Without those to which a network's options give an address.
    """
    return {
        (body.name, published.use.span)
        for body in bodies_in(document, project, workspace)
        for published in body.ports
        if published.path == document.path
        and not published.entry.is_address_unknown
        and (published.use.address is None or published.use.address.is_wildcard)
    }


def _exposed(use: PortUse, catalogue: Catalogue) -> tuple[Phrase, str] | None:
    """Return what an entry opens to every network: its kind, and its name."""
    detail = use.detail
    if use.role != "publishes" or not isinstance(detail, PortEntry):
        return None
    # The value of a variable may bring its own address: DB_PORT=127.0.0.1:5432 is usual.
    if detail.is_address_unknown or not use.resolved or use.target is None:
        return None
    if use.address is not None and not use.address.is_wildcard:
        return None
    found = behind(use, use.port, catalogue)
    kind = _kind(use, found, catalogue)
    return None if kind is None else (KINDS[kind], found.name)


_EXPOSED = Picked(_exposed)


def _kind(use: PortUse, found: Behind, catalogue: Catalogue) -> Kind | None:
    """Return what kind of service the file says is there.

    A number that only some software has chosen, as web applications have as well, says nothing.
    """
    if found.origin == "registered":
        number = _number_of(use, found, catalogue)
        return None if number is None else catalogue.kind_of(number, use.transport)
    for port in use.target.numbers[:1] if use.target and found.origin in TOLD else ():
        return catalogue.kind_of(port, use.transport, found.name)
    return None


def _number_of(use: PortUse, found: Behind, catalogue: Catalogue) -> int | None:
    """Return which number of `use` has the name that was found: 389 of `389:3389`."""
    for part in (use.target, use.port):
        number = part.first if part is not None else None
        rows = catalogue.at(number, use.transport) if number is not None else ()
        if any(row.name == found.name for row in rows):
            return number
    return None


def _fixes(places: list[_Place]) -> Iterator[Fix]:
    if places[0].fix is not None:
        yield places[0].fix
    edits = [edit for place in places if place.fix is not None for edit in place.fix.edits]
    if len(edits) > 1:
        yield Fix(BIND_ALL.fill(count=len(edits)), tuple(edits))


def _fix(use: PortUse, detail: PortEntry, document: Document) -> Fix | None:
    if use.port is None or use.port.is_empty:
        return None
    if detail.address is not None:
        edit = Edit(detail.address, "127.0.0.1")
    elif detail.form == "short":
        edit = Edit(Span(use.port.span.start, use.port.span.start), "127.0.0.1:")
    elif use.target is not None:
        edit = _key(use.target.span, document.text)
    else:
        return None
    return Fix(BIND, (edit,), is_preferred=True)


def _key(target: Span, text: str) -> Edit:
    """Return the edit that writes `host_ip` before the key whose value stands at `target`."""
    start = text.rfind("target", 0, target.start)
    while start and text[start - 1] in "\"'":
        start -= 1
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    if before.strip(" \t-"):
        return Edit(Span(start, start), "host_ip: 127.0.0.1, ")
    return Edit(Span(start, start), "host_ip: 127.0.0.1\n" + " " * len(before))


RULE = Rule("information", check, JAPANESE)
