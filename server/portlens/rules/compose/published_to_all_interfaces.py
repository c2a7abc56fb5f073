"""A database, cache, broker or administration port open to every network of the host

Without an address Docker publishes a port on all of the host's addresses, past the rules of
ufw and firewalld. Databases and the like are meant for the machine itself and for the other
containers, which need no published port at all.

Nothing is said of web servers, of ports on 127.0.0.1 or another address, and where the
network's own options name the address.

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

from collections.abc import Iterator

from portlens.formats.compose.port_entry import PortEntry
from portlens.model.finding import Finding, Fix
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.programs.compose.service import Body
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGE = Phrase(
    "{kind} ({name}) is published on every address of the host",
    "{kind}（{name}）がホストの全アドレスに公開されています",
)
BIND = Phrase("Publish on 127.0.0.1 alone", "127.0.0.1 だけに公開する")
KINDS = {
    "database": Phrase("a database", "データベース"),
    "cache": Phrase("a cache", "キャッシュ"),
    "broker": Phrase("a message broker", "メッセージブローカー"),
    "administration": Phrase("an administration port", "管理用ポート"),
}
# Numbers that web applications of every kind have chosen as well: for these the service must be
# the one that is meant by its image or its name.
ANYBODYS = frozenset(
    {81, 943, 2019, 4171, 5005, 5050, 5380, 5540, 5555, 7700, 8006, 8007, 8086, 8091, 8092, 8093}
    | {8095, 8108, 8161, 8265, 8332, 8384, 8444, 8474, 8500, 8834, 9021, 9901, 9990, 10011}
)
_SHORTEST = 3  # words of up to three letters are in many a name

JAPANESE = """
ホストの全ネットワークに公開されたデータベース、キャッシュ、ブローカー、管理用ポート

アドレスを書かないと、Docker は ufw や firewalld の規則を通らずにホストの全アドレスへポートを公開
します。データベースなどはそのマシン自身と他のコンテナーのためのもので、
コンテナー同士なら公開する必要もありません。

ウェブサーバー、127.0.0.1 など特定のアドレスに公開したポート、ネットワークの設定でアドレスを
決めている場合は報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each such entry."""
    if "host_binding_ipv4" in document.text:
        return
    project = project_of(document, context.workspace)
    for use in document.uses:
        detail = use.detail
        if use.role != "publishes" or not isinstance(detail, PortEntry):
            continue
        body = project.services.get(detail.owner.service)
        # An override file has taken the entry away, or says the same again and is told instead.
        if body is None or (body.is_published and _is_kept(use, body, document)):
            yield from _findings(use, detail, document, context)


def _findings(
    use: PortUse, detail: PortEntry, document: Document, context: Context
) -> Iterator[Finding]:
    # The value of a variable may bring its own address: DB_PORT=127.0.0.1:5432 is usual.
    if detail.is_address_unknown or not use.resolved or use.target is None:
        return
    if use.address is not None and not use.address.is_wildcard:
        return
    for port in use.target.numbers[:1]:
        kind = context.catalogue.kind_of(port, use.transport)
        software = context.catalogue.software_at(port, use.transport)
        name = software[0] if software else context.catalogue.primary_name(port)
        if kind is None or (port in ANYBODYS and not _is_its_own(port, name, use, context)):
            continue
        span = use.port.span if use.port and not use.port.is_empty else use.span
        message = MESSAGE.fill(kind=KINDS[kind], name=name)
        fixes = tuple(_fixes(use, detail, document))
        yield Finding("published-to-all-interfaces", span, message, fixes=fixes)


def _is_kept(use: PortUse, body: Body, document: Document) -> bool:
    return any(
        published.document is document and published.use.span == use.span
        for published in body.ports
    )


def _is_its_own(port: int, software: str | None, use: PortUse, context: Context) -> bool:
    """Tell whether the service is the software that `port` is known for."""
    if not isinstance(use.detail, PortEntry):
        return False
    image, service = use.detail.owner.image, use.detail.owner.service
    if (port, use.transport) in context.catalogue.image_ports(image):
        return True
    words = (software or "").lower().split()
    return any(word in f"{image} {service}".lower() for word in words if len(word) > _SHORTEST)


def _fixes(use: PortUse, detail: PortEntry, document: Document) -> Iterator[Fix]:
    if use.port is None or use.port.is_empty:
        return
    if detail.address is not None:
        yield Fix(BIND, (Edit(detail.address, "127.0.0.1"),), is_preferred=True)
    elif detail.form == "short":
        start = use.port.span.start
        edit = Edit(Span(start, start), "127.0.0.1:")
        yield Fix(BIND, (edit,), is_preferred=True)
    elif use.target is not None:
        yield Fix(BIND, (_key(use.target.span, document.text),), is_preferred=True)


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
